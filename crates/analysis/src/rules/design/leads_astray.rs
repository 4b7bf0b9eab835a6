//! Alternatives that do not lead where requests are to go.

use crate::facts::Facts;
use crate::model::duties::Stray;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};

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
    facts.model.strays.iter().take(MOST_IN_DETAIL).map(|stray| finding(facts, *stray)).collect()
}

fn finding(facts: &Facts, stray: Stray) -> Finding {
    let model = facts.model;
    let connection = &model.connections[stray.connection];
    let (from, to) = (model.components[connection.from].name(), &model.components[connection.to]);
    let endpoint = model.endpoints[stray.endpoint].item;
    let name = endpoint.name();
    let words = [
        format!("{} does not lead to what handles {name}", to.name()),
        format!(
            "{from} has it beside others that do, so for requests for {name} it is no alternative: it counts as not serving."
        ),
        format!("Connect {} to what handles {name}, or take it out of the pool.", to.name()),
    ];
    let mut finding = HEADING.finding(Severity::Warning, words);
    finding.subjects = vec![to.item.id, connection.item.id, endpoint.id];
    finding
}
