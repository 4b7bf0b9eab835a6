//! Components as queues: what a request waits for before it is worked on.

use linchpin_queueing::{Error, Ggc, MOST_SERVERS};

use super::Load;
use crate::Resource;
use crate::model::Model;
use crate::structure::scenario::Scenario;

/// Several queues alike, each with servers of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Station {
    /// How many queues: one for each instance, or one for all where they take from a queue.
    pub(crate) queues: f64,
    /// Servers of each.
    pub(crate) servers: u32,
    /// Requests a millisecond that come to each at today's peak, and that one server works off.
    pub(crate) arrivals: f64,
    pub(crate) service_rate: f64,
    /// Standard deviation of service times over their mean.
    pub(crate) variation: f64,
}

impl Station {
    /// The station a component is, while it has instances and is asked for anything.
    ///
    /// A component that can do mu a second with the resource it has least of, and holds each for a time
    /// T, works at mu T at once (Little's law): so many servers it has, at least one. T is its service
    /// time; of slots it is all of the stay, since a slot is held while others work.
    pub(crate) fn of(model: &Model, scenario: &Scenario, load: &Load, component: usize) -> Option<Self> {
        let (asked, used) = (load.asked[component], load.utilisation[component]?);
        let rate = asked.rate.total() / 1e3;
        if rate <= 0.0 || used.value <= 0.0 {
            return None;
        }
        let of = &model.components[component];
        let instances = f64::from(scenario.instances_up(component)).max(if of.traits.store { of.shards } else { 1.0 });
        let capacity = rate / used.value / instances;
        let held = match used.resource {
            Resource::Concurrency => asked.held.value / rate,
            _ => of.service_time.value,
        };
        // Rounding must not cost a server.
        let at_once = (capacity * held * (1.0 + 1e-9)).floor().max(1.0);
        let shared = takes_from_a_queue(model, component);
        let (queues, servers) = if shared { (1.0, at_once * instances) } else { (instances, at_once) };
        let servers = servers.min(f64::from(MOST_SERVERS));
        Some(Self {
            queues,
            servers: servers as u32,
            arrivals: rate / queues,
            service_rate: capacity * instances / queues / servers,
            variation: of.variation.value,
        })
    }

    /// The queue at this multiple of today's peak: M/M/c for exponential service times, else the
    /// approximation of Allen and Cunneen.
    ///
    /// # Errors
    /// When more comes than can be worked off.
    pub(crate) fn at(&self, scale: f64) -> Result<Ggc, Error> {
        let (arrivals, capacity) = (self.arrivals * scale, self.service_rate * f64::from(self.servers));
        // What is full but for rounding would wait for some thousand years.
        let arrivals = if arrivals > capacity * (1.0 - 1e-9) { arrivals.max(capacity) } else { arrivals };
        Ggc::new(arrivals, self.service_rate, self.servers, 1.0, self.variation)
    }
}

/// Whether all that comes to a component it takes from queues or streams itself, when an instance is free.
pub(crate) fn takes_from_a_queue(model: &Model, component: usize) -> bool {
    let incoming = || model.incoming.get(component).iter().map(|index| &model.connections[*index]);
    let calls = || incoming().filter(|connection| connection.carries_calls() && connection.calls > 0.0);
    calls().next().is_some() && calls().all(|connection| model.components[connection.from].holds_messages())
}
