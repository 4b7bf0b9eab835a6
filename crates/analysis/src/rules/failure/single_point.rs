//! Components whose failure alone leaves requests unanswered.

use linchpin_catalog::{ComponentKind, Failover};

use linchpin_document::SortedSet;

use super::single_failures::{Ranked, record};
use crate::facts::Facts;
use crate::model::Model;
use crate::model::components::Component;
use crate::model::connections::Connection;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{AllOf, Components, Count, Text};
use crate::rules::words::{Words, fill};
use crate::structure::single_failures::Toll;

pub(crate) const HEADING: Heading = Heading::new("failure.single-point", Lens::Failure);
const MORE: Heading = Heading::new("failure.more-single-points", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Single point of failure",
    explanation: "The failure of this one component, or connection, leaves requests unanswered. If every request \
                  is, the finding is critical; if some are, a warning.",
    detection: "A minimal cut set of order one of the structure function: the failure is assumed, and every kind of \
                request is followed through the diagram with pools, standbys, replicas, caches and queues taken for \
                what they are. The path shown is one on which no hop has an alternative.",
    false_alarms: "Two components behind one caller may be alternatives that Linchpin takes for different things: \
                   put their connections into one pool. A provider may keep the component redundant: say that it \
                   is managed. The answer may do without it: make the connection soft.",
    remedies: "A second instance; a standby or replica with automatic failover; an alternative for the caller; a \
               soft dependency or a queue where the answer need not wait for it.",
};

pub(crate) const MORE_RULE: Rule = Rule {
    heading: MORE,
    severity: Severity::Critical,
    title: "More single points of failure",
    explanation: "There are more single points of failure than are told one by one.",
    detection: "All are computed and marked on the canvas; those that take the most with them are listed.",
    false_alarms: "As for a single point of failure.",
    remedies: "Those told first; the rest then moves up.",
};

/// What takes everything down is critical, what takes some down a warning. A provider's failure is
/// covered by its SLA, except that of somebody else's service, whose failures one has to live with.
pub(super) fn severity(model: &Model, component: usize, reach: Reach) -> Severity {
    let component = &model.components[component];
    match reach {
        _ if component.kind == ComponentKind::ExternalService && component.is_managed() => Severity::Warning,
        _ if component.is_managed() => Severity::Info,
        Reach::Total => Severity::Critical,
        Reach::Partial => Severity::Warning,
    }
}

/// One instance is enough to lose.
pub(super) fn instance(facts: &Facts, index: usize, single: &Ranked, consequence: &str) -> Finding {
    let component = &facts.model.components[index];
    let reason = reason(facts.model, index, single.failure.reach);
    let remedy = remedy(facts.model, index);
    let values =
        [Text(component.name()), Text(part_of_traffic(single)), Text(&reason), Text(consequence), Text(&remedy)];
    let finding = HEADING.finding(single.severity, &INSTANCE, &values, vec![component.item.id]);
    Finding { assumptions: assumptions(facts.model, index), ..finding }
}

const INSTANCE: Words = ["{0} is a single point of failure{1}", "{2} Without it, {3}.", "{4}"];

const CONNECTION: Words = [
    "The way from {0} to {1} is a single point of failure{2}",
    "It may fail itself, and there is no other way. Without it, {3}.",
    "Draw a second connection over another path, in one pool with this one.",
];

/// A connection that is said to fail: losing it is enough.
pub(super) fn connection(facts: &Facts, index: usize, single: &Ranked, consequence: &str) -> Finding {
    let connection = &facts.model.connections[index];
    let [from, to] = [connection.from, connection.to].map(|end| facts.model.components[end].name());
    let values = [Text(from), Text(to), Text(part_of_traffic(single)), Text(consequence)];
    HEADING.finding(single.severity, &CONNECTION, &values, vec![connection.item.id])
}

fn part_of_traffic(single: &Ranked) -> &'static str {
    let hit = |toll: Toll| toll.down + toll.partly_down > 0.0;
    match (single.failure.reach, hit(single.failure.reads), hit(single.failure.writes)) {
        (Reach::Total, ..) => "",
        (_, true, false) => " for reads",
        (_, false, true) => " for writes",
        _ => " for part of the traffic",
    }
}

/// Why there is nothing to fall back on.
fn reason(model: &Model, index: usize, reach: Reach) -> String {
    let component = &model.components[index];
    let callers = callers(model, index);
    let instances = component.instances as usize;
    let replica = replica(model, index).map(Component::name);
    let forwarders = component.traits.forwarder || callers.iter().all(|at| model.components[*at].traits.forwarder);
    let template = if component.has_leader() && instances == 2 {
        "Only its first instance takes writes: {1}, so the other does not take over by itself."
    } else if component.has_leader() {
        "Only its first instance takes writes: {1}, so the other {2} do not take over by itself."
    } else if instances > 1 {
        "It needs {3} of its instances, so losing any one is enough."
    } else if callers.is_empty() {
        "What it stands in for does not work, and only one instance runs."
    } else if component.traits.store && replica.is_some() {
        "{^0} {0|depends|depend} on it, and {4} does not take over: {1}."
    } else if component.traits.store {
        "{^0} {0|depends|depend} on it, and there is no replica to take over."
    } else if component.traits.forwarder {
        "{5} of {0} pass it, and there is only one."
    } else if forwarders {
        "{5} of {0} go to it, and only one instance runs."
    } else {
        "{^0} cannot answer without it, and only one instance runs."
    };
    let requests = if reach == Reach::Total { "All requests" } else { "Requests" };
    let others = Count(instances.saturating_sub(1));
    let how = Text(how_failover_is(component));
    fill(
        template,
        &[
            Components(model, &callers),
            how,
            others,
            AllOf(instances),
            Text(replica.unwrap_or_default()),
            Text(requests),
        ],
    )
}

fn how_failover_is(component: &Component) -> &'static str {
    if component.failover.value == Failover::Manual { "failover is manual" } else { "there is no failover" }
}

fn remedy(model: &Model, index: usize) -> String {
    let component = &model.components[index];
    let replica = replica(model, index).map(Component::name);
    let template = if component.has_leader() {
        "Set failover to automatic."
    } else if component.instances > 1 {
        "Run {0} instances, one more than it needs."
    } else if component.traits.store && replica.is_some() {
        "Set failover to automatic, so that {1} takes over."
    } else if component.traits.store {
        "Run a second instance with automatic failover."
    } else if component.only_passes_on() {
        "Draw a second one beside it, or a standby that takes over."
    } else if component.traits.caching {
        "Run a second instance, or let callers go on without it: a soft dependency."
    } else {
        "Run a second instance."
    };
    fill(template, &[Count(component.needed as usize + 1), Text(replica.unwrap_or_default())])
}

fn replica<'m, 'a>(model: &'m Model<'a>, index: usize) -> Option<&'m Component<'a>> {
    let mut outgoing = model.outgoing.get(index).iter().map(|connection| &model.connections[*connection]);
    let copies = outgoing.find(|connection| connection.takes_over())?;
    (model.components[index].failover.value != Failover::Automatic).then(|| &model.components[copies.to])
}

/// Those that cannot do without a component.
pub(super) fn callers(model: &Model, index: usize) -> Vec<usize> {
    let needs = |caller: usize, connection: usize| {
        let needs = model.duties.of_component(caller).flat_map(|duty| model.duties.needs(duty));
        let mut hard = needs.filter(|need| need.hard && !need.handed_over);
        hard.any(|need| model.duties.members(need).iter().any(|member| member.connection == connection))
    };
    let incoming =
        model.incoming.get(index).iter().map(|connection| (model.connections[*connection].from, *connection));
    let callers: SortedSet<usize> =
        incoming.filter(|(caller, connection)| needs(*caller, *connection)).map(|(caller, _)| caller).collect();
    callers.into_iter().collect()
}

const ALONE: &str = "Takes {0} and {1} behind {2} for different things; put them in one pool if they are alternatives.";

/// What was guessed and would clear it: that it and its like are not alternatives.
pub(super) fn assumptions(model: &Model, index: usize) -> Vec<String> {
    let component = &model.components[index];
    let guessed_alone = |connection: &&Connection| {
        let mut pool = connection.pool.map(|pool| &model.pools[pool]).into_iter();
        let alone = pool.any(|pool| pool.members.len() == 1 && pool.name.is_none());
        alone && model.components[connection.from].traits.forwarder
    };
    let incoming = model.incoming.get(index).iter().map(|connection| &model.connections[*connection]);
    let assumption = |connection: &Connection| {
        let siblings = model.outgoing.get(connection.from).iter().map(|sibling| model.connections[*sibling].to);
        let other = siblings.filter(|to| *to != index).find(|to| model.components[*to].kind == component.kind)?;
        let names = [index, other, connection.from].map(|at| Text(model.components[at].name()));
        Some(fill(ALONE, &names))
    };
    incoming.filter(guessed_alone).filter_map(assumption).collect()
}

const FOLDED: Words = [
    "{^0} more single points of failure",
    "They are marked on the canvas; the ones that take most with them are listed one by one.",
    "Start with those that take everything down.",
];

/// The rest of a long list in one finding.
pub(super) fn fold(facts: &Facts, rest: &[Ranked]) -> Option<Finding> {
    let gravest = rest.first()?;
    let subjects = rest.iter().map(|single| record(facts.model, single.cause)).collect();
    Some(MORE.finding(gravest.severity, &FOLDED, &[Count(rest.len())], subjects))
}
