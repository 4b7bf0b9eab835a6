//! Requests that go unanswered for longer than asked for.

use linchpin_document::{Design, RecordId};
use linchpin_figures::decimal;

use crate::query::Event;
use crate::recovery::RecoveryTarget;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Text;
use crate::rules::words::{Words, more};

pub(crate) const HEADING: Heading = Heading::new("failure.recovery-target", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Back too late",
    explanation: "After some single failure requests go unanswered for longer than the design says they may.",
    detection: "Every single failure: the slowest takeover it needs, automatic or by hand, or the time to repair \
                where nothing takes over, against the target of the endpoint, of where its requests enter, or of \
                the design.",
    false_alarms: "The takeover or repair time is a guess: type what was measured in a drill.",
    remedies: "A standby or replica that takes over by itself, or takes over sooner.",
};

const WORDS: Words = [
    "{0}: requests are answered again too late",
    "Without {1}{2} they go unanswered for {3}, in whole or in part; {4} are asked for.",
    "Let something take over by itself, or sooner.",
];

/// One finding for each target that is missed.
pub(crate) fn find(design: &Design, targets: &[RecoveryTarget]) -> Vec<Finding> {
    let found = targets.iter().filter_map(|target| missed(design, target)).collect();
    more(found, "recovery targets are missed")
}

fn missed(design: &Design, target: &RecoveryTarget) -> Option<Finding> {
    let (event, seconds) = target.longest.filter(|_| !target.met)?;
    let name = |id: RecordId| design.get(id).map_or_else(String::new, |item| item.name().to_owned());
    let whose = if target.asked_by == RecordId::DESIGN { "Some".to_owned() } else { name(target.asked_by) };
    let part = if matches!(event, Event::Instance(..)) { "an instance of " } else { "" };
    let (lost, now, asked_for) = (name(event.record()), time(seconds), time(target.limit));
    let values = [Text(&whose), Text(part), Text(&lost), Text(&now), Text(&asked_for)];
    let subjects = [event.record(), target.asked_by].into_iter().filter(|id| *id != RecordId::DESIGN).collect();
    Some(HEADING.finding(Severity::Warning, &WORDS, &values, subjects))
}

/// "45 s", "30 min", "8 h".
fn time(seconds: f64) -> String {
    let (count, unit) = match seconds {
        seconds if seconds < 120.0 => (seconds, "s"),
        seconds if seconds < 7_200.0 => (seconds / 60.0, "min"),
        seconds => (seconds / 3_600.0, "h"),
    };
    format!("{} {unit}", decimal(count, 0))
}
