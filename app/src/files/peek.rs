//! How the server looks into a file.

use std::sync::Arc;

use futures::StreamExt;
use maloca_files::Content;

use super::look::Look;
use super::seen::Preview;

/// How many bytes of a text are shown.
const MOST: u64 = 256 * 1024;

/// How a file can be shown. Names decide what browsers show themselves; everything else is text when
/// its beginning is.
pub(super) async fn preview(name: &str, content: Arc<dyn Content>) -> Preview {
    let look = Look::of(name);
    match look {
        Look::Image => Preview::Image,
        Look::Video => Preview::Video,
        Look::Audio => Preview::Audio,
        Look::Pdf => Preview::Pdf,
        Look::Markdown | Look::Text | Look::Other => match text(content).await {
            Some((text, whole)) if look == Look::Markdown => {
                Preview::Document { html: maloca_markup::html(&text), whole }
            }
            Some((text, whole)) => Preview::Text { text, whole },
            None => Preview::Nothing,
        },
    }
}

/// The beginning of a text, and whether that is all; `None` for what is no text.
pub(super) async fn text(content: Arc<dyn Content>) -> Option<(String, bool)> {
    let size = content.meta().size;
    let mut chunks = content.read(0..size.min(MOST));
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        bytes.extend_from_slice(&chunk.ok()?);
    }
    Some((decode(bytes, size <= MOST)?, size <= MOST))
}

/// UTF-8 without what only programs write; the last character may be cut when more follows.
fn decode(bytes: Vec<u8>, whole: bool) -> Option<String> {
    if bytes.contains(&0) {
        return None;
    }
    String::from_utf8(bytes).or_else(|error| cut(error, whole)).ok()
}

fn cut(
    error: std::string::FromUtf8Error,
    whole: bool,
) -> Result<String, std::string::FromUtf8Error> {
    let end = error.utf8_error();
    if whole || end.error_len().is_some() {
        return Err(error);
    }
    let mut bytes = error.into_bytes();
    bytes.truncate(end.valid_up_to());
    String::from_utf8(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn text_is_told_from_other_bytes() {
        assert_eq!(decode(b"hi\n".to_vec(), true).as_deref(), Some("hi\n"));
        assert_eq!(decode(b"a\0b".to_vec(), true), None);
        assert_eq!(decode(vec![b'a', 0xff, b'b'], false), None);
    }

    #[test]
    fn a_character_cut_in_two_is_left_out_only_where_more_follows() {
        let cut = "añ".as_bytes()[..2].to_vec();
        assert_eq!(decode(cut.clone(), false).as_deref(), Some("a"));
        assert_eq!(decode(cut, true), None);
    }
}
