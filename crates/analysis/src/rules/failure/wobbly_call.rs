//! Calls that wait for ever: neither a timeout nor a circuit breaker.

use linchpin_catalog::{ComponentKind, Property};
use linchpin_document::Arrange;

use crate::facts::Facts;
use crate::model::Model;
use crate::model::classes::Class;
use crate::model::connections::Connection;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::{asks_a_peer, is_code};
use crate::rules::words::Value::{Components, Count, Text};
use crate::rules::words::{MOST_ALIKE, SUMMED_UP, Words};

const HEADING: Heading = Heading::new("failure.wobbly-call", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "A call with neither timeout nor circuit breaker",
    explanation: "When the callee is slow instead of dead, the caller waits as long as it takes and runs out of threads: \
                  the failure wanders upstream. A soft dependency is not soft while it is waited for.",
    detection: "Requests from code to services, external services, balancers and gateways without a timeout and without \
                a circuit breaker. Calls to stores are left out: their drivers have timeouts. An external service \
                in the way of a request makes it a warning; else it is info.",
    false_alarms: "A library or a mesh sets a timeout that is not drawn: write it down at the connection.",
    remedies: "A timeout of a few times the callee's p99, and a circuit breaker that stops calling what keeps failing.",
};

/// One finding for each caller. There may be hundreds, so that only those told are put into words.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let callers = model.components.iter().enumerate().filter(|(_, caller)| is_code(caller));
    let used = callers.map(|(index, _)| index).filter(|index| facts.is_in_use(*index));
    let mut found: Vec<(Severity, usize)> = used.filter_map(|index| Some((severity(model, index)?, index))).collect();
    found.arrange_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    let (told, rest) = found.split_at(found.len().min(MOST_ALIKE));
    let mut findings: Vec<Finding> = told.iter().map(|(severity, index)| describe(model, *index, *severity)).collect();
    if let Some((gravest, _)) = rest.first() {
        let subjects = rest.iter().map(|(_, index)| model.components[*index].item.id).collect();
        let values = [Count(rest.len()), Text("callers wait without a timeout")];
        findings.push(HEADING.finding(*gravest, &SUMMED_UP, &values, subjects));
    }
    findings
}

/// The calls of a component that nothing bounds.
fn wobbly<'b, 'a>(model: &'b Model<'a>, caller: usize) -> impl Iterator<Item = &'b Connection<'a>> {
    let calls = model.outgoing.get(caller).iter().map(|call| &model.connections[*call]);
    calls.filter(|call| asks_a_peer(model, call) && !is_bounded(call))
}

/// How much they matter; nothing where there are none.
fn severity(model: &Model, caller: usize) -> Option<Severity> {
    let external = |call: &Connection| model.components[call.to].kind == ComponentKind::ExternalService;
    wobbly(model, caller).next()?;
    let grave = wobbly(model, caller).any(external) && is_waited_for(model, caller);
    Some(if grave { Severity::Warning } else { Severity::Info })
}

/// Whether something ends the wait.
fn is_bounded(call: &Connection) -> bool {
    call.item.number(Property::Timeout).is_some() || call.item.flag(Property::CircuitBreaker) == Some(true)
}

/// Whether somebody waits for a component, so that its slowness is theirs.
fn is_waited_for(model: &Model, component: usize) -> bool {
    model.duties.of_component(component).any(|duty| model.duties.get(duty).class != Class::Message)
}

const WORDS: Words = [
    "{0} waits for {1} without a timeout",
    "When {1|that|one} is slow, requests pile up in {0} until it has none to spare.",
    "Give the call a timeout, or a circuit breaker.",
];

fn describe(model: &Model, index: usize, severity: Severity) -> Finding {
    let caller = &model.components[index];
    let mut callees: Vec<usize> = wobbly(model, index).map(|call| call.to).collect();
    callees.arrange();
    callees.dedup();
    let mut subjects = vec![caller.item.id];
    subjects.extend(wobbly(model, index).map(|call| call.item.id));
    let values = [Text(caller.name()), Components(model, &callees)];
    HEADING.finding(severity, &WORDS, &values, subjects)
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn a_call_with_neither_timeout_nor_breaker() {
        let fixture = "web:web-client -> a:service -> b:service";
        check(HEADING, fixture, &["info a a-b"]);
        check(HEADING, &format!("{fixture} [timeout=200]"), &[]);
        check(HEADING, &format!("{fixture} [circuit_breaker=true]"), &[]);
        check(HEADING, &format!("{fixture} [interaction=event]"), &[]);
    }

    #[test]
    fn somebody_elses_service_is_worth_a_warning() {
        check(HEADING, "web:web-client -> a:service -> pay:external-service", &["warning a a-pay"]);
        check(
            HEADING,
            "web:web-client -> a:service -> q:message-queue -> w:worker -> pay:external-service",
            &["info w w-pay"],
        );
        check(HEADING, "web:web-client -> a:service -> pay:external-service [dependency=soft timeout=900]", &[]);
    }

    #[test]
    fn stores_queues_and_forwarders_are_left_out() {
        check(
            HEADING,
            "web:web-client -> gw:api-gateway -> a:service -> db:relational-database\na -> q:message-queue",
            &[],
        );
    }
}
