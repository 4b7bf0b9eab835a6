//! The size of the first load: what a browser fetches before the app can be used.

use std::fs;
use std::path::Path;

use miniz_oxide::deflate::compress_to_vec;

use crate::error::{Context, Error, Result};
use crate::files;

/// The most that html, css, js and wasm may take together, compressed: what was reached last and one
/// per cent. It comes down where it can, and goes up only for a feature worth its bytes.
pub const LIMIT_BYTES: usize = 720_000;

/// Where the limit is going.
const TARGET_BYTES: usize = 380_000;

const KINDS: [&str; 4] = ["html", "css", "js", "wasm"];

/// A gzip file adds a header of 10 bytes and a trailer of 8 to the deflated data.
const GZIP_FRAME_BYTES: usize = 18;

/// One file of the first load.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    name: String,
    raw: usize,
    gzip: usize,
}

/// Measures every file of the first load in `dist`.
pub fn measure(dist: &Path) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for file in files::under(dist)?.iter().filter(|file| KINDS.contains(&files::extension(file).as_str())) {
        let bytes = fs::read(file).context(|| format!("read {}", file.display()))?;
        let name = file.strip_prefix(dist).unwrap_or(file).to_string_lossy().into_owned();
        entries.push(Entry { name, raw: bytes.len(), gzip: compress_to_vec(&bytes, 9).len() + GZIP_FRAME_BYTES });
    }
    Ok(entries)
}

/// The table as text.
pub fn table(entries: &[Entry]) -> String {
    let total = Entry { name: "in all".into(), raw: sum(entries, |entry| entry.raw), gzip: gzip_total(entries) };
    let width = entries.iter().map(|entry| entry.name.len()).max().unwrap_or(0).max(total.name.len());
    let mut text = format!("   {:width$}  {:>10}  {:>10}\n", "file", "raw", "gzip");
    for entry in entries.iter().chain([&total]) {
        text += &format!("   {:width$}  {:>10}  {:>10}\n", entry.name, kilobytes(entry.raw), kilobytes(entry.gzip));
    }
    text
}

/// Fails when the whole is above the limit, or nothing was measured.
pub fn hold(entries: &[Entry]) -> Result<()> {
    let total = gzip_total(entries);
    if entries.is_empty() {
        return Err(Error::new("dist/ holds nothing to measure").hint("run `cargo xtask build`"));
    }
    if total > LIMIT_BYTES {
        let (limit, target) = (kilobytes(LIMIT_BYTES), kilobytes(TARGET_BYTES));
        let what =
            format!("the first load is {}, above its limit of {limit} (the target is {target})", kilobytes(total));
        return Err(Error::new(what).hint("find what grew: a new dependency, a format!, a derive"));
    }
    Ok(())
}

fn gzip_total(entries: &[Entry]) -> usize {
    sum(entries, |entry| entry.gzip)
}

fn sum(entries: &[Entry], field: impl Fn(&Entry) -> usize) -> usize {
    entries.iter().map(field).sum()
}

/// Thousands of bytes with one digit behind the point.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, raw: usize, gzip: usize) -> Entry {
        Entry { name: name.into(), raw, gzip }
    }

    #[test]
    fn the_table_adds_up() {
        let table = table(&[entry("index.html", 1_000, 500), entry("app_bg.wasm", 900_000, 300_000)]);
        let last = table.lines().last().unwrap();
        assert_eq!(last.split_whitespace().collect::<Vec<_>>(), ["in", "all", "901.0", "kB", "300.5", "kB"]);
        assert!(table.lines().all(|line| line.len() == last.len()), "columns line up:\n{table}");
    }

    #[test]
    fn the_limit_holds_for_the_sum() {
        assert!(hold(&[entry("a", 1, LIMIT_BYTES - 1), entry("b", 1, 1)]).is_ok());
        assert!(hold(&[entry("a", 1, LIMIT_BYTES), entry("b", 1, 1)]).is_err());
        assert!(hold(&[]).is_err());
    }

    #[test]
    fn only_the_first_load_is_measured() {
        let dir = std::env::temp_dir().join(format!("linchpin-size-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for name in ["index.html", "a.wasm", "picture.png"] {
            fs::write(dir.join(name), "x".repeat(1000)).unwrap();
        }
        let names: Vec<String> = measure(&dir).unwrap().into_iter().map(|entry| entry.name).collect();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(names, ["a.wasm", "index.html"]);
    }
}
