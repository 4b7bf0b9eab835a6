//! Can never work.

use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Digits, Text};
use crate::rules::words::Words;

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

const WORDS: Words =
    ["{0} can never work", "It needs {1} instances up and has {2}.", "Run {3} instances, or need fewer."];

pub(super) fn finding(component: &Component) -> Finding {
    let Component { needed, instances, .. } = *component;
    let values = [Text(component.name()), Digits(needed), Digits(instances), Digits(needed + 1)];
    HEADING.finding(Severity::Critical, &WORDS, &values, vec![component.item.id])
}
