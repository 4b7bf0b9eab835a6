//! Components no request ever comes to.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Components, Count};
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("design.unreached", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "Not reached by any request",
    explanation: "What no request comes to cannot fail anybody, so nothing is said about it.",
    detection: "No way leads from a client or scheduler to it, and it stands by for nothing that is reached.",
    false_alarms: "It is there for people to see, or for later.",
    remedies: "Connect it to what calls it, or delete it.",
};

const NOT_REACHED: Words = ["{0} is not reached by any request", WHY, REMEDY];
const SEVERAL: Words = ["{^1} components are not part of any request", WHY, REMEDY];
const WHY: &str = "No way leads from a client to {0}, so nothing is said about {0|it|them}.";
const REMEDY: &str = "Connect it to what calls it, or delete it.";

/// One finding for all of them.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    if model.journeys.is_empty() {
        return Vec::new();
    }
    let used = |index: usize| model.duties.of_component(index).next().is_some();
    let mut stands_by = vec![false; model.components.len()];
    for connection in model.connections.iter().filter(|connection| connection.takes_over()) {
        stands_by[connection.to] |= used(connection.from);
    }
    // Entries are called by nobody; those that call nothing have a rule of their own.
    let unreached = |index: &usize| !model.components[*index].traits.entry && !used(*index) && !stands_by[*index];
    let found: Vec<usize> = (0..model.components.len()).filter(unreached).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let words = if found.len() == 1 { &NOT_REACHED } else { &SEVERAL };
    let values = [Components(model, &found), Count(found.len())];
    vec![HEADING.finding(Severity::Info, words, &values, model.ids_of(&found))]
}
