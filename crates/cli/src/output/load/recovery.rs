//! How soon requests are answered again after a failure.

use linchpin_analysis::{EndsBy, Interruption, RecoveryReport, RecoveryTarget};
use linchpin_document::RecordId;
use serde_json::{Value as Json, json};
use std::fmt::Write;

use crate::output::checked::Checked;
use crate::output::json::event_of;
use crate::output::plain::{line, seconds};
use crate::output::style::{BAD, GOOD, QUIET, paint};

/// A line for each target; nothing without one.
pub fn text(checked: &Checked, report: &RecoveryReport) -> String {
    if report.targets.is_empty() {
        return String::new();
    }
    // Writing to a String cannot fail, here and below.
    let mut out = format!("{}\n", paint(QUIET, &format!("\n{:>10}  after any one failure", "back in")));
    for target in &report.targets {
        let _ = writeln!(out, "{}", row(checked, target));
    }
    out
}

/// "     2 min  Shop app, which asks for 60 s: without Zone A".
fn row(checked: &Checked, target: &RecoveryTarget) -> String {
    let (time, cause) = match target.longest {
        Some((event, time)) => (seconds(time), format!(": without {}", line(&checked.event(event)))),
        None => ("at once".to_owned(), String::new()),
    };
    let style = if target.met { GOOD } else { BAD };
    let asker = if target.asked_by == RecordId::DESIGN {
        "the design".to_owned()
    } else {
        line(&checked.name(target.asked_by))
    };
    format!("{}  {asker}, to be back within {}{cause}", paint(style, &format!("{time:>10}")), seconds(target.limit))
}

/// All of it.
pub fn json(checked: &Checked, report: &RecoveryReport) -> Json {
    let interruption = |found: &Interruption| {
        json!({
            "event": event_of(checked, found.event),
            "seconds": found.seconds,
            "share": found.share,
            "takeover": match found.ends_by {
                EndsBy::Takeover(component) => Some(component.to_string()),
                EndsBy::Repair => None,
            },
        })
    };
    let target = |found: &RecoveryTarget| {
        json!({
            "asked_by": found.asked_by.to_string(),
            "limit": found.limit,
            "met": found.met,
            "longest": found.longest.map(|(event, seconds)| json!({ "event": event_of(checked, event), "seconds": seconds })),
        })
    };
    json!({
        "interruptions": report.interruptions.iter().map(interruption).collect::<Vec<_>>(),
        "count": report.count,
        "targets": report.targets.iter().map(target).collect::<Vec<_>>(),
    })
}
