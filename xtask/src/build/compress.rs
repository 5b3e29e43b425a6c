//! Brotli and gzip beside each file, made once instead of for every visitor.
//!
//! Both, because over plain HTTP browsers ask for nothing better than gzip.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::Options;
use super::site::{Site, write_if_new};
use crate::cache::{self, Cache};
use crate::progress::Outcome;

/// Endings whose files become smaller.
const ENDINGS: [&str; 11] =
    ["bin", "css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Below this many bytes the answer fits one packet anyway.
const SMALLEST: u64 = 1024;

/// What the compressed form was made with; part of the cache's key.
const QUALITY: &str = "brotli 11, gzip 9";

/// Compresses all that changed since the last run; for `--dev` removes what would be out of date.
pub(crate) fn all(site: &Site, options: Options, cache: &mut Cache) -> Result<Outcome> {
    let mut outcome = Outcome::Unchanged;
    for (name, file) in site.files() {
        if !is_worth_it(&file)? {
            continue;
        }
        if options.dev {
            remove_forms(&file)?;
        } else if one(name, &file, cache)? {
            outcome = Outcome::Done;
        }
    }
    Ok(outcome)
}

fn is_worth_it(file: &Path) -> Result<bool> {
    let known = |end: &std::ffi::OsStr| ENDINGS.iter().any(|known| end == *known);
    Ok(file.extension().is_some_and(known) && fs::metadata(file)?.len() > SMALLEST)
}

/// Returns whether there was something to do.
fn one(name: &Path, file: &Path, cache: &mut Cache) -> Result<bool> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let key = format!("compressed {}", name.display());
    let hash = cache::hash(&bytes, QUALITY);
    if cache.holds(&key, hash) && forms(file).iter().all(|form| form.is_file()) {
        return Ok(false);
    }
    let (small, smaller) = both(&bytes)?;
    let [gz, br] = forms(file);
    write_if_new(&gz, &small)?;
    write_if_new(&br, &smaller)?;
    let sizes = (bytes.len(), small.len(), smaller.len());
    eprintln!("      {}: {} bytes, gzip {}, brotli {}", name.display(), sizes.0, sizes.1, sizes.2);
    cache.note(&key, hash)?;
    Ok(true)
}

/// Both at once, because brotli alone keeps a core busy for seconds.
fn both(bytes: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
    std::thread::scope(|scope| {
        let small = scope.spawn(|| gzip(bytes));
        let smaller = brotli(bytes)?;
        let small = small.join().map_err(|_| anyhow!("gzip gave up"))??;
        Ok((small, smaller))
    })
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn remove_forms(file: &Path) -> Result<()> {
    for form in forms(file) {
        if form.is_file() {
            fs::remove_file(form)?;
        }
    }
    Ok(())
}

/// `x.js.gz` and `x.js.br`.
fn forms(file: &Path) -> [PathBuf; 2] {
    ["gz", "br"].map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".{end}"));
        PathBuf::from(name)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_forms_unpack_to_the_original() {
        let text = "a { color: red }\n".repeat(500).into_bytes();
        let (gz, br) = both(&text).unwrap();
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&gz[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        unpacked.clear();
        brotli::Decompressor::new(&br[..], 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }

    #[test]
    fn an_unchanged_file_is_not_compressed_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut site = Site::at(folder.path().join("site"));
        site.put(Path::new("pkg/a.css"), "a{}".repeat(999).as_bytes()).unwrap();
        let mut cache = Cache::open(folder.path().join("cache.json"));
        let run = |cache: &mut Cache| all(&site, Options::default(), cache).unwrap();
        assert!(matches!(run(&mut cache), Outcome::Done));
        assert!(matches!(run(&mut cache), Outcome::Unchanged));
        fs::remove_file(folder.path().join("site/pkg/a.css.br")).unwrap();
        assert!(matches!(run(&mut cache), Outcome::Done));
    }
}
