//! Alternatives that do not lead where requests are to go.

use crate::facts::Facts;
use crate::model::duties::Stray;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Text;
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("design.leads-astray", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "An alternative leads elsewhere",
    explanation: "What looks like redundancy is none for requests that some members of a pool cannot bring to where they are handled.",
    detection: "Requests for an endpoint are passed to a pool of which some members lead to a handler and this one does not. It counts as not serving them.",
    false_alarms: "The balancer knows which member serves which endpoint; then they are no alternatives, and a pool name of its own says so.",
    remedies: "Connect it to what handles the endpoint, or take it out of the pool.",
};

pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stray in facts.model.strays.iter().take(MOST_IN_DETAIL) {
        findings.push(finding(facts, *stray));
    }
    findings
}

const WORDS: Words = [
    "{1} does not lead to what handles {2}",
    "{0} has it beside others that do, so for requests for {2} it is no alternative: it counts as not serving.",
    "Connect {1} to what handles {2}, or take it out of the pool.",
];

fn finding(facts: &Facts, stray: Stray) -> Finding {
    let model = facts.model;
    let connection = &model.connections[stray.connection];
    let (from, to) = (&model.components[connection.from], &model.components[connection.to]);
    let endpoint = model.endpoints[stray.endpoint].item;
    let subjects = vec![to.item.id, connection.item.id, endpoint.id];
    let values = [Text(from.name()), Text(to.name()), Text(endpoint.name())];
    HEADING.finding(Severity::Warning, &WORDS, &values, subjects)
}
