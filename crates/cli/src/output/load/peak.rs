//! What becomes of a peak while it passes.

use linchpin_analysis::{Backlog, JourneyPeak, PeakComponent, PeakReport, Resource, Scaling, TrafficClass};
use serde_json::{Value as Json, json};
use std::fmt::Write;

use super::word;
use crate::output::checked::Checked;
use crate::output::plain::{line, percent, seconds};
use crate::output::style::{BAD, QUIET, paint};

/// What is short, falls behind or scales out; nothing where nothing does.
pub fn text(checked: &Checked, report: &PeakReport, limit: usize) -> String {
    if report.components.is_empty() {
        return String::new();
    }
    // Writing to a String cannot fail, here and below.
    let mut out = String::new();
    let header = format!("\n{:>10}  while {} of it pass", "peak", seconds(report.seconds));
    let _ = writeln!(out, "{}", paint(QUIET, &header));
    for component in report.components.iter().take(limit) {
        let _ = writeln!(out, "{}", row(checked, component));
    }
    out + &super::and_more(report.components.len(), limit)
}

/// "     250 %  Shop: above its ceiling for 3 min, 36,000 requests too many (2 %); 2 to 10 instances".
fn row(checked: &Checked, found: &PeakComponent) -> String {
    let short = found.overloaded > 0.0 && found.backlog.is_none();
    let (above, beyond) = match found.resource {
        Resource::RateLimit => ("rate limit", "refused"),
        _ => ("ceiling", "too many"),
    };
    let beyond = (found.beyond > 0.0)
        .then(|| format!("{:.0} requests {beyond} ({})", found.beyond, percent(found.beyond_share)));
    let overloaded = short.then(|| format!("above its {above} for {}", seconds(found.overloaded)));
    let told: Vec<String> =
        [overloaded, found.backlog.as_ref().map(backlog), beyond, found.scaling.map(|of| scaling(found, of))]
            .into_iter()
            .flatten()
            .collect();
    let shown = format!("{:>10}", percent(found.utilisation));
    let shown = if short || found.beyond > 0.0 { paint(BAD, &shown) } else { shown };
    format!("{shown}  {}: {}", line(&checked.name(found.component)), told.join("; "))
}

fn backlog(found: &Backlog) -> String {
    let drained = match found.drained {
        Some(drained) if drained > found.at => format!("worked off {} later", seconds(drained - found.at)),
        Some(_) => "worked off at once".to_owned(),
        None => "never worked off".to_owned(),
    };
    format!("up to {:.0} messages wait, up to {} each, {drained}", found.most, seconds(found.longest_wait))
}

fn scaling(found: &PeakComponent, of: Scaling) -> String {
    let what = match (found.overloaded > 0.0, of.enough) {
        (false, _) => "",
        (true, true) => ", too slowly",
        (true, false) => ", which is too few",
    };
    format!("{} to {} of {} instances{what}", of.fewest, of.reached, of.most)
}

/// All of it.
pub fn json(checked: &Checked, report: &PeakReport) -> Json {
    let component = |found: &PeakComponent| {
        json!({
            "id": found.component.to_string(),
            "name": checked.name(found.component),
            "resource": word(found.resource),
            "utilisation": found.utilisation, "at": found.at, "overloaded": found.overloaded,
            "beyond": found.beyond, "beyond_share": found.beyond_share,
            "scaling": found.scaling.map(|of| json!({
                "fewest": of.fewest, "most": of.most, "reached": of.reached, "enough": of.enough,
            })),
            "backlog": found.backlog.map(|of| json!({
                "most": of.most, "at": of.at, "longest_wait": of.longest_wait, "drained": of.drained,
            })),
            "series": {
                "rate": found.series.rate, "capacity": found.series.capacity,
                "instances": found.series.instances, "backlog": found.series.backlog,
            },
        })
    };
    let journey = |found: &JourneyPeak| {
        json!({
            "entry": found.entry.to_string(),
            "endpoint": found.endpoint.map(|id| id.to_string()),
            "class": if found.class == TrafficClass::Read { "read" } else { "write" },
            "answered": found.answered,
            "short": found.short.map(|id| id.to_string()),
            "first": found.first.map(|rung| json!({
                "id": rung.component.to_string(), "resource": word(rung.resource), "multiple": rung.multiple,
            })),
        })
    };
    json!({
        "journeys": report.journeys.iter().map(journey).collect::<Vec<_>>(),
        "seconds": report.seconds,
        "step": report.step,
        "requests": report.requests,
        "components": report.components.iter().map(component).collect::<Vec<_>>(),
    })
}
