//! `cargo xtask soak`: looks for what the fixed cases of the random tests miss.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use crate::error::{Context, Error, Result};
use crate::{process, stage};

/// What proptest takes its cases from; `.cargo/config.toml` sets it for everything else.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Runs the native tests with one seed after the other until the time is up or one of them fails. What is running
/// then is run to its end.
pub fn soak(minutes: u16) -> Result<()> {
    process::run(process::cargo().args(["test", "--no-run"]))?;
    let (start, time) = (Instant::now(), Duration::from_secs(60) * u32::from(minutes));
    let mut rounds = 0;
    while start.elapsed() < time {
        round(random_seed())?;
        rounds += 1;
    }
    stage::say(format!("{rounds} rounds in {}, nothing found", stage::human(start.elapsed())));
    Ok(())
}

/// Every test once; what they print is shown if one fails.
fn round(seed: u64) -> Result<()> {
    let mut tests = process::cargo();
    tests.args(["test", "--quiet", "--no-fail-fast", "--lib", "--bins", "--tests"]).env(SEED, seed.to_string());
    // Cases worth keeping become tests that say what they are about.
    tests.env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
    let output = tests.output().context(|| "start the tests".to_owned())?;
    if output.status.success() {
        stage::say(format!("seed {seed}: ok"));
        return Ok(());
    }
    print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Err(Error::new(format!("with seed {seed} a test fails")).hint(format!("{SEED}={seed} cargo test NAME_OF_THE_TEST")))
}

/// The standard library keys its hash maps at random.
fn random_seed() -> u64 {
    RandomState::new().hash_one(())
}
