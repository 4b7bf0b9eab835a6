//! The tools that come from npm: wasm-opt and Playwright.

use std::fs;
use std::path::PathBuf;

use crate::error::{Context, Error, Result};
use crate::fingerprint::Fingerprint;
use crate::{files, paths, process, stage};

const OLDEST_NODE: u32 = 20;

/// Where npm puts the programs of the packages.
pub fn bin() -> PathBuf {
    modules().join(".bin")
}

fn modules() -> PathBuf {
    paths::root().join("node_modules")
}

/// Installs exactly what package-lock.json names, unless that is what is there.
pub fn ensure() -> Result<()> {
    let stamp = modules().join(".linchpin-stamp");
    let wanted = wanted()?;
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    check_node()?;
    stage::timed("install the npm packages", || {
        process::run(process::in_root(npm_program()).args(["ci", "--no-audit", "--no-fund"]))
            .map_err(|error| error.hint("npm comes with Node; check the network, then run the same command again"))
    })?;
    fs::write(&stamp, wanted).context(|| format!("write {}", paths::display(&stamp)))
}

fn wanted() -> Result<String> {
    let mut fingerprint = Fingerprint::new();
    for name in ["package.json", "package-lock.json"] {
        fingerprint.add(files::read(&paths::root().join(name))?.as_bytes());
    }
    Ok(fingerprint.finish())
}

fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

fn check_node() -> Result<()> {
    let advice = format!("install Node {OLDEST_NODE} or later: https://nodejs.org");
    let version =
        process::read(process::in_root("node").arg("--version")).map_err(|error| error.hint(advice.clone()))?;
    match major(&version) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => Err(Error::new(format!("Node is too old: {}", version.trim())).hint(advice)),
    }
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
