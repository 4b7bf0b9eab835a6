//! Endpoints whose requests arrive nowhere.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::list;

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
    facts.model.unreached_endpoints.iter().take(MOST_IN_DETAIL).map(|endpoint| finding(facts, *endpoint)).collect()
}

fn finding(facts: &Facts, endpoint: usize) -> Finding {
    let model = facts.model;
    let endpoint = &model.endpoints[endpoint];
    let handlers = || endpoint.handlers.iter().map(|handler| &model.components[*handler]);
    let names: Vec<String> = handlers().map(|handler| handler.name().to_owned()).collect();
    let name = endpoint.item.name();
    let (why, remedy) = match &names[..] {
        [] => ("There is no client.".to_owned(), "Draw a client and connect it to where requests enter.".to_owned()),
        names => (
            format!("No way leads from a client to {}, said to handle it.", list(names)),
            format!("Connect what clients call to {}, or say what else handles {name}.", list(names)),
        ),
    };
    let mut finding = HEADING.finding(Severity::Warning, [format!("No request for {name} arrives"), why, remedy]);
    finding.subjects = handlers().map(|handler| handler.item.id).chain([endpoint.item.id]).collect();
    finding
}
