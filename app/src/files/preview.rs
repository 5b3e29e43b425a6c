//! A look into a file.

use leptos::prelude::*;
use maloca_files::{Meta, Path};

use super::seen::Preview;
use super::words::FilesWords;
use super::{address, look};
use crate::i18n::words;
use crate::ui::icon::Glyph;
use crate::ui::notice::{Notice, Tone};

/// The file as browsers can show it. What they load is `/raw`, which sends parts, so that films can
/// be wound.
#[component]
pub(super) fn PreviewFrame(path: Path, meta: Meta, preview: Preview) -> impl IntoView {
    let name = path.name().unwrap_or_default().to_owned();
    let src = address::raw(&path, &meta.version.0);
    let (inside, is_whole) = match preview {
        Preview::Image => (view! { <img src=src alt=name /> }.into_any(), true),
        Preview::Video => (video(src, name).into_any(), true),
        Preview::Audio => (audio(src, name).into_any(), true),
        Preview::Pdf => (view! { <iframe src=src title=name></iframe> }.into_any(), true),
        Preview::Text { text, whole } => (plain(text, name).into_any(), whole),
        Preview::Document { html, whole } => (document(html).into_any(), whole),
        Preview::Nothing => (nothing(&meta, &name).into_any(), true),
    };
    let words = words::<FilesWords>();
    view! {
        <section class="preview" aria-labelledby="preview-title">
            <h2 id="preview-title" class="visually-hidden">
                {words.preview}
            </h2>
            <div class="preview__frame">{inside}</div>
            {(!is_whole).then(|| view! { <Notice tone=Tone::Plain>{words.beginning}</Notice> })}
        </section>
    }
    .into_any()
}

fn video(src: String, name: String) -> impl IntoView {
    view! { <video src=src aria-label=name controls preload="metadata" playsinline=""></video> }
}

fn audio(src: String, name: String) -> impl IntoView {
    view! { <audio src=src aria-label=name controls preload="metadata"></audio> }
}

/// Text as it is. It can be scrolled, so it can be focused.
fn plain(text: String, name: String) -> impl IntoView {
    let words = words::<FilesWords>();
    if text.is_empty() {
        return view! { <p class="muted">{words.empty_file}</p> }.into_any();
    }
    view! {
        <pre class="preview__text" tabindex="0" role="region" aria-label=name>
            {text}
        </pre>
    }
    .into_any()
}

fn document(html: String) -> impl IntoView {
    view! { <div class="preview__document prose prose--document" inner_html=html></div> }
}

fn nothing(meta: &Meta, name: &str) -> impl IntoView + use<> {
    let words = words::<FilesWords>();
    view! {
        <div class="preview__nothing">
            <Glyph icon=look::icon(meta.kind, name) />
            <p>{words.no_preview}</p>
        </div>
    }
}
