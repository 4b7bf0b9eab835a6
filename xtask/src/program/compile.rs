//! How the compiler is asked for a small program.
//!
//! The standard library is compiled with the program, for size, and a panic ends the program at once: what would
//! write its message is a tenth of everything. These are unstable options of cargo and rustc, which the stable
//! compiler takes when told so, and which stay as they are since rust-toolchain.toml names its version. A build that
//! is not optimised (`cargo xtask dev`) has none of this: it is there to read messages of panics in.

use std::ffi::OsString;
use std::process::Command;

use crate::error::Result;
use crate::{process, tools};

/// What is added to the environment of cargo. Nothing that people read is written with `{:?}`, which writes nothing
/// here.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    // Besides those of .cargo/config.toml. Functions that are called once or are tiny are put in place all the same,
    // by wasm-opt.
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Cllvm-args=-inline-threshold=0",
    ),
];

/// Cargo, building optimised programs for the browser.
pub fn cargo() -> Command {
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--target", tools::WASM_TARGET]).envs(ENVIRONMENT);
    cargo
}

/// What trunk asks of cargo.
pub fn build_as(arguments: &[OsString]) -> Result<()> {
    let mut cargo = process::cargo();
    if is_for_the_bundle(arguments) {
        cargo.envs(ENVIRONMENT);
    }
    // Trunk is to fetch no tools; cargo may fetch what the standard library is made of.
    process::run(cargo.args(arguments.iter().filter(|argument| *argument != "--offline")))
}

fn is_for_the_bundle(arguments: &[OsString]) -> bool {
    let target = format!("--target={}", tools::WASM_TARGET);
    arguments.iter().any(|argument| *argument == *target) && arguments.iter().any(|argument| argument == "--release")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_for_the_bundle_as(line: &str) -> bool {
        is_for_the_bundle(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn only_optimised_builds_for_the_browser_are_made_small() {
        assert!(is_for_the_bundle_as("build --target=wasm32-unknown-unknown --release --offline"));
        assert!(!is_for_the_bundle_as("build --target=wasm32-unknown-unknown --offline"));
        assert!(!is_for_the_bundle_as("xtask finish-bundle"));
        assert!(!is_for_the_bundle_as("metadata --format-version 1"));
    }
}
