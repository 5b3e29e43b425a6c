//! How answers of server functions travel: as JSON that is read as text.
//!
//! Leptos' own codec reads JSON as bytes, its resources read it as text, and serde's readers exist
//! once per type and way of reading. With one way the pages' WASM has them once.

use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};

/// The encoding of failures, and of answers inside [`Wire`].
pub struct Text;

/// The encoding of answers: `#[server(prefix = "/fn", endpoint = "…", output = Wire)]`.
pub type Wire = Post<Text>;

impl ContentType for Text {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Text {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Text {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Text {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?;
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_an_error_and_no_panic() {
        let decoded: Result<String, _> = Text::decode(Bytes::from_static(b"\"\xff\""));
        assert!(decoded.is_err());
    }
}
