//! Can never work.

use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};

const HEADING: Heading = Heading::new("design.too-few-instances", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Can never work",
    explanation: "It needs more instances up than it has, so it never works.",
    detection: "More instances needed than there are, in a component that requests need.",
    false_alarms: "None: it never works.",
    remedies: "Run more instances, or need fewer.",
};

pub(super) fn finding(component: &Component) -> Finding {
    let words = [
        format!("{} can never work", component.name()),
        format!("It needs {} instances up and has {}.", component.needed, component.instances),
        format!("Run {} instances, or need fewer.", component.needed + 1),
    ];
    HEADING.finding(Severity::Critical, words)
}
