//! A public edge that lets everything in.

use linchpin_catalog::{ComponentKind, Property, RecordType};
use linchpin_document::{Arrange, SortedSet};

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::is_code;
use crate::rules::words::Value::Components;
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("load.no-rate-limit", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "A public edge without a rate limit",
    explanation: "One client gone wild, a retry storm or an attack takes the capacity of all others, down to the database.",
    detection: "A way from a client to code on which no gateway, balancer or CDN has a rate limit. Looked at where a \
                gateway is drawn or endpoints are described: a sketch need not say so much.",
    false_alarms: "All clients are one's own and limited elsewhere.",
    remedies: "A rate limit at the gateway, by client where it can.",
};

const WORDS: Words = [
    "{0} {0|lets|let} everything in",
    "Nothing limits what one client may ask for, so one can take the capacity of all.",
    "Set a rate limit there.",
];

/// One finding for the whole edge.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let is_gateway = |index: &usize| model.components[*index].kind == ComponentKind::ApiGateway;
    let passed = unlimited(facts);
    let gateways: Vec<usize> = passed.iter().copied().filter(is_gateway).collect();
    let described = facts.design.count(RecordType::Endpoint) > 0;
    let edge = if gateways.is_empty() && described { passed } else { gateways };
    if edge.is_empty() {
        return Vec::new();
    }
    vec![HEADING.finding(Severity::Info, &WORDS, &[Components(model, &edge)], model.ids_of(&edge))]
}

/// The doors without a limit through which clients reach code, in the order of their ids.
fn unlimited(facts: &Facts) -> Vec<usize> {
    let model = facts.model;
    let clients = model.components.iter().enumerate().filter(|(_, one)| one.traits.client);
    let mut open: Vec<usize> = clients.map(|(index, _)| index).collect();
    let (mut seen, mut doors): (SortedSet<usize>, Vec<usize>) = (SortedSet::new(), Vec::new());
    while let Some(at) = open.pop() {
        for to in model.outgoing.get(at).iter().map(|index| &model.connections[*index]).filter(|call| call.is_request())
        {
            let callee = &model.components[to.to];
            if callee.traits.forwarder && callee.rate_limit.is_none() && seen.insert(to.to) {
                open.push(to.to);
            }
            if is_code(callee) && model.components[at].kind.has(Property::RateLimit) {
                doors.push(at);
            }
        }
    }
    doors.arrange();
    doors.dedup();
    doors
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn a_gateway_that_lets_everything_in() {
        check(HEADING, "web:web-client -> gw:api-gateway -> a:service", &["info gw"]);
        check(HEADING, "web:web-client -> gw:api-gateway rate_limit=500 -> a:service", &[]);
        check(HEADING, "web:web-client -> cdn:cdn rate_limit=900 -> gw:api-gateway -> a:service", &[]);
    }

    #[test]
    fn a_sketch_need_not_say_so_much() {
        let sketch = "web:web-client -> lb:load-balancer -> a:service";
        check(HEADING, sketch, &[]);
        check(HEADING, &format!("{sketch}\nendpoint e \"Orders\" path=/orders handlers=a"), &["info lb"]);
        check(HEADING, "cron:scheduler -> gw:api-gateway -> a:service", &[]);
    }
}
