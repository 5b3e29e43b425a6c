//! Folders as pages: plain enough for a browser of 1991.

use maloca_files::{Entry, Kind, Path};

/// The page of a folder. With `more`, it has entries beside these.
pub(crate) fn page(path: &Path, entries: &[Entry], more: bool) -> String {
    let title = escape(&format!("/{path}"));
    let up = path.parent().map(|parent| item(&address(&parent, true), "..")).unwrap_or_default();
    let items: String = entries.iter().map(|entry| row(path, entry)).collect();
    let more = if more { "<p>…</p>\n" } else { "" };
    format!(
        "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<h1>{title}</h1>\n<ul>\n{up}{items}</ul>\n{more}"
    )
}

/// The address of something in the tree on this server; folders end in a slash, so that what their
/// pages name relatively is found in them.
pub(crate) fn address(path: &Path, is_folder: bool) -> String {
    let slash = if is_folder && !path.is_root() { "/" } else { "" };
    format!("/{}{slash}", path.encode())
}

fn row(folder: &Path, entry: &Entry) -> String {
    let is_folder = entry.meta.kind == Kind::Folder;
    let slash = if is_folder { "/" } else { "" };
    // A name that is too deep to be asked for has no row.
    folder.join(&entry.name).map_or_else(
        |_| String::new(),
        |path| item(&address(&path, is_folder), &format!("{}{slash}", entry.name)),
    )
}

fn item(address: &str, text: &str) -> String {
    format!("<li><a href=\"{}\">{}</a></li>\n", escape(address), escape(text))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text_and_never_markup() {
        assert_eq!(
            item(&address(&"a/<b>\"&?#".parse().unwrap(), false), "<b>\"&'"),
            "<li><a href=\"/a/%3Cb%3E%22%26%3F%23\">&lt;b&gt;&quot;&amp;&#39;</a></li>\n"
        );
    }
}
