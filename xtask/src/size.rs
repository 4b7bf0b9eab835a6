//! The size of the bundle: what a browser fetches before the app can be used, and what it fetches later.

use std::fs;
use std::path::Path;

use miniz_oxide::deflate::compress_to_vec;

use crate::error::{Context, Error, Result};
use crate::files;
use crate::{program, study};

/// Files that are fetched at the same time.
struct Part {
    title: &'static str,
    holds: fn(&str) -> bool,
    /// The most its html, css, js and wasm may take together, compressed: for the first load what was promised, else
    /// what was reached last and one per cent. That comes down where it can, and goes up only for a feature worth
    /// its bytes.
    limit_bytes: usize,
}

const PARTS: [Part; 3] = [
    Part { title: "first load", holds: |name| !study::is_of_study(name) && !is_later(name), limit_bytes: 380_000 },
    Part {
        title: "parts of the page, fetched when first opened or the page is idle",
        holds: is_later,
        limit_bytes: 300_000,
    },
    Part { title: "the study program, fetched when first needed", holds: study::is_of_study, limit_bytes: 372_000 },
];

/// What rules look for and why, shown when somebody asks.
const REFERENCE: &str = "rules.html";

fn is_later(name: &str) -> bool {
    program::is_part(name) || name == REFERENCE
}

const KINDS: [&str; 4] = ["html", "css", "js", "wasm"];

/// A gzip file adds a header of 10 bytes and a trailer of 8 to the deflated data.
const GZIP_FRAME_BYTES: usize = 18;

/// One file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    name: String,
    raw: usize,
    gzip: usize,
}

/// Measures every file of `dist` that counts.
pub fn measure(dist: &Path) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for file in files::under(dist)?.iter().filter(|file| KINDS.contains(&files::extension(file).as_str())) {
        let bytes = fs::read(file).context(|| format!("read {}", file.display()))?;
        let name = file.strip_prefix(dist).unwrap_or(file).to_string_lossy().into_owned();
        entries.push(Entry { name, raw: bytes.len(), gzip: compress_to_vec(&bytes, 9).len() + GZIP_FRAME_BYTES });
    }
    Ok(entries)
}

/// The parts with their files, sums and limits as text.
pub fn table(entries: &[Entry]) -> String {
    let width = entries.iter().map(|entry| entry.name.len()).max().unwrap_or(0).max("in all".len());
    let line = |name: &str, raw: &str, gzip: &str| format!("   {name:width$}  {raw:>10}  {gzip:>10}\n");
    let mut text = String::new();
    for part in &PARTS {
        text += &format!("   {}, at most {}\n", part.title, kilobytes(part.limit_bytes));
        text += &line("file", "raw", "gzip");
        for entry in part.entries(entries) {
            text += &line(&entry.name, &kilobytes(entry.raw), &kilobytes(entry.gzip));
        }
        let raw = part.entries(entries).map(|entry| entry.raw).sum();
        text += &line("in all", &kilobytes(raw), &kilobytes(part.gzip(entries)));
    }
    text
}

/// Fails when a part is above its limit, or nothing of it was measured.
pub fn hold(entries: &[Entry]) -> Result<()> {
    for part in &PARTS {
        let (found, limit) = (part.gzip(entries), part.limit_bytes);
        if found == 0 {
            let what = format!("dist/ holds nothing of this part: {}", part.title);
            return Err(Error::new(what).hint("run `cargo xtask build`"));
        }
        if found > limit {
            let what = format!("{}: {}, above its limit of {}", part.title, kilobytes(found), kilobytes(limit));
            return Err(Error::new(what).hint("find what grew: a new dependency, a format!, a derive"));
        }
    }
    Ok(())
}

impl Part {
    fn entries<'a>(&self, all: &'a [Entry]) -> impl Iterator<Item = &'a Entry> {
        all.iter().filter(|entry| (self.holds)(&entry.name))
    }

    fn gzip(&self, all: &[Entry]) -> usize {
        self.entries(all).map(|entry| entry.gzip).sum()
    }
}

/// Thousands of bytes with one digit behind the point.
fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, gzip: usize) -> Entry {
        Entry { name: name.into(), raw: 2 * gzip, gzip }
    }

    #[test]
    fn each_part_adds_up() {
        let table = table(&[
            entry("index.html", 500),
            entry("app_bg.wasm", 300_000),
            entry("part-a-1.wasm", 40_000),
            entry("study-1_bg.wasm", 90_000),
        ]);
        let sums: Vec<_> = table.lines().filter(|line| line.contains("in all")).map(str::trim).collect();
        assert_eq!(sums.len(), 3, "{table}");
        assert!(sums[0].contains("601.0 kB") && sums[0].ends_with("300.5 kB"), "{table}");
        assert!(sums[1].contains("80.0 kB") && sums[1].ends_with("40.0 kB"), "{table}");
        assert!(sums[2].contains("180.0 kB") && sums[2].ends_with("90.0 kB"), "{table}");
    }

    #[test]
    fn each_part_has_its_limit() {
        let [first, later, study] = PARTS.map(|part| part.limit_bytes);
        let held = |first, later, study| {
            let rest = [entry("part-a.wasm", later), entry("study.js", study)];
            hold(&[vec![entry("a.js", first - 1), entry("b.css", 1)], rest.into()].concat()).is_ok()
        };
        assert!(held(first, later, study));
        assert!(!held(first + 1, later, study) && !held(first, later + 1, study) && !held(first, later, study + 1));
    }

    #[test]
    fn a_part_that_is_missing_is_noticed() {
        assert!(hold(&[]).is_err());
        assert!(hold(&[entry("a.js", 1)]).is_err());
    }

    #[test]
    fn only_what_runs_is_measured() {
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
