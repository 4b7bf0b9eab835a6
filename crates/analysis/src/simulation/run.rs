//! A run, slice by slice.

use linchpin_document::{Design, RecordId};
use linchpin_simulation::{Counts, End, Estimate, Point, Report, Settings, Simulation, StationReport};
use serde::{Deserialize, Serialize};

use super::assemble::{Assembly, Cargo};
use super::experiment::{Experiment, Unsimulable};
use super::report::{
    ComponentPoint, ComponentRun, Ending, Interval, JourneyPoint, JourneyRun, RequestCounts, SimulationReport,
};
use super::stands::Stand;
use crate::model::connections::Connection;
use crate::model::{Journey, Model};
use crate::{TrafficClass, wire};

/// A simulated design at some moment. To be cancelled by being dropped.
#[derive(Debug, Clone)]
pub struct SimulationRun {
    simulation: Simulation,
    layout: Layout,
    stands: Vec<Stand>,
    /// By target of the network's calls: the place of its connection in the layout, and what goes there.
    carried: Vec<Option<(usize, Cargo)>>,
    duration: f64,
    warm_up: f64,
    ending: Option<Ending>,
}

/// What the lists of a [`Moment`] are about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// The classes of journeys.
    pub journeys: Vec<JourneyName>,
    /// The components that work.
    #[serde(with = "wire::ids")]
    pub components: Vec<RecordId>,
    /// The connections, in the order of their ids.
    #[serde(with = "wire::ids")]
    pub connections: Vec<RecordId>,
    /// Of each connection, whether what travels along it goes against its arrow: a worker's arrow to its queue
    /// means consuming.
    pub against: Vec<bool>,
}

/// One class of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyName {
    /// Where it enters.
    #[serde(with = "wire::id")]
    pub entry: RecordId,
    /// The endpoint asked for; nothing for what is sent beside endpoints.
    #[serde(with = "wire::optional_id")]
    pub endpoint: Option<RecordId>,
    /// Reads or writes.
    pub class: TrafficClass,
}

/// How things are at one moment of a run: small enough to be told many times a second.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// Simulated seconds that passed.
    pub now: f64,
    /// Share of the run that is done, 0 to 1.
    pub share: f64,
    /// Requests of each journey so far.
    pub journeys: Vec<RequestCounts>,
    /// Each component now.
    pub components: Vec<StandNow>,
    /// How much went along each connection so far: reads, writes, messages.
    pub connections: Vec<[u64; 3]>,
}

/// A component at a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandNow {
    /// Requests and messages waiting.
    pub waiting: u32,
    /// Being worked on.
    pub busy: u32,
    /// How many it can work on at once.
    pub servers: u32,
}

impl SimulationRun {
    /// A run of a design at its start.
    ///
    /// # Errors
    ///
    /// What cannot be simulated: a design nothing enters or one too large, numbers out of range, failures of what
    /// is not there.
    pub fn new(design: &Design, experiment: &Experiment) -> Result<Self, Unsimulable> {
        let assembly = Assembly::of(design, experiment)?;
        let settings = Settings {
            seed: experiment.seed,
            duration: experiment.duration,
            warm_up: experiment.warm_up,
            points: experiment.points,
            most_in_flight: experiment.most_in_flight,
            most_events: experiment.most_events,
        };
        let simulation =
            Simulation::new(&assembly.network, settings).map_err(|error| Unsimulable::Refused(error.to_string()))?;
        let Assembly { model, stands, carried, .. } = assembly;
        let works = |(_, stand): &(usize, &Stand)| !stand.work.is_empty();
        let layout = Layout {
            journeys: model.journeys.iter().map(|journey| name_of(&model, journey)).collect(),
            components: stands.iter().enumerate().filter(works).map(|(at, _)| model.components[at].item.id).collect(),
            connections: model.connections.iter().map(|connection| connection.item.id).collect(),
            against: model.connections.iter().map(|connection| is_against(&model, connection)).collect(),
        };
        let stands = stands.into_iter().filter(|stand| !stand.work.is_empty()).collect();
        let (duration, warm_up) = (experiment.duration, experiment.warm_up);
        Ok(Self { simulation, layout, stands, carried, duration, warm_up, ending: None })
    }

    /// What the lists of a moment are about.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Works off up to so many events; says why the run is over, once it is.
    pub fn advance(&mut self, events: u64) -> Option<Ending> {
        self.ending = self.simulation.advance(events).end.map(ending);
        self.ending
    }

    /// Works off what happens up to a simulated second, but no more than so many events. Returns whether all of
    /// it is done.
    pub fn advance_to(&mut self, time: f64, events: u64) -> bool {
        let is_done = self.simulation.advance_to(time, events);
        self.ending = self.simulation.end().map(ending);
        is_done
    }

    /// Works off all that is left.
    pub fn finish(&mut self) -> Ending {
        loop {
            if let Some(ending) = self.advance(u64::MAX) {
                return ending;
            }
        }
    }

    /// Simulated seconds that passed.
    pub fn now(&self) -> f64 {
        self.simulation.now()
    }

    /// Why the run is over; nothing while it goes on.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// Whether nothing was lost and Little's law holds, as proved from the state itself.
    ///
    /// # Errors
    ///
    /// What does not hold. It would be a defect.
    pub fn check(&self) -> Result<(), String> {
        self.simulation.check()
    }

    /// How things are now.
    pub fn moment(&self) -> Moment {
        let stations: Vec<_> = self.simulation.stations_now().collect();
        let stand = |stand: &Stand| {
            let work = || stand.work.iter().map(|station| &stations[*station]);
            let held_back: u32 = stand.intakes.iter().flatten().map(|intake| stations[*intake].waiting).sum();
            StandNow {
                waiting: held_back.saturating_add(work().map(|station| station.waiting).sum()),
                busy: work().map(|station| station.serving).sum(),
                servers: work().fold(0, |sum, station| sum.saturating_add(station.working)),
            }
        };
        let mut connections = vec![[0; 3]; self.layout.connections.len()];
        for (carried, times) in self.carried.iter().zip(self.simulation.taken()) {
            if let Some((connection, cargo)) = carried {
                connections[*connection][*cargo as usize] += times;
            }
        }
        Moment {
            now: self.now(),
            share: (self.now() / self.duration).min(1.0),
            journeys: (0..self.layout.journeys.len()).map(|at| counts(&self.simulation.counts_now(at))).collect(),
            components: self.stands.iter().map(stand).collect(),
            connections,
        }
    }

    /// What was measured so far.
    pub fn report(&self) -> SimulationReport {
        let report = self.simulation.report();
        let journeys = self.layout.journeys.iter().zip(&report.sources).map(|(name, source)| JourneyRun {
            entry: name.entry,
            endpoint: name.endpoint,
            class: name.class,
            requests: counts(&source.counts),
            messages: counts(&source.messages),
            throughput: source.throughput,
            mean: source.mean.map(interval),
            p50: source.p50.map(interval),
            p95: source.p95.map(interval),
            p99: source.p99.map(interval),
            p999: source.p999.map(interval),
            series: source.series.iter().map(point).collect(),
        });
        let components = self.layout.components.iter().zip(&self.stands);
        SimulationReport {
            simulated: report.simulated,
            events: report.events,
            ending: self.ending,
            interval: report.interval,
            warm_up: self.warm_up,
            journeys: journeys.collect(),
            components: components.map(|(id, stand)| component(*id, stand, &report)).collect(),
        }
    }
}

fn name_of(model: &Model, journey: &Journey) -> JourneyName {
    JourneyName {
        entry: model.components[journey.entry].item.id,
        endpoint: model.endpoint_of(journey),
        class: journey.class,
    }
}

fn is_against(model: &Model, connection: &Connection) -> bool {
    let caller = model.components[connection.from].item.id;
    connection.item.ends().is_some_and(|(from, _)| from != caller)
}

fn ending(end: End) -> Ending {
    match end {
        End::Time => Ending::Time,
        End::InFlight => Ending::InFlight,
        End::Events => Ending::Events,
    }
}

/// Milliseconds in a second.
const MILLISECONDS: f64 = 1e3;

fn interval(estimate: Estimate) -> Interval {
    let Estimate { value, low, high } = estimate;
    Interval { value: value * MILLISECONDS, low: low * MILLISECONDS, high: high * MILLISECONDS }
}

fn point(point: &Point) -> JourneyPoint {
    let milliseconds = |time: Option<f32>| time.map(|time| time * MILLISECONDS as f32);
    JourneyPoint {
        offered: point.offered,
        answered: point.answered,
        failed: point.failed,
        mean: milliseconds(point.mean),
        p50: milliseconds(point.p50),
        p99: milliseconds(point.p99),
    }
}

fn counts(counts: &Counts) -> RequestCounts {
    let failed = counts.failed;
    RequestCounts {
        offered: counts.offered,
        answered: counts.answered,
        degraded: counts.degraded,
        failed: failed.total(),
        full: failed.full,
        down: failed.down,
        timed_out: failed.timed_out,
        broken: failed.broken,
        limited: failed.limited,
        in_flight: counts.in_flight,
        retries: counts.retries,
    }
}

fn component(id: RecordId, stand: &Stand, report: &Report) -> ComponentRun {
    let intakes = || stand.intakes.iter().flatten().map(|station| &report.stations[*station]);
    let work = || stand.work.iter().map(|station| &report.stations[*station]);
    let throughput: f64 = work().map(|station| station.throughput).sum();
    let waiting = intakes().chain(work()).map(|station| station.mean_waiting).sum::<f64>();
    let bounded = || intakes().filter(|_| stand.slots.is_some());
    let sum = |value: fn(&StationReport) -> u64| intakes().chain(work()).map(value).sum();
    ComponentRun {
        id,
        throughput,
        utilisation: work().map(|station| station.utilisation).sum::<f64>() / stand.work.len() as f64,
        held: bounded().map(|station| station.utilisation).reduce(f64::max),
        waiting,
        // Little's law.
        waiting_time: (throughput > 0.0).then(|| waiting / throughput * MILLISECONDS),
        refused: sum(|station| station.refused),
        interrupted: work().map(|station| station.interrupted).sum(),
        series: series(stand, report),
    }
}

fn series(stand: &Stand, report: &Report) -> Vec<ComponentPoint> {
    let of = |station: &usize| report.stations[*station].series.iter();
    let length = stand.work.first().map_or(0, |station| of(station).len());
    let mut series = vec![ComponentPoint { waiting: 0.0, busy: 0.0, servers: 0 }; length];
    for intake in stand.intakes.iter().flatten() {
        series.iter_mut().zip(of(intake)).for_each(|(sum, point)| sum.waiting += point.waiting);
    }
    for station in &stand.work {
        for (sum, point) in series.iter_mut().zip(of(station)) {
            sum.waiting += point.waiting;
            sum.busy += point.serving;
            sum.servers = sum.servers.saturating_add(point.working);
        }
    }
    series
}
