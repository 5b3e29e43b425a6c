//! The pages without a server that renders them: what Trunk serves while somebody works on them.

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(maloca_app::App);
}
