//! Managed components, which rest on their provider's SLA.

use super::single_failures::Ranked;
use super::single_point::assumptions;
use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Text;
use crate::rules::words::Words;

pub(crate) const HEADING: Heading = Heading::new("failure.managed-service", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "Rests on an SLA",
    explanation: "Requests go unanswered when a managed service fails. Its provider keeps it redundant; many systems \
                  accept what is left.",
    detection: "As for a single point of failure, where what fails is the provider of a managed component.",
    false_alarms: "The SLA covers the availability you need.",
    remedies: "A second provider; nothing less removes the dependency.",
};

const WORDS: Words = [
    "{0} rests on its provider's SLA",
    "It is managed, so its provider keeps it redundant. Should the provider fail all the same, {1}.",
    "Check that the SLA covers your target. Only a second provider removes the dependency.",
];

/// A managed component: its provider is enough to lose.
pub(super) fn finding(facts: &Facts, index: usize, single: &Ranked, consequence: &str) -> Finding {
    let component = &facts.model.components[index];
    let values = [Text(component.name()), Text(consequence)];
    let finding = HEADING.finding(single.severity, &WORDS, &values, vec![component.item.id]);
    Finding { assumptions: assumptions(facts.model, index), ..finding }
}
