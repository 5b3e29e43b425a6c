//! The pages rendered in the browser alone, for `trunk serve`.

fn main() {
    maloca_frontend::mount();
}
