//! Driving a real browser: Playwright's tests and scripts against the optimised bundle.

use std::ffi::OsString;
use std::process::Command;

use crate::browser::TestBrowser;
use crate::error::Result;
use crate::{browser, bundle, paths, process, serve, stage, tools};

/// Runs the end-to-end tests, passing `args` on to Playwright.
pub fn test(args: &[OsString]) -> Result<()> {
    write_probes()?;
    let cli = "node_modules/@playwright/test/cli.js";
    let mut command = with_bundle(&[cli, "test", "--config", "tests/e2e/playwright.config.ts"])?;
    process::run(command.args(args))
}

/// What the native build says of the corpus, for the one in the browser to be compared with.
fn write_probes() -> Result<()> {
    let folder = paths::root().join("target/probes");
    let example = ["run", "--quiet", "--package", "linchpin-analysis", "--example", "probes"];
    process::run(process::cargo().args(example).arg("--").arg(folder))
}

/// Runs a script of ours with Node; it finds the app at BASE_URL and the browser at CHROME.
pub fn script(path: &str, args: &[String]) -> Result<()> {
    process::run(with_bundle(&[path])?.args(args))
}

/// Node with the bundle built and served for as long as this program runs.
fn with_bundle(args: &[&str]) -> Result<Command> {
    let dist = bundle::ensure()?;
    let chrome = browser::for_tests()?;
    let server = serve::start(&dist, 0)?;
    let mut command = tools::command("node")?;
    command.args(args).env("BASE_URL", &server.address);
    match chrome {
        TestBrowser::Installed(path) => {
            stage::say(format!("browser: {}", path.display()));
            command.env("CHROME", path);
        }
        TestBrowser::Playwright => {
            stage::say("browser: the one Playwright downloaded");
            command.env_remove("CHROME");
        }
    }
    Ok(command)
}
