//! Failures that leave everything answered until what is left must carry the load.

use linchpin_document::{Arrange, RecordId, SortedMap};

use super::text::{count, list, percent, sentence};
use super::{MOST_IN_DETAIL, consequence, domains, finding, saturation};
use crate::contingencies::Overloaded;
use crate::model::Model;
use crate::model::components::Component;
use crate::model::events::Cause;
use crate::query::Event;
use crate::report::*;
use crate::structure::single_failures::{Intact, SingleFailure};

const RULE: &str = "load.hidden-single-point";

/// A failure with what it sets off.
pub(crate) struct Hidden {
    pub(crate) cause: Cause,
    pub(crate) event: Event,
    pub(crate) failure: SingleFailure,
    pub(crate) steps: Vec<Vec<Overloaded>>,
    /// The path from an entry to what is overloaded and needed.
    pub(crate) witness: Vec<RecordId>,
}

/// One finding for each, alternatives that take each other along as one, the most severe first.
pub(crate) fn find(model: &Model, scale: f64, intact: &Intact, hidden: &[Hidden]) -> Vec<Finding> {
    let teller = Teller { model, scale, intact };
    let mut groups: Vec<Vec<&Hidden>> = Vec::new();
    let mut of_peers: SortedMap<Vec<usize>, usize> = SortedMap::new();
    for one in hidden {
        match teller.peers(one).and_then(|peers| of_peers.get(&peers).copied()) {
            Some(group) => groups[group].push(one),
            None => {
                if let Some(peers) = teller.peers(one) {
                    of_peers.insert(peers, groups.len());
                }
                groups.push(vec![one]);
            }
        }
    }
    let mut findings: Vec<Finding> = groups.iter().map(|group| teller.tell(group)).collect();
    findings.arrange_by_key(|finding| std::cmp::Reverse(finding.severity));
    fold(findings)
}

struct Teller<'a, 'b> {
    model: &'b Model<'a>,
    scale: f64,
    intact: &'b Intact,
}

impl Teller<'_, '_> {
    /// What shares its load: the component that loses an instance with those that take over from it, where
    /// these alone are overloaded at first. In ascending order.
    fn peers(&self, hidden: &Hidden) -> Option<Vec<usize>> {
        let Cause::Instances(lost) = hidden.cause else { return None };
        let pools = |component: usize| {
            let into = self.model.incoming.get(component).iter();
            into.filter_map(|connection| self.model.connections[*connection].pool)
        };
        let shares = |other: usize| other == lost || pools(other).any(|pool| pools(lost).any(|own| own == pool));
        let first = hidden.steps.first()?;
        let mut peers: Vec<usize> = first.iter().map(|one| one.component).chain([lost]).collect();
        peers.arrange();
        peers.dedup();
        peers.iter().all(|peer| shares(*peer)).then_some(peers)
    }

    fn tell(&self, group: &[&Hidden]) -> Finding {
        let hidden = group[0];
        let peers = self.peers(hidden);
        let (title, remedy) = match &peers {
            Some(peers) => (self.cannot_spare(peers), self.spare(hidden, peers)),
            None => (format!("{} is a hidden single point of failure", self.name(hidden)), self.room(hidden)),
        };
        let explanation = self.explain(hidden, group.len() > 1);
        let mut finding = finding(RULE, Lens::Load, self.severity(hidden), [title, explanation, remedy]);
        finding.subjects = self.subjects(group);
        finding.witness = hidden.witness.clone();
        let doubtful = |one: &&Overloaded| !one.backlog && one.used.low * self.scale <= 1.0;
        let doubtful: Vec<&Overloaded> = hidden.steps[0].iter().filter(doubtful).collect();
        finding.holds_over_range = doubtful.is_empty();
        let assumed = |one: &&Overloaded| saturation::assumptions(self.component(one), one.rate, one.used.resource);
        finding.assumptions = doubtful.iter().take(MOST_IN_DETAIL).flat_map(assumed).collect();
        finding.assumptions.dedup();
        finding
    }

    /// As of any single failure: what is a provider's to keep up is covered by its SLA.
    fn severity(&self, hidden: &Hidden) -> Severity {
        super::severity(self.model, hidden.cause, domains::regions(self.model), hidden.failure.reach)
    }

    fn component(&self, one: &Overloaded) -> &Component<'_> {
        &self.model.components[one.component]
    }

    fn name(&self, hidden: &Hidden) -> String {
        match hidden.cause {
            Cause::Domain(boundary) => self.model.boundaries[boundary].item.name().to_owned(),
            Cause::Connection(connection) => self.model.connections[connection].item.name().to_owned(),
            Cause::Instances(component) | Cause::Provider(component) | Cause::Takeover(component) => {
                self.model.components[component].name().to_owned()
            }
        }
    }

    /// What fails first, then what is overloaded, each once.
    fn subjects(&self, group: &[&Hidden]) -> Vec<RecordId> {
        let mut subjects: Vec<RecordId> = group.iter().map(|hidden| hidden.event.record()).collect();
        for one in group[0].steps.iter().flatten().take(MOST_IN_DETAIL) {
            let id = self.component(one).item.id;
            if !subjects.contains(&id) {
                subjects.push(id);
            }
        }
        subjects
    }

    /// "Without Redis, what is left must carry all of the load: Orders DB at 333 %. In the end every request
    /// fails."
    fn explain(&self, hidden: &Hidden, several: bool) -> String {
        let instances = match hidden.cause {
            Cause::Instances(component) => self.model.components[component].instances,
            _ => 1,
        };
        let lost = match self.name(hidden) {
            _ if several => "any of them".to_owned(),
            name if instances > 1 => format!("one of {} instances of {name}", count(instances as usize)),
            name => name,
        };
        let mut told = format!("Without {lost}, what is left must carry all of the load: ");
        for (index, step) in hidden.steps.iter().enumerate() {
            let asked = |one: &Overloaded| {
                let behind = if one.backlog { " and falling behind" } else { "" };
                format!("{} at {}{behind}", self.component(one).name(), percent(one.used.value * self.scale))
            };
            let asked: Vec<String> = step.iter().map(asked).collect();
            let lead = if index == 0 { "" } else { " When that fails: " };
            told += &format!("{lead}{}.", list(&asked));
        }
        told + &format!(" In the end {}.", consequence(self.model, self.intact, &hidden.failure))
    }

    fn cannot_spare(&self, peers: &[usize]) -> String {
        let names: Vec<String> = peers.iter().map(|peer| self.model.components[*peer].name().to_owned()).collect();
        if names.len() > 1 {
            format!("{} cannot spare one", sentence(&list(&names)))
        } else {
            format!("{} cannot spare an instance", list(&names))
        }
    }

    /// One more than carry the load.
    fn spare(&self, hidden: &Hidden, peers: &[usize]) -> String {
        let now: u32 = peers.iter().map(|peer| self.model.components[*peer].instances).sum();
        let first = &hidden.steps[0];
        if first.iter().any(|one| one.used.resource == Resource::Writes) {
            return self.room(hidden);
        }
        let left: u32 = first.iter().map(|one| one.instances_up).sum();
        let most = first.iter().map(|one| one.used.value * self.scale).fold(1.0, f64::max);
        let carrying = whole(most * f64::from(left));
        format!(
            "You run {} and need {}: {} carry the load, and one may fail.",
            count(now as usize),
            count(carrying + 1),
            count(carrying)
        )
    }

    /// What the overloaded would have to be.
    fn room(&self, hidden: &Hidden) -> String {
        let failing = hidden.steps[0].iter().filter(|one| !one.backlog);
        let larger = |one: &Overloaded| {
            let (name, most) = (self.component(one).name(), one.used.value * self.scale);
            match one.used.resource {
                Resource::Writes => format!("{name} for {} of the writes it can take", percent(most)),
                _ => format!(
                    "{name} for it ({} instances, not {})",
                    count(whole(most * f64::from(one.instances_up))),
                    count(one.instances_up as usize)
                ),
            }
        };
        let larger: Vec<String> = failing.map(larger).collect();
        let name = self.name(hidden);
        let otherwise = match hidden.cause {
            Cause::Domain(_) => String::new(),
            _ => format!(" Or keep more of {name}, so that less is lost at once; or shed load it cannot carry."),
        };
        format!("Size {}.{otherwise}", list(&larger))
    }
}

/// So many machines, what is over by rounding left out.
fn whole(machines: f64) -> usize {
    (machines - 1e-9).ceil().clamp(1.0, 1e9) as usize
}

/// The first of them, and how many more there are.
fn fold(mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() <= MOST_IN_DETAIL {
        return findings;
    }
    let rest = findings.split_off(MOST_IN_DETAIL);
    let words = [
        format!("{} more hidden single points", sentence(&count(rest.len()))),
        "Their failure overloads what is left, as with those listed one by one.".to_owned(),
        "Start with those listed.".to_owned(),
    ];
    let severity = rest.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Info);
    let mut folded = finding("load.more-hidden-single-points", Lens::Load, severity, words);
    folded.subjects = rest.iter().filter_map(|finding| finding.subjects.first().copied()).collect();
    findings.push(folded);
    findings
}
