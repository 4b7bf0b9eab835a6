//! Load: what saturates when, what failures do to it, how long answers take, and what a peak does, for
//! people and for programs.

mod json;
mod latency;
mod peak;
mod recovery;

use anstyle::Style;
use linchpin_analysis::{
    ContingencyReport, Finding, HeadroomReport, LatencyReport, PeakReport, RangedRung, RecoveryReport, Resource,
    Sensitivity,
};
use linchpin_catalog::Property;
use linchpin_document::RecordId;
use std::fmt::Write;

use super::checked::{Checked, resource};
use super::plain::{line, multiple, percent};
use super::style::{BAD, GOOD, QUIET, WARN, paint};
use super::text::described;

pub use json::json;

/// From this utilisation on it is tight.
const TIGHT: f64 = 0.8;

/// Everything said of the load of a design beside what `check` says.
pub struct Loaded<'a> {
    /// The design with what `check` says of it.
    pub checked: Checked<'a>,
    /// What failures do to the load.
    pub contingencies: ContingencyReport,
    /// How far the load may grow.
    pub headroom: HeadroomReport,
    /// How long answers take.
    pub latency: LatencyReport,
    /// What becomes of a peak.
    pub peak: PeakReport,
    /// How soon requests are answered again.
    pub recovery: RecoveryReport,
}

impl Loaded<'_> {
    /// What is found apart from `check`: targets missed, and hidden single points.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let targets = self.latency.findings.iter().chain(&self.recovery.findings);
        targets.chain(&self.contingencies.findings)
    }
}

/// The rules of `check` that say what no table does: what does not fit, however much load there is, and what is
/// refused.
const TOLD_RULES: [&str; 3] = ["load.storage", "load.memory", "load.refused"];

/// A table of what is used, one of times, what a peak does, what is wrong, and a summary.
pub fn text(loaded: &Loaded, limit: usize) -> String {
    // Writing to a String cannot fail, here and below.
    let mut out = String::new();
    let (checked, rungs) = (&loaded.checked, &loaded.headroom.rungs);
    if !rungs.is_empty() {
        let header = format!("{:>10}  {:<10} {:>12}  component", "used", "of", "saturates at");
        let _ = writeln!(out, "{}", paint(QUIET, &header));
    }
    for rung in rungs.iter().take(limit) {
        let _ = writeln!(out, "{}", row(checked, rung));
    }
    out += &and_more(rungs.len(), limit);
    out += &latency::text(checked, &loaded.latency, limit);
    out += &peak::text(checked, &loaded.peak, limit);
    out += &recovery::text(checked, &loaded.recovery);
    let told = checked.report.findings.iter().filter(|found| TOLD_RULES.contains(&found.rule.as_ref()));
    for finding in told.chain(loaded.findings()) {
        let _ = write!(out, "\n{}", described(checked, finding));
    }
    let _ = writeln!(out, "\n{}: {}", line(&checked.source()), summary(checked, &loaded.contingencies));
    out
}

/// "and 12 more", when there are.
fn and_more(count: usize, limit: usize) -> String {
    let more = count.saturating_sub(limit);
    if more == 0 { String::new() } else { format!("{}\n", paint(QUIET, &format!("{:>10}  and {more} more", ""))) }
}

/// "     151 %  slots              0.7x  API": utilisation at the scale asked, the multiple of today's; and
/// behind it the range of the multiple, and what that hangs on.
fn row(checked: &Checked, ranged: &RangedRung) -> String {
    let rung = ranged.rung;
    let used = checked.query.scale / rung.multiple;
    let shown = paint(style_of(used), &format!("{:>10}", percent(used)));
    let (of, name) = (word(rung.resource), line(&checked.name(rung.component)));
    let range = paint(QUIET, &range(checked, ranged));
    format!("{shown}  {of:<10} {:>12}  {name}{range}", multiple(rung.multiple))
}

/// "  2x to 20x, most sensitive to Redis hit ratio; 10x scaled out".
fn range(checked: &Checked, ranged: &RangedRung) -> String {
    let [low, high] = [ranged.low, ranged.high].map(multiple);
    let sensitive = ranged.hangs_on.map(|of| format!(", most sensitive to {}", parameter(checked, &of)));
    let range = if low == high { String::new() } else { format!("{low} to {high}{}", sensitive.unwrap_or_default()) };
    let scaled_out = ranged.scaled_out.map(|most| format!("{} scaled out", multiple(most)));
    let parts: Vec<String> =
        [Some(range).filter(|range| !range.is_empty()), scaled_out].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("  {}", parts.join("; ")) }
}

/// "Orders DB write capacity", "the way from API to Payments".
fn parameter(checked: &Checked, of: &Sensitivity) -> String {
    match of.property {
        Some(property) => format!("{} {}", line(&checked.name(of.record)), property.spec().label.to_lowercase()),
        None => format!("the way {}", ends(checked, of.record)),
    }
}

/// Where a connection leads: "from API to Payments".
fn ends(checked: &Checked, connection: RecordId) -> String {
    let end = |property| {
        let id = checked.input.design.get(connection).and_then(|item| item.reference(property));
        id.map_or_else(String::new, |id| line(&checked.name(id)))
    };
    format!("from {} to {}", end(Property::From), end(Property::To))
}

fn style_of(used: f64) -> Style {
    match used {
        used if used >= 1.0 => BAD,
        used if used >= TIGHT => WARN,
        _ => GOOD,
    }
}

/// "at 10x today's peak; bottleneck: API slots, saturates at 0.7x; 1 of 12 failures is hidden".
fn summary(checked: &Checked, contingencies: &ContingencyReport) -> String {
    let bottleneck = match checked.report.ladder.first() {
        Some(rung) => {
            let what = format!("{} {}", line(&checked.name(rung.component)), resource(rung.resource));
            format!("{}, saturates at {}", what.trim_end(), multiple(rung.multiple))
        }
        None => "none, nothing is loaded".to_owned(),
    };
    let hidden = contingencies.contingencies.iter().filter(|found| found.hidden.is_some()).count();
    format!(
        "at {} today's peak; bottleneck: {bottleneck}; hidden single points: {hidden} of {} failures",
        multiple(checked.query.scale),
        contingencies.checked
    )
}

fn word(of: Resource) -> &'static str {
    match resource(of) {
        "" => "throughput",
        word => word,
    }
}
