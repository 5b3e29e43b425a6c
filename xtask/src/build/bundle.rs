//! Small chunks in one file: a request each would take longer than what they hold.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

/// The file of small chunks under `pkg/`.
const FILE: &str = "chunks.bin";

/// Finds the parts of [`FILE`]. A file that did not arrive is asked for again the next time.
const READER: &str = r#"let whole;
async function part(from, to) {
    whole ??= fetch(new URL("./chunks.bin", import.meta.url)).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
        return answer.arrayBuffer();
    });
    const bytes = await whole.catch((error) => {
        whole = undefined;
        throw error;
    });
    return new Response(bytes.slice(from, to), { headers: { "content-type": "application/wasm" } });
}
"#;

/// Chunks one after the other.
#[derive(Default)]
pub(crate) struct Bundle {
    bytes: Vec<u8>,
    /// Name, start and end of each.
    parts: Vec<(String, usize, usize)>,
}

impl Bundle {
    /// Adds the chunk that was in the file of this name.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.parts.push((name.to_owned(), from, self.bytes.len()));
    }

    /// The files in which chunks of these names (without ending) are.
    pub(crate) fn files(&self, names: Vec<String>) -> Vec<String> {
        let file = |name: String| match self.parts.iter().any(|(part, ..)| part[..] == name) {
            true => FILE.to_owned(),
            false => name,
        };
        let mut files: Vec<_> =
            names.into_iter().map(|name| file(format!("{name}.wasm"))).collect();
        files.sort();
        files.dedup();
        files
    }

    /// The script that loads chunks, with the parts of the bundle taken from there.
    pub(crate) fn rewrite(&self, script: &str) -> Result<String> {
        let mut script = script.to_owned();
        for (name, from, to) in &self.parts {
            let fetched = format!(r#"fetch(new URL("./{name}", import.meta.url))"#);
            if !script.contains(&fetched) {
                bail!("the loader of chunks does not fetch {name} as this xtask knows it");
            }
            script = script.replace(&fetched, &format!("part({from}, {to})"));
        }
        Ok(script + READER)
    }

    /// Writes the file.
    pub(crate) fn write(&self, into: &Path) -> Result<()> {
        Ok(fs::write(into.join(FILE), &self.bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = r#"
const a = () => fetch(new URL("./chunk_1.wasm", import.meta.url));
const b = () => fetch(new URL("./split_chat.wasm", import.meta.url));
"#;

    fn bundle() -> Bundle {
        let mut bundle = Bundle::default();
        bundle.add("chunk_0.wasm", b"abc");
        bundle.add("chunk_1.wasm", b"defg");
        bundle
    }

    #[test]
    fn a_part_is_read_where_it_was_put() {
        let mut bundle = bundle();
        bundle.parts.remove(0);
        let script = bundle.rewrite(LOADER).unwrap();
        assert!(script.contains("a = () => part(3, 7);") && script.contains("split_chat.wasm"));
        assert_eq!(&bundle.bytes[3..7], b"defg");
    }

    #[test]
    fn a_loader_of_another_kind_stops_the_build() {
        assert!(bundle().rewrite("import.source('./chunk_1.wasm')").is_err());
    }

    #[test]
    fn a_room_names_the_bundle_once() {
        let names = ["chunk_0", "chunk_1", "split_chat"].map(str::to_owned).to_vec();
        assert_eq!(bundle().files(names), ["chunks.bin", "split_chat.wasm"]);
    }
}
