//! A pool that can never be met.

use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};

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

pub(super) fn finding(component: &Component, needs: u32, has: usize) -> Finding {
    let words = [
        format!("A pool of {} can never be met", component.name()),
        format!("{needs} of its members must serve and it has {has}."),
        "Add members to the pool, or need fewer of them.".to_owned(),
    ];
    HEADING.finding(Severity::Critical, words)
}
