//! What a duty calls, in which order, and with which probability in which circumstances.

use linchpin_catalog::Property;
use linchpin_document::Item;
use linchpin_simulation::{Backoff, Breaker, Policy};

use super::experiment::{Unsimulable, at_most};
use crate::load::Flows;
use crate::model::Model;
use crate::model::classes::Demand;
use crate::model::duties::{Member, Need};

/// Calls one duty makes each time, at most.
const MOST_CALLS: usize = 200;
/// A breaker opens after this many failures in a row, and lets a probe through after as many seconds: as the
/// libraries for it are commonly set up.
const BREAKER: Breaker = Breaker { failures: 5, open_for: 5.0 };

/// Who may be called for a member of a pool: the one asked, or what takes over for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub(super) connection: usize,
    pub(super) asked: usize,
    pub(super) to: usize,
    /// Whether there is an answer without it.
    pub(super) optional: bool,
    /// Which of the needs of the duty it serves: those of one need stand in for each other.
    pub(super) need: u32,
    /// Calls each time.
    calls: f64,
}

/// A call of a duty: one of several is chosen each time.
#[derive(Debug, Clone)]
pub(super) struct Slot<'a> {
    pub(super) choices: Vec<Choice>,
    /// Whether the caller waits for the answer.
    pub(super) waits: bool,
    pub(super) is_cache: bool,
    /// Made for certain once a cache has failed.
    pub(super) on_miss: bool,
    /// Calls of one name are made at once.
    group: Option<&'a str>,
    /// What is done where nobody is there: as the first of those asked for says.
    pub(super) policy: Policy,
}

impl Slot<'_> {
    /// Whether the caller answers without it, if need be.
    pub(super) fn is_optional(&self) -> bool {
        self.choices.iter().all(|choice| choice.optional)
    }

    /// How often it is made each time, in whole calls.
    pub(super) fn repeats(&self) -> usize {
        let most = self.choices.iter().map(|choice| choice.calls).fold(1.0, f64::max);
        libm::ceil(most.min(1e6)) as usize
    }
}

/// How likely each choice of a slot is, and that nobody is there.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Odds {
    pub(super) choices: Vec<f64>,
    pub(super) refused: f64,
}

impl Odds {
    /// Those of the call made for the time after `repeat` others: of two and a half calls the third is made half
    /// of the time.
    pub(super) fn of_repeat(&self, slot: &Slot, repeat: usize) -> Self {
        let part = |calls: f64| (calls - repeat as f64).clamp(0.0, 1.0);
        let most = slot.choices.iter().map(|choice| choice.calls).fold(0.0, f64::max);
        Self {
            choices: self.choices.iter().zip(&slot.choices).map(|(odds, choice)| odds * part(choice.calls)).collect(),
            refused: self.refused * part(most),
        }
    }
}

/// All a duty calls.
#[derive(Debug, Clone, Default)]
pub(super) struct Script<'a> {
    pub(super) slots: Vec<Slot<'a>>,
    /// By need of the duty, the slot it became part of.
    slot_of_need: Vec<usize>,
    duty: usize,
}

impl<'a> Script<'a> {
    /// What a duty calls: caches first, what is handed over last, ways a request is passed on as one choice.
    pub(super) fn of(model: &Model<'a>, duty: usize) -> Result<Self, Unsimulable> {
        let needs = model.duties.needs(duty);
        let rank = |need: &Need| {
            if need.handed_over { 2 } else { u8::from(!is_cache(model, duty, need)) }
        };
        let mut script = Self { slots: Vec::new(), slot_of_need: vec![0; needs.len()], duty };
        let mut routed = None;
        for wanted in 0..3 {
            for (index, need) in needs.iter().enumerate().filter(|(_, need)| rank(need) == wanted) {
                let known = routed.filter(|_| need.routed && wanted < 2);
                let at = known.unwrap_or(script.slots.len());
                if at == script.slots.len() {
                    script.slots.push(slot(model, duty, need));
                }
                if need.routed && wanted < 2 {
                    routed = Some(at);
                }
                script.slots[at].choices.extend(choices(model, need, index as u32));
                script.slot_of_need[index] = at;
            }
        }
        let calls = script.slots.iter().map(Slot::repeats).sum();
        at_most("calls of one component for one request", calls, MOST_CALLS)?;
        Ok(script)
    }

    /// The slots by steps: those of one group are made in the step of the first of them.
    pub(super) fn steps(&self) -> Vec<Vec<usize>> {
        let mut steps: Vec<Vec<usize>> = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            let with = steps.iter_mut().find(|step| slot.group.is_some() && self.slots[step[0]].group == slot.group);
            match with {
                Some(step) => step.push(index),
                None => steps.push(vec![index]),
            }
        }
        steps
    }

    /// The odds of each slot when load flows like this, and the duty works or not.
    pub(super) fn odds(&self, model: &Model, flows: &Flows, works: bool) -> Vec<Odds> {
        let blank = |slot: &Slot| Odds { choices: vec![0.0; slot.choices.len()], refused: 0.0 };
        let mut odds: Vec<Odds> = self.slots.iter().map(blank).collect();
        let mut rest = flows.of_duty(self.duty).iter().peekable();
        // Flows come need by need, and a connection at most once for each.
        for (need, at) in model.duties.needs(self.duty).iter().zip(&self.slot_of_need) {
            let members = model.duties.members(need);
            let mut seen = Vec::new();
            while let Some(flow) = rest.next_if(|flow| {
                let is_member = |member: &Member| member.connection == flow.connection && member.duty == flow.asked;
                members.iter().any(is_member) && !seen.contains(&flow.connection)
            }) {
                seen.push(flow.connection);
                let connection = &model.connections[flow.connection];
                let attempts = if flow.to.is_some() { 1.0 } else { connection.attempts };
                let share = flow.factor / (connection.calls * attempts);
                let slot = &self.slots[*at];
                // Nobody waits for a message, so it may wait where it is asked for; and what is passed on to where
                // an answer may be missing goes there, and comes back without.
                let goes_there = !slot.waits || !need.hard && !slot.is_optional();
                let to = flow.to.or(goes_there.then_some(flow.asked));
                let is_chosen = |choice: &Choice| {
                    choice.connection == flow.connection && choice.asked == flow.asked && Some(choice.to) == to
                };
                match slot.choices.iter().position(is_chosen) {
                    Some(chosen) => odds[*at].choices[chosen] += share,
                    None => odds[*at].refused += share,
                }
            }
        }
        odds.iter_mut().for_each(bound);
        if !works {
            self.fail(&mut odds);
        }
        odds
    }

    /// A duty that does not work answers nothing, also where what is missing is not one of its callees.
    fn fail(&self, odds: &mut [Odds]) {
        let hard = (0..odds.len()).filter(|index| !self.slots[*index].is_optional() && self.slots[*index].waits);
        if let Some(worst) = hard.min_by(|a, b| odds[*b].refused.total_cmp(&odds[*a].refused)) {
            odds[worst] = Odds { choices: vec![0.0; odds[worst].choices.len()], refused: 1.0 };
        }
    }
}

/// Rounding must not take a sum of probabilities beyond 1.
fn bound(odds: &mut Odds) {
    let sum: f64 = odds.choices.iter().sum::<f64>() + odds.refused;
    if sum > 1.0 {
        odds.choices.iter_mut().for_each(|share| *share /= sum);
        odds.refused /= sum;
    }
}

fn is_cache(model: &Model, duty: usize, need: &Need) -> bool {
    model.cache_needs(duty).any(|cache| std::ptr::eq(cache, need))
}

/// A call without its choices.
fn slot<'a>(model: &Model<'a>, duty: usize, need: &Need) -> Slot<'a> {
    let members = model.duties.members(need);
    let first = members.first().map(|member| &model.connections[member.connection]);
    let waits = !need.handed_over;
    let group = first.and_then(|first| first.item.text(Property::Group)).filter(|_| waits);
    Slot {
        choices: Vec::new(),
        waits,
        is_cache: is_cache(model, duty, need),
        on_miss: members.iter().any(|member| member.demand == Demand::Miss),
        group: group.map(str::trim).filter(|name| !name.is_empty()),
        policy: first.filter(|_| waits).map_or_else(Policy::default, |first| policy(first.item)),
    }
}

fn choices<'m>(model: &'m Model, need: &'m Need, number: u32) -> impl Iterator<Item = Choice> + 'm {
    let optional = !need.hard;
    model.duties.members(need).iter().flat_map(move |member| {
        let takeovers = model.duties.takeovers(member.duty).iter().copied();
        let (connection, asked, calls) = (member.connection, member.duty, model.connections[member.connection].calls);
        std::iter::once(asked).chain(takeovers).map(move |to| Choice {
            connection,
            asked,
            to,
            optional,
            need: number,
            calls,
        })
    })
}

/// What the caller does about a slow or failed call. Retries follow at once: designs say nothing of pauses.
pub(super) fn policy(connection: &Item) -> Policy {
    Policy {
        timeout: connection.number(Property::Timeout).map(|milliseconds| milliseconds / 1e3),
        retries: connection.number(Property::Retries).unwrap_or(0.0) as u32,
        backoff: Backoff::default(),
        breaker: connection.flag(Property::CircuitBreaker).unwrap_or(false).then_some(BREAKER),
    }
}
