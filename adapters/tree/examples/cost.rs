//! What the tree costs: `cargo run --release -p maloca-tree --example cost`.
//!
//! Prints calls per second of one thread, milliseconds per listing and seconds per GB. These are
//! figures to compare on one machine, not limits that a test could hold.

use std::fs;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use futures::{StreamExt, stream};
use maloca_files::{Condition, Found, Path, Query, Sort, Tree};
use maloca_tree::DiskTree;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let folder = tempfile::tempdir()?;
    let tree = DiskTree::open(folder.path())?;
    small_files(&tree).await?;
    listings(&tree, folder.path()).await?;
    large_file(&tree).await
}

async fn read(tree: &DiskTree, path: &Path) -> Outcome<usize> {
    let Found::File(file) = tree.find(path).await? else { return Err("not a file".into()) };
    let size = file.meta().size;
    let mut chunks = Arc::clone(&file).read(0..size);
    let mut read = 0;
    while let Some(chunk) = chunks.next().await {
        read += chunk?.len();
    }
    Ok(read)
}

async fn small_files(tree: &DiskTree) -> Outcome {
    const TIMES: u32 = 200_000;
    let path: Path = "small".parse()?;
    let content = Box::pin(stream::iter([Ok(Bytes::from(vec![7; 4096]))]));
    tree.store(&path, Condition::Always, content).await?;
    let start = Instant::now();
    for _ in 0..TIMES {
        tree.find(&path).await?;
    }
    println!("find:            {:>9.0} /s", f64::from(TIMES) / start.elapsed().as_secs_f64());
    let start = Instant::now();
    for _ in 0..TIMES {
        read(tree, &path).await?;
    }
    println!("find+read 4 KiB: {:>9.0} /s", f64::from(TIMES) / start.elapsed().as_secs_f64());
    Ok(())
}

async fn listings(tree: &DiskTree, root: &std::path::Path) -> Outcome {
    for count in [10_000, 200_000] {
        let name = format!("folder{count}");
        fs::create_dir(root.join(&name))?;
        for number in 0..count {
            fs::write(root.join(&name).join(format!("IMG_{number}.jpg")), "x")?;
        }
        let path: Path = name.parse()?;
        list(tree, &path, "cold", Query::default(), 1).await?;
        list(tree, &path, "warm", Query::default(), 200).await?;
        let filter = Some("99".to_owned());
        list(tree, &path, "warm, filtered", Query { filter, ..Query::default() }, 10).await?;
        let sort = Sort::Modified;
        list(tree, &path, "cold, by time", Query { sort, ..Query::default() }, 1).await?;
    }
    Ok(())
}

async fn list(tree: &DiskTree, path: &Path, what: &str, query: Query, times: u32) -> Outcome {
    let start = Instant::now();
    for _ in 0..times {
        tree.list(path, query.clone()).await?;
    }
    let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(times);
    println!("{path}, {what}: {each:.3} ms");
    Ok(())
}

async fn large_file(tree: &DiskTree) -> Outcome {
    let path: Path = "large".parse()?;
    let content = Box::pin(stream::iter(vec![Bytes::from(vec![7; 64 * 1024]); 16 * 1024]).map(Ok));
    let (start, before) = (Instant::now(), processor()?);
    tree.store(&path, Condition::Always, content).await?;
    let (wall, used) = (start.elapsed().as_secs_f64(), processor()? - before);
    println!("store 1 GiB:     {wall:.2} s, processor {used:.2} s");
    let (start, before) = (Instant::now(), processor()?);
    read(tree, &path).await?;
    let (wall, used) = (start.elapsed().as_secs_f64(), processor()? - before);
    println!("read 1 GiB:      {wall:.2} s, processor {used:.2} s");
    Ok(())
}

/// Seconds of processor time that this process used (proc(5), fields 14 and 15, in hundredths).
fn processor() -> Outcome<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let times = stat.split(' ').skip(13).take(2).map(str::parse::<f64>);
    Ok(times.sum::<Result<f64, _>>()? / 100.0)
}
