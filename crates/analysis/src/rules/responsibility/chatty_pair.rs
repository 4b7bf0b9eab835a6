//! Two services that talk so much that they may be one.

use crate::facts::Facts;
use crate::groups::sorted_groups;
use crate::model::connections::{Connection, Usage};
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::{asks_a_peer, is_code};
use crate::rules::words::Value::{Number, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("responsibility.chatty-pair", Lens::Responsibility);

/// From so many calls a request on it is told: ten round trips, one after the other, are felt.
const CHATTY: f64 = 10.0;

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "A chatty pair",
    explanation: "One service calls another many times for each request. The round trips add up, and what is asked for \
                  bit by bit is a sign that one job was cut in two.",
    detection: "Connections between two services whose calls for one request are ten or more together, shares counted in.",
    false_alarms: "The calls are made at once and are cheap: put them into a parallel group all the same, and accept it.",
    remedies: "One call that asks for everything; a copy of the data at the caller; or the two as one.",
};

const WORDS: Words = [
    "{0} and {1} are a chatty pair",
    "For each request, {0} calls {1} {2} times.",
    "Ask for everything in one call, keep a copy of the data at the caller, or make the two one.",
];

/// One finding for each pair.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let is_between_services = |index: &usize| {
        let connection = &model.connections[*index];
        let peers = asks_a_peer(model, connection) && is_code(&model.components[connection.from]);
        peers && facts.is_in_use(connection.from) && !model.components[connection.to].traits.forwarder
    };
    let ends = |index: usize| (model.connections[index].from, model.connections[index].to);
    let between = (0..model.connections.len()).filter(is_between_services).collect();
    let mut findings = Vec::new();
    for pair in sorted_groups(between, &|a, b| ends(a).cmp(&ends(b))) {
        let calls: f64 = pair.iter().map(|index| calls(&model.connections[*index])).sum();
        if calls < CHATTY {
            continue;
        }
        let (from, to) = ends(pair[0]);
        let [caller, callee] = [from, to].map(|index| &model.components[index]);
        let values = [Text(caller.name()), Text(callee.name()), Number(calls)];
        let subjects = vec![caller.item.id, callee.item.id];
        findings.push(HEADING.finding(Severity::Info, &WORDS, &values, subjects));
    }
    more(findings, "chatty pairs")
}

/// How often it is used for one request, on average.
fn calls(connection: &Connection) -> f64 {
    match connection.usage.value {
        Usage::Share(share) => connection.calls * share,
        _ => connection.calls,
    }
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn ten_calls_for_one_request() {
        check(HEADING, "web:web-client -> a:service -> b:service\na -> b [calls=10]", &["info a b"]);
        check(HEADING, "web:web-client -> a:service -> b:service\na -> b [calls=8]", &[]);
        check(HEADING, "web:web-client -> a:service -> b:service [calls=9]\na -> b", &["info a b"]);
        let shared = "web:web-client -> a:service\nb:service\na -> b [calls=50 when=share share=0.1]";
        check(HEADING, shared, &[]);
    }

    #[test]
    fn asking_a_cache_often_is_what_it_is_for() {
        check(HEADING, "web:web-client -> a:service\nc:cache\na -> c [calls=30]", &[]);
    }
}
