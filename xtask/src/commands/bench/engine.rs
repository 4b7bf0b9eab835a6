//! The engine natively and in WASM, as Node runs it: the program in bench/, built twice.

use std::path::{Path, PathBuf};

use super::table;
use crate::error::{Error, Result};
use crate::{files, paths, process, stage, tools};

const PACKAGE: [&str; 2] = ["--package", "linchpin-bench"];

/// Prints what both take, side by side.
pub fn bench() -> Result<()> {
    let program = stage::timed("build the engine for WASM as the page has it", build)?;
    let native = stage::timed("the engine, natively", || {
        process::read(process::cargo().args(["run", "--quiet", "--profile", "native"]).args(PACKAGE))
    })?;
    let wasm = stage::timed("the engine, in WASM", || process::read(tools::command("node")?.arg(program)))?;
    println!("\n{}", table::of(&native, &wasm)?);
    Ok(())
}

/// Builds and optimises like trunk does; returns the script to run.
fn build() -> Result<PathBuf> {
    tools::ensure()?;
    process::run(process::cargo().args(["build", "--release", "--target", tools::WASM_TARGET]).args(PACKAGE))?;
    let built = paths::target().join(tools::WASM_TARGET).join("release/bench.wasm");
    let folder = paths::target().join("bench");
    process::run(tools::command("wasm-bindgen")?.args(["--target", "nodejs", "--out-dir"]).args([&folder, &built]))?;
    let module = folder.join("bench_bg.wasm");
    optimise(&module)?;
    Ok(folder.join("bench.js"))
}

fn optimise(module: &Path) -> Result<()> {
    let page = files::read(&paths::root().join("index.html"))?;
    let mut command = tools::command("wasm-opt")?;
    process::run(command.args(flags(&page)?.split(' ')).arg(module).arg("-o").arg(module))
}

/// What the page says of how its program is optimised.
fn flags(page: &str) -> Result<&str> {
    let after = page.split("data-wasm-opt-params=\"").nth(1);
    let flags = after.and_then(|rest| rest.split('"').next());
    flags.ok_or_else(|| Error::new("index.html does not say how to optimise its program"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_optimised_as_the_page_is() {
        assert_eq!(flags(r#"<link data-wasm-opt-params="-Oz --enable-x" />"#).unwrap(), "-Oz --enable-x");
        assert!(flags("<link />").is_err());
        assert!(flags(&files::read(&paths::root().join("index.html")).unwrap()).is_ok());
    }
}
