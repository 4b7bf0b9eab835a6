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
use crate::rules::text::{all_of, count, list, names, sentence};
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
    let (name, part) = (component.name(), part_of_traffic(single));
    let explanation = format!("{} Without it, {consequence}.", reason(facts.model, index, single.failure.reach));
    let title = format!("{name} is a single point of failure{part}");
    let words = [title, explanation, remedy(facts.model, index)];
    let mut finding = HEADING.finding(single.severity, words);
    finding.subjects.push(component.item.id);
    finding.assumptions = assumptions(facts.model, index);
    finding
}

/// A connection that is said to fail: losing it is enough.
pub(super) fn connection(facts: &Facts, index: usize, single: &Ranked, consequence: &str) -> Finding {
    let connection = &facts.model.connections[index];
    let [from, to] = [connection.from, connection.to].map(|end| facts.model.components[end].name());
    let words = [
        format!("The way from {from} to {to} is a single point of failure{}", part_of_traffic(single)),
        format!("It may fail itself, and there is no other way. Without it, {consequence}."),
        "Draw a second connection over another path, in one pool with this one.".to_owned(),
    ];
    let mut finding = HEADING.finding(single.severity, words);
    finding.subjects.push(connection.item.id);
    finding
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
    let names = names(model, &callers);
    let who = sentence(&list(&names));
    let several = callers.len() > 1;
    let instances = component.instances as usize;
    if component.has_leader() {
        let how = how_failover_is(component);
        let rest =
            if instances == 2 { "the other does".to_owned() } else { format!("the other {} do", count(instances - 1)) };
        return format!("Only its first instance takes writes: {how}, so {rest} not take over by itself.");
    }
    if instances > 1 {
        return format!("It needs {} of its instances, so losing any one is enough.", all_of(instances));
    }
    if callers.is_empty() {
        return "What it stands in for does not work, and only one instance runs.".to_owned();
    }
    if component.traits.store {
        let depend = if several { "depend" } else { "depends" };
        return match replica(model, index) {
            Some(replica) => format!(
                "{who} {depend} on it, and {} does not take over: {}.",
                replica.name(),
                how_failover_is(component)
            ),
            None => format!("{who} {depend} on it, and there is no replica to take over."),
        };
    }
    let only = if component.traits.forwarder { "there is only one" } else { "only one instance runs" };
    if component.traits.forwarder || callers.iter().all(|caller| model.components[*caller].traits.forwarder) {
        let all = if reach == Reach::Total { "All requests" } else { "Requests" };
        let verb = if component.traits.forwarder { "pass" } else { "go to" };
        return format!("{all} of {} {verb} it, and {only}.", list(&names));
    }
    format!("{who} cannot answer without it, and {only}.")
}

fn how_failover_is(component: &Component) -> &'static str {
    if component.failover.value == Failover::Manual { "failover is manual" } else { "there is no failover" }
}

fn remedy(model: &Model, index: usize) -> String {
    let component = &model.components[index];
    if component.has_leader() {
        return "Set failover to automatic.".to_owned();
    }
    if component.instances > 1 {
        return format!("Run {} instances, one more than it needs.", count(component.needed as usize + 1));
    }
    if component.traits.store {
        return match replica(model, index) {
            Some(replica) => format!("Set failover to automatic, so that {} takes over.", replica.name()),
            None => "Run a second instance with automatic failover.".to_owned(),
        };
    }
    if component.only_passes_on() {
        return "Draw a second one beside it, or a standby that takes over.".to_owned();
    }
    if component.traits.caching {
        return "Run a second instance, or let callers go on without it: a soft dependency.".to_owned();
    }
    "Run a second instance.".to_owned()
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
        Some(format!(
            "Takes {} and {} behind {} for different things; put them in one pool if they are alternatives.",
            component.name(),
            model.components[other].name(),
            model.components[connection.from].name()
        ))
    };
    incoming.filter(guessed_alone).filter_map(assumption).collect()
}

/// The rest of a long list in one finding.
pub(super) fn fold(facts: &Facts, rest: &[Ranked]) -> Option<Finding> {
    let gravest = rest.first()?;
    let number = count(rest.len());
    let words = [
        format!("{} more single points of failure", sentence(&number)),
        "They are marked on the canvas; the ones that take most with them are listed one by one.".to_owned(),
        "Start with those that take everything down.".to_owned(),
    ];
    let mut finding = MORE.finding(gravest.severity, words);
    finding.subjects = rest.iter().map(|single| record(facts.model, single.cause)).collect();
    Some(finding)
}
