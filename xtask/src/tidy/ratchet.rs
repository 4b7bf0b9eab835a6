//! No file and no function grows beyond what one can hold in mind.
//!
//! What is above the limit is listed with its size in `xtask/tidy-allow.txt`. The list only shrinks:
//! an entry larger than needed is a breach as well.

use std::collections::BTreeMap;

use super::SourceFile;
use crate::error::{Error, Result};
use crate::{files, paths, rust_source};

const ALLOW_LIST: &str = "xtask/tidy-allow.txt";

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 80;

const MEASURED: [&str; 5] = ["css", "js", "mjs", "rs", "ts"];

/// What is measured: `file path` or `fn path#name`, with its lines.
type Sizes = BTreeMap<String, usize>;

/// Every breach of the ratchet.
pub fn check(sources: &[SourceFile]) -> Result<Vec<String>> {
    let allowed = parse(&files::read(&paths::root().join(ALLOW_LIST))?)?;
    Ok(compare(&oversized(sources), &allowed))
}

fn oversized(sources: &[SourceFile]) -> Sizes {
    let mut found = Sizes::new();
    for source in sources.iter().filter(|source| MEASURED.contains(&source.extension().as_str())) {
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            found.insert(format!("file {}", source.name), lines);
        }
        if source.extension() == "rs" {
            add_functions(source, &mut found);
        }
    }
    found
}

/// Of several functions with one name in one file the longest counts.
fn add_functions(source: &SourceFile, found: &mut Sizes) {
    for function in rust_source::functions(&source.text) {
        if function.lines > LONGEST_FUNCTION {
            let longest = found.entry(format!("fn {}#{}", source.name, function.name)).or_default();
            *longest = function.lines.max(*longest);
        }
    }
}

fn compare(found: &Sizes, allowed: &Sizes) -> Vec<String> {
    let grown = found.iter().filter_map(|(what, lines)| match allowed.get(what) {
        None => Some(format!(
            "{what} has {lines} lines; a file may have {LONGEST_FILE}, a function {LONGEST_FUNCTION}: split it"
        )),
        Some(limit) if lines > limit => Some(format!("{what} grew from {limit} to {lines} lines: split it")),
        Some(limit) if lines < limit => Some(format!("{what} shrank: lower its entry in {ALLOW_LIST} to {lines}")),
        Some(_) => None,
    });
    let gone = allowed.keys().filter(|what| !found.contains_key(*what));
    grown.chain(gone.map(|what| format!("{what} is no longer too long: remove it from {ALLOW_LIST}"))).collect()
}

fn parse(list: &str) -> Result<Sizes> {
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(parse_line).collect()
}

fn parse_line(line: &str) -> Result<(String, usize)> {
    let parts = line.rsplit_once(' ').and_then(|(what, lines)| Some((what.trim().to_owned(), lines.parse().ok()?)));
    parts.ok_or_else(|| Error::new(format!("{ALLOW_LIST} has a line that ends with no number: {line}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str, text: String) -> SourceFile {
        SourceFile { name: name.into(), text }
    }

    fn long_function(lines: usize) -> String {
        format!("fn long() {{{}}}\n", "\n".repeat(lines - 1))
    }

    fn check(sources: &[SourceFile], list: &str, expected: &[&str]) {
        let breaches = compare(&oversized(sources), &parse(list).unwrap());
        assert_eq!(breaches.len(), expected.len(), "{breaches:?}");
        for (breach, expected) in breaches.iter().zip(expected) {
            assert!(breach.contains(expected), "{breach}");
        }
    }

    #[test]
    fn limits_are_inclusive() {
        check(&[source("a.rs", long_function(80)), source("b.css", "x\n".repeat(600))], "", &[]);
        check(&[source("a.rs", long_function(81))], "", &["fn a.rs#long has 81 lines"]);
        check(&[source("b.css", "x\n".repeat(601))], "", &["file b.css has 601 lines"]);
        check(&[source("c.md", "x\n".repeat(601))], "", &[]);
    }

    #[test]
    fn the_list_only_shrinks() {
        let long = || [source("a.rs", long_function(100))];
        check(&long(), "# why\nfn a.rs#long 100\n", &[]);
        check(&long(), "fn a.rs#long 99", &["grew from 99 to 100"]);
        check(&long(), "fn a.rs#long 101", &["lower its entry"]);
        check(&[], "fn a.rs#long 100", &["remove it from"]);
        assert!(parse("fn a.rs#long many").is_err());
    }
}
