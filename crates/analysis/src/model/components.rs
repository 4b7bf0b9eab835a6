//! Components with every number the analysis reads, defaults filled in.

use linchpin_catalog::{ComponentKind, Failover, Param, Property, Traits};
use linchpin_document::Item;

use super::stated::StatedComponent;
use crate::{Resolved, ResolvedChoice};

/// A component of the design.
#[derive(Debug, Clone)]
pub(crate) struct Component<'a> {
    pub(crate) item: &'a Item,
    pub(crate) kind: ComponentKind,
    pub(crate) traits: Traits,
    pub(crate) instances: u32,
    pub(crate) needed: u32,
    pub(crate) managed: Resolved<bool>,
    pub(crate) spread: Resolved<bool>,
    /// Where the design does not say, settled once standbys are known.
    pub(crate) failover: ResolvedChoice<Failover>,
    /// Requests a second one instance serves; of stores, reads.
    pub(crate) read_capacity: Param,
    /// The same as for reads, but of stores: writes a second one shard takes.
    pub(crate) write_capacity: Param,
    /// Requests a second it lets pass, all its instances together.
    pub(crate) rate_limit: Option<f64>,
    /// Milliseconds a request takes it, without waiting for others or for its turn.
    pub(crate) service_time: Param,
    /// Standard deviation of that time over its mean.
    pub(crate) variation: Param,
    /// Milliseconds a request keeps a core busy.
    pub(crate) cpu_time: Param,
    /// Of one instance the requests it can hold at once, its cores, and the Mbit/s it can move each way;
    /// nothing where its kind has no such limit.
    pub(crate) slots: Option<Param>,
    pub(crate) cores: Option<Param>,
    pub(crate) bandwidth: Option<Param>,
    pub(crate) shards: f64,
    pub(crate) skew: f64,
    pub(crate) hit_ratio: f64,
    pub(crate) peak: f64,
    pub(crate) read_share: f64,
    /// The share of time one instance, or the provider, is up.
    pub(crate) availability: Param,
    /// Minutes until a failed instance is back.
    pub(crate) repair: Param,
    /// Seconds until a standby or replica serves. Settled with the failover.
    pub(crate) takeover: Param,
}

impl<'a> Component<'a> {
    /// Reads a component.
    pub(crate) fn read(item: &'a Item) -> Self {
        let stated = StatedComponent::of(item);
        let kind = stated.kind;
        let traits = kind.traits();
        let value = |property, otherwise: f64| stated.param(property).map_or(otherwise, |param| param.value);
        let [read_ceiling, write_ceiling] = if traits.store {
            [Property::ReadCapacity, Property::WriteCapacity]
        } else {
            [Property::Capacity, Property::Capacity]
        };
        // Every kind that serves has a ceiling; entries carry no load.
        let unlimited = Param::exact(f64::MAX, "");
        Self {
            item,
            kind,
            traits,
            instances: value(Property::Instances, 1.0) as u32,
            needed: value(Property::Needed, 1.0) as u32,
            managed: resolved(stated.managed, traits.managed),
            spread: resolved(stated.spread, true),
            failover: failover(item, kind),
            read_capacity: stated.param(read_ceiling).unwrap_or(unlimited),
            write_capacity: stated.param(write_ceiling).unwrap_or(unlimited),
            rate_limit: item.number(Property::RateLimit).filter(|_| kind.has(Property::RateLimit)),
            service_time: stated.param(Property::ServiceTime).unwrap_or(Param::exact(0.0, "")),
            variation: stated.param(Property::Variation).unwrap_or(Param::exact(1.0, "")),
            cpu_time: stated.param(Property::CpuTime).unwrap_or(Param::exact(0.0, "")),
            cores: stated.usual(Property::Cores),
            slots: stated.usual(Property::Slots),
            bandwidth: stated.usual(Property::Bandwidth),
            shards: value(Property::Shards, 1.0),
            skew: value(Property::Skew, 1.0),
            hit_ratio: value(Property::HitRatio, 0.0),
            peak: value(Property::Peak, 0.0),
            read_share: value(Property::ReadShare, 0.0),
            availability: stated.param(Property::Availability).unwrap_or(Param::exact(1.0, "")),
            repair: stated.param(Property::Repair).unwrap_or(Param::exact(1.0, "")),
            takeover: stated.param(Property::Takeover).unwrap_or(Param::exact(0.0, "")),
        }
    }

    /// Settles how a standby takes over: automatic for stores with several instances and for whatever
    /// has a standby drawn, unless the design says otherwise.
    pub(crate) fn settle_failover(&mut self, has_standby: bool) {
        let several = self.traits.store && self.instances > 1;
        if self.failover.guessed && (several || has_standby) {
            self.failover.value = Failover::Automatic;
        }
        if self.kind.has(Property::Takeover) && self.item.number(Property::Takeover).is_none() {
            self.takeover = self.failover.value.takeover().unwrap_or(self.takeover);
        }
    }

    /// The name people read.
    pub(crate) fn name(&self) -> &'a str {
        self.item.name()
    }

    /// Whether it runs at a provider, as one event. Entries never do.
    pub(crate) fn is_managed(&self) -> bool {
        self.managed.value && !self.traits.entry
    }

    /// Whether it takes messages over for later: a queue or a stream.
    pub(crate) fn holds_messages(&self) -> bool {
        self.traits.queue || self.traits.stream
    }

    /// Whether it is a balancer or a gateway: of no use without something to pass requests on to.
    pub(crate) fn only_passes_on(&self) -> bool {
        matches!(self.kind, ComponentKind::LoadBalancer | ComponentKind::ApiGateway)
    }

    /// Whether its first instance alone takes writes.
    pub(crate) fn has_leader(&self) -> bool {
        self.is_replicated_store() && self.failover.value != Failover::Automatic
    }

    /// Whether its further instances stand by for its first.
    pub(crate) fn is_replicated_store(&self) -> bool {
        self.traits.store && self.instances > 1 && !self.is_managed()
    }
}

fn failover(item: &Item, kind: ComponentKind) -> ResolvedChoice<Failover> {
    let stated = item.choice(Property::Failover).filter(|_| kind.has(Property::Failover));
    ResolvedChoice { value: stated.unwrap_or(Failover::None), guessed: stated.is_none() }
}

fn resolved(stated: Option<bool>, default: bool) -> Resolved<bool> {
    Resolved { value: stated.unwrap_or(default), guessed: stated.is_none() }
}
