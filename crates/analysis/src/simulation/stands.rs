//! Components as stations: where requests are held, and where they are worked on.

use linchpin_catalog::Property;
use linchpin_simulation::{Entry, Family, Scaler, Service, Station};

use crate::load::{Asked, ceiling};
use crate::model::components::Component;

/// So many instances have queues of their own; more share one, which hardly differs then.
const MOST_QUEUES: u32 = 64;
/// No server count beyond this makes a difference.
const MOST_SERVERS: f64 = 1e6;
/// Shares of a service time smaller than this are rounding.
const NOTHING: f64 = 1e-9;
/// Seconds between two looks of an autoscaler, and how many looks in a row must agree before instances go: the
/// defaults of the horizontal autoscaler of Kubernetes, 15 s and a stabilisation of 300 s.
const LOOKS_EVERY: f64 = 15.0;
const PATIENCE: u32 = 20;

/// How a component asks to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Somebody waits for the answer.
    Requests,
    /// Nobody does: what cannot be worked on now waits.
    Messages,
}

impl Side {
    pub(super) const EACH: [Side; 2] = [Self::Requests, Self::Messages];
}

/// The stations of one component.
#[derive(Debug, Clone, Default)]
pub(super) struct Stand {
    /// Where requests, and where messages, are held from arrival to answer; by [`Side`].
    pub(super) intakes: [Option<usize>; 2],
    /// Where they are worked on: one station for each instance, or one for all.
    pub(super) work: Vec<usize>,
    /// Of one instance: how many it works on, and how many it holds; without bound if not said.
    pub(super) servers: u32,
    pub(super) slots: Option<u32>,
    /// The first of the entries of its work: reads at each work station, then writes.
    first_entry: usize,
    effort: Effort,
}

impl Stand {
    /// Whether instances share one queue.
    pub(super) fn is_shared(&self) -> bool {
        self.work.len() == 1
    }

    /// The entries of its work on reads, or on writes.
    pub(super) fn work_entries(&self, reads: bool) -> std::ops::Range<usize> {
        let first = self.first_entry + if reads { 0 } else { self.work.len() };
        first..first + self.work.len()
    }

    /// Seconds a request is held before it is worked on: what its service time has beyond the work.
    pub(super) fn delay(&self, reads: bool) -> f64 {
        self.effort.of(reads).delay
    }

    /// How many an intake holds with so many instances up.
    pub(super) fn held(&self, instances: u32) -> u32 {
        match self.slots {
            Some(slots) => slots.saturating_mul(instances),
            None if instances == 0 => 0,
            None => u32::MAX,
        }
    }
}

/// What a request asks of a server.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Cost {
    /// Seconds of its service time that take no server.
    delay: f64,
    /// Seconds it is worked on, and seconds the server stays taken after the answer.
    work: f64,
    after: f64,
}

/// What reads and writes ask of a component.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Effort {
    read: Cost,
    write: Cost,
    variation: f64,
}

impl Effort {
    fn of(&self, reads: bool) -> Cost {
        if reads { self.read } else { self.write }
    }
}

/// Adds the stations of a component.
pub(super) struct Surroundings<'a> {
    pub(super) component: &'a Component<'a>,
    /// What is asked of it with nothing failed, at today's peak.
    pub(super) asked: &'a Asked,
    /// Whether requests, and whether messages, ever come to it.
    pub(super) sides: [bool; 2],
    /// How many messages may wait for it, where those it works off say so.
    pub(super) messages_wait: Option<u32>,
}

impl Surroundings<'_> {
    /// The stand, its stations added to those there are.
    pub(super) fn build(&self, stations: &mut Vec<Station>) -> Stand {
        let component = self.component;
        let instances = component.instances;
        let (servers, effort) = self.effort();
        let slots = component.slots.map(|slots| slots.value.min(f64::from(u32::MAX)) as u32);
        let works_off = self.sides[Side::Messages as usize];
        let shared = works_off || self.scales().is_some() || instances > MOST_QUEUES;
        let mut stand = Stand { servers, slots, effort, ..Stand::default() };
        let mut add = |station: Station| {
            stations.push(station);
            stations.len() - 1
        };
        let limit = |instances: u32| {
            let places = component.item.number(Property::QueueLimit).filter(|_| !component.holds_messages());
            places.map(|places| (places * f64::from(instances)).min(f64::from(u32::MAX)) as u32)
        };
        for side in Side::EACH.into_iter().filter(|side| self.sides[*side as usize]) {
            let is_messages = side == Side::Messages;
            stand.intakes[side as usize] = Some(add(Station {
                servers: stand.held(instances),
                waiting_places: if is_messages { self.messages_wait } else { limit(instances) },
                waits_when_down: is_messages,
                rate_limit: component.rate_limit.filter(|_| !is_messages),
            }));
        }
        let (count, each) = if shared { (1, instances) } else { (instances, 1) };
        let places = if works_off { None } else { limit(each) };
        for _ in 0..count {
            stand.work.push(add(Station {
                servers: servers.saturating_mul(each),
                waiting_places: places,
                waits_when_down: works_off,
                rate_limit: None,
            }));
        }
        stand
    }

    /// How far it scales out, if it does.
    fn scales(&self) -> Option<u32> {
        let most = self.component.item.number(Property::MaxInstances)? as u32;
        let (servers, _) = self.effort();
        (most > self.component.instances && f64::from(most) * f64::from(servers) <= MOST_SERVERS).then_some(most)
    }

    /// What adds instances under load.
    pub(super) fn scaler(&self, stand: &Stand) -> Option<Scaler> {
        let value = |property| self.component.item.param(property).map(|param| param.value);
        let most = self.scales()?;
        let along = stand.intakes.iter().flatten().filter_map(|intake| Some((*intake, stand.slots?.max(1))));
        Some(Scaler {
            station: *stand.work.first()?,
            servers_each: stand.servers,
            along: along.collect(),
            fewest: self.component.instances,
            most,
            target: value(Property::ScaleAt)?.clamp(0.01, 1.0),
            period: LOOKS_EVERY,
            delay: value(Property::ScaleOutTime)?,
            patience: PATIENCE,
        })
    }

    /// Servers of one instance, and what reads and writes ask of one.
    ///
    /// m = max(1, floor(mu S)), mu the rate one instance can do of the mix that comes; a request takes a share of
    /// the component's capacity, and so m n times that share of a server's time.
    fn effort(&self) -> (u32, Effort) {
        let (read, write, mixed) = self.shares();
        let component = self.component;
        let instances = f64::from(component.instances.max(1));
        let service = component.service_time.value / 1e3;
        let at_once = libm::floor(service / (mixed * instances) * (1.0 + NOTHING));
        let servers = if at_once.is_nan() { 1.0 } else { at_once.clamp(1.0, MOST_SERVERS) };
        let cost = |share: f64| {
            let taken = (share * instances * servers).min(1e9);
            let (work, rounding) = (taken.min(service), NOTHING * service);
            let beyond = |more: f64| if more > rounding { more } else { 0.0 };
            Cost { delay: beyond(service - taken), work, after: beyond(taken - service) }
        };
        let variation = component.item.param(Property::Variation).map_or(1.0, |param| param.value);
        (servers as u32, Effort { read: cost(read), write: cost(write), variation })
    }

    /// What share of all the component can do in a second one read takes, one write, and one of the mix, by the
    /// resource it has least of. Slots are left out: they are held, not worked with.
    fn shares(&self) -> (f64, f64, f64) {
        let Component { cpu_time, cores, bandwidth, shards, skew, .. } = self.component;
        let instances = f64::from(self.component.instances.max(1));
        let (rate, total) = (self.asked.rate, self.asked.rate.total());
        let ceiling = ceiling(self.component, self.component.instances.max(1));
        let hottest = skew.min(*shards).max(1.0);
        let (read, write) = (hottest / ceiling.read, hottest / ceiling.write);
        let throughput = if total > 0.0 { (rate.read * read + rate.write * write) / total } else { read.max(write) };
        let cpu = cores.map_or(0.0, |cores| cpu_time.value / 1e3 / (cores.value * instances));
        let moved = if total > 0.0 { self.asked.traffic.busier() / total } else { 0.0 };
        let network = bandwidth.map_or(0.0, |bandwidth| moved / (bandwidth.value * instances));
        let other = cpu.max(network);
        if other > throughput { (other, other, other) } else { (read, write, throughput) }
    }
}

impl Stand {
    /// Adds what is done at its work stations.
    pub(super) fn add_work(&mut self, entries: &mut Vec<Entry>) {
        self.first_entry = entries.len();
        let Effort { variation, .. } = self.effort;
        for reads in [true, false] {
            let Cost { work, after, .. } = self.effort.of(reads);
            for station in &self.work {
                entries
                    .push(Entry { after: service(after, variation), ..Entry::new(*station, service(work, variation)) });
            }
        }
    }
}

/// Times with a mean and a variation: exponential where that is 1, else gamma.
fn service(mean: f64, variation: f64) -> Service {
    let family = match variation {
        0.0 => Family::Constant,
        1.0 => Family::Exponential,
        _ => Family::Gamma,
    };
    if mean > 0.0 { Service { mean, variation, family } } else { Service::constant(0.0) }
}
