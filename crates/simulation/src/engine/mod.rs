//! The engine: events one after the other, in slices.
//!
//! `state` says what there is; `flow` moves jobs through stations, `calls` makes and answers calls,
//! `failures` takes servers away and gives them back, `scaling` orders more, `proof` checks that nothing got lost.

mod breaker;
mod calls;
mod failures;
mod flow;
mod proof;
mod scaling;
mod state;

use crate::check;
use crate::compiled::Compiled;
use crate::error::Error;
use crate::events::{Event, EventQueue};
use crate::measure::{Batches, Series};
use crate::network::{Change, Network, Reroute};
use crate::random::Random;
use crate::report::{Counts, Report, SourceReport, StationReport};
use crate::settings::Settings;
use crate::slab::{Handle, Slab};

use breaker::BreakerState;
use scaling::ScalerState;
use state::{Job, Outcome, PendingCall, SourceState, StationState};

/// Kinds of events.
mod kind {
    /// A request comes in; index of the source.
    pub const ARRIVAL: u8 = 0;
    /// A job's own service ends.
    pub const SERVED: u8 = 1;
    /// A call was not answered in time.
    pub const TIMEOUT: u8 = 2;
    /// A call is tried again.
    pub const RETRY: u8 = 3;
    /// A job arrives over the network.
    pub const DELIVERY: u8 = 4;
    /// A reply arrives over the network.
    pub const REPLY: u8 = 5;
    /// Servers fail or return, or a call goes elsewhere; index of the change, or beyond those of the reroute.
    pub const CHANGE: u8 = 6;
    /// A scaler looks, or with a generation other than 0, gets that many servers; index of the scaler.
    pub const SCALE: u8 = 7;
}

/// What is to be done at this very moment. A list of it takes the place of recursion, which a chain of
/// calls without end would carry too deep.
#[derive(Clone, Copy, Debug)]
enum Action {
    Arrive(u32),
    Proceed(u32),
    Attempt(u32),
    Answer(Handle, Outcome),
}

/// Actions taken in one step. What goes round without taking any time must not go on for ever.
const MOST_ACTIONS: u32 = 10_000;

/// So many events there may be for each request, message and call that may be in flight.
const EVENTS_FOR_EACH: usize = 4;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Share of the simulated time that passed, 0 to 1.
    pub share: f64,
    /// Set when the run is over.
    pub end: Option<End>,
}

/// Why a run is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The simulated time is over.
    Time,
    /// More was in flight than [`Settings::most_in_flight`]: the network is overloaded.
    InFlight,
    /// [`Settings::most_events`] were worked off.
    Events,
}

/// A station at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StationNow {
    /// Jobs in the queue.
    pub waiting: u32,
    /// Jobs holding a server.
    pub serving: u32,
    /// Servers that work.
    pub working: u32,
}

/// One run, at some moment of its simulated time.
#[derive(Clone, Debug)]
pub struct Simulation {
    compiled: Compiled,
    changes: Vec<Change>,
    reroutes: Vec<Reroute>,
    settings: Settings,
    now: f64,
    handled: u64,
    end: Option<End>,
    events: EventQueue,
    agenda: Vec<Action>,
    jobs: Slab<Job>,
    calls: Slab<PendingCall>,
    stations: Vec<StationState>,
    sources: Vec<SourceState>,
    /// Chance of each entry.
    random: Vec<Random>,
    /// One for each call.
    breakers: Vec<BreakerState>,
    /// How often each alternative was called.
    taken: Vec<u64>,
    scalers: Vec<ScalerState>,
    batches: Vec<Batches>,
    series: Series,
}

impl Simulation {
    /// A run at its start.
    ///
    /// # Errors
    ///
    /// Numbers that are not finite or out of range, indices that name nothing, lists out of order.
    pub fn new(network: &Network, settings: Settings) -> Result<Self, Error> {
        check::check(network, &settings)?;
        let compiled = Compiled::of(network);
        let series = Series::new(settings.duration, settings.points, network.sources.len(), network.stations.len());
        let mut simulation = Self {
            changes: network.changes.clone(),
            reroutes: network.reroutes.clone(),
            now: 0.0,
            handled: 0,
            end: None,
            events: EventQueue::default(),
            agenda: Vec::new(),
            jobs: Slab::default(),
            calls: Slab::default(),
            stations: network.stations.iter().map(StationState::of).collect(),
            sources: SourceState::all_of(network, settings.seed),
            random: (0..compiled.entries.len() as u64).map(|i| Random::new(settings.seed, 2 * i)).collect(),
            breakers: vec![BreakerState::default(); compiled.calls.len() + compiled.targets.len()],
            taken: vec![0; compiled.targets.len()],
            scalers: network.scalers.iter().cloned().map(ScalerState::of).collect(),
            batches: vec![Batches::new(settings.warm_up, settings.duration); network.sources.len()],
            series,
            compiled,
            settings,
        };
        simulation.schedule_first();
        Ok(simulation)
    }

    fn schedule_first(&mut self) {
        let times = self.changes.iter().map(|change| change.at).chain(self.reroutes.iter().map(|reroute| reroute.at));
        for (i, at) in times.enumerate() {
            self.events.schedule(at, kind::CHANGE, i as u32, 0);
        }
        for (i, scaler) in self.scalers.iter().enumerate() {
            self.events.schedule(scaler.settings.period, kind::SCALE, i as u32, 0);
        }
        for source in 0..self.sources.len() {
            self.schedule_arrival(source);
        }
    }

    fn schedule_arrival(&mut self, source: usize) {
        let time = self.sources[source].arrivals.next_after(self.now);
        if time <= self.settings.duration {
            self.events.schedule(time, kind::ARRIVAL, source as u32, 0);
        }
    }

    /// Works off up to `events` events.
    pub fn advance(&mut self, events: u64) -> Progress {
        for _ in 0..events {
            if self.end.is_some() {
                break;
            }
            self.step();
        }
        debug_assert_eq!(self.end.map_or(Ok(()), |_| self.check()), Ok(()), "something got lost");
        Progress { share: (self.now / self.settings.duration).min(1.0), end: self.end }
    }

    /// Works off what happens up to a time, but no more than so many events. Returns whether all of it is done.
    pub fn advance_to(&mut self, time: f64, events: u64) -> bool {
        for _ in 0..events {
            let is_later = self.agenda.is_empty() && self.events.next().is_some_and(|event| event.time > time);
            if self.end.is_some() || is_later && time < self.settings.duration {
                return true;
            }
            self.step();
        }
        self.end.is_some()
    }

    /// Works off all that is left.
    pub fn run(&mut self) -> End {
        loop {
            if let Some(end) = self.advance(u64::MAX).end {
                return end;
            }
        }
    }

    #[inline]
    fn step(&mut self) {
        if self.agenda.is_empty() {
            let Some(event) = self.events.next().copied().filter(|event| event.time <= self.settings.duration) else {
                return self.finish_time();
            };
            self.events.pop();
            self.close_intervals(event.time);
            self.now = event.time;
            self.handle(event);
        }
        self.handled += 1;
        for _ in 0..MOST_ACTIONS {
            let Some(action) = self.agenda.pop() else { break };
            self.act(action);
        }
        let most = self.settings.most_in_flight as usize;
        if self.events.len() > EVENTS_FOR_EACH * most {
            self.forget_timeouts();
        }
        if self.jobs.len() + self.calls.len() > most || self.events.len() > EVENTS_FOR_EACH * most {
            self.end = Some(End::InFlight);
        } else if self.handled >= self.settings.most_events {
            self.end = Some(End::Events);
        }
    }

    /// Drops timeouts of calls that were answered long ago: where many are made and waited for patiently there are
    /// more of these than of anything in flight.
    #[cold]
    fn forget_timeouts(&mut self) {
        let calls = &self.calls;
        self.events.purge(|event| {
            let handle = Handle { index: event.index, generation: event.generation };
            event.kind() == kind::TIMEOUT && !calls.is_valid(handle)
        });
        // With little to drop it would be done again at once.
        if self.events.len() > EVENTS_FOR_EACH * self.settings.most_in_flight as usize / 2 {
            self.end = Some(End::InFlight);
        }
    }

    #[inline]
    fn handle(&mut self, event: Event) {
        let handle = Handle { index: event.index, generation: event.generation };
        match event.kind() {
            kind::ARRIVAL => self.arrive_from_outside(event.index),
            kind::SERVED if self.jobs.is_valid(handle) => self.served(event.index),
            kind::DELIVERY if self.jobs.is_valid(handle) => self.arrive(event.index),
            kind::TIMEOUT => self.time_out(handle),
            kind::RETRY if self.calls.is_valid(handle) => self.attempt(event.index),
            kind::REPLY if self.calls.is_valid(handle) => self.answer(handle, self.calls[event.index].reply),
            kind::CHANGE => match self.changes.get(event.index as usize) {
                Some(change) => self.change(*change),
                None => self.compiled.reroute(&self.reroutes[event.index as usize - self.changes.len()]),
            },
            kind::SCALE if event.generation == 0 => self.look(event.index),
            kind::SCALE => self.scale(event.index, event.generation),
            // What the event was for is gone.
            _ => {}
        }
    }

    #[inline]
    fn act(&mut self, action: Action) {
        match action {
            Action::Arrive(job) => self.arrive(job),
            Action::Proceed(job) => self.proceed(job),
            Action::Attempt(call) => self.attempt(call),
            Action::Answer(call, outcome) => self.answer(call, outcome),
        }
    }

    /// Ends the intervals of the series that are over at `time`.
    #[inline]
    fn close_intervals(&mut self, time: f64) {
        while time >= self.series.end() {
            self.close_interval(self.series.end());
        }
    }

    fn close_interval(&mut self, end: f64) {
        self.stations.iter_mut().for_each(|station| station.advance_meter(end));
        self.series.close(self.stations.iter().map(|station| (&station.meter, station.working)));
    }

    fn finish_time(&mut self) {
        let duration = self.settings.duration;
        // Rounding can put the end of the last interval a hair beyond the end of time.
        while self.series.len() < self.settings.points as usize {
            self.close_interval(self.series.end().min(duration));
        }
        self.now = duration;
        self.stations.iter_mut().for_each(|station| station.advance_meter(duration));
        self.end = Some(End::Time);
    }

    /// Why the run is over; None while it goes on.
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// Simulated time now.
    pub fn now(&self) -> f64 {
        self.now
    }

    /// All stations at this moment, in order.
    pub fn stations_now(&self) -> impl Iterator<Item = StationNow> {
        self.stations.iter().map(|station| StationNow {
            waiting: station.waiting,
            serving: station.serving,
            working: station.working,
        })
    }

    /// Requests of a source so far, those in flight included.
    pub fn counts_now(&self, source: usize) -> Counts {
        let counts = self.sources[source].requests;
        Counts { in_flight: counts.offered - counts.answered - counts.failed.total(), ..counts }
    }

    /// How often each alternative of each call was called so far: those of the entries in order, by step, call
    /// and alternative, then those of the sources.
    pub fn taken(&self) -> &[u64] {
        &self.taken
    }

    /// What was measured so far.
    pub fn report(&self) -> Report {
        Report {
            simulated: self.now,
            events: self.handled,
            sources: (0..self.sources.len()).map(|source| self.source_report(source)).collect(),
            stations: (0..self.stations.len()).map(|station| self.station_report(station)).collect(),
            interval: self.settings.duration / f64::from(self.settings.points),
        }
    }

    fn source_report(&self, source: usize) -> SourceReport {
        let (state, batches) = (&self.sources[source], &self.batches[source]);
        let counted = self.now - self.settings.warm_up;
        let in_flight = |is_message| self.in_flight(source as u32, is_message);
        SourceReport {
            counts: Counts { in_flight: in_flight(false), ..state.requests },
            messages: Counts { in_flight: in_flight(true), ..state.messages },
            throughput: if counted > 0.0 { batches.count() as f64 / counted } else { 0.0 },
            mean: batches.mean(),
            p50: batches.quantile(0.5),
            p95: batches.quantile(0.95),
            p99: batches.quantile(0.99),
            p999: batches.quantile(0.999),
            series: self.series.sources[source].clone(),
        }
    }

    fn station_report(&self, station: usize) -> StationReport {
        let state = &self.stations[station];
        let mut meter = state.meter;
        meter.advance(self.now, state.waiting, state.serving);
        let over_time = |total: f64| if self.now > 0.0 { total / self.now } else { 0.0 };
        let servers = if state.servers == u32::MAX { f64::INFINITY } else { f64::from(state.servers.max(1)) };
        StationReport {
            throughput: over_time(meter.completed as f64),
            utilisation: over_time(meter.serving_area) / servers,
            mean_waiting: over_time(meter.waiting_area),
            mean_in_system: over_time(meter.waiting_area + meter.serving_area),
            mean_time: (meter.left > 0).then(|| meter.left_time / meter.left as f64),
            refused: meter.refused,
            interrupted: meter.interrupted,
            series: self.series.stations[station].clone(),
        }
    }
}
