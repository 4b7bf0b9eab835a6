//! Nothing starts traffic.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("design.no-client", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Nothing starts traffic",
    explanation: "Without traffic nothing can be said about what fails or how much flows.",
    detection: "Components, but no client and no scheduler among them.",
    false_alarms: "The design is a picture and is not to be analysed.",
    remedies: "Draw a client and connect it to where requests enter.",
};

const WORDS: Words = [
    "Nothing starts traffic here",
    "There is no client and no scheduler, so nothing can be said about what fails or how much flows.",
    "Draw a client and connect it to where requests enter.",
];

/// One finding, as info for one who has only begun to draw.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    if model.components.is_empty() || model.components.iter().any(|component| component.traits.entry) {
        return Vec::new();
    }
    let severity = if model.connections.is_empty() { Severity::Info } else { Severity::Warning };
    vec![HEADING.finding(severity, &WORDS, &[], Vec::new())]
}
