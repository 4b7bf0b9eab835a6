//! The engine natively and in WASM, as Node runs it: the program in bench/, built twice.

use std::path::PathBuf;

use super::table;
use crate::error::Result;
use crate::{paths, process, program, stage, tools};

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
    process::run(program::compile::cargo().args(PACKAGE))?;
    let built = paths::target().join(tools::WASM_TARGET).join("release/bench.wasm");
    let folder = paths::target().join("bench");
    process::run(tools::command("wasm-bindgen")?.args(["--target", "nodejs", "--out-dir"]).args([&folder, &built]))?;
    let module = folder.join("bench_bg.wasm");
    // As the page's program is: its functions stand in another order, too.
    program::optimise(&module, &module)?;
    Ok(folder.join("bench.js"))
}
