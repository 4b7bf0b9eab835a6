//! Load, what saturates when, and what failures do to it, for people and for programs.

use anstyle::Style;
use linchpin_analysis::{Contingency, ContingencyReport, Overload, Reach, Resource, Rung};
use serde_json::{Value as Json, json};
use std::fmt::Write;

use super::checked::{Checked, resource};
use super::json::{event_of, finding_of, outcome, rung_of};
use super::plain::{line, multiple, percent};
use super::style::{BAD, GOOD, QUIET, WARN, paint};
use super::text::described;

/// The version of the form of JSON.
const FORMAT: u32 = 1;
/// From this utilisation on it is tight.
const TIGHT: f64 = 0.8;

/// A table of what is used, the hidden single points, and a summary.
pub fn text(checked: &Checked, contingencies: &ContingencyReport, limit: usize) -> String {
    // Writing to a String cannot fail, here and below.
    let mut out = String::new();
    let ladder = &checked.report.ladder;
    if !ladder.is_empty() {
        let header = format!("{:>10}  {:<10} {:>12}  component", "used", "of", "saturates at");
        let _ = writeln!(out, "{}", paint(QUIET, &header));
    }
    for rung in ladder.iter().take(limit) {
        let _ = writeln!(out, "{}", row(checked, rung));
    }
    if ladder.len() > limit {
        let _ = writeln!(out, "{}", paint(QUIET, &format!("{:>10}  and {} more", "", ladder.len() - limit)));
    }
    for finding in &contingencies.findings {
        let _ = write!(out, "\n{}", described(checked, finding));
    }
    let _ = writeln!(out, "\n{}: {}", line(&checked.source()), summary(checked, contingencies));
    out
}

/// "     151 %  slots              0.7x  API": utilisation at the scale asked, the multiple of today's.
fn row(checked: &Checked, rung: &Rung) -> String {
    let used = checked.query.scale / rung.multiple;
    let shown = paint(style_of(used), &format!("{:>10}", percent(used)));
    let (of, name) = (word(rung.resource), line(&checked.name(rung.component)));
    format!("{shown}  {of:<10} {:>12}  {name}", multiple(rung.multiple))
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

/// The same for programs. Fields may be added, but none changes its meaning or goes away within one
/// `format`.
pub fn json(checked: &Checked, contingencies: &ContingencyReport) -> String {
    let component = |found: &linchpin_analysis::ComponentReport| {
        json!({
            "id": found.id.to_string(),
            "name": checked.name(found.id),
            "reads": found.rate.read,
            "writes": found.rate.write,
            "utilisation": found.utilisation,
            "resource": found.bound_by.map(word),
        })
    };
    let document = json!({
        "format": FORMAT,
        "source": checked.source(),
        "title": checked.input.design.title(),
        "query": {
            "scale": checked.query.scale,
            "failed": checked.query.failed.iter().map(|event| event_of(checked, *event)).collect::<Vec<_>>(),
        },
        "components": checked.report.components.iter().map(component).collect::<Vec<_>>(),
        "ladder": checked.report.ladder.iter().map(|rung| rung_of(checked, rung)).collect::<Vec<_>>(),
        "failures": contingencies.checked,
        "contingencies": contingencies.contingencies.iter().map(|one| contingency(checked, one)).collect::<Vec<_>>(),
        "findings": contingencies.findings.iter().map(|finding| finding_of(checked, finding)).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn contingency(checked: &Checked, found: &Contingency) -> Json {
    let overload = |one: &Overload| {
        json!({
            "id": one.component.to_string(),
            "name": checked.name(one.component),
            "resource": word(one.resource),
            "utilisation": one.utilisation,
            "before": one.before,
            "backlog": one.backlog,
        })
    };
    let step = |step: &linchpin_analysis::CascadeStep| json!({ "count": step.count, "overloads": step.overloads.iter().map(overload).collect::<Vec<_>>() });
    let hidden = found.hidden.map(|hidden| {
        let reach = if hidden.reach == Reach::Total { "total" } else { "partial" };
        json!({ "reach": reach, "share": hidden.share })
    });
    json!({
        "event": event_of(checked, found.event),
        "outcome": outcome(found.outcome),
        "cascade": found.cascade.iter().map(step).collect::<Vec<_>>(),
        "final_outcome": outcome(found.final_outcome),
        "hidden": hidden,
    })
}
