//! Content types.

/// The type of a page that this door writes itself.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// The content type of a file by the ending of its name.
pub(crate) fn of(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    // The lab asks for it; the common tables know no type for installers.
    if ending.eq_ignore_ascii_case("msi") {
        return "application/x-msi".to_owned();
    }
    let guess = mime_guess::from_ext(ending).first_or_octet_stream();
    // Without a charset browsers guess one, and guess wrong for accents.
    let charset = if guess.type_() == "text" { "; charset=utf-8" } else { "" };
    format!("{}{charset}", guess.essence_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_of_the_lab_are_right() {
        for (name, media) in [
            ("car.jpeg", "image/jpeg"),
            ("Planeta.mp4", "video/mp4"),
            ("OWASP.pdf", "application/pdf"),
            ("index.html", HTML),
            ("a.htm", HTML),
            ("putty.msi", "application/x-msi"),
            ("README", "application/octet-stream"),
        ] {
            assert_eq!(of(name), media);
        }
    }
}
