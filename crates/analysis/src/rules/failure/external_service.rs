//! Services run by others, whose failures one has to live with.

use super::single_failures::Ranked;
use super::single_point::{assumptions, callers};
use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Components, Text};
use crate::rules::words::Words;

pub(crate) const HEADING: Heading = Heading::new("failure.external-service", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Rests on an external service",
    explanation: "Requests go unanswered when a service run by somebody else fails, whatever one runs oneself.",
    detection: "As for a single point of failure, where what fails is the provider of an external service.",
    false_alarms: "The caller answers without it after all: make the connection soft, and the finding goes.",
    remedies: "A soft dependency with a fallback, a queue in between, or a second provider in one pool with the first.",
};

const WORDS: Words = [
    "{0} can take {1} down",
    "{^2} cannot answer without it, and nobody else offers it here. When it fails, {3}, whatever you run yourself.",
    "Make the call soft where an answer can do without it, put a queue in between, or add a second provider.",
];

/// An external service: its provider is enough to lose.
pub(super) fn finding(facts: &Facts, index: usize, single: &Ranked, consequence: &str) -> Finding {
    let (model, component) = (facts.model, &facts.model.components[index]);
    let what = if single.failure.reach == Reach::Total { "everything" } else { "part of this" };
    let callers = callers(model, index);
    let values = [Text(component.name()), Text(what), Components(model, &callers), Text(consequence)];
    let finding = HEADING.finding(single.severity, &WORDS, &values, vec![component.item.id]);
    Finding { assumptions: assumptions(model, index), ..finding }
}
