//! Numbers and names as people read them.

use js_sys::Math;
use linchpin_analysis::Resource;
use linchpin_catalog::{NumberSpec, Unit};
use linchpin_figures::{self as figures, decimal, trimmed};

use crate::platform;

/// A number with thousands separators and no more digits than matter.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "unbounded".to_owned();
    }
    let digits = match value.abs() {
        size if size >= 100.0 || value.fract() == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 => 2,
        _ => 4,
    };
    figures::grouped(value, digits)
}

/// A share between 0 and 1 as a percentage.
pub fn percent(share: f64) -> String {
    format!("{} %", number((share * 1000.0).round() / 10.0))
}

/// A share of time as a percentage with as many nines as it has: two digits of what is missing to 100 %.
pub fn availability(share: f64) -> String {
    let missing = (1.0 - share) * 100.0;
    if missing < 1e-7 {
        return if missing <= 0.0 { "100 %" } else { "> 99.9999999 %" }.to_owned();
    }
    let digits = (1 - Math::log10(missing).floor() as i32).max(1) as usize;
    trimmed(share * 100.0, digits) + " %"
}

/// Minutes in the unit people would use, to two digits: `32 s`, `5.3 min`, `15 h`, `3.7 days`.
pub fn duration(minutes: f64) -> String {
    let (value, unit) = match minutes * 60.0 {
        seconds if seconds < 1.0 => return "under a second".to_owned(),
        seconds if seconds < 100.0 => (seconds, "s"),
        seconds if seconds < 6_000.0 => (seconds / 60.0, "min"),
        seconds if seconds < 172_800.0 => (seconds / 3_600.0, "h"),
        seconds => (seconds / 86_400.0, "days"),
    };
    format!("{} {unit}", trimmed(value, usize::from(value < 9.95)))
}

/// A multiple of today's load: `3.4x`.
pub fn multiple(value: f64) -> String {
    match value {
        value if !value.is_finite() => "never".to_owned(),
        value if value >= 1000.0 => ">1,000x".to_owned(),
        value if value >= 100.0 => decimal(value, 0) + "x",
        value if value >= 0.1 => decimal(value, 1) + "x",
        value => decimal(value, 2) + "x",
    }
}

/// What of a component is short, to be put behind its name: ` slots`; nothing for what goes without saying.
pub fn resource(of: Resource) -> &'static str {
    match of {
        Resource::Reads => " reads",
        Resource::Writes => " writes",
        Resource::Concurrency => " slots",
        Resource::Cpu => " CPU",
        Resource::Network => " network",
        Resource::RateLimit => " rate limit",
        Resource::Throughput => "",
    }
}

/// What is written behind a number field.
pub fn unit(bounds: NumberSpec) -> &'static str {
    match bounds.unit {
        Unit::None => "",
        Unit::PerSecond => "/s",
        Unit::Share => "%",
        Unit::Seconds => "s",
        Unit::Minutes => "min",
        Unit::Milliseconds => "ms",
        Unit::Kilobytes => "kB",
        Unit::MegabitsPerSecond => "Mbit/s",
        Unit::Gigabytes => "GB",
        Unit::GigabytesPerDay => "GB/day",
        Unit::Days => "days",
    }
}

/// A value as it stands in a field: shares as percentages.
pub fn in_field(bounds: NumberSpec, value: f64) -> String {
    let shown = if bounds.unit == Unit::Share { value * 100.0 } else { value };
    // Percentages of binary fractions end in noise that nobody typed.
    trimmed(shown, 6)
}

/// What was typed into a field, or what is wrong with it.
pub fn from_field(bounds: NumberSpec, text: &str) -> Result<f64, String> {
    if !commas_group(text) {
        return Err("A point for decimals, please, such as 2.5.".to_owned());
    }
    let cleaned: String = text.chars().filter(|c| !matches!(c, ' ' | ',' | '\u{a0}' | '%' | '_')).collect();
    let typed: f64 = platform::number(&cleaned).ok_or_else(|| "Type a number, such as 250.".to_owned())?;
    let value = if bounds.unit == Unit::Share { typed / 100.0 } else { typed };
    if !value.is_finite() || !(bounds.min..=bounds.max).contains(&value) {
        let (low, high) = (edge(bounds, bounds.min), edge(bounds, bounds.max));
        return Err(format!("Between {low} and {high}, please."));
    }
    if bounds.whole && value.fract() != 0.0 {
        return Err("A whole number, please.".to_owned());
    }
    Ok(value)
}

/// Whether commas only set off thousands. Elsewhere in the world they stand before decimals: leaving that one out would
/// make ten times as much of 0,5 or 1,5, and nobody would be told.
fn commas_group(text: &str) -> bool {
    let text = text.trim_start().as_bytes();
    let digits_after = |at: usize| text[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let groups = |at: usize| at > 0 && text[..at] != *b"0" && digits_after(at) == 3;
    text.iter().enumerate().all(|(at, byte)| *byte != b',' || groups(at))
}

fn edge(bounds: NumberSpec, value: f64) -> String {
    if bounds.unit == Unit::Share { percent(value) } else { number(value) }
}

/// `1 thing`, `2 things`.
pub fn count(number_of: usize, thing: &str) -> String {
    let plural = if number_of == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", number(number_of as f64))
}

/// How long ago something was, roughly.
pub fn ago(then: f64, now: f64) -> String {
    let minutes = ((now - then) / 60_000.0).max(0.0);
    match minutes {
        minutes if minutes < 1.0 => "just now".to_owned(),
        minutes if minutes < 60.0 => format!("{} ago", count(minutes as usize, "minute")),
        minutes if minutes < 48.0 * 60.0 => format!("{} ago", count((minutes / 60.0) as usize, "hour")),
        minutes => format!("{} ago", count((minutes / 1440.0) as usize, "day")),
    }
}
