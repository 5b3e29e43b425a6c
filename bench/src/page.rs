//! Bytes of the first page: the document and everything that it loads at once.

use std::path::Path;

use anyhow::Result;

use crate::house::House;
use crate::load;

/// Prints the transfer by encoding. Over plain HTTP browsers accept gzip only.
///
/// # Errors
/// When the house fails.
pub async fn measure(program: &Path) -> Result<()> {
    let house = House::open(program).await?;
    println!("\nfirst page, bytes\n  {:<16} {:>9} {:>9} {:>9}", "", "plain", "gzip", "brotli");
    let mut totals = [0; 3];
    let page = fetch(&house, "/", "identity").await?;
    let page = String::from_utf8_lossy(&page).into_owned();
    for path in std::iter::once("/".to_owned()).chain(loaded(&page)) {
        let mut sizes = [0; 3];
        for (size, encoding) in sizes.iter_mut().zip(["identity", "gzip", "br"]) {
            *size = fetch(&house, &path, encoding).await?.len();
        }
        let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("document");
        println!("  {name:<16} {:>9} {:>9} {:>9}", sizes[0], sizes[1], sizes[2]);
        totals.iter_mut().zip(sizes).for_each(|(total, size)| *total += size);
    }
    println!("  {:<16} {:>9} {:>9} {:>9}", "all", totals[0], totals[1], totals[2]);
    Ok(())
}

async fn fetch(house: &House, path: &str, encoding: &str) -> Result<bytes::Bytes> {
    let mut connection = load::connect(house.web).await?;
    let headers = [("accept", "text/html"), ("accept-encoding", encoding)];
    Ok(load::get(&mut connection, house.web, path, &headers).await?.into_body())
}

/// What the document names from the folder of scripts, styles and WASM, each once.
fn loaded(page: &str) -> Vec<String> {
    let mut paths: Vec<String> = page
        .split('"')
        .filter(|part| part.starts_with("/pkg/"))
        .filter(|part| [".js", ".css", ".wasm"].iter().any(|ending| part.ends_with(ending)))
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    paths
}
