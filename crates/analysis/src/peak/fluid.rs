//! One component while a peak passes, as a fluid: so much comes, so much is done.

use linchpin_document::RecordId;

use super::curve::{Curves, DAY, Window};
use super::report::{Backlog, PeakComponent, PeakReport, PeakSeries, Scaling};
use super::scaler::Scaler;
use crate::report::Resource;

/// Beyond this utilisation it cannot keep up; a little more than 1 for rounding.
const EXCEEDED: f64 = 1.0 + 1e-9;
/// What has not drained by then never will.
const WEEK: f64 = 7.0 * DAY;
/// Seconds of a step of draining.
const DRAIN_STEP: f64 = 15.0;

/// When to look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock<'a> {
    pub(super) window: &'a Window,
    pub(super) curves: &'a Curves,
    pub(super) steps: usize,
    pub(super) step: f64,
    /// The parts at the beginning of each step, and the level they are on.
    pub(super) known: &'a [Vec<f64>],
    pub(super) levels: &'a [usize],
}

/// The part of its peak each curve is at, and the level that is on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) parts: &'a [f64],
    pub(super) level: usize,
}

impl Clock<'_> {
    /// The level at a time, maybe after the end: days repeat, bursts do not.
    fn level(&self, time: f64) -> usize {
        let time = if self.window.seconds == DAY { libm::fmod(time, DAY) } else { time };
        self.levels[((time / self.step) as usize).min(self.steps - 1)]
    }

    /// The point of a series a step belongs to.
    pub(super) fn point(&self, step: usize) -> usize {
        step * self.points() / self.steps
    }

    pub(super) fn points(&self) -> usize {
        self.steps.min(PeakReport::MOST_POINTS)
    }
}

/// Requests a second, how much they use of the instances there are at least, and of what.
pub(super) type Coming = (f64, f64, Resource);

/// What comes to a component.
pub(super) enum Inflow {
    /// Proportional to the rates of journeys: of each curve at its peak, requests a second, and how much of each
    /// resource they use.
    Straight { rates: Vec<f64>, uses: Vec<Vec<(Resource, f64)>> },
    /// Known at each level, the first of which is that of all peaks at once.
    Levels(Vec<Coming>),
}

impl Inflow {
    /// What comes with these parts of the peaks.
    fn at(&self, now: Parts) -> Coming {
        match self {
            Self::Straight { rates, uses } => straight(rates, uses, now.parts),
            Self::Levels(levels) => levels[now.level],
        }
    }

    /// What comes with all at their peak at once.
    pub(super) fn highest(&self) -> Coming {
        match self {
            Self::Straight { rates, uses } => straight(rates, uses, &vec![1.0; rates.len()]),
            Self::Levels(levels) => levels[0],
        }
    }
}

fn straight(rates: &[f64], uses: &[Vec<(Resource, f64)>], parts: &[f64]) -> Coming {
    let rate = rates.iter().zip(parts).fold(0.0, |sum, (rate, part)| sum + rate * part);
    let mut highest = (0.0, Resource::Throughput);
    for place in 0..uses.first().map_or(0, Vec::len) {
        let (mut used, mut most) = (0.0, 0.0);
        let mut of = Resource::Throughput;
        for (uses, part) in uses.iter().zip(parts) {
            let (resource, own) = uses[place];
            used += own * part;
            // What stores are used for differs by curve; that of the busiest stands for all.
            if own * part > most {
                (most, of) = (own * part, resource);
            }
        }
        if used > highest.0 {
            highest = (used, of);
        }
    }
    (rate, highest.0, highest.1)
}

/// A component while a peak passes.
pub(super) struct Fluid {
    pub(super) component: RecordId,
    pub(super) inflow: Inflow,
    pub(super) instances: u32,
    pub(super) scaler: Option<Scaler>,
    /// Whether what comes waits until it is its turn, and how many may.
    pub(super) messages: bool,
    pub(super) room: f64,
    waiting: f64,
}

/// What happens in a step.
struct Moment {
    time: f64,
    rate: f64,
    used: f64,
    resource: Resource,
    /// Requests a second that could be done.
    capacity: f64,
    instances: u32,
    /// Requests beyond what can be done, or kept.
    beyond: f64,
    /// When nothing waited any more, if anything had.
    emptied: Option<f64>,
}

impl Fluid {
    pub(super) fn new(component: RecordId, inflow: Inflow, instances: u32) -> Self {
        Self { component, inflow, instances, scaler: None, messages: false, room: f64::INFINITY, waiting: 0.0 }
    }

    /// Lets the peak pass.
    pub(super) fn run(mut self, clock: &Clock) -> PeakComponent {
        let (_, used, _) = self.inflow.at(Parts { parts: &clock.known[0], level: clock.levels[0] });
        self.scaler.iter_mut().for_each(|scaler| scaler.rest_at(used));
        let mut told = Told::new(&self, clock);
        for (step, parts) in clock.known.iter().enumerate() {
            let now = Parts { parts, level: clock.levels[step] };
            let moment = self.step(step as f64 * clock.step, clock.step, now);
            told.add(step, &moment, self.waiting, clock);
        }
        let reached = told.series.instances.iter().copied().max().unwrap_or(self.instances);
        let scaling = self.scaler.as_ref().map(|scaler| Scaling {
            fewest: scaler.fewest,
            most: scaler.most,
            reached,
            enough: self.inflow.highest().1 * f64::from(self.instances) <= EXCEEDED * f64::from(scaler.most),
        });
        let drained = self.messages.then(|| self.drain(told.drained, clock));
        told.report(scaling, drained)
    }

    /// What happens in so many seconds from a time on.
    fn step(&mut self, time: f64, seconds: f64, now: Parts) -> Moment {
        let (rate, used, resource) = self.inflow.at(now);
        if let Some(scaler) = &mut self.scaler {
            scaler.arrive(time);
        }
        let instances = self.scaler.as_ref().map_or(self.instances, |scaler| scaler.working);
        let used = used * f64::from(self.instances) / f64::from(instances.max(1));
        let capacity = self.capacity() * f64::from(instances) / f64::from(self.instances.max(1));
        let too_many = if used > EXCEEDED { rate * (1.0 - 1.0 / used) * seconds } else { 0.0 };
        let mut moment = Moment { time, rate, used, resource, capacity, instances, beyond: too_many, emptied: None };
        let mut measured = used;
        if self.messages {
            measured = self.work_off(&mut moment, seconds);
        }
        if let Some(scaler) = &mut self.scaler {
            scaler.look(time, measured);
        }
        moment
    }

    /// Works off what comes and waits, as far as it can; the utilisation that makes.
    fn work_off(&mut self, moment: &mut Moment, seconds: f64) -> f64 {
        let Moment { time, rate, capacity, .. } = *moment;
        let (work, most) = (self.waiting + rate * seconds, capacity * seconds);
        if work <= most && self.waiting > 0.0 {
            moment.emptied = Some(time + (self.waiting / (capacity - rate)).clamp(0.0, seconds));
        }
        let left = (work - most).max(0.0);
        moment.beyond = (left - self.room).max(0.0);
        self.waiting = left.min(self.room);
        if most > 0.0 { (work / most).min(1.0) } else { 1.0 }
    }

    /// Requests a second all instances there are at least can do, of the mix there is at the peak.
    fn capacity(&self) -> f64 {
        let (rate, used, _) = self.inflow.highest();
        if used > 0.0 { rate / used } else { f64::MAX }
    }

    /// When nothing waits any more: after the end it goes on without telling.
    fn drain(&mut self, within: Option<f64>, clock: &Clock) -> Option<f64> {
        if self.waiting <= 0.0 {
            return within;
        }
        let end = clock.window.seconds;
        let steps = (WEEK / DRAIN_STEP) as usize;
        (0..steps).find_map(|step| {
            let time = end + step as f64 * DRAIN_STEP;
            let parts = clock.curves.parts(time, clock.window);
            self.step(time, DRAIN_STEP, Parts { parts: &parts, level: clock.level(time) }).emptied
        })
    }
}

/// What is told of a component.
struct Told {
    worst: PeakComponent,
    all: f64,
    backlog: Backlog,
    /// When what waited last was worked off.
    drained: Option<f64>,
    series: PeakSeries,
    /// Of each point the utilisation it stands for.
    shown: Vec<f64>,
}

impl Told {
    fn new(of: &Fluid, clock: &Clock) -> Self {
        let points = clock.points();
        let worst = PeakComponent {
            component: of.component,
            resource: Resource::Throughput,
            utilisation: 0.0,
            at: 0.0,
            overloaded: 0.0,
            beyond: 0.0,
            beyond_share: 0.0,
            scaling: None,
            backlog: None,
            series: PeakSeries::default(),
        };
        let series = PeakSeries {
            rate: vec![0.0; points],
            capacity: vec![0.0; points],
            instances: vec![of.instances; points],
            backlog: vec![0.0; points],
        };
        let backlog = Backlog { most: 0.0, at: 0.0, longest_wait: 0.0, drained: None };
        Self { worst, all: 0.0, backlog, drained: None, series, shown: vec![-1.0; points] }
    }

    fn add(&mut self, step: usize, moment: &Moment, waiting: f64, clock: &Clock) {
        let worst = &mut self.worst;
        if moment.used > worst.utilisation {
            (worst.utilisation, worst.at, worst.resource) = (moment.used, moment.time, moment.resource);
        }
        if moment.used > EXCEEDED {
            worst.overloaded += clock.step;
        }
        worst.beyond += moment.beyond;
        self.all += moment.rate * clock.step;
        if waiting > self.backlog.most {
            (self.backlog.most, self.backlog.at) = (waiting, moment.time + clock.step);
        }
        self.backlog.longest_wait = self.backlog.longest_wait.max(waiting / moment.capacity);
        self.drained = moment.emptied.or(self.drained);
        let (point, series) = (clock.point(step), &mut self.series);
        if moment.used > self.shown[point] {
            self.shown[point] = moment.used;
            (series.rate[point], series.capacity[point]) = (moment.rate, moment.capacity);
            series.instances[point] = moment.instances;
        }
        series.backlog[point] = series.backlog[point].max(waiting);
    }

    fn report(self, scaling: Option<Scaling>, drained: Option<Option<f64>>) -> PeakComponent {
        let Self { mut worst, all, backlog, series, .. } = self;
        worst.beyond_share = if all > 0.0 { worst.beyond / all } else { 0.0 };
        worst.scaling = scaling;
        worst.backlog = drained.map(|drained| Backlog { drained, ..backlog });
        worst.series = series;
        worst
    }
}
