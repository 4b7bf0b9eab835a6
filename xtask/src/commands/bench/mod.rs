//! `cargo xtask bench`: how long things take.

pub mod engine;
mod table;

use serde_json::Value;

use crate::error::{Context, Result};
use crate::{playwright, process, stage};

/// Measures the app in a real browser: analysis in WASM, frame times while panning and dragging.
const BROWSER: &str = "tests/e2e/bench.mjs";

/// Runs every benchmark of the native crates, the engine natively and in WASM, then those of the browser.
pub fn bench() -> Result<()> {
    let benches = native_benches()?;
    if benches.is_empty() {
        stage::say("no crate has a benchmark");
    }
    for (package, name) in benches {
        stage::timed(&format!("bench {package} {name}"), || {
            process::run(process::cargo().args(["bench", "--package", &package, "--bench", &name]))
        })?;
    }
    engine::bench()?;
    stage::timed("bench in the browser", || playwright::script(BROWSER, &[]))
}

/// Package and name of each benchmark in the workspace.
fn native_benches() -> Result<Vec<(String, String)>> {
    let text = process::read(process::cargo().args(["metadata", "--format-version", "1", "--no-deps"]))?;
    let json: Value = serde_json::from_str(&text).context(|| "read what `cargo metadata` says".into())?;
    Ok(benches_in(&json))
}

fn benches_in(metadata: &Value) -> Vec<(String, String)> {
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let is_bench = |target: &&Value| target["kind"].as_array().into_iter().flatten().any(|kind| kind == "bench");
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .flat_map(|package| {
            let targets = package["targets"].as_array().into_iter().flatten().filter(is_bench);
            targets.map(move |target| (name(package), name(target)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_benchmarks_are_found() {
        let metadata = serde_json::json!({ "packages": [{ "name": "a", "targets": [
            { "name": "a", "kind": ["lib"] }, { "name": "speed", "kind": ["bench"] },
        ]}]});
        assert_eq!(benches_in(&metadata), [("a".to_owned(), "speed".to_owned())]);
    }
}
