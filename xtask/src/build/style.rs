//! One style sheet of many files.

use std::fmt::Display;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::error::Error;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

use super::site::Site;
use crate::place::Place;
use crate::progress::Outcome;

/// The browsers of May 2024, the first to all know nesting and `light-dark()`: both are left as written.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(version(123, 0)),
    edge: Some(version(123, 0)),
    firefox: Some(version(121, 0)),
    ie: None,
    ios_saf: Some(version(17, 5)),
    opera: None,
    safari: Some(version(17, 5)),
    samsung: None,
};

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// Puts `style/main.css`, with all that it imports, into `pkg/maloca.css`.
pub(crate) fn bundle(place: &Place, site: &mut Site) -> Result<Outcome> {
    let css = minified(&place.root.join("style/main.css")).context("bundling style/main.css")?;
    site.put(Path::new("pkg/maloca.css"), css.as_bytes())?;
    Ok(Outcome::Done)
}

fn minified(entry: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(placed)?;
    let targets = Targets::from(BROWSERS);
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(placed)?;
    let printer = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(printer).map_err(placed)?.code)
}

/// lightningcss counts lines from 0, editors from 1.
fn placed<T: Display>(error: Error<T>) -> anyhow::Error {
    match error.loc {
        Some(at) => anyhow!("{}:{}:{}: {}", at.filename, at.line + 1, at.column, error.kind),
        None => anyhow!("{}", error.kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_keep_their_layers_and_nesting_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        std::fs::write(&main, "@layer base;\n@import \"base.css\" layer(base);").unwrap();
        let base = "a { color: light-dark(red, tan); &:hover { color: red } }";
        std::fs::write(folder.path().join("base.css"), base).unwrap();
        let css = minified(&main).unwrap();
        assert!(
            css.contains("@layer base{a{color:light-dark(red,tan);&:hover{color:red}"),
            "{css}"
        );
    }

    #[test]
    fn an_error_names_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        std::fs::write(&main, "@import \"base.css\";").unwrap();
        std::fs::write(folder.path().join("base.css"), "a {}\n}").unwrap();
        let error = minified(&main).unwrap_err().to_string();
        assert!(error.contains("base.css:2"), "{error}");
    }
}
