//! What is wrong with a design, in words. One file a family of rules, the text beside what detects it.

mod domains;
pub(crate) mod hidden_points;
mod placement;
mod saturation;
mod single_points;
mod text;
mod unreadable;
mod waiting;

use linchpin_document::{Arrange, RecordId, SortedMap};
use std::borrow::Cow;

use crate::facts::Facts;
use crate::model::Model;
use crate::model::events::Cause;
use crate::report::*;
use crate::structure::compile::Reading;
use crate::structure::single_failures::{Intact, Lanes, SingleFailure, evaluate_each, single_failures};
use crate::structure::witness::{Search, Step};

/// Findings of one rule beyond this many are summed up in one: nobody reads the two hundredth.
const MOST_IN_DETAIL: usize = 100;

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

/// Everything that is wrong, most severe first.
pub(crate) fn find(facts: &Facts) -> (Vec<Finding>, Marks) {
    let shares = crate::assemble::shares(facts.model.journeys.iter().map(|journey| journey.peak));
    let holds_all =
        |journey: &crate::model::Journey| facts.intact.holds(facts.compiled.serves(journey.duty, Reading::All));
    let intact = Intact { answered: facts.model.journeys.iter().map(holds_all).collect(), shares };
    let (mut findings, marks) = single(facts, &intact);
    findings.extend(unreadable::find(facts, &intact));
    findings.extend(saturation::find(facts));
    findings.extend(placement::find(facts));
    // The rules have put theirs in order; only severity goes first.
    findings.arrange_by_key(|finding| std::cmp::Reverse(finding.severity));
    (findings, marks)
}

/// A single failure with how much it matters.
struct Ranked {
    failure: SingleFailure,
    cause: Cause,
    severity: Severity,
}

fn single(facts: &Facts, intact: &Intact) -> (Vec<Finding>, Marks) {
    let ranked = rank(facts, single_failures(facts.model, facts.compiled, intact));
    let mut marks = Marks::default();
    for single in &ranked {
        marks.add(single.cause, SinglePoint { reach: single.failure.reach, severity: single.severity });
    }
    let (shown, folded) = ranked.split_at(ranked.len().min(MOST_IN_DETAIL.min(Lanes::LANES)));
    let mut findings = describe(facts, intact, shown);
    findings.extend(single_points::fold(facts, folded));
    (findings, marks)
}

/// One entry for each component or boundary (alike instances are one), the gravest first, then what
/// takes most traffic with it, then what is nearest to the entries.
fn rank(facts: &Facts, failures: Vec<SingleFailure>) -> Vec<Ranked> {
    let regions = domains::regions(facts.model);
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

/// How much it matters that one thing fails alone.
fn severity(model: &Model, cause: Cause, regions: usize, reach: Reach) -> Severity {
    match cause {
        Cause::Domain(boundary) => domains::severity(model, boundary, regions, reach),
        Cause::Instances(component) | Cause::Provider(component) | Cause::Takeover(component) => {
            single_points::severity(model, component, reach)
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

fn describe(facts: &Facts, intact: &Intact, ranked: &[Ranked]) -> Vec<Finding> {
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
        let toll = consequence(facts.model, intact, &single.failure);
        let mut finding = match single.cause {
            Cause::Domain(boundary) => domains::finding(facts.model, boundary, single.severity, &struck, &toll),
            Cause::Instances(component) | Cause::Takeover(component) => {
                single_points::instance(facts, component, single, &toll)
            }
            Cause::Provider(component) => single_points::provider(facts, component, single, &toll),
            Cause::Connection(connection) => single_points::connection(facts, connection, single, &toll),
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

/// The records of a path.
pub(crate) fn ids(model: &Model, path: &[Step]) -> Vec<RecordId> {
    let id = |step: &Step| match step {
        Step::Duty(duty) => model.components[model.duties.get(*duty).component].item.id,
        Step::Connection(connection) => model.connections[*connection].item.id,
    };
    path.iter().map(id).collect()
}

/// What goes unanswered, as a clause: "every request fails", "20 % of writes fail".
fn consequence(model: &Model, intact: &Intact, failure: &SingleFailure) -> String {
    let total = |class: TrafficClass| -> f64 {
        let of_class = model.journeys.iter().zip(&intact.shares).filter(|(journey, _)| journey.class == class);
        of_class.map(|(_, share)| share).sum()
    };
    if failure.reach == Reach::Total {
        return "every request fails".to_owned();
    }
    let classes = [(failure.reads, TrafficClass::Read, "read"), (failure.writes, TrafficClass::Write, "write")];
    let clause = |(toll, class, name): (crate::structure::single_failures::Toll, TrafficClass, &str)| {
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
    text::list(&clauses)
}

/// A finding with nothing but its rule and words.
fn finding(rule: &'static str, lens: Lens, severity: Severity, words: [String; 3]) -> Finding {
    let [title, explanation, remedy] = words;
    Finding {
        rule: Cow::Borrowed(rule),
        lens,
        severity,
        title,
        explanation,
        remedy,
        subjects: Vec::new(),
        witness: Vec::new(),
        holds_over_range: true,
        assumptions: Vec::new(),
    }
}
