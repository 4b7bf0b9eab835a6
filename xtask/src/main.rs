//! Everything a developer types: `cargo xtask <command>`.
//!
//! `args` reads the command line, `commands` has one file per command, and the modules beside them
//! each know one thing: where the tools come from, what the bundle was built from, how to serve it.

mod args;
mod browser;
mod bundle;
mod commands;
mod error;
mod files;
mod fingerprint;
mod layering;
mod lock;
mod npm;
mod paths;
mod peers;
mod playwright;
mod process;
mod program;
mod rust_source;
mod serve;
mod size;
mod stage;
mod study;
mod tidy;
mod tools;

use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match program::asked() {
        Some((tool, arguments)) => program::stand_in(tool, arguments),
        None => args::parse(std::env::args_os().skip(1)).and_then(commands::execute),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is_reported() {
                eprintln!("\n{error}");
            }
            ExitCode::FAILURE
        }
    }
}
