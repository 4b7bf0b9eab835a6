//! Finding a browser: one that the tests drive, and the one that a person looks with.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::error::{Error, Result};
use crate::{paths, process, stage};

const NAMES: [&str; 5] = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];

const MAC_PATHS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The browser that the tests drive.
#[derive(Debug, PartialEq, Eq)]
pub enum TestBrowser {
    /// This program.
    Installed(PathBuf),
    /// The one that Playwright brought itself.
    Playwright,
}

/// Finds a Chrome or Chromium, installing one where that is possible.
pub fn for_tests() -> Result<TestBrowser> {
    if let Some(chrome) = env::var_os("CHROME").filter(|value| !value.is_empty()) {
        return from_environment(PathBuf::from(chrome));
    }
    if let Some(found) = installed().or_else(from_debian) {
        return Ok(TestBrowser::Installed(found));
    }
    if playwright_has_one() || download_with_playwright() {
        return Ok(TestBrowser::Playwright);
    }
    Err(Error::new("no Chrome or Chromium was found, and none could be installed")
        .hint("install Chrome or Chromium, or set CHROME to the path of one"))
}

fn from_environment(chrome: PathBuf) -> Result<TestBrowser> {
    if chrome.is_file() {
        return Ok(TestBrowser::Installed(chrome));
    }
    Err(Error::new(format!("CHROME names {}, which is not a file", chrome.display()))
        .hint("set CHROME to the path of a Chrome or Chromium, or unset it"))
}

fn installed() -> Option<PathBuf> {
    on_path(&NAMES, &env::var_os("PATH").unwrap_or_default()).or_else(on_mac)
}

/// The first of `names` that is in a folder of `path`; the order of names counts most.
fn on_path(names: &[&str], path: &std::ffi::OsStr) -> Option<PathBuf> {
    let file = |name: &&str| {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        env::split_paths(path).map(|folder| folder.join(&name)).find(|file| file.is_file())
    };
    names.iter().find_map(file)
}

fn on_mac() -> Option<PathBuf> {
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let in_home = |path: &&str| home.join(path.trim_start_matches('/'));
    let candidates = MAC_PATHS.iter().map(PathBuf::from).chain(MAC_PATHS.iter().map(in_home));
    candidates.into_iter().find(|path| cfg!(target_os = "macos") && path.is_file())
}

fn from_debian() -> Option<PathBuf> {
    if !is_debian_root() {
        return None;
    }
    let apt = |args: &[&str]| {
        process::run(
            process::in_root("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()),
        )
    };
    let install = || {
        apt(&["update", "-q"])?;
        apt(&["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"])
    };
    match stage::timed("install Debian's chromium", install) {
        Ok(()) => installed(),
        Err(error) => {
            stage::say(error.to_string());
            None
        }
    }
}

fn is_debian_root() -> bool {
    let is_debian =
        fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    is_debian && process::read(process::in_root("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn playwright_has_one() -> bool {
    let script = "const { chromium } = require('@playwright/test'); console.log(chromium.executablePath())";
    process::read(process::in_root("node").args(["-e", script])).is_ok_and(|path| Path::new(path.trim()).is_file())
}

fn download_with_playwright() -> bool {
    let cli = paths::root().join("node_modules/@playwright/test/cli.js");
    let download = || process::run(process::in_root("node").arg(cli).args(["install", "chromium"]));
    stage::timed("download Playwright's chromium", download).is_ok() && playwright_has_one()
}

/// Opens `address` for the person at this machine; quietly nothing where there is no screen.
pub fn open(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else if env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some() {
        "xdg-open"
    } else {
        return;
    };
    let mut command = process::in_root(program);
    let _ = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chrome_that_is_not_there_is_refused_by_name() {
        let error = from_environment("/no/such/chrome".into()).unwrap_err();
        assert!(error.to_string().contains("/no/such/chrome"), "{error}");
    }

    #[test]
    fn the_path_is_searched_in_the_order_of_names() {
        let dir = env::temp_dir().join(format!("linchpin-browser-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for name in ["b", "a"] {
            fs::write(dir.join(format!("{name}{}", env::consts::EXE_SUFFIX)), "").unwrap();
        }
        let found = on_path(&["missing", "b", "a"], dir.as_os_str()).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(found.file_stem().unwrap(), "b");
    }
}
