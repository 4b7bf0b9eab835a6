//! Endpoints whose requests arrive nowhere.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Components, Text};
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("design.endpoint-unreached", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "No request for an endpoint arrives",
    explanation: "What no client can get to is answered for nobody, whatever its handlers can do.",
    detection: "No way of calls leads from any client to a component that handles the endpoint, or to an alternative to one.",
    false_alarms: "Its callers are not drawn yet.",
    remedies: "Connect what clients call to its handlers, or say what else handles it.",
};

pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for endpoint in facts.model.unreached_endpoints.iter().take(MOST_IN_DETAIL) {
        findings.push(finding(facts, *endpoint));
    }
    findings
}

/// Where nothing starts traffic, and so nothing handles an endpoint that could be reached.
const NO_CLIENT: Words =
    ["No request for {0} arrives", "There is no client.", "Draw a client and connect it to where requests enter."];

const NO_WAY: Words = [
    "No request for {0} arrives",
    "No way leads from a client to {1}, said to handle it.",
    "Connect what clients call to {1}, or say what else handles {0}.",
];

fn finding(facts: &Facts, endpoint: usize) -> Finding {
    let model = facts.model;
    let endpoint = &model.endpoints[endpoint];
    let words = if endpoint.handlers.is_empty() { &NO_CLIENT } else { &NO_WAY };
    let mut subjects = model.ids_of(&endpoint.handlers);
    subjects.push(endpoint.item.id);
    let values = [Text(endpoint.item.name()), Components(model, &endpoint.handlers)];
    HEADING.finding(Severity::Warning, words, &values, subjects)
}
