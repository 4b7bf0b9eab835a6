//! Findings as a compiler prints them.

use linchpin_analysis::{ComponentReport, ComponentState, Finding, Outcome, Severity, SplitPart};
use linchpin_document::RecordId;
use std::fmt::Write;

use super::blast;
use super::checked::{Checked, outcome, resource, severity};
use super::plain::{line, multiple, percent};
use super::reliability;
use super::style::{self, BAD, GOOD, QUIET, STRONG, WARN, paint};

/// Names in a list of components that are down.
const MOST_NAMED: usize = 12;

/// The whole report.
pub fn report(checked: &Checked) -> String {
    let mut out = String::new();
    for finding in &checked.report.findings {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(out, "{}", described(checked, finding));
    }
    if !checked.query.failed.is_empty() {
        let _ = writeln!(out, "{}", what_if(checked));
    }
    if let Some(radii) = &checked.failures {
        out += &blast::text(checked, radii);
    }
    if let Some(reliability) = &checked.reliability {
        out += &reliability::text(checked, reliability);
    }
    let _ = writeln!(out, "{}: {}", line(&checked.source()), summary(checked));
    out
}

pub(super) fn described(checked: &Checked, finding: &Finding) -> String {
    let label = format!("{}[{}]", severity(finding.severity), finding.rule);
    let (label, look) = match finding.waived {
        Some(_) => (format!("waived {label}"), QUIET),
        None => (label, style::of(finding.severity)),
    };
    let mut out =
        format!("{}: {}: {}\n", place(checked, finding), paint(look, &label), paint(STRONG, &line(&finding.title)));
    let path: Vec<String> = checked.path(finding).into_iter().map(|id| line(&checked.name(id))).collect();
    let mut detail = |label: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "    {} {}", paint(QUIET, label), line(text));
        }
    };
    detail("accepted:", finding.waived.as_deref().unwrap_or_default());
    detail("why:", &finding.explanation);
    finding.split.iter().flat_map(|split| &split.parts).for_each(|part| detail("job:", &job(checked, part)));
    detail("path:", &if path.len() > 1 { path.join(" -> ") } else { String::new() });
    detail("remedy:", &finding.remedy);
    finding.assumptions.iter().for_each(|assumption| detail("assumed:", assumption));
    out
}

/// "Orders (Order, POST /orders)": a job with what belongs to it.
fn job(checked: &Checked, part: &SplitPart) -> String {
    let records = part.endpoints.iter().chain(&part.entities).map(|id| checked.name(*id));
    let mut evidence: Vec<String> = part.responsibilities.iter().cloned().chain(records).collect();
    evidence.dedup();
    if evidence.is_empty() { part.name.clone() } else { format!("{} ({})", part.name, evidence.join(", ")) }
}

/// Line and column; without them the id and name of what it is about.
fn place(checked: &Checked, finding: &Finding) -> String {
    let source = line(&checked.source());
    match (checked.place(finding), finding.subjects.first()) {
        (Some(place), _) => format!("{source}:{place}"),
        (None, Some(id)) => format!("{source}: {id} ({})", line(&checked.name(*id))),
        (None, None) => source,
    }
}

/// What becomes of the system under what is supposed to have failed.
fn what_if(checked: &Checked) -> String {
    let failed: Vec<String> = checked.query.failed.iter().map(|event| line(&checked.event(*event))).collect();
    let system = &checked.report.system;
    let style = match system.outcome {
        Outcome::Up => GOOD,
        Outcome::Degraded | Outcome::Incomplete => WARN,
        Outcome::PartlyDown | Outcome::Down => BAD,
    };
    let share = match system.outcome {
        Outcome::PartlyDown => format!(", {} of traffic hit", percent(system.down_share + system.partly_down_share)),
        Outcome::Degraded | Outcome::Incomplete => format!(", {} of traffic", percent(system.degraded_share)),
        Outcome::Up | Outcome::Down => String::new(),
    };
    let shown = paint(style, outcome(system.outcome));
    let mut out = format!("{}: with {} failed: {shown}{share}\n", line(&checked.source()), failed.join("; "));
    let states = [
        ("down:", ComponentState::Down),
        ("partly down:", ComponentState::PartlyDown),
        ("incomplete:", ComponentState::Incomplete),
        ("degraded:", ComponentState::Degraded),
        ("no longer reached:", ComponentState::Idle),
    ];
    for (label, state) in states {
        let there = |found: &&ComponentReport| found.state == state && found.instances > 0;
        let ids = checked.report.components.iter().filter(there).map(|found| found.id);
        if let Some(names) = names(checked, ids) {
            let _ = writeln!(out, "    {} {names}", paint(QUIET, label));
        }
    }
    out
}

fn names(checked: &Checked, ids: impl Iterator<Item = RecordId>) -> Option<String> {
    let mut names: Vec<String> = ids.map(|id| line(&checked.name(id))).collect();
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!names.is_empty()).then(|| format!("{}{rest}", names.join(", ")))
}

/// "1 critical, 2 info; single points: 1 total, 0 partial; first limit: Database at 1.4x today's peak".
fn summary(checked: &Checked) -> String {
    let count = |found: Severity| {
        let count = checked.count(found);
        (count > 0).then(|| paint(style::of(found), &format!("{count} {}", severity(found))))
    };
    let counts: Vec<String> =
        [Severity::Critical, Severity::Warning, Severity::Info].into_iter().filter_map(count).collect();
    let mut counts = if counts.is_empty() { paint(GOOD, "no findings") } else { counts.join(", ") };
    if checked.waived() > 0 {
        counts += &paint(QUIET, &format!(", {} waived", checked.waived()));
    }
    let points = checked.report.system.single_points;
    let limit = match checked.report.ladder.first() {
        Some(rung) => {
            let what = format!("{} {}", line(&checked.name(rung.component)), resource(rung.resource));
            format!("{} at {} today's peak", what.trim_end(), multiple(rung.multiple))
        }
        None => "none, nothing is loaded".to_owned(),
    };
    format!("{counts}; single points: {} total, {} partial; first limit: {limit}", points.total, points.partial)
}
