//! From a design to a network of stations, entries, sources and what changes over time.

use linchpin_catalog::Interaction as Arrow;
use linchpin_simulation::{
    Call, Change, Entry, Interaction, Network, Policy, Reroute, Service, Source, Station, Target,
};

use super::calls::{Odds, Script, policy};
use super::experiment::{Experiment, Unsimulable, at_most};
use super::profile;
use super::stands::{Side, Stand, Surroundings};
use super::timeline::{self, Phase};
use crate::Prepared;
use crate::graph::Graph;
use crate::groups::Grouped;
use crate::load::{self, Flows, Load};
use crate::model::Model;
use crate::model::classes::Class;
use crate::structure::compile::{Compiled, Reading};
use crate::structure::scenario::Scenario;
use linchpin_document::Design;

/// Larger designs are refused: beyond this a run says less than the analysis, and takes minutes.
const MOST_STATIONS: usize = 10_000;
const MOST_TARGETS: usize = 500_000;
/// Each class of a journey has statistics of its own.
const MOST_JOURNEYS: usize = 5_000;

/// What travels along a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cargo {
    Read = 0,
    Write = 1,
    Message = 2,
}

/// A design as a network, and how to read the one from the other.
pub(super) struct Assembly<'a> {
    pub(super) model: Model<'a>,
    pub(super) network: Network,
    /// By component; without stations for entries and what no traffic can reach.
    pub(super) stands: Vec<Stand>,
    /// By target of the network's calls, in order: the connection it stands for, if one.
    pub(super) carried: Vec<Option<(usize, Cargo)>>,
}

impl<'a> Assembly<'a> {
    /// Puts the network of an experiment together.
    pub(super) fn of(design: &'a Design, experiment: &Experiment) -> Result<Self, Unsimulable> {
        experiment.check()?;
        let Prepared { model, compiled, .. } = Prepared::for_availability(design);
        if !model.journeys.iter().any(|journey| journey.peak > 0.0) {
            return Err(Unsimulable::NothingEnters);
        }
        at_most("journeys, reads and writes apart,", model.journeys.len(), MOST_JOURNEYS)?;
        let phases = timeline::phases(&model, &compiled, experiment)?;
        let intact = Load::of(&model, &compiled, &Scenario::of(&model, &compiled, &[]), experiment.scale);
        let scripts: Vec<Script> =
            (0..model.duties.len()).map(|duty| Script::of(&model, duty)).collect::<Result<_, _>>()?;
        let mut builder = Builder::new(&model, scripts);
        builder.build_stands(&intact)?;
        builder.build_entries()?;
        builder.build_sources(experiment);
        builder.follow(&compiled, &phases);
        let Builder { network, stands, carried, .. } = builder;
        Ok(Self { model, network, stands, carried })
    }
}

/// The station of all clients: it has room for all and takes no time.
const OUTSIDE: usize = 0;

/// Where the first call of a slot is, and where its repetitions are: beside it, or in steps of their own.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    step: usize,
    call: usize,
    repeats_beside: bool,
}

impl Place {
    fn of_repeat(self, repeat: usize) -> (usize, usize) {
        if self.repeats_beside { (self.step, self.call + repeat) } else { (self.step + repeat, self.call) }
    }
}

struct Builder<'a, 'm> {
    model: &'m Model<'a>,
    scripts: Vec<Script<'a>>,
    /// By duty and side, the entry, where anything asks for it.
    entries: Vec<[Option<usize>; 2]>,
    /// By entry that belongs to a duty, where the calls of each slot are.
    places: Vec<Vec<Place>>,
    copies: Copies,
    /// The calls that copy what is written, with the store they go to.
    copying: Vec<((usize, usize, usize), usize)>,
    stands: Vec<Stand>,
    network: Network,
    carried: Vec<Option<(usize, Cargo)>>,
}

impl<'a, 'm> Builder<'a, 'm> {
    fn new(model: &'m Model<'a>, scripts: Vec<Script<'a>>) -> Self {
        let outside = Station::with_servers(u32::MAX);
        Self {
            entries: sides(model, &scripts),
            places: Vec::new(),
            copies: Copies::of(model),
            copying: Vec::new(),
            stands: Vec::new(),
            network: Network { stations: vec![outside], ..Network::default() },
            carried: Vec::new(),
            model,
            scripts,
        }
    }

    fn build_stands(&mut self, intact: &Load) -> Result<(), Unsimulable> {
        let model = self.model;
        for (index, component) in model.components.iter().enumerate() {
            let asked =
                |side: Side| model.duties.of_component(index).any(|duty| self.entries[duty][side as usize].is_some());
            let sides = Side::EACH.map(asked);
            let is_copy = self.copies.is_copy(index);
            if component.traits.entry || !(sides[0] || sides[1] || is_copy) {
                self.stands.push(Stand::default());
                continue;
            }
            let surroundings = Surroundings {
                component,
                asked: &intact.asked[index],
                sides,
                messages_wait: self.messages_wait(index),
            };
            let stand = surroundings.build(&mut self.network.stations);
            self.network.scalers.extend(surroundings.scaler(&stand));
            self.stands.push(stand);
            at_most("stations", self.network.stations.len(), MOST_STATIONS)?;
        }
        Ok(())
    }

    /// How many messages may wait for a component: as many as the queues and streams it works off hold.
    fn messages_wait(&self, component: usize) -> Option<u32> {
        let incoming = self.model.incoming.get(component).iter().map(|index| &self.model.connections[*index]);
        let queues = incoming.filter(|one| one.is_event()).map(|one| &self.model.components[one.from]);
        let places = queues.filter(|queue| queue.holds_messages()).map(|queue| {
            let limit = queue.item.number(linchpin_catalog::Property::QueueLimit)?;
            Some(limit * f64::from(queue.instances))
        });
        let places: Vec<Option<f64>> = places.collect();
        let sum: f64 = places.iter().copied().collect::<Option<Vec<f64>>>()?.iter().sum();
        (!places.is_empty()).then_some(sum.min(f64::from(u32::MAX)) as u32)
    }

    /// The entries of duties come first, in order, then those of the work.
    fn build_entries(&mut self) -> Result<(), Unsimulable> {
        let count = self.entries.iter().flatten().flatten().count();
        self.network.entries = vec![Entry::new(OUTSIDE, Service::constant(0.0)); count];
        for stand in &mut self.stands {
            stand.add_work(&mut self.network.entries);
        }
        self.places = vec![Vec::new(); count];
        let mut owners = vec![(0, Side::Requests); count];
        for (duty, entries) in self.entries.iter().enumerate() {
            for (side, entry) in Side::EACH.into_iter().zip(entries) {
                entry.iter().for_each(|entry| owners[*entry] = (duty, side));
            }
        }
        for (entry, (duty, side)) in owners.into_iter().enumerate() {
            self.fill(duty, side, entry);
            at_most("ways calls can go", self.carried.len(), MOST_TARGETS)?;
        }
        Ok(())
    }

    /// What a duty does: the own work, then the calls.
    fn fill(&mut self, duty: usize, side: Side, entry: usize) {
        let of = self.model.duties.get(duty);
        let (component, reads) = (of.component, of.class.reads());
        let stand = &self.stands[component];
        let mut steps = Vec::new();
        if let Some(intake) = stand.intakes[side as usize] {
            self.network.entries[entry].station = intake;
            self.network.entries[entry].service = Service::constant(stand.delay(reads));
            let work = work_call(stand, reads);
            self.carried.extend(work.to.iter().map(|_| None));
            steps.push(vec![work]);
        }
        let mut places = vec![Place::default(); self.scripts[duty].slots.len()];
        for together in self.scripts[duty].steps() {
            self.add_steps(duty, &together, &mut steps, &mut places);
        }
        if !reads {
            self.add_copies(component, entry, &mut steps);
        }
        self.network.entries[entry].steps = steps;
        self.places[entry] = places;
    }

    /// The calls of a group in one step; those of a slot alone in as many steps as it is repeated.
    fn add_steps(&mut self, duty: usize, together: &[usize], steps: &mut Vec<Vec<Call>>, places: &mut [Place]) {
        let repeats_beside = together.len() > 1;
        let mut group = Vec::new();
        for slot in together {
            places[*slot] = Place { step: steps.len(), call: group.len(), repeats_beside };
            for _ in 0..self.scripts[duty].slots[*slot].repeats() {
                let call = self.call(duty, *slot);
                if repeats_beside {
                    group.push(call);
                } else {
                    steps.push(vec![call]);
                }
            }
        }
        if repeats_beside {
            steps.push(group);
        }
    }

    fn call(&mut self, duty: usize, slot: usize) -> Call {
        let slot = &self.scripts[duty].slots[slot];
        let side = if slot.waits { Side::Requests } else { Side::Messages };
        let mut to = Vec::with_capacity(slot.choices.len());
        for choice in &slot.choices {
            let latency = self.model.round_trips[choice.connection].value / 2e3;
            // Every choice was given an entry when sides were found.
            let entry = self.entries[choice.to][side as usize].unwrap_or_default();
            let own = policy(self.model.connections[choice.connection].item);
            // Each watches its own connection.
            let policy = (slot.waits && (own != slot.policy || own.breaker.is_some())).then_some(own);
            let (optional, pool) = (choice.optional, choice.need);
            to.push(Target { latency, optional, pool, policy, ..Target::new(0.0, entry) });
            let class = self.model.duties.get(choice.asked).class;
            let is_message = self.model.connections[choice.connection].is_event() || class == Class::Message;
            let cargo = match (is_message, class.reads()) {
                (true, _) => Cargo::Message,
                (false, true) => Cargo::Read,
                (false, false) => Cargo::Write,
            };
            self.carried.push(Some((choice.connection, cargo)));
        }
        Call {
            to,
            refused: 0.0,
            interaction: if slot.waits { Interaction::Synchronous } else { Interaction::Asynchronous },
            optional: slot.is_optional(),
            certain_after_failure: slot.on_miss,
            is_cache: slot.is_cache,
            avoids_down: false,
            policy: slot.policy,
        }
    }

    /// What is written to a store is copied to its replicas, and to theirs.
    fn add_copies(&mut self, store: usize, entry: usize, steps: &mut Vec<Vec<Call>>) {
        for (copy, connection) in self.copies.of_store(store) {
            let call = Call { interaction: Interaction::Asynchronous, ..work_call(&self.stands[*copy], false) };
            self.carried.extend(call.to.iter().map(|_| connection.map(|index| (index, Cargo::Write))));
            self.copying.push(((entry, steps.len(), 0), *copy));
            steps.push(vec![call]);
        }
    }

    fn build_sources(&mut self, experiment: &Experiment) {
        for journey in &self.model.journeys {
            let entry = self.model.components[journey.entry].item;
            let item = journey.endpoint.map_or(entry, |endpoint| self.model.endpoints[endpoint].item);
            let rates = profile::rates(item, experiment.profile, journey.peak * experiment.scale, experiment.duration);
            let entry = self.entries[journey.duty][Side::Requests as usize].unwrap_or_default();
            self.network.sources.push(Source { rates, call: Call::synchronous(entry) });
            self.carried.push(None);
        }
    }

    /// Sets the odds of all calls and the servers of all stations at the start, and whenever that changes.
    fn follow(&mut self, compiled: &Compiled, phases: &[Phase]) {
        let mut before: Option<Vec<Vec<Odds>>> = None;
        let mut servers: Vec<u32> = self.network.stations.iter().map(|station| station.servers).collect();
        for phase in phases {
            let flows = load::flows(self.model, compiled, &phase.scenario);
            let odds = self.odds(compiled, phase, &flows);
            match &before {
                None => self.start_with(&odds),
                Some(before) => self.reroute(phase.from, before, &odds),
            }
            self.reroute_copies(compiled, phase);
            self.change_servers(compiled, phase, &mut servers);
            before = Some(odds);
        }
    }

    fn odds(&self, compiled: &Compiled, phase: &Phase, flows: &Flows) -> Vec<Vec<Odds>> {
        let works = |duty: usize| phase.scenario.holds(compiled.works(duty, Reading::Some));
        self.scripts.iter().enumerate().map(|(duty, script)| script.odds(self.model, flows, works(duty))).collect()
    }

    fn start_with(&mut self, odds: &[Vec<Odds>]) {
        for (duty, odds) in odds.iter().enumerate() {
            for entry in self.entries[duty].into_iter().flatten() {
                self.each_call(duty, entry, odds, |network, (step, call), odds| {
                    let call = &mut network.entries[entry].steps[step][call];
                    call.to.iter_mut().zip(&odds.choices).for_each(|(target, share)| target.probability = *share);
                    call.refused = odds.refused;
                });
            }
        }
    }

    fn reroute(&mut self, at: f64, before: &[Vec<Odds>], odds: &[Vec<Odds>]) {
        for (duty, odds) in odds.iter().enumerate().filter(|(duty, odds)| before[*duty] != **odds) {
            for entry in self.entries[duty].into_iter().flatten() {
                self.each_call(duty, entry, odds, |network, (step, call), odds| {
                    let call = (entry, step, call);
                    network.reroutes.push(Reroute { at, call, to: odds.choices, refused: odds.refused });
                });
            }
        }
    }

    /// Visits each call of a duty's slots, at its step and place there, with its odds.
    fn each_call(
        &mut self,
        duty: usize,
        entry: usize,
        odds: &[Odds],
        mut visit: impl FnMut(&mut Network, (usize, usize), Odds),
    ) {
        for (index, slot) in self.scripts[duty].slots.iter().enumerate() {
            for repeat in 0..slot.repeats() {
                let at = self.places[entry][index].of_repeat(repeat);
                visit(&mut self.network, at, odds[index].of_repeat(slot, repeat));
            }
        }
    }

    /// Nothing is copied to what is down; it catches up unseen.
    fn reroute_copies(&mut self, compiled: &Compiled, phase: &Phase) {
        for (call, copy) in &self.copying {
            let count = self.stands[*copy].work.len();
            let is_alive = phase.scenario.holds(compiled.alive[*copy]);
            let share = if is_alive { 1.0 / count.max(1) as f64 } else { 0.0 };
            self.network.reroutes.push(Reroute { at: phase.from, call: *call, to: vec![share; count], refused: 0.0 });
        }
    }

    /// What is up works. Messages are left waiting while what works them off could not.
    fn change_servers(&mut self, compiled: &Compiled, phase: &Phase, servers: &mut [u32]) {
        for component in 0..self.stands.len() {
            let is_alive = phase.scenario.holds(compiled.alive[component]);
            let up = if is_alive { phase.scenario.instances_up(component) } else { 0 };
            let stand = &self.stands[component];
            let mut wanted = Vec::new();
            if let Some(messages) = stand.intakes[Side::Messages as usize] {
                let takes_any = self.takes_messages(compiled, phase, component);
                wanted.push((messages, if takes_any { stand.held(up) } else { 0 }));
            }
            wanted.extend(stand.intakes[Side::Requests as usize].map(|intake| (intake, stand.held(up))));
            for (instance, station) in stand.work.iter().enumerate() {
                let working = match stand.is_shared() {
                    true => up,
                    false => u32::from(up > 0 && phase.is_up(self.model, component, instance as u32)),
                };
                wanted.push((*station, stand.servers.saturating_mul(working)));
            }
            for (station, wanted) in wanted {
                if std::mem::replace(&mut servers[station], wanted) == wanted {
                    continue;
                }
                self.network.changes.push(Change { at: phase.from, station, servers: wanted });
            }
        }
    }

    /// Whether a component does anything with messages now, and any of the queues it gets them from gives them out.
    fn takes_messages(&self, compiled: &Compiled, phase: &Phase, component: usize) -> bool {
        let works = |duty: usize| phase.scenario.holds(compiled.works(duty, Reading::Some));
        let on_messages = |duty: &usize| self.entries[*duty][Side::Messages as usize].is_some();
        let incoming = self.model.incoming.get(component).iter().map(|index| &self.model.connections[*index]);
        let mut queues = incoming
            .filter(|one| one.is_event() && self.model.components[one.from].holds_messages())
            .map(|one| one.from)
            .peekable();
        let gives_out = |queue: usize| self.model.duties.of_component(queue).any(works);
        self.model.duties.of_component(component).filter(on_messages).any(works)
            && (queues.peek().is_none() || queues.any(gives_out))
    }
}

/// A call to the own servers: those of any instance that is up.
fn work_call(stand: &Stand, reads: bool) -> Call {
    let entries = stand.work_entries(reads);
    let share = 1.0 / entries.len().max(1) as f64;
    Call {
        to: entries.map(|entry| Target::new(share, entry)).collect(),
        avoids_down: !stand.is_shared(),
        policy: Policy::default(),
        ..Call::synchronous(0)
    }
}

/// Numbers the entry of each duty on each side on which anything asks for it.
fn sides(model: &Model, scripts: &[Script]) -> Vec<[Option<usize>; 2]> {
    let mut entries = vec![[None; 2]; model.duties.len()];
    let mut next = 0;
    let mut open: Vec<(usize, Side)> = model.journeys.iter().map(|journey| (journey.duty, Side::Requests)).collect();
    while let Some((duty, side)) = open.pop() {
        let entry = &mut entries[duty][side as usize];
        if entry.is_some() {
            continue;
        }
        *entry = Some(next);
        next += 1;
        for slot in &scripts[duty].slots {
            let side = if slot.waits { Side::Requests } else { Side::Messages };
            open.extend(slot.choices.iter().map(|choice| (choice.to, side)));
        }
    }
    entries
}

/// Who gets a copy of what is written where.
struct Copies {
    /// By store, each copy once, with the connection to it where there is one.
    of_store: Vec<Vec<(usize, Option<usize>)>>,
    is_copy: Vec<bool>,
}

impl Copies {
    fn of(model: &Model) -> Self {
        let is_copying = |index: &usize| model.connections[*index].interaction.value == Arrow::Replication;
        let copying: Vec<usize> = (0..model.connections.len()).filter(is_copying).collect();
        if copying.is_empty() {
            return Self {
                of_store: vec![Vec::new(); model.components.len()],
                is_copy: vec![false; model.components.len()],
            };
        }
        let targets = Grouped::of(model.components.len(), copying.len(), &|at| {
            let connection = &model.connections[copying[at]];
            Some((connection.from, connection.to))
        });
        let graph = Graph::of(model.components.len(), &|store, next| next.extend(targets.get(store)));
        let direct = |store: usize, copy: usize| {
            let joins = |index: &&usize| {
                let connection = &model.connections[**index];
                connection.from == store && connection.to == copy
            };
            copying.iter().find(joins).copied()
        };
        let copies = |store: usize| {
            if graph.successors(store).is_empty() {
                return Vec::new();
            }
            let reached = graph.reachable(store);
            let others = (0..reached.len()).filter(|copy| reached[*copy] && *copy != store);
            others.map(|copy| (copy, direct(store, copy))).collect()
        };
        let mut is_copy = vec![false; model.components.len()];
        copying.iter().for_each(|index| is_copy[model.connections[*index].to] = true);
        Self { of_store: (0..model.components.len()).map(copies).collect(), is_copy }
    }

    fn of_store(&self, store: usize) -> &[(usize, Option<usize>)] {
        &self.of_store[store]
    }

    /// Whether anything is copied to it.
    fn is_copy(&self, store: usize) -> bool {
        self.is_copy[store]
    }
}
