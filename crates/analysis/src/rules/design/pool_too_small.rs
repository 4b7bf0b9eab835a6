//! A pool that can never be met.

use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Digits, Text};
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("design.pool-too-small", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "A pool that can never be met",
    explanation: "More members of a pool must serve than it has, so its caller never works.",
    detection: "A pool that needs more members than are active for some kind of request.",
    false_alarms: "None: it is never met.",
    remedies: "Add members to the pool, or need fewer of them.",
};

const WORDS: Words = [
    "A pool of {0} can never be met",
    "{1} of its members must serve and it has {2}.",
    "Add members to the pool, or need fewer of them.",
];

pub(super) fn finding(component: &Component, needs: u32, has: usize) -> Finding {
    let values = [Text(component.name()), Digits(needs), Digits(has as u32)];
    HEADING.finding(Severity::Critical, &WORDS, &values, vec![component.item.id])
}
