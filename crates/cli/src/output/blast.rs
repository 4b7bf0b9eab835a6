//! What single failures do, for people and for programs.

use linchpin_analysis::{BlastRadius, Event, Outcome};
use serde_json::{Value as Json, json};
use std::fmt::Write;

use super::checked::{Checked, outcome};
use super::json::{self, event_of};
use super::plain::{line, percent};
use super::style::{BAD, GOOD, QUIET, WARN, paint};

/// A table, one failure a line.
pub fn text(checked: &Checked, radii: &[BlastRadius]) -> String {
    let header = format!("{:<12} {:>10}  {:>4}  what fails", "the system", "unanswered", "down");
    // Writing to a String cannot fail, here and below.
    let mut out = String::new();
    let _ = writeln!(out, "{}", paint(QUIET, &header));
    for radius in radii {
        let _ = writeln!(out, "{}", row(checked, radius));
    }
    out.push('\n');
    out
}

/// "partly down        20 %     3  Orders DB": what becomes of the system, the share of requests of which not
/// all are answered, and how many components can do nothing any more.
fn row(checked: &Checked, radius: &BlastRadius) -> String {
    let style = match radius.outcome {
        Outcome::Up => GOOD,
        Outcome::Degraded | Outcome::Incomplete => WARN,
        Outcome::PartlyDown | Outcome::Down => BAD,
    };
    let shown = paint(style, &format!("{:<12}", outcome(radius.outcome)));
    let unanswered = percent((radius.down_share + radius.partly_down_share).min(1.0));
    let name = match radius.event {
        Event::Component(id) => format!("{}, all of it", checked.name(id)),
        event => checked.event(event),
    };
    format!("{shown} {unanswered:>10}  {:>4}  {}", radius.components_down, line(&name))
}

/// One of them.
pub fn json(checked: &Checked, radius: &BlastRadius) -> Json {
    json!({
        "event": event_of(checked, radius.event),
        "outcome": json::outcome(radius.outcome),
        "down_share": radius.down_share,
        "partly_down_share": radius.partly_down_share,
        "degraded_share": radius.degraded_share,
        "components_down": radius.components_down,
    })
}
