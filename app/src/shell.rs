//! The HTML document around the application, made by the server only.

use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::app::App;
use crate::i18n::Language;
use crate::port::{self, Site};
use crate::rooms;
use crate::theme::Theme;

/// The whole document of a page. Scripts, styles and WASM come from [`Site::pkg`], whose name
/// changes with their content, so that browsers may keep them for ever.
pub fn shell(site: &Site) -> impl IntoView + use<> {
    let visitor = port::visitor().ok();
    let language = visitor.as_ref().map_or(Language::default(), |visitor| visitor.language());
    let theme = visitor.as_ref().and_then(|visitor| visitor.theme()).map(Theme::word);
    let path = visitor.map(|visitor| visitor.path()).unwrap_or_default();
    let pkg = site.pkg.clone();
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() data-theme=theme data-pkg=pkg.clone()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf8f3" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#191513" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/touch-icon.png" />
                <link rel="manifest" href="/site.webmanifest" />
                <link rel="stylesheet" href=format!("{pkg}/maloca.css") />
                {scripts(&pkg)}
                {chunks(site, &path)}
                {site.reload_port.map(reload)}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Fetches the glue, which fetches the WASM, and brings the page to life.
///
/// The WASM is not preloaded: on a slow line it would hold up the styles, and with them the text.
fn scripts(pkg: &str) -> impl IntoView + use<> {
    let glue = format!("{pkg}/maloca.js");
    let wasm = format!("{pkg}/maloca.wasm");
    let start = format!(
        "import init,{{hydrate}} from {glue:?};init({{module_or_path:{wasm:?}}}).then(hydrate)"
    );
    view! {
        <link rel="modulepreload" href=glue />
        <script type="module" nonce=use_nonce()>
            {start}
        </script>
    }
}

/// Fetches the code of the page's room together with the module, and not only when that asks for it.
fn chunks(site: &Site, path: &str) -> impl IntoView + use<> {
    let pkg = &site.pkg;
    let needed = rooms::chunk(path).and_then(|room| site.chunks.get(room));
    let files = needed.into_iter().flatten().map(|file| format!("{pkg}/{file}")).map(|file| {
        view! { <link rel="preload" href=file r#as="fetch" crossorigin="anonymous" /> }
    });
    let loader = (!site.chunks.is_empty()).then(|| format!("{pkg}/chunks.js"));
    view! {
        {loader.map(|loader| view! { <link rel="modulepreload" href=loader /> })}
        {files.collect_view()}
    }
}

/// Tells the page to load again when `cargo leptos watch` has built anew.
fn reload(port: u32) -> impl IntoView {
    let options = LeptosOptions::builder().output_name("maloca").reload_port(port).build();
    view! { <AutoReload options /> }
}
