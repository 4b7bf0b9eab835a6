//! The programs that build the app, at exactly the versions it is built with.
//!
//! Every tool has a folder of its own named after its version, so a change of version installs the
//! new one beside the old and nothing is ever half replaced.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::error::{Context, Error, Result};
use crate::{files, lock, npm, paths, process, stage};

/// The compilation target of the app.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What compiles.
pub const CARGO: &str = "cargo";
/// What binds a program to its script.
pub const BINDGEN: &str = "wasm-bindgen";
/// What makes a program small.
pub const OPTIMISER: &str = "wasm-opt";
/// The program that trunk finds under these names is this one: see [`crate::program`].
pub const STOOD_IN_FOR: [&str; 3] = [CARGO, BINDGEN, OPTIMISER];

const TRUNK_VERSION: &str = "0.21.14";
const SPLITTER_VERSION: &str = "0.2.4";

/// A program that cargo builds from source.
struct CargoTool {
    krate: &'static str,
    binary: &'static str,
    version: String,
    /// Further arguments of `cargo install`.
    flags: &'static [&'static str],
}

impl CargoTool {
    fn folder(&self) -> PathBuf {
        paths::tools().join(format!("{}-{}-{}-{}", self.krate, self.version, env::consts::OS, env::consts::ARCH))
    }

    fn bin(&self) -> PathBuf {
        self.folder().join("bin")
    }

    fn program(&self) -> PathBuf {
        self.bin().join(format!("{}{}", self.binary, env::consts::EXE_SUFFIX))
    }

    fn is_installed(&self) -> bool {
        self.program().is_file()
    }
}

fn cargo_tools() -> Result<[CargoTool; 3]> {
    Ok([
        CargoTool {
            krate: "wasm-bindgen-cli",
            binary: BINDGEN,
            version: locked_version(&files::read(&paths::root().join("Cargo.lock"))?, "wasm-bindgen")?,
            flags: &["--bin", BINDGEN],
        },
        CargoTool {
            krate: "trunk",
            binary: "trunk",
            version: TRUNK_VERSION.into(),
            // It downloads nothing here, so it needs neither TLS nor a look for updates.
            flags: &["--no-default-features"],
        },
        CargoTool {
            krate: "wasm_split_cli_support",
            binary: "wasm-split-cli",
            version: SPLITTER_VERSION.into(),
            flags: &["--features", "build-binary"],
        },
    ])
}

/// Installs what is missing and says so; quick when nothing is.
pub fn ensure() -> Result<()> {
    let _lock = lock::acquire()?;
    ensure_wasm_target()?;
    ensure_library_source()?;
    npm::ensure()?;
    for tool in cargo_tools()?.iter().filter(|tool| !tool.is_installed()) {
        stage::timed(&format!("install {} {} (some minutes, once)", tool.krate, tool.version), || install(tool))?;
    }
    let scratch = scratch();
    if scratch.exists() {
        fs::remove_dir_all(&scratch).context(|| format!("remove {}", paths::display(&scratch)))?;
    }
    Ok(())
}

/// A command that finds the installed tools before any others on the machine.
pub fn command(program: &str) -> Result<Command> {
    let mut command = process::in_root(program);
    command.env("PATH", path()?);
    // Trunk reads NO_COLOR as true or false; elsewhere any value means true.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// Wasm-bindgen itself.
pub fn bindgen() -> Result<Command> {
    let [bindgen, ..] = cargo_tools()?;
    Ok(process::in_root(bindgen.program()))
}

/// Trunk, which finds this very program under the names of others.
pub fn trunk() -> Result<Command> {
    let front = paths::target().join("front");
    fs::create_dir_all(&front).context(|| format!("create {}", paths::display(&front)))?;
    let own = env::current_exe().context(|| "find this program".into())?;
    for name in STOOD_IN_FOR {
        let program = front.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        // Another build may be running what is there: it keeps the old file.
        let copy = front.join(format!("{name}-{}", std::process::id()));
        fs::copy(&own, &copy).context(|| format!("write {}", paths::display(&copy)))?;
        fs::rename(&copy, &program).context(|| format!("write {}", paths::display(&program)))?;
    }
    let mut command = command("trunk")?;
    let behind = path()?;
    let folders = std::iter::once(front).chain(env::split_paths(&behind));
    command.env("PATH", env::join_paths(folders).context(|| "put the tools on the PATH".into())?);
    Ok(command)
}

fn path() -> Result<OsString> {
    let mut folders: Vec<PathBuf> = cargo_tools()?.iter().map(CargoTool::bin).collect();
    folders.push(npm::bin());
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).context(|| "put the tools on the PATH".into())
}

/// The versions in use: part of what a bundle was built from.
pub fn versions() -> Result<String> {
    let tools = cargo_tools()?.map(|tool| format!("{} {}", tool.krate, tool.version)).join(" ");
    let rustc = process::read(process::in_root("rustc").arg("--version"))?;
    Ok(format!("{tools} {}", rustc.trim()))
}

fn ensure_wasm_target() -> Result<()> {
    let query = ["--print", "target-libdir", "--target", WASM_TARGET];
    let libdir = process::read(process::in_root("rustc").args(query))?;
    if PathBuf::from(libdir.trim()).is_dir() {
        return Ok(());
    }
    stage::timed(&format!("add the Rust target {WASM_TARGET}"), || {
        process::run(process::in_root("rustup").args(["target", "add", WASM_TARGET]))
            .map_err(|error| error.hint("install Rust with rustup: https://rustup.rs"))
    })
}

/// The standard library is compiled with the app: see [`crate::program::compile`].
fn ensure_library_source() -> Result<()> {
    let sysroot = process::read(process::in_root("rustc").args(["--print", "sysroot"]))?;
    if PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    stage::timed("add the source of Rust's standard library", || {
        process::run(process::in_root("rustup").args(["component", "add", "rust-src"]))
            .map_err(|error| error.hint("install Rust with rustup: https://rustup.rs"))
    })
}

/// Shared by all tools, so that what they have in common is compiled once.
fn scratch() -> PathBuf {
    paths::target().join("tools")
}

fn install(tool: &CargoTool) -> Result<()> {
    if process::run(install_command(tool).arg("--locked")).is_ok() {
        return Ok(());
    }
    stage::say("with the versions it was released with that failed; trying with current ones");
    process::run(&mut install_command(tool))
        .map_err(|error| error.hint("a C linker and access to crates.io are needed; `cargo xtask tools` tries again"))
}

fn install_command(tool: &CargoTool) -> Command {
    let mut command = process::cargo();
    command
        .args(["install", tool.krate, "--version", &format!("={}", tool.version), "--force", "--root"])
        .arg(tool.folder())
        .args(tool.flags)
        // They run for seconds and compile for minutes, so compiling fast wins.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_TARGET_DIR", scratch());
    command
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Result<String> {
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| Error::new(format!("Cargo.lock does not name a version of {package}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_exactly_this_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(locked_version(lock, "trunk").is_err());
    }

    #[test]
    fn installed_tools_come_first_on_the_path() {
        let path = path().unwrap();
        let first = env::split_paths(&path).next().unwrap();
        assert!(first.to_string_lossy().contains("wasm-bindgen-cli-"), "{}", first.display());
    }
}
