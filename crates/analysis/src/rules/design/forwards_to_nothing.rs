//! Nothing to pass requests on to.

use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Text;
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("design.forwards-to-nothing", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Nothing to pass requests on to",
    explanation: "A component that answers nothing itself leads nowhere, so what comes to it goes unanswered.",
    detection: "A balancer or gateway that requests come to and that has no connection any of them can use.",
    false_alarms: "The design is not finished.",
    remedies: "Connect it to what serves its requests.",
};

const WORDS: Words = [
    "{0} has nothing to pass requests on to",
    "It answers nothing itself, so what comes to it goes unanswered.",
    "Connect it to what serves its requests.",
];

pub(super) fn finding(component: &Component) -> Finding {
    HEADING.finding(Severity::Critical, &WORDS, &[Text(component.name())], vec![component.item.id])
}
