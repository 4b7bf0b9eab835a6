//! The optimised bundle in dist/: built once for everything that needs it.

use std::fs;
use std::path::PathBuf;

use crate::error::{Context, Error, Result};
use crate::fingerprint::Fingerprint;
use crate::{lock, paths, process, program, stage, study, tools};

/// What the bundle is made of, besides the sources of the crates.
const INPUTS: [&str; 17] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "assets",
    "build.rs",
    "docs/rules.html",
    "index.html",
    "package-lock.json",
    "page",
    "public",
    "rust-toolchain.toml",
    "src",
    "study",
    "style",
    "templates",
    "xtask/src/program",
];

/// Where trunk puts a build together.
const STAGING: &str = "TRUNK_STAGING_DIR";

/// Builds dist/ unless it is what these inputs give; returns its folder.
pub fn ensure() -> Result<PathBuf> {
    tools::ensure()?;
    let _lock = lock::acquire()?;
    let inputs = inputs()?;
    if is_current(&inputs) {
        stage::say("the bundle in dist/ is up to date");
        return Ok(paths::dist());
    }
    stage::timed("build the optimised bundle", build)?;
    let record = format!("{inputs} {}", contents()?);
    fs::write(record_path(), record).context(|| "note what the bundle was built from".into())?;
    Ok(paths::dist())
}

fn build() -> Result<()> {
    process::run(tools::trunk()?.args(["build", "--release", "--offline"]))
}

/// What trunk leaves to do once it has put a build together: see Trunk.toml.
pub fn finish() -> Result<()> {
    let staging = std::env::var_os(STAGING).map(PathBuf::from);
    let staging = staging.ok_or_else(|| Error::new(format!("{STAGING} is not set")).hint("only trunk calls this"))?;
    study::name(&staging)?;
    program::deliver(&staging)
}

/// Whether dist/ was built from `inputs` and is still as it was built.
fn is_current(inputs: &str) -> bool {
    let Ok(contents) = contents() else { return false };
    fs::read_to_string(record_path()).is_ok_and(|record| record == format!("{inputs} {contents}"))
}

fn record_path() -> PathBuf {
    paths::target().join("dist.fingerprint")
}

fn inputs() -> Result<String> {
    let root = paths::root();
    let mut input_paths: Vec<PathBuf> = INPUTS.iter().map(|name| root.join(name)).collect();
    input_paths.extend(crate_inputs()?);
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(tools::versions()?.as_bytes());
    fingerprint.add_files(&root, &input_paths)?;
    Ok(fingerprint.finish())
}

/// Crates that are no part of the page.
const NOT_IN_THE_BUNDLE: [&str; 2] = ["cli", "testkit"];

/// Of each crate everything but what only its tests read.
fn crate_inputs() -> Result<Vec<PathBuf>> {
    let mut inputs = Vec::new();
    let crates = children(&paths::root().join("crates"))?;
    for krate in crates.into_iter().filter(|krate| !NOT_IN_THE_BUNDLE.iter().any(|name| krate.ends_with(name))) {
        inputs.extend(
            children(&krate)?.into_iter().filter(|path| !path.ends_with("tests") && !path.ends_with("benches")),
        );
    }
    Ok(inputs)
}

fn children(dir: &std::path::Path) -> Result<Vec<PathBuf>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(dir).context(|| format!("list {}", paths::display(dir)))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.sort();
    Ok(found)
}

fn contents() -> Result<String> {
    let dist = paths::dist();
    if !dist.join("index.html").is_file() {
        return Err(Error::new("dist/ holds no bundle"));
    }
    let mut fingerprint = Fingerprint::new();
    fingerprint.add_files(&dist, std::slice::from_ref(&dist))?;
    Ok(fingerprint.finish())
}
