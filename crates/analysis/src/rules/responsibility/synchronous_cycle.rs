//! Services that wait for each other in a circle.

use linchpin_document::{Arrange, SortedSet};

use crate::facts::Facts;
use crate::graph::{Graph, Strong};
use crate::groups::sorted_groups;
use crate::model::Model;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::asks_a_peer;
use crate::rules::words::Value::Components;
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("responsibility.synchronous-cycle", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Services that wait for each other",
    explanation: "Services that call each other in a circle and wait for the answer can only be changed, deployed and \
                  started together: they are one job in several pieces. When one is slow, all are.",
    detection: "A strongly connected component of the graph of requests between services. Circles of events are none, \
                nor are those in which every request goes round without end, which are told by load.request-loop.",
    false_alarms: "The call back is a different, trivial part of the service, such as looking up a setting.",
    remedies: "Turn one call into an event; move what both need into a service of its own; or make them one.",
};

/// One finding for each circle.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let strong = Strong::of(&Graph::of(model.components.len(), &|component, awaited| {
        let calls = model.outgoing.get(component).iter().map(|index| &model.connections[*index]);
        awaited.extend(calls.filter(|call| asks_a_peer(model, call)).map(|call| call.to));
    }));
    let several = |circle: &Vec<usize>| facts.services.distinct(circle).len() > 1;
    let circle_of = |member: usize| strong.of_node(member);
    let members = (0..model.components.len()).filter(|member| strong.members(circle_of(*member)).len() > 1).collect();
    let mut circles = sorted_groups(members, &|a, b| circle_of(a).cmp(&circle_of(b)));
    // By their first members.
    circles.arrange_by_key(|circle| circle[0]);
    let told = told_as_loops(facts);
    let answers = |circle: &Vec<usize>| circle.iter().any(|member| !model.components[*member].only_passes_on());
    let new = |circle: &Vec<usize>| !circle.iter().any(|member| told.contains(member));
    let used = |circle: &Vec<usize>| circle.iter().any(|member| facts.is_in_use(*member));
    let mut findings = Vec::new();
    for circle in circles.iter().filter(|circle| used(circle) && several(circle) && answers(circle) && new(circle)) {
        findings.push(describe(model, circle));
    }
    more(findings, "circles of services wait for each other")
}

/// What lies on circles in which requests never end.
fn told_as_loops(facts: &Facts) -> SortedSet<usize> {
    let connections = facts.load.loops.iter().flat_map(|found| &found.connections);
    connections.map(|connection| facts.model.connections[*connection].from).collect()
}

const WORDS: Words = [
    "{0} wait for each other",
    "They call each other in a circle, so they can only be changed and started together, and when one is slow, all are.",
    "Turn one of the calls into an event, move what they share into a service of its own, or make them one.",
];

fn describe(model: &Model, circle: &[usize]) -> Finding {
    HEADING.finding(Severity::Warning, &WORDS, &[Components(model, circle)], model.ids_of(circle))
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn services_that_call_each_other_for_some_requests() {
        let circle = "web:web-client -> a:service -> b:service -> c:service\n";
        check(HEADING, &format!("{circle} c -> a [when=share share=0.1]"), &["warning a b c"]);
        check(HEADING, &format!("{circle} c -> a [interaction=event]"), &[]);
        check(HEADING, circle, &[]);
    }

    #[test]
    fn services_that_ask_each_other_for_different_requests_wait_for_each_other_all_the_same() {
        let pair = "web:web-client -> a:service\nb:service\na -> b [when=read]\nb -> a [when=write]\nweb -> b";
        check(HEADING, pair, &["warning a b"]);
    }

    #[test]
    fn a_loop_without_end_is_told_as_that() {
        check(HEADING, "web:web-client -> a:service -> b:service -> a", &[]);
        check(HEADING, "web:web-client -> a:load-balancer -> b:load-balancer -> a", &[]);
    }

    #[test]
    fn a_service_that_calls_its_own_alternatives_is_one() {
        let fixture = "web:web-client -> lb:load-balancer -> a:application-server\nlb -> b:application-server
            a -> b [when=share share=0.1]\nb -> a [when=share share=0.1]";
        check(HEADING, fixture, &[]);
    }
}
