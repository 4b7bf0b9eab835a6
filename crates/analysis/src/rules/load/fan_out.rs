//! Requests that wait for many others.

use linchpin_document::Arrange;

use crate::facts::Facts;
use crate::model::classes::Demand;
use crate::model::duties::Need;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::{asks_a_peer, is_code};
use crate::rules::words::Value::{Components, Count, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("load.fan-out", Lens::Load);

/// More are told: with three calls the slowest of them already decides every tenth answer or so.
const MOST_CALLS: usize = 3;

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "A request that waits for many",
    explanation: "The slowest of all decides how long it takes, and the failure of any how often it fails: with ten calls \
                  one in ten answers is as slow as the slowest percent of one.",
    detection: "Code that asks more than three other services in answering one request, and waits for each. Alternatives \
                in a pool count once; what only a share of requests asks is left out, and so are stores.",
    false_alarms: "A front end that puts pages together, with timeouts and parts it can do without.",
    remedies: "Hand over by events what the answer does not need, keep copies of what seldom changes, ask at once what \
               must be asked.",
};

const WORDS: Words = [
    "{0} waits for {1} others",
    "A request is answered when {2} have answered: the slowest decides.",
    "Hand over by events what the answer does not need, or ask at once what must be asked.",
];

/// One finding for each.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let mut findings = Vec::new();
    for (index, component) in model.components.iter().enumerate().filter(|(_, one)| is_code(one)) {
        if model.outgoing.get(index).len() <= MOST_CALLS {
            continue;
        }
        let asked = model.duties.of_component(index).map(|duty| asked(facts, duty));
        let Some(asked) = asked.max_by_key(Vec::len).filter(|asked| asked.len() > MOST_CALLS) else { continue };
        let values = [Text(component.name()), Count(asked.len()), Components(model, &asked)];
        let subjects = model.ids_of(&[&[index], &asked[..]].concat());
        findings.push(HEADING.finding(Severity::Info, &WORDS, &values, subjects));
    }
    more(findings, "requests wait for many")
}

/// The services a duty waits for each time, one of each pool.
fn asked(facts: &Facts, duty: usize) -> Vec<usize> {
    let model = facts.model;
    let first = |need: &Need| {
        let mut members = model.duties.members(need).iter();
        let member = members.next().filter(|member| !matches!(member.demand, Demand::Share(_)))?;
        let connection = &model.connections[member.connection];
        asks_a_peer(model, connection).then_some(connection.to)
    };
    let mut asked: Vec<usize> = model.duties.needs(duty).iter().filter_map(first).collect();
    asked.arrange();
    asked.dedup();
    asked
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn four_services_for_one_answer() {
        let fixture = "web:web-client -> a:service -> b:service\na -> c:service\na -> d:service\na -> e:service";
        check(HEADING, fixture, &["info a b c d e"]);
        check(HEADING, &format!("{fixture} [interaction=event]"), &[]);
        check(HEADING, &format!("{fixture} [when=share share=0.1]"), &[]);
    }

    #[test]
    fn databases_and_alternatives_are_left_out() {
        let stores = "web:web-client -> a:service -> b:cache\na -> c:relational-database\na -> d:document-store\na -> e:search-index";
        check(HEADING, stores, &[]);
        let pool = "b:service\nc:service\nd:service\ne:service
            web:web-client -> a:service -> b [pool=p]\na -> c [pool=p]\na -> d [pool=p]\na -> e [pool=p]";
        check(HEADING, pool, &[]);
        let gateway = "web:web-client -> a:api-gateway -> b:service\na -> c:service\na -> d:service\na -> e:service";
        check(HEADING, gateway, &[]);
    }
}
