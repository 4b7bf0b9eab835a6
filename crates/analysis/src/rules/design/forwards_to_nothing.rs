//! Nothing to pass requests on to.

use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};

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

pub(super) fn finding(component: &Component) -> Finding {
    let words = [
        format!("{} has nothing to pass requests on to", component.name()),
        "It answers nothing itself, so what comes to it goes unanswered.".to_owned(),
        "Connect it to what serves its requests.".to_owned(),
    ];
    HEADING.finding(Severity::Critical, words)
}
