//! Requests that come back as at least as many requests.

use crate::facts::Facts;
use crate::load::Loop;
use crate::model::Model;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Components, Multiple};
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("load.request-loop", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Requests go round in a circle",
    explanation: "A request comes back to where it was as at least as many requests, so the load has no end.",
    detection: "A cycle of calls in the traffic equations with a gain of one or more. Its load is counted once round.",
    false_alarms: "The call back is made by a share of requests only: say which share.",
    remedies: "An answer needs no arrow of its own: delete the one back.",
};

const ROUND: Words =
    [CIRCLE, "A request that enters comes back, so the load has no end. It is counted once round here.", REMEDY];
const GROWING: Words = [
    CIRCLE,
    "A request that enters comes back as {1} as many, so the load has no end. It is counted once round here.",
    REMEDY,
];
const CIRCLE: &str = "Requests go round in a circle: {0}";
const REMEDY: &str = "An answer needs no arrow of its own: delete the one back. If the call back is meant, say which \
                      share of requests makes it.";

/// One finding for each circle.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    facts.load.loops.iter().take(MOST_IN_DETAIL).map(|found| request_loop(facts.model, found)).collect()
}

fn request_loop(model: &Model, found: &Loop) -> Finding {
    let mut members: Vec<usize> = found.connections.iter().map(|index| model.connections[*index].from).collect();
    members.dedup();
    let words = if found.gain > 1.0 + 1e-9 { &GROWING } else { &ROUND };
    let values = [Components(model, &members), Multiple(found.gain)];
    let mut finding = HEADING.finding(Severity::Warning, words, &values, model.ids_of(&members));
    for connection in &found.connections {
        let connection = &model.connections[*connection];
        finding.witness.extend([model.components[connection.from].item.id, connection.item.id]);
    }
    finding
}
