//! Saying what is being done, and how long it took.

use std::time::{Duration, Instant};

use crate::error::Result;

/// Announces `title`, does the work and prints how long it took.
pub fn timed<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {title}");
    let start = Instant::now();
    let result = work()?;
    println!("   done in {}", human(start.elapsed()));
    Ok(result)
}

/// One remark inside a stage.
pub fn say(line: impl AsRef<str>) {
    println!("   {}", line.as_ref());
}

/// A duration as a person says it: `0.4 s`, `12.3 s`, `4 min 10 s`.
pub fn human(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 99.95 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    format!("{} min {:02} s", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        for (millis, expected) in [(40, "0.0 s"), (12_340, "12.3 s"), (99_960, "1 min 40 s"), (250_400, "4 min 10 s")] {
            assert_eq!(human(Duration::from_millis(millis)), expected);
        }
    }
}
