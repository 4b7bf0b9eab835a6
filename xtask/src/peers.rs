//! The simulation engine beside others, on one model and one machine.

use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Result};
use crate::{paths, process, stage};

/// Customers each serves: so many that starting costs nothing.
const OURS: &str = "20000000";
const THEIRS: &str = "200000";
/// The best of so many runs counts: whatever else the machine does only slows down.
const RUNS: usize = 3;

/// A simulator in Python: its package, its script, and how many times as fast ours is to be.
const PEERS: [(&str, &str, f64); 2] =
    [("simpy", "xtask/peers/simpy_mm1.py", 50.0), ("ciw", "xtask/peers/ciw_mm1.py", 100.0)];

/// Measures customers a second of M/M/1 at 80 %, ours and theirs.
pub fn compare() -> Result<()> {
    let own = stage::timed("M/M/1, ours", || best(ours))?;
    stage::say(format!("linchpin: {} customers a second", grouped(own)));
    for (package, script, wanted) in PEERS {
        let Some(python) = python_with(package) else {
            stage::say(format!(
                "{package} is missing: python3 -m venv target/peers && target/peers/bin/pip install {package}"
            ));
            continue;
        };
        let theirs = best(|| {
            let mut command = Command::new(&python);
            command.current_dir(paths::root()).args([script, THEIRS]);
            rate(&process::read(&mut command)?)
        })?;
        let times = own / theirs;
        let verdict = if times >= wanted { "as wanted" } else { "too few" };
        stage::say(format!(
            "{package}: {} customers a second; ours is {times:.0} times as fast, {wanted} are wanted: {verdict}",
            grouped(theirs)
        ));
    }
    Ok(())
}

fn ours() -> Result<f64> {
    let arguments =
        ["run", "--quiet", "--profile", "native", "--package", "linchpin-simulation", "--example", "mm1", "--", OURS];
    rate(&process::read(process::cargo().args(arguments))?)
}

fn best(run: impl Fn() -> Result<f64>) -> Result<f64> {
    (0..RUNS).try_fold(0.0, |best: f64, _| Ok(best.max(run()?)))
}

/// A Python that has the package: of the environment in the target folder, else of the system.
fn python_with(package: &str) -> Option<PathBuf> {
    let own = paths::target().join("peers/bin/python");
    let has = |python: &PathBuf| {
        let output = Command::new(python).args(["-c", &format!("import {package}")]).output();
        output.is_ok_and(|output| output.status.success())
    };
    [own, PathBuf::from("python3")].into_iter().find(has)
}

/// Customers a second of a line "customers seconds".
fn rate(line: &str) -> Result<f64> {
    let mut numbers = line.split_whitespace().map(str::parse::<f64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(customers)), Some(Ok(seconds))) if seconds > 0.0 => Ok(customers / seconds),
        _ => Err(Error::new(format!("customers and seconds were expected, not {line:?}"))),
    }
}

fn grouped(rate: f64) -> String {
    let digits = format!("{rate:.0}");
    let count = digits.len();
    let separated = digits.chars().enumerate().map(|(at, digit)| {
        let comma = at > 0 && (count - at).is_multiple_of(3);
        if comma { format!(",{digit}") } else { digit.to_string() }
    });
    separated.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_and_written() {
        assert_eq!(rate("200000 2.5\n").unwrap(), 80_000.0);
        assert!(rate("nothing").is_err() && rate("5 0").is_err());
        assert_eq!([grouped(999.0), grouped(74_000.0), grouped(1_234_567.0)], ["999", "74,000", "1,234,567"]);
    }
}
