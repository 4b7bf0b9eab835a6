//! Failures that leave everything answered until what is left must carry the load.

use linchpin_document::{Arrange, RecordId, SortedMap};

use super::saturation;
use crate::contingencies::Overloaded;
use crate::model::Model;
use crate::model::components::Component;
use crate::model::events::Cause;
use crate::query::Event;
use crate::report::*;
use crate::rules::MOST_IN_DETAIL;
use crate::rules::failure::shared_domain;
use crate::rules::failure::single_failures::{consequence, severity};
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Count, List, Percent, Text};
use crate::rules::words::{Words, fill, first_subjects, gravest};
use crate::structure::single_failures::{Intact, SingleFailure};

pub(crate) const HEADING: Heading = Heading::new("load.hidden-single-point", Lens::Load);
const MORE: Heading = Heading::new("load.more-hidden-single-points", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Hidden single point of failure",
    explanation: "Its failure leaves an alternative for every request, but what is left cannot carry the load: it \
                  saturates, fails in turn, and takes requests with it.",
    detection: "Every single failure at the peak: the load is dealt out anew, whatever newly exceeds what it can do \
                fails too, and so on to the end. Requests unanswered then, though not by the failure alone, make it \
                a hidden single point.",
    false_alarms: "What is left sheds load instead of failing, or scales out in time. The ceilings may be guesses: \
                   the finding says which.",
    remedies: "Room for the load of what is lost: one more than carry it. A cache too small to be missed, load \
               shedding, smaller failure domains.",
};

pub(crate) const MORE_RULE: Rule = Rule {
    heading: MORE,
    severity: Severity::Critical,
    title: "More hidden single points of failure",
    explanation: "There are more hidden single points than are told one by one.",
    detection: "All are computed; the gravest are listed.",
    false_alarms: "As for a hidden single point of failure.",
    remedies: "Those told first.",
};

/// A failure with what it sets off.
pub(crate) struct Hidden {
    pub(crate) cause: Cause,
    pub(crate) event: Event,
    pub(crate) failure: SingleFailure,
    pub(crate) steps: Vec<Step>,
    /// Whether it is one of several alike, which share their load.
    pub(crate) spare: Option<Spare>,
    /// The path from an entry to what is overloaded and needed.
    pub(crate) witness: Vec<RecordId>,
}

/// What is overloaded at the same time, as much of it as is told.
pub(crate) struct Step {
    shown: Vec<Overloaded>,
    count: usize,
}

impl Step {
    pub(crate) fn of(overloaded: &[Overloaded]) -> Self {
        Self { shown: overloaded.iter().take(MOST_IN_DETAIL).copied().collect(), count: overloaded.len() }
    }
}

/// What shares its load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Peers {
    /// The instances of one component.
    Instances(usize),
    /// The members of a pool.
    Pool(usize),
}

/// That the load of a lost instance overloads its peers and, at first, nothing else.
pub(crate) struct Spare {
    peers: Peers,
    /// How many there are.
    running: usize,
    /// How many the load takes.
    carrying: usize,
}

impl Spare {
    /// Reads it off what is overloaded first.
    pub(crate) fn of(model: &Model, cause: Cause, first: &[Overloaded], scale: f64) -> Option<Self> {
        let Cause::Instances(lost) = cause else { return None };
        let grows = |one: &Overloaded| one.used.resource != Resource::Writes;
        let peers = peers(model, lost, first).filter(|_| first.iter().all(grows))?;
        let components = match peers {
            Peers::Instances(component) => vec![component],
            Peers::Pool(pool) => {
                let members = model.pools[pool].members.iter();
                let mut components: Vec<usize> = members.map(|member| model.connections[*member].to).collect();
                components.arrange();
                components.dedup();
                components
            }
        };
        let running = components.iter().map(|at| model.components[*at].instances as usize).sum();
        let left: f64 = first.iter().map(|one| f64::from(one.instances_up)).sum();
        let most = first.iter().map(|one| one.used.value * scale).fold(1.0, f64::max);
        Some(Self { peers, running, carrying: whole(most * left) })
    }
}

/// What the component that loses an instance shares with all these.
fn peers(model: &Model, lost: usize, first: &[Overloaded]) -> Option<Peers> {
    if first.iter().all(|one| one.component == lost) {
        return Some(Peers::Instances(lost));
    }
    let pools = |component: usize| {
        let into = model.incoming.get(component).iter();
        into.filter_map(|connection| model.connections[*connection].pool)
    };
    let shared = |pool: &usize| first.iter().all(|one| pools(one.component).any(|own| own == *pool));
    pools(lost).find(shared).map(Peers::Pool)
}

/// One finding for each, alternatives that take each other along as one, the most severe first.
pub(crate) fn find(model: &Model, scale: f64, intact: &Intact, hidden: &[Hidden]) -> Vec<Finding> {
    let teller = Teller { model, scale, intact };
    let mut groups: Vec<Vec<&Hidden>> = Vec::new();
    let mut of_peers: SortedMap<Peers, usize> = SortedMap::new();
    for one in hidden {
        let peers = one.spare.as_ref().map(|spare| spare.peers);
        match peers.and_then(|peers| of_peers.get(&peers).copied()) {
            Some(group) => groups[group].push(one),
            None => {
                if let Some(peers) = peers {
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

const WORDS: Words = ["{0}", "{1}", "{2}"];

impl Teller<'_, '_> {
    fn tell(&self, group: &[&Hidden]) -> Finding {
        let hidden = group[0];
        let (title, remedy) = match &hidden.spare {
            Some(spare) => (self.cannot_spare(group), one_more(spare)),
            None => (fill("{0} is a hidden single point of failure", &[Text(self.name(hidden))]), self.room(hidden)),
        };
        let explanation = self.explain(hidden, self.names(group).len() > 1);
        let values = [Text(&title), Text(&explanation), Text(&remedy)];
        let mut finding = HEADING.finding(self.severity(hidden), &WORDS, &values, self.subjects(group));
        finding.witness = hidden.witness.clone();
        let doubtful = |one: &&Overloaded| !one.backlog && one.used.low * self.scale <= 1.0;
        let doubtful: Vec<&Overloaded> = hidden.steps[0].shown.iter().filter(doubtful).collect();
        finding.holds_over_range = doubtful.is_empty();
        let assumed = |one: &&Overloaded| saturation::assumptions(self.component(one), one.rate, one.used.resource);
        finding.assumptions = doubtful.iter().take(MOST_IN_DETAIL).flat_map(assumed).collect();
        finding.assumptions.dedup();
        finding
    }

    /// As of any single failure: what is a provider's to keep up is covered by its SLA.
    fn severity(&self, hidden: &Hidden) -> Severity {
        severity(self.model, hidden.cause, shared_domain::regions(self.model), hidden.failure.reach)
    }

    fn component(&self, one: &Overloaded) -> &Component<'_> {
        &self.model.components[one.component]
    }

    fn name(&self, hidden: &Hidden) -> &str {
        match hidden.cause {
            Cause::Domain(boundary) => self.model.boundaries[boundary].item.name(),
            Cause::Connection(connection) => self.model.connections[connection].item.name(),
            Cause::Instances(component) | Cause::Provider(component) | Cause::Takeover(component) => {
                self.model.components[component].name()
            }
        }
    }

    /// What fails first, then what is overloaded, each once.
    fn subjects(&self, group: &[&Hidden]) -> Vec<RecordId> {
        let lost = group.iter().take(MOST_IN_DETAIL).map(|hidden| hidden.event.record());
        let overloaded = group[0].steps.iter().flat_map(|step| &step.shown).take(MOST_IN_DETAIL);
        let mut subjects: Vec<RecordId> = Vec::new();
        for id in lost.chain(overloaded.map(|one| self.component(one).item.id)) {
            if !subjects.contains(&id) {
                subjects.push(id);
            }
        }
        subjects
    }

    /// What is lost, each once.
    fn names(&self, group: &[&Hidden]) -> Vec<String> {
        let mut lost: Vec<(RecordId, &Hidden)> = group.iter().map(|hidden| (hidden.event.record(), *hidden)).collect();
        lost.arrange_by_key(|(id, _)| *id);
        lost.dedup_by_key(|(id, _)| *id);
        lost.into_iter().map(|(_, hidden)| self.name(hidden).to_owned()).collect()
    }

    /// "Without Redis, what is left must carry all of the load: Orders DB at 333 %. In the end every request
    /// fails."
    fn explain(&self, hidden: &Hidden, several: bool) -> String {
        let instances = match hidden.cause {
            Cause::Instances(component) => self.model.components[component].instances,
            _ => 1,
        };
        let lost = match hidden.cause {
            _ if several => "any of them",
            _ if instances > 1 => "one of {1} instances of {0}",
            _ => "{0}",
        };
        let lost = fill(lost, &[Text(self.name(hidden)), Count(instances as usize)]);
        let mut told = fill("Without {0}, what is left must carry all of the load: ", &[Text(&lost)]);
        for (index, step) in hidden.steps.iter().enumerate() {
            let asked = |one: &Overloaded| {
                let template = if one.backlog { "{0} at {1} and falling behind" } else { "{0} at {1}" };
                fill(template, &[Text(self.component(one).name()), Percent(one.used.value * self.scale)])
            };
            let mut asked: Vec<String> = step.shown.iter().map(asked).collect();
            // Beyond a few, only their number is told.
            asked.resize(step.count, String::new());
            told += &fill(if index == 0 { "{0}." } else { " When that fails: {0}." }, &[List(&asked)]);
        }
        let consequence = consequence(self.model, self.intact, &hidden.failure);
        told + &fill(" In the end {0}.", &[Text(&consequence)])
    }

    fn cannot_spare(&self, group: &[&Hidden]) -> String {
        let names = self.names(group);
        let template = match group[0].spare.as_ref().map(|spare| spare.peers) {
            Some(Peers::Instances(_)) => "{0} cannot spare an instance",
            _ => "{^0} {0|cannot be spared|cannot spare one}",
        };
        fill(template, &[List(&names)])
    }

    /// What the overloaded would have to be.
    fn room(&self, hidden: &Hidden) -> String {
        let failing = hidden.steps[0].shown.iter().filter(|one| !one.backlog);
        let larger = |one: &Overloaded| {
            let most = one.used.value * self.scale;
            let template = match one.used.resource {
                Resource::Writes => "{0} for {1} of the writes it can take",
                _ => "{0} for it ({2} instances, not {3})",
            };
            let (needed, up) = (whole(most * f64::from(one.instances_up)), one.instances_up as usize);
            fill(template, &[Text(self.component(one).name()), Percent(most), Count(needed), Count(up)])
        };
        let larger: Vec<String> = failing.map(larger).collect();
        let template = match hidden.cause {
            Cause::Domain(_) => "Size {0}.",
            _ => "Size {0}. Or keep more of {1}, so that less is lost at once; or shed load it cannot carry.",
        };
        fill(template, &[List(&larger), Text(self.name(hidden))])
    }
}

/// One more than carry the load.
fn one_more(spare: &Spare) -> String {
    let values = [Count(spare.running), Count(spare.carrying + 1), Count(spare.carrying)];
    fill("You run {0} and need {1}: {2} carry the load, and one may fail.", &values)
}

/// So many machines, what is over by rounding left out.
fn whole(machines: f64) -> usize {
    (machines - 1e-9).ceil().clamp(1.0, 1e9) as usize
}

const FOLDED: Words = [
    "{^0} more hidden single points",
    "Their failure overloads what is left, as with those listed one by one.",
    "Start with those listed.",
];

/// The first of them, and how many more there are.
fn fold(mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() <= MOST_IN_DETAIL {
        return findings;
    }
    let rest = findings.split_off(MOST_IN_DETAIL);
    findings.push(MORE.finding(gravest(&rest), &FOLDED, &[Count(rest.len())], first_subjects(&rest)));
    findings
}
