//! Forwarders that pass requests round among themselves.

use linchpin_document::{RecordId, SortedSet};

use super::unanswered::fault;
use crate::facts::Facts;
use crate::model::Model;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Components;
use crate::rules::words::Words;
use crate::rules::{MOST_IN_DETAIL, ids};
use crate::structure::Node;
use crate::structure::compile::Reading;
use crate::structure::witness::Search;

const HEADING: Heading = Heading::new("design.passed-round", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Passed round and never answered",
    explanation: "Balancers or gateways pass requests on to each other, and none of them leads to what answers.",
    detection: "A cycle of forwarders in the structure function whose least fixed point is false while nothing has failed.",
    false_alarms: "None: such requests are never answered.",
    remedies: "Connect them to what serves the requests.",
};

/// One finding for each circle a search for faults came to.
pub(super) fn circles(facts: &Facts, search: &Search) -> Vec<Finding> {
    let (model, compiled) = (facts.model, facts.compiled);
    let holds = |node: Node| facts.intact.holds(node);
    let fails = |duty: &usize| !holds(compiled.serves(*duty, Reading::All));
    let cyclic = compiled.strong.callees_first().filter(|component| compiled.strong.is_cyclic(*component));
    let stuck = cyclic.map(|component| compiled.strong.members(component));
    let stuck = stuck.filter(|duties| duties.iter().all(|duty| search.came_to(*duty) && fails(duty)));
    let mut told: Vec<Vec<usize>> = Vec::new();
    let mut inner = Search::new(model, compiled);
    let mut findings = Vec::new();
    for duties in stuck.take(MOST_IN_DETAIL) {
        let members: SortedSet<usize> = duties.iter().map(|duty| model.duties.get(*duty).component).collect();
        let members: Vec<usize> = members.into_iter().collect();
        // Where something beyond the circle is at fault, that has been told.
        let faults = inner.causes(duties.iter().copied(), &holds, &|duty| fault(facts, duty).is_some());
        if faults.is_empty() && !told.contains(&members) {
            findings.push(circle(model, &members, ids(model, &search.path_to(duties[0]))));
            told.push(members);
        }
    }
    findings
}

const WORDS: Words = [
    "Requests are passed round among {0} and never answered",
    "They pass requests on to each other, and none of them answers.",
    "Connect them to what serves the requests.",
];

fn circle(model: &Model, members: &[usize], witness: Vec<RecordId>) -> Finding {
    let values = [Components(model, members)];
    let finding = HEADING.finding(Severity::Critical, &WORDS, &values, model.ids_of(members));
    Finding { witness, ..finding }
}
