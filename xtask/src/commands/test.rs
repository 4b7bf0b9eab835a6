//! `cargo xtask test`: every check there is, the quick ones first.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::{bundle, layering, playwright, process, stage, tidy, tools};

/// One thing that passes or fails.
struct Stage {
    name: &'static str,
    title: &'static str,
    check: fn() -> Result<()>,
}

const STAGES: [Stage; 10] = [
    Stage { name: "fmt", title: "the code is formatted", check: fmt },
    Stage { name: "tidy", title: "the house rules hold", check: tidy::check },
    Stage { name: "layering", title: "dependencies point the right way", check: layering::check },
    Stage { name: "clippy", title: "clippy, native crates", check: clippy_native },
    Stage { name: "native", title: "tests of the native crates", check: native_tests },
    Stage { name: "tools", title: "install what is missing", check: tools::ensure },
    Stage { name: "clippy-wasm", title: "clippy, the app", check: clippy_wasm },
    Stage { name: "bundle", title: "the optimised bundle", check: build_bundle },
    Stage { name: "size", title: "the first load is small, the rest bounded", check: super::measure_size },
    Stage { name: "e2e", title: "end-to-end tests in a real browser", check: e2e },
];

/// Runs all stages, or the one named, and stops at the first that fails.
pub fn test(only: Option<&str>) -> Result<()> {
    let stages = selected(only)?;
    let mut times = Vec::new();
    for (at, stage) in stages.iter().enumerate() {
        println!("\n== {}/{} {}: {}", at + 1, stages.len(), stage.name, stage.title);
        let start = Instant::now();
        let result = (stage.check)();
        times.push((stage.name, start.elapsed()));
        if let Err(error) = result {
            report_failure(stage.name, &error, &times, stages.len());
            return Err(error.reported());
        }
        stage::say(format!("ok in {}", stage::human(start.elapsed())));
    }
    println!("\n{}", summary(&times));
    println!("{} passed, 0 failed", times.len());
    Ok(())
}

fn selected(only: Option<&str>) -> Result<Vec<&'static Stage>> {
    let chosen: Vec<_> = STAGES.iter().filter(|stage| only.is_none_or(|name| name == stage.name)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
        return Err(Error::new("there is no such stage").hint(format!("choose one of: {}", names.join(", "))));
    }
    Ok(chosen)
}

/// Prints where it stopped; the totals are the last thing said.
fn report_failure(name: &str, error: &Error, times: &[(&str, Duration)], all: usize) {
    eprintln!("\n{error}");
    println!("\n{}", summary(times));
    println!("stopped at `{name}`; {} not run; again with: cargo xtask test --only {name}", all - times.len());
    println!("{} passed, 1 failed", times.len() - 1);
}

fn summary(times: &[(&str, Duration)]) -> String {
    let all = times.iter().map(|(_, time)| *time).sum();
    let line = |(name, time): &(&str, Duration)| format!("   {name:12} {:>12}", stage::human(*time));
    times.iter().chain([&("in all", all)]).map(line).collect::<Vec<_>>().join("\n")
}

fn fmt() -> Result<()> {
    process::run(process::cargo().args(["fmt", "--all", "--", "--check"]))
        .map_err(|error| error.hint("cargo fmt --all"))
}

fn clippy_native() -> Result<()> {
    process::run(process::cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]))
}

/// In the release profile, so that the bundle's build finds the macros of the app already compiled.
fn clippy_wasm() -> Result<()> {
    let packages = ["--package", "linchpin", "--package", "linchpin-study"];
    let mut clippy = process::cargo();
    clippy.args(["clippy", "--release", "--target", tools::WASM_TARGET]).args(packages);
    process::run(clippy.args(["--", "-D", "warnings"]))
}

fn native_tests() -> Result<()> {
    process::run(process::cargo().arg("test"))
}

fn build_bundle() -> Result<()> {
    bundle::ensure().map(drop)
}

fn e2e() -> Result<()> {
    playwright::test(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_chosen_by_name() {
        assert_eq!(selected(None).unwrap().len(), STAGES.len());
        assert_eq!(selected(Some("size")).unwrap()[0].name, "size");
        assert!(selected(Some("taste")).is_err());
    }

    #[test]
    fn the_summary_adds_up() {
        let text = summary(&[("fmt", Duration::from_secs(1)), ("size", Duration::from_secs(2))]);
        assert!(text.ends_with("3.0 s"), "{text}");
    }
}
