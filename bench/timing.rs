//! Taking the time of something done over and over.

use crate::platform::clock;

/// The browser's engine compiles what has run for a while once more, and better: that is waited for.
const WARM_UP_MS: f64 = 500.0;
const MEASURED_MS: f64 = 1_500.0;
const FEWEST_RUNS: usize = 5;
/// Clocks in WASM are coarse: quick work is done several times between two looks at them.
const SHORTEST_SAMPLE_MS: f64 = 1.0;

/// How long one run takes, in milliseconds.
pub struct Times {
    /// The first time: in WASM most of it is compiled quickly, and runs slowly.
    pub first: f64,
    /// With the least else going on.
    pub fastest: f64,
    /// As a rule.
    pub median: f64,
}

/// Runs `work` until enough is known.
pub fn time(mut work: impl FnMut()) -> Times {
    let start = clock();
    work();
    let (first, mut runs) = (clock() - start, 1);
    while clock() - start < WARM_UP_MS {
        work();
        runs += 1;
    }
    let once = (clock() - start) / f64::from(runs);
    let repeats = (SHORTEST_SAMPLE_MS / once).ceil().max(1.0);
    let (start, mut samples) = (clock(), Vec::new());
    while samples.len() < FEWEST_RUNS || clock() - start < MEASURED_MS {
        let before = clock();
        (0..repeats as u32).for_each(|_| work());
        samples.push((clock() - before) / repeats);
    }
    samples.sort_by(f64::total_cmp);
    Times { first, fastest: samples[0], median: samples[samples.len() / 2] }
}
