//! The direction of dependencies, and what the crates may not know.
//!
//! `ARCHITECTURE.md` draws it; here it is held. Nothing under crates/ knows the browser, a clock, a
//! file or a socket: time, randomness and text measurement come in as arguments. Only programs, on which
//! no crate depends, may open files and read the environment.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::error::{Context, Error, Result};
use crate::{files, paths, process, rust_source, tools};

/// What each crate may depend on, apart from crates of others.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("catalog", &[]),
    ("figures", &[]),
    ("sorted", &[]),
    ("reliability", &["sorted"]),
    ("queueing", &[]),
    ("simulation", &[]),
    ("document", &["catalog", "figures", "sorted"]),
    ("analysis", &["catalog", "document", "figures", "queueing", "reliability", "simulation"]),
    ("scene", &["catalog", "document", "figures"]),
    ("format", &["catalog", "document"]),
    ("fixes", &["catalog", "document", "analysis", "scene"]),
    ("editor", &["catalog", "document", "scene"]),
    ("studies", &["analysis", "document", "fixes", "format"]),
    ("marks", &["analysis", "catalog", "document", "figures", "scene"]),
    ("cli", &["catalog", "document", "analysis", "scene", "fixes", "format", "marks", "reliability"]),
    ("testkit", &["catalog", "document", "analysis", "scene", "format", "editor"]),
];

/// Crates that only tests may depend on.
const ONLY_FOR_TESTS: [&str; 1] = ["testkit"];

/// Crates that are programs. They run natively, where files and the environment are their business.
const PROGRAMS: [&str; 1] = ["cli"];

/// Packages that would let a crate know the browser, the clock or chance.
const FORBIDDEN_PACKAGES: [&str; 6] =
    ["getrandom", "js-sys", "leptos", "wasm-bindgen", "wasm-bindgen-futures", "web-sys"];

/// Families of such packages, by the start of their name.
const FORBIDDEN_PREFIXES: [&str; 2] = ["gloo", "leptos"];

/// Items of the standard library that read the clock or the world outside.
const FORBIDDEN_PATHS: [&str; 6] =
    ["std::env", "std::fs", "std::net", "std::time::Instant", "std::time::SystemTime", "std::time::UNIX_EPOCH"];

/// Every breach, as a sentence; empty when all is well.
pub fn breaches() -> Result<Vec<String>> {
    let graph = Graph::of_workspace()?;
    let mut found = graph.breaches();
    found.extend(source_breaches(&paths::root().join("crates"))?);
    Ok(found)
}

/// Fails when there is a breach.
pub fn check() -> Result<()> {
    let breaches = breaches()?;
    if breaches.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("the layering is broken:\n  {}", breaches.join("\n  ")))
        .hint("see ARCHITECTURE.md; the rules are in xtask/src/layering.rs"))
}

/// Which package uses which, apart from tests.
#[derive(Default)]
struct Graph {
    /// Names of the packages under crates/.
    crates: BTreeSet<String>,
    /// What each package needs when it is built for others.
    needs: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    fn of_workspace() -> Result<Self> {
        let mut metadata = process::cargo();
        metadata.args(["metadata", "--format-version", "1", "--filter-platform", tools::WASM_TARGET]);
        let text = process::read(&mut metadata)?;
        let json: Value = serde_json::from_str(&text).context(|| "read what `cargo metadata` says".into())?;
        Ok(Self::from_metadata(&json, &paths::root().join("crates")))
    }

    fn from_metadata(json: &Value, crates_folder: &Path) -> Self {
        let packages = json["packages"].as_array().into_iter().flatten();
        let names: BTreeMap<&str, &str> =
            packages.clone().map(|package| (text(&package["id"]), text(&package["name"]))).collect();
        let is_crate = |package: &&Value| Path::new(text(&package["manifest_path"])).starts_with(crates_folder);
        let name = |id: &Value| names.get(text(id)).copied().unwrap_or_default().to_owned();
        let mut graph = Self {
            crates: packages.filter(is_crate).map(|package| text(&package["name"]).to_owned()).collect(),
            needs: BTreeMap::new(),
        };
        for node in json["resolve"]["nodes"].as_array().into_iter().flatten() {
            let needed = node["deps"].as_array().into_iter().flatten().filter(|dep| is_shipped(dep));
            let needed = needed.map(|dep| name(&dep["pkg"])).collect::<BTreeSet<_>>();
            graph.needs.entry(name(&node["id"])).or_default().extend(needed);
        }
        graph
    }

    fn breaches(&self) -> Vec<String> {
        let mut found = Vec::new();
        for krate in &self.crates {
            found.extend(self.direction_breaches(krate));
            found.extend(self.forbidden_breaches(krate));
        }
        found
    }

    fn direction_breaches(&self, krate: &str) -> Vec<String> {
        let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(name, _)| *name == short(krate)) else {
            return vec![format!("{krate} has no place in the layering: give it one in xtask/src/layering.rs")];
        };
        let ours = self.needs.get(krate).into_iter().flatten().filter(|needed| self.crates.contains(*needed));
        ours.filter(|needed| !allowed.contains(&short(needed)) || ONLY_FOR_TESTS.contains(&short(needed)))
            .map(|needed| format!("{krate} depends on {needed}; it may depend on {allowed:?}"))
            .collect()
    }

    /// What only tests use may use chance: it is what random tests are made of.
    fn forbidden_breaches(&self, krate: &str) -> Vec<String> {
        if ONLY_FOR_TESTS.contains(&short(krate)) {
            return Vec::new();
        }
        let mut paths = vec![vec![krate]];
        let mut seen = BTreeSet::from([krate]);
        let mut found = Vec::new();
        while let Some(path) = paths.pop() {
            let last = path.last().copied().unwrap_or(krate);
            if is_forbidden(last) {
                found.push(format!("{krate} reaches {last}, which nothing under crates/ may: {}", path.join(" > ")));
                continue;
            }
            for needed in self.needs.get(last).into_iter().flatten().filter(|needed| seen.insert(needed)) {
                paths.push(path.iter().copied().chain([needed.as_str()]).collect());
            }
        }
        found
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The package name without the project's prefix.
fn short(package: &str) -> &str {
    package.strip_prefix("linchpin-").unwrap_or(package)
}

fn is_forbidden(package: &str) -> bool {
    FORBIDDEN_PACKAGES.contains(&package) || FORBIDDEN_PREFIXES.iter().any(|prefix| package.starts_with(prefix))
}

/// Whether a dependency is needed by more than the package's own tests.
fn is_shipped(dependency: &Value) -> bool {
    let kinds = dependency["dep_kinds"].as_array().into_iter().flatten();
    kinds.map(|kind| &kind["kind"]).any(|kind| kind.as_str() != Some("dev"))
}

/// Forbidden items of the standard library in what the crates ship.
fn source_breaches(crates_folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for file in files::under(crates_folder)? {
        let file_in_crates = file.strip_prefix(crates_folder).unwrap_or(&file);
        if files::extension(&file) == "rs" && !is_for_tests(file_in_crates) && !is_of_program(file_in_crates) {
            let used = forbidden_paths(&files::read(&file)?);
            found.extend(used.into_iter().map(|path| format!("{} uses {path}", paths::display(&file))));
        }
    }
    Ok(found)
}

/// Whether this is a test, a benchmark, an example or a build script, given `crate/folder/...`.
fn is_for_tests(file: &Path) -> bool {
    file.components().nth(1).is_some_and(|folder| folder.as_os_str() != "src")
}

/// Whether this belongs to a program, given `crate/folder/...`.
fn is_of_program(file: &Path) -> bool {
    PROGRAMS.iter().any(|program| file.starts_with(program))
}

fn forbidden_paths(source: &str) -> Vec<String> {
    let code: String = rust_source::shipped_code(source).split_whitespace().collect();
    let used = used_paths(&code);
    FORBIDDEN_PATHS
        .iter()
        .filter(|path| used.iter().any(|used| is_within(used, path)))
        .map(|path| (*path).to_owned())
        .collect()
}

fn is_within(used: &str, forbidden: &str) -> bool {
    used.strip_prefix(forbidden).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// All paths that start with `std::`, with braces spelled out. `code` has no white space.
fn used_paths(code: &str) -> Vec<String> {
    let starts = code.match_indices("std::").map(|(at, _)| at);
    starts.flat_map(|at| spell_out("", &code[at..]).0).collect()
}

/// Reads one path, `a::{b, c::d}` as `a::b` and `a::c::d`; returns how many bytes it took as well.
fn spell_out(prefix: &str, code: &str) -> (Vec<String>, usize) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '*');
    let length = code.find(|c| !is_name(c)).unwrap_or(code.len());
    let path = format!("{prefix}{}", &code[..length]);
    if !path.ends_with("::") || !code[length..].starts_with('{') {
        return (vec![path], length);
    }
    let mut found = Vec::new();
    let mut at = length + 1;
    while at < code.len() && !code[at..].starts_with('}') {
        let (paths, used) = spell_out(&path, &code[at..]);
        found.extend(paths);
        at += used.max(1);
    }
    (found, (at + 1).min(code.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(needs: &[(&str, &[&str])]) -> Graph {
        let needs: BTreeMap<String, BTreeSet<String>> = needs
            .iter()
            .map(|(name, needed)| ((*name).to_owned(), needed.iter().map(|needed| (*needed).to_owned()).collect()))
            .collect();
        let crates = needs.keys().filter(|name| name.starts_with("linchpin-")).cloned().collect();
        Graph { crates, needs }
    }

    #[test]
    fn the_layering_holds() {
        let breaches = breaches().unwrap();
        assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    }

    #[test]
    fn a_wrong_direction_is_a_breach() {
        let right = graph(&[("linchpin-scene", &["linchpin-document", "kurbo"]), ("linchpin-document", &[])]);
        assert_eq!(right.breaches(), Vec::<String>::new());
        let wrong = graph(&[("linchpin-scene", &["linchpin-analysis"]), ("linchpin-analysis", &[])]);
        assert!(wrong.breaches()[0].contains("linchpin-scene depends on linchpin-analysis"));
    }

    #[test]
    fn nothing_shipped_depends_on_the_testkit_and_no_crate_is_unknown() {
        let wrong =
            graph(&[("linchpin-format", &["linchpin-testkit"]), ("linchpin-testkit", &[]), ("linchpin-new", &[])]);
        let breaches = wrong.breaches();
        assert_eq!(breaches.len(), 2, "{breaches:?}");
    }

    #[test]
    fn forbidden_packages_are_found_behind_others() {
        let wrong = graph(&[("linchpin-format", &["uuid"]), ("uuid", &["getrandom"]), ("getrandom", &[])]);
        assert!(wrong.breaches()[0].ends_with("linchpin-format > uuid > getrandom"));
        let for_tests = graph(&[("linchpin-testkit", &["getrandom"]), ("getrandom", &[])]);
        assert_eq!(for_tests.breaches(), Vec::<String>::new());
    }

    #[test]
    fn forbidden_items_are_found_however_they_are_named() {
        for source in [
            "use std::fs;",
            "use std::{fmt, fs::File};",
            "use std::{collections::{BTreeMap, BTreeSet}, env};",
            "fn a() { std::time::Instant::now(); }",
            "use std::time::{Duration, SystemTime};",
            "use std ::\n net::TcpStream;",
        ] {
            assert_eq!(forbidden_paths(source).len(), 1, "{source}");
        }
    }

    #[test]
    fn what_only_looks_forbidden_is_allowed() {
        for source in [
            "// std::fs\nuse std::time::Duration;",
            "use std::fmt::{self, Write};",
            "#[cfg(test)]\nmod tests { use std::fs; }",
            "const A: &str = \"std::env\";",
            "use std::environment;",
        ] {
            assert_eq!(forbidden_paths(source), Vec::<String>::new(), "{source}");
        }
    }
}
