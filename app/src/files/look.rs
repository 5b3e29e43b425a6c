//! What a file is, by its name.

use maloca_files::Kind;

use crate::ui::icon::Icon;

/// What a file looks like to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A picture that browsers show.
    Image,
    /// A film that browsers play.
    Video,
    /// Sound that browsers play.
    Audio,
    /// A PDF.
    Pdf,
    /// Markdown.
    Markdown,
    /// Text of any kind, code too.
    Text,
    /// Anything else.
    Other,
}

impl Look {
    /// By the ending of a name.
    pub(super) fn of(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "avif" | "bmp" | "gif" | "ico" | "jpeg" | "jpg" | "png" | "svg" | "webp" => Self::Image,
            "m4v" | "mov" | "mp4" | "ogv" | "webm" => Self::Video,
            "aac" | "flac" | "m4a" | "mp3" | "oga" | "ogg" | "opus" | "wav" => Self::Audio,
            "pdf" => Self::Pdf,
            "markdown" | "md" => Self::Markdown,
            ending if TEXTS.contains(&ending) => Self::Text,
            _ => Self::Other,
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Image => Icon::Image,
            Self::Video => Icon::Video,
            Self::Audio => Icon::Music,
            Self::Pdf | Self::Markdown | Self::Text => Icon::Text,
            Self::Other => Icon::File,
        }
    }
}

/// Endings of texts, for their icon alone: whether a file is shown as text is read off its bytes.
const TEXTS: &[&str] = &[
    "asm", "bib", "c", "cfg", "conf", "cpp", "css", "csv", "go", "h", "hpp", "html", "ini", "java",
    "js", "json", "kt", "log", "lua", "php", "pl", "py", "r", "rb", "rs", "rst", "scala", "sh",
    "sql", "srt", "swift", "tex", "toml", "ts", "tsv", "txt", "vtt", "xml", "yaml", "yml",
];

/// The icon of an entry.
pub(super) fn icon(kind: Kind, name: &str) -> Icon {
    match kind {
        Kind::Folder => Icon::Folder,
        Kind::File => Look::of(name).icon(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_count_whatever_their_case() {
        assert_eq!(Look::of("Foto.JPG"), Look::Image);
        assert_eq!(Look::of("README.md"), Look::Markdown);
        assert_eq!(Look::of("archive.tar.gz"), Look::Other);
        assert_eq!(Look::of("mp4"), Look::Other);
    }
}
