//! The failures that alone leave requests unanswered: which there are, how grave each is, and the path that
//! proves it. Each is told by the rule it belongs to.

use linchpin_catalog::ComponentKind;
use linchpin_document::{Arrange, RecordId, SortedMap, SortedSet};

use super::{external_service, managed_service, shared_domain, single_point};
use crate::facts::Facts;
use crate::model::Model;
use crate::model::events::Cause;
use crate::report::*;
use crate::rules::rule::Heading;
use crate::rules::{MOST_IN_DETAIL, Policy, ids, text};
use crate::structure::Node;
use crate::structure::compile::Reading;
use crate::structure::single_failures::{Intact, Lanes, SingleFailure, Toll, evaluate_each, single_failures};
use crate::structure::witness::Search;

/// The single points found, by number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    pub(crate) components: SortedMap<usize, SinglePoint>,
    pub(crate) boundaries: SortedMap<usize, SinglePoint>,
    pub(crate) connections: SortedMap<usize, SinglePoint>,
}

impl Marks {
    /// How many there are above info.
    pub(crate) fn count(&self) -> SinglePointCount {
        let counted = self.components.values().chain(self.boundaries.values()).chain(self.connections.values());
        let counted = counted.filter(|point| point.severity > Severity::Info);
        let (total, partial): (Vec<&SinglePoint>, Vec<&SinglePoint>) =
            counted.partition(|point| point.reach == Reach::Total);
        SinglePointCount { total: total.len() as u32, partial: partial.len() as u32 }
    }

    fn add(&mut self, cause: Cause, point: SinglePoint) {
        let (marks, index) = match cause {
            Cause::Instances(index) | Cause::Provider(index) | Cause::Takeover(index) => (&mut self.components, index),
            Cause::Domain(index) => (&mut self.boundaries, index),
            Cause::Connection(index) => (&mut self.connections, index),
        };
        marks.insert(index, point);
    }
}

/// A single failure with how much it matters.
pub(super) struct Ranked {
    pub(super) failure: SingleFailure,
    pub(super) cause: Cause,
    pub(super) severity: Severity,
}

/// The findings, and what is to be marked.
pub(crate) fn find(facts: &Facts, policy: &Policy) -> (Vec<Finding>, Marks) {
    let ranked = rank(facts, single_failures(facts.model, facts.compiled, facts.traffic));
    let mut marks = Marks::default();
    for single in &ranked {
        let (heading, record) = (heading(facts.model, single.cause), record(facts.model, single.cause));
        let severity = policy.severity(heading, record, single.severity);
        marks.add(single.cause, SinglePoint { reach: single.failure.reach, severity });
    }
    let (shown, folded) = ranked.split_at(ranked.len().min(MOST_IN_DETAIL.min(Lanes::LANES)));
    let mut findings = describe(facts, shown);
    findings.extend(single_point::fold(facts, folded));
    (findings, marks)
}

/// One entry for each component or boundary (alike instances are one), the gravest first, then what
/// takes most traffic with it, then what is nearest to the entries.
fn rank(facts: &Facts, failures: Vec<SingleFailure>) -> Vec<Ranked> {
    let regions = shared_domain::regions(facts.model);
    let mut by_cause: SortedMap<Cause, Ranked> = SortedMap::new();
    for failure in failures {
        let cause = facts.model.events.cause(failure.event);
        let severity = severity(facts.model, cause, regions, failure.reach);
        let next = Ranked { failure, cause, severity };
        let worse = by_cause.get(&cause).is_none_or(|held| gravity(held) < gravity(&next));
        if worse {
            by_cause.insert(cause, next);
        }
    }
    let depth = depths(facts);
    let mut ranked: Vec<Ranked> = by_cause.into_values().collect();
    ranked.arrange_by(|a, b| {
        let place = |single: &Ranked| match single.cause {
            Cause::Instances(index) | Cause::Provider(index) | Cause::Takeover(index) => (depth[index], index),
            Cause::Connection(index) => (depth[facts.model.connections[index].from], index),
            Cause::Domain(index) => (usize::MAX, index),
        };
        let (grave_a, grave_b) = (gravity(a), gravity(b));
        grave_b.0.cmp(&grave_a.0).then(grave_b.1.total_cmp(&grave_a.1)).then_with(|| place(a).cmp(&place(b)))
    });
    ranked
}

/// The rule a single failure is told by.
fn heading(model: &Model, cause: Cause) -> Heading {
    match cause {
        Cause::Domain(_) => shared_domain::HEADING,
        Cause::Provider(component) if is_external(model, component) => external_service::HEADING,
        Cause::Provider(_) => managed_service::HEADING,
        Cause::Instances(_) | Cause::Takeover(_) | Cause::Connection(_) => single_point::HEADING,
    }
}

fn is_external(model: &Model, component: usize) -> bool {
    model.components[component].kind == ComponentKind::ExternalService
}

/// What fails.
pub(super) fn record(model: &Model, cause: Cause) -> RecordId {
    match cause {
        Cause::Instances(index) | Cause::Provider(index) | Cause::Takeover(index) => model.components[index].item.id,
        Cause::Connection(index) => model.connections[index].item.id,
        Cause::Domain(index) => model.boundaries[index].item.id,
    }
}

/// How much it matters that one thing fails alone.
pub(in crate::rules) fn severity(model: &Model, cause: Cause, regions: usize, reach: Reach) -> Severity {
    match cause {
        Cause::Domain(boundary) => shared_domain::severity(model, boundary, regions, reach),
        Cause::Instances(component) | Cause::Provider(component) | Cause::Takeover(component) => {
            single_point::severity(model, component, reach)
        }
        Cause::Connection(_) if reach == Reach::Total => Severity::Critical,
        Cause::Connection(_) => Severity::Warning,
    }
}

/// What ranks one single failure above another: severity and reach, then the share of traffic hit.
#[derive(PartialEq, PartialOrd)]
struct Gravity((Severity, Reach), f64);

fn gravity(single: &Ranked) -> Gravity {
    Gravity((single.severity, single.failure.reach), single.failure.share())
}

/// How many hops each component is from the nearest entry.
fn depths(facts: &Facts) -> Vec<usize> {
    let (model, graph) = (facts.model, &facts.compiled.graph);
    let mut depth = vec![usize::MAX; model.components.len()];
    let mut seen = vec![false; graph.len()];
    let mut level: Vec<usize> = model.journeys.iter().map(|journey| journey.duty).collect();
    let mut hops = 0;
    while !level.is_empty() {
        level.retain(|duty| !std::mem::replace(&mut seen[*duty], true));
        for duty in &level {
            let at = &mut depth[model.duties.get(*duty).component];
            *at = hops.min(*at);
        }
        level = level.iter().flat_map(|duty| graph.successors(*duty)).copied().collect();
        hops += 1;
    }
    depth
}

fn describe(facts: &Facts, ranked: &[Ranked]) -> Vec<Finding> {
    let events: Vec<_> = ranked.iter().map(|single| single.failure.event).collect();
    let values = evaluate_each(facts.model, facts.compiled, &events);
    let mut search = Search::new(facts.model, facts.compiled);
    let describe_one = |(lane, single): (usize, &Ranked)| {
        let journey = &facts.model.journeys[single.failure.first_journey?];
        let holds = |node| values.holds(node, lane);
        let is_cause = |duty: usize| {
            let own = facts.model.duties.get(duty);
            match single.cause {
                // Nothing is dead: requests end where they cannot go on.
                Cause::Connection(index) => own.component == facts.model.connections[index].from,
                _ => !holds(facts.compiled.alive_for(own)),
            }
        };
        let struck = search.causes(std::iter::once(journey.duty), &holds, &is_cause);
        let in_general = || consequence(facts.model, facts.traffic, &single.failure);
        let toll = match single.failure.reach {
            Reach::Partial => by_endpoint(facts, &holds).unwrap_or_else(in_general),
            Reach::Total => in_general(),
        };
        let mut finding = match single.cause {
            Cause::Domain(boundary) => shared_domain::finding(facts.model, boundary, single.severity, &struck, &toll),
            Cause::Instances(component) | Cause::Takeover(component) => {
                single_point::instance(facts, component, single, &toll)
            }
            Cause::Provider(component) if is_external(facts.model, component) => {
                external_service::finding(facts, component, single, &toll)
            }
            Cause::Provider(component) => managed_service::finding(facts, component, single, &toll),
            Cause::Connection(connection) => single_point::connection(facts, connection, single, &toll),
        };
        finding.witness = struck.first().map(|nearest| ids(facts.model, &search.path_to(*nearest))).unwrap_or_default();
        if let Cause::Connection(index) = single.cause {
            let connection = &facts.model.connections[index];
            finding.witness.extend([connection.item.id, facts.model.components[connection.to].item.id]);
        }
        Some(finding)
    };
    ranked.iter().enumerate().filter_map(describe_one).collect()
}

/// What goes unanswered, by the names requests have; nothing where the requests that fail have none.
fn by_endpoint(facts: &Facts, holds: &impl Fn(Node) -> bool) -> Option<String> {
    let (model, compiled) = (facts.model, facts.compiled);
    let (mut unanswered, mut partly, mut others) = (SortedSet::new(), SortedSet::new(), false);
    for (journey, answered) in model.journeys.iter().zip(&facts.traffic.answered) {
        let fails = |reading| !holds(compiled.serves(journey.duty, reading));
        match journey.endpoint {
            _ if !answered || !fails(Reading::All) => {}
            Some(endpoint) if fails(Reading::Some) => drop(unanswered.insert(endpoint)),
            Some(endpoint) => drop(partly.insert(endpoint)),
            None => others = true,
        }
    }
    // Some requests for it enter elsewhere, or some of its reads or writes are still answered.
    for journey in model.journeys.iter().filter(|journey| holds(compiled.serves(journey.duty, Reading::Some))) {
        let endpoint = journey.endpoint.filter(|endpoint| unanswered.remove(endpoint));
        partly.extend(endpoint);
    }
    let names = |endpoints: &SortedSet<usize>| {
        let names: Vec<String> = endpoints.iter().map(|at| model.endpoints[*at].item.name().to_owned()).collect();
        (!names.is_empty()).then(|| text::list(&names))
    };
    let clauses = [
        names(&unanswered).map(|names| format!("no request for {names} is answered")),
        names(&partly).map(|names| format!("some requests for {names} go unanswered")),
        (others && !(unanswered.is_empty() && partly.is_empty())).then(|| "some others fail too".to_owned()),
    ];
    let clauses: Vec<String> = clauses.into_iter().flatten().collect();
    (!clauses.is_empty()).then(|| text::list(&clauses))
}

/// What goes unanswered, as a clause: "every request fails", "20 % of writes fail".
pub(in crate::rules) fn consequence(model: &Model, intact: &Intact, failure: &SingleFailure) -> String {
    let total = |class: TrafficClass| -> f64 {
        let of_class = model.journeys.iter().zip(&intact.shares).filter(|(journey, _)| journey.class == class);
        of_class.map(|(_, share)| share).sum()
    };
    if failure.reach == Reach::Total {
        return "every request fails".to_owned();
    }
    let classes = [(failure.reads, TrafficClass::Read, "read"), (failure.writes, TrafficClass::Write, "write")];
    let clause = |(toll, class, name): (Toll, TrafficClass, &str)| {
        // Shares are sums of a few fractions; a millionth is none.
        let (all, gone, hurt) = (total(class), toll.down > 1e-6, toll.partly_down > 1e-6);
        let down = if toll.down >= all - 1e-6 {
            format!("every {name} fails")
        } else {
            format!("{} of {name}s fail", text::percent(toll.down / all))
        };
        let partly = format!("some {name}s go unanswered");
        [gone.then_some(down), hurt.then_some(partly)].into_iter().flatten().collect::<Vec<_>>()
    };
    let clauses: Vec<String> = classes.into_iter().flat_map(clause).collect();
    match &clauses[..] {
        // All that fails is what is sent beside endpoints that take up the whole rate.
        [] => "requests for no endpoint in particular fail".to_owned(),
        clauses => text::list(clauses),
    }
}
