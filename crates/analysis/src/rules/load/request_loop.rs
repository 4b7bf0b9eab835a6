//! Requests that come back as at least as many requests.

use crate::facts::Facts;
use crate::load::Loop;
use crate::model::Model;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::{list, multiple};

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

/// One finding for each circle.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    facts.load.loops.iter().take(MOST_IN_DETAIL).map(|found| request_loop(facts.model, found)).collect()
}

fn request_loop(model: &Model, found: &Loop) -> Finding {
    let mut members: Vec<usize> = found.connections.iter().map(|index| model.connections[*index].from).collect();
    members.dedup();
    let names: Vec<String> = members.iter().map(|index| model.components[*index].name().to_owned()).collect();
    let gain = if found.gain > 1.0 + 1e-9 { format!(" as {} as many", multiple(found.gain)) } else { String::new() };
    let words = [
        format!("Requests go round in a circle: {}", list(&names)),
        format!("A request that enters comes back{gain}, so the load has no end. It is counted once round here."),
        "An answer needs no arrow of its own: delete the one back. If the call back is meant, say which share of requests makes it."
            .to_owned(),
    ];
    let mut finding = HEADING.finding(Severity::Warning, words);
    finding.subjects = members.iter().map(|index| model.components[*index].item.id).collect();
    for connection in &found.connections {
        let connection = &model.connections[*connection];
        finding.witness.extend([model.components[connection.from].item.id, connection.item.id]);
    }
    finding
}
