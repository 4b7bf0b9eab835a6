//! Clients and schedulers that call nothing.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Components;
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("design.calls-nothing", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Calls nothing",
    explanation: "A client that calls nothing sends nothing, so it tells nothing about what fails or how much flows.",
    detection: "Clients and schedulers without a connection to anything.",
    false_alarms: "The design is not finished.",
    remedies: "Connect it to what its requests are for.",
};

const WORDS: Words = [
    "{0} {0|calls|call} nothing",
    "What {0|it asks|they ask} for is not drawn, so it is counted neither as answered nor as lost.",
    "Connect {0|it|them} to what the requests are for.",
];

/// One finding for all of them, as info for one who has only begun to draw.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let calls = |index: usize| {
        model.outgoing.get(index).iter().any(|connection| model.connections[*connection].carries_calls())
    };
    let idle = |index: &usize| model.components[*index].traits.entry && !calls(*index);
    let idle: Vec<usize> = (0..model.components.len()).filter(idle).take(MOST_IN_DETAIL).collect();
    if idle.is_empty() {
        return Vec::new();
    }
    let severity = if model.connections.is_empty() { Severity::Info } else { Severity::Warning };
    vec![HEADING.finding(severity, &WORDS, &[Components(model, &idle)], model.ids_of(&idle))]
}
