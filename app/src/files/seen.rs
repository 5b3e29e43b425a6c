//! What an address leads to, as the server tells the browser.

use maloca_files::{Listing, Meta, Path};
use serde::{Deserialize, Serialize};

/// A folder or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seen {
    /// A folder.
    Folder(Folder),
    /// A file.
    File(File),
}

/// A folder with what lies in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// Its entries, as many as were asked for.
    pub listing: Listing,
    /// What its README says, as HTML that is safe in a page.
    pub readme: Option<String>,
}

/// A file with a first look into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Where it is.
    pub path: Path,
    /// What is known about it.
    pub meta: Meta,
    /// How it can be shown.
    pub preview: Preview,
}

/// How a file can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preview {
    /// As a picture.
    Image,
    /// As a film.
    Video,
    /// As sound.
    Audio,
    /// As pages.
    Pdf,
    /// As text.
    Text {
        /// The text, or its beginning.
        text: String,
        /// Whether that is all.
        whole: bool,
    },
    /// As a document.
    Document {
        /// The document, or its beginning, as HTML that is safe in a page.
        html: String,
        /// Whether that is all.
        whole: bool,
    },
    /// Not at all.
    Nothing,
}
