//! The failures that alone leave requests unanswered: which there are, how grave each is, and the path that
//! proves it. Each is told by the rule it belongs to.

use linchpin_catalog::ComponentKind;
use linchpin_document::{Arrange, RecordId, SortedSet};

use super::{external_service, managed_service, shared_domain, single_point};
use crate::facts::Facts;
use crate::model::Model;
use crate::model::events::Cause;
use crate::report::*;
use crate::rules::rule::Heading;
use crate::rules::words::Value::{List, Percent, Text};
use crate::rules::words::fill;
use crate::rules::{MOST_IN_DETAIL, Policy, ids};
use crate::structure::Node;
use crate::structure::compile::Reading;
use crate::structure::single_failures::{Intact, Lanes, SingleFailure, evaluate_each, single_failures};
use crate::structure::witness::Search;

/// The single points found, each by number.
#[derive(Debug, Clone)]
pub(crate) struct Marks {
    pub(crate) components: Vec<Option<SinglePoint>>,
    pub(crate) boundaries: Vec<Option<SinglePoint>>,
    pub(crate) connections: Vec<Option<SinglePoint>>,
}

impl Marks {
    fn none(model: &Model) -> Self {
        Self {
            components: vec![None; model.components.len()],
            boundaries: vec![None; model.boundaries.len()],
            connections: vec![None; model.connections.len()],
        }
    }

    /// How many there are above info.
    pub(crate) fn count(&self) -> SinglePointCount {
        let mut count = SinglePointCount::default();
        for point in [&self.components, &self.boundaries, &self.connections].into_iter().flatten().flatten() {
            match point.reach {
                _ if point.severity == Severity::Info => {}
                Reach::Total => count.total += 1,
                Reach::Partial => count.partial += 1,
            }
        }
        count
    }

    fn add(&mut self, cause: Cause, point: SinglePoint) {
        let (marks, index) = match cause {
            Cause::Instances(index) | Cause::Provider(index) | Cause::Takeover(index) => (&mut self.components, index),
            Cause::Domain(index) => (&mut self.boundaries, index),
            Cause::Connection(index) => (&mut self.connections, index),
        };
        marks[index] = Some(point);
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
    let mut marks = Marks::none(facts.model);
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
    let rank = |failure: SingleFailure| {
        let cause = facts.model.events.cause(failure.event);
        let severity = severity(facts.model, cause, regions, failure.reach);
        Ranked { failure, cause, severity }
    };
    let mut ranked: Vec<Ranked> = failures.into_iter().map(rank).collect();
    // Failures come in the order of events, and so those of one cause together.
    ranked.dedup_by(|next, held| {
        let same = next.cause == held.cause;
        if same && gravity(held) < gravity(next) {
            std::mem::swap(held, next);
        }
        same
    });
    let depth = depths(facts);
    ranked.arrange_by(|a, b| {
        let place = |single: &Ranked| match single.cause {
            Cause::Instances(index) | Cause::Provider(index) | Cause::Takeover(index) => {
                (depth[index], index, single.cause)
            }
            Cause::Connection(index) => (depth[facts.model.connections[index].from], index, single.cause),
            Cause::Domain(index) => (usize::MAX, index, single.cause),
        };
        let (grave_a, grave_b) = (gravity(a), gravity(b));
        grave_b.0.cmp(&grave_a.0).then(grave_b.1.total_cmp(&grave_a.1)).then_with(|| place(a).cmp(&place(b)))
    });
    ranked
}

/// The rule a single failure is told by.
fn heading(model: &Model, cause: Cause) -> &'static Heading {
    match cause {
        Cause::Domain(_) => &shared_domain::HEADING,
        Cause::Provider(component) if is_external(model, component) => &external_service::HEADING,
        Cause::Provider(_) => &managed_service::HEADING,
        Cause::Instances(_) | Cause::Takeover(_) | Cause::Connection(_) => &single_point::HEADING,
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
    let mut findings = Vec::new();
    for (lane, single) in ranked.iter().enumerate() {
        let Some(first) = single.failure.first_journey else { continue };
        let holds = |node| values.holds(node, lane);
        let is_cause = |duty: usize| {
            let own = facts.model.duties.get(duty);
            match single.cause {
                // Nothing is dead: requests end where they cannot go on.
                Cause::Connection(index) => own.component == facts.model.connections[index].from,
                _ => !holds(facts.compiled.alive_for(own)),
            }
        };
        let struck = search.causes(std::iter::once(facts.model.journeys[first].duty), &holds, &is_cause);
        let by_name = match single.failure.reach {
            Reach::Partial => by_endpoint(facts, &holds),
            Reach::Total => None,
        };
        let toll = by_name.unwrap_or_else(|| consequence(facts.model, facts.traffic, &single.failure));
        let mut finding = put_into_words(facts, single, &struck, &toll);
        finding.witness = struck.first().map(|nearest| ids(facts.model, &search.path_to(*nearest))).unwrap_or_default();
        if let Cause::Connection(index) = single.cause {
            let connection = &facts.model.connections[index];
            finding.witness.extend([connection.item.id, facts.model.components[connection.to].item.id]);
        }
        findings.push(finding);
    }
    findings
}

/// The finding of the rule it belongs to, with the duties struck and what goes unanswered.
fn put_into_words(facts: &Facts, single: &Ranked, struck: &[usize], toll: &str) -> Finding {
    match single.cause {
        Cause::Domain(boundary) => shared_domain::finding(facts.model, boundary, single.severity, struck, toll),
        Cause::Instances(component) | Cause::Takeover(component) => {
            single_point::instance(facts, component, single, toll)
        }
        Cause::Provider(component) if is_external(facts.model, component) => {
            external_service::finding(facts, component, single, toll)
        }
        Cause::Provider(component) => managed_service::finding(facts, component, single, toll),
        Cause::Connection(connection) => single_point::connection(facts, connection, single, toll),
    }
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
    if unanswered.is_empty() && partly.is_empty() {
        return None;
    }
    let mut clauses = Vec::new();
    for (endpoints, clause) in
        [(&unanswered, "no request for {0} is answered"), (&partly, "some requests for {0} go unanswered")]
    {
        let mut names = Vec::new();
        for endpoint in endpoints {
            names.push(model.endpoints[*endpoint].item.name().to_owned());
        }
        if !names.is_empty() {
            clauses.push(fill(clause, &[List(&names)]));
        }
    }
    if others {
        clauses.push("some others fail too".to_owned());
    }
    Some(List(&clauses).show())
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
    let mut clauses = Vec::new();
    for (toll, class, name) in
        [(failure.reads, TrafficClass::Read, "read"), (failure.writes, TrafficClass::Write, "write")]
    {
        let all = total(class);
        let values = [Text(name), Percent(toll.down / all)];
        // Shares are sums of a few fractions; a millionth is none.
        if toll.down > 1e-6 {
            let down = if toll.down >= all - 1e-6 { "every {0} fails" } else { "{1} of {0}s fail" };
            clauses.push(fill(down, &values));
        }
        if toll.partly_down > 1e-6 {
            clauses.push(fill("some {0}s go unanswered", &values));
        }
    }
    if clauses.is_empty() {
        // All that fails is what is sent beside endpoints that take up the whole rate.
        return "requests for no endpoint in particular fail".to_owned();
    }
    List(&clauses).show()
}
