//! Component kinds and what each is by nature.

use crate::kinds::KINDS;
use crate::param::Param;
use crate::property::Property;

/// The colour family of a kind: what part of a system it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Clients and services of others.
    Outside,
    /// What stands between users and servers.
    Edge,
    /// What computes.
    Compute,
    /// What keeps data.
    Data,
    /// What passes messages on or starts work.
    Messages,
}

impl Family {
    /// Every family, in palette order.
    pub const ALL: [Family; 5] = [Self::Outside, Self::Edge, Self::Compute, Self::Data, Self::Messages];

    /// The heading of this family in the palette.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Outside => "Outside",
            Self::Edge => "Edge",
            Self::Compute => "Compute",
            Self::Data => "Data",
            Self::Messages => "Messages",
        }
    }

    /// The name of this family's colour tokens.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Edge => "edge",
            Self::Compute => "compute",
            Self::Data => "data",
            Self::Messages => "message",
        }
    }
}

/// What a kind is by nature; the analysis reads these, never the kind's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traits {
    /// Traffic starts here: clients and schedulers. Entries have no failure events.
    pub entry: bool,
    /// A person's device; a scheduler is an entry but no client.
    pub client: bool,
    /// Passes requests on and answers nothing itself.
    pub forwarder: bool,
    /// A kind of machine: two of them behind one caller are alternatives.
    pub machine: bool,
    /// Keeps data that cannot be recomputed; further instances are its standbys.
    pub store: bool,
    /// Answers from a copy with a hit ratio.
    pub caching: bool,
    /// A queue: each message goes to one consumer.
    pub queue: bool,
    /// A stream: each consumer gets every event.
    pub stream: bool,
    /// Run by a provider unless the design says otherwise.
    pub managed: bool,
    /// May take over for one of its kind by a standby arrow without being a store.
    pub standby: bool,
}

/// Everything known about a kind.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// The kind this row describes.
    pub kind: ComponentKind,
    /// The name in files and links.
    pub id: &'static str,
    /// The name people read, also the default name of a new component.
    pub label: &'static str,
    /// Its colour family and palette group.
    pub family: Family,
    /// One sentence for the palette.
    pub summary: &'static str,
    /// Other words people search for.
    pub keywords: &'static [&'static str],
    /// The glyph as an SVG path on a 24 x 24 grid, to be stroked.
    pub glyph: &'static str,
    /// What it is by nature.
    pub traits: Traits,
    /// Defaults that differ from the property's own.
    pub defaults: &'static [(Property, Param)],
}

/// A kind of component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each name is the field's own term; the table documents it")]
pub enum ComponentKind {
    WebClient,
    MobileClient,
    Device,
    ExternalService,
    Dns,
    Cdn,
    LoadBalancer,
    ApiGateway,
    WebServer,
    ApplicationServer,
    Service,
    Worker,
    ServerlessFunction,
    Generic,
    RelationalDatabase,
    DocumentStore,
    Cache,
    ObjectStorage,
    SearchIndex,
    DataWarehouse,
    MessageQueue,
    EventStream,
    Scheduler,
}

impl ComponentKind {
    /// Every kind, in palette order.
    pub fn all() -> impl Iterator<Item = ComponentKind> {
        KINDS.iter().map(|spec| spec.kind)
    }

    /// The row of this kind.
    pub fn spec(self) -> &'static KindSpec {
        &KINDS[self as usize]
    }

    /// The name in files and links.
    pub fn id(self) -> &'static str {
        self.spec().id
    }

    /// The name people read.
    pub fn label(self) -> &'static str {
        self.spec().label
    }

    /// The kind with this file name.
    pub fn from_id(id: &str) -> Option<Self> {
        KINDS.iter().find(|spec| spec.id == id).map(|spec| spec.kind)
    }

    /// What it is by nature.
    pub fn traits(self) -> Traits {
        self.spec().traits
    }

    /// The default of a numeric property for this kind, if the kind has that property.
    pub fn default(self, property: Property) -> Option<Param> {
        if !self.has(property) {
            return None;
        }
        let own = self.spec().defaults.iter().find(|(key, _)| *key == property);
        let by_nature = (property == Property::Availability).then(|| self.availability());
        own.map(|(_, param)| *param).or(by_nature).or_else(|| property.spec().default)
    }

    /// The default of a numeric property beside what is typed for others: an instance said to serve more
    /// than is usual for its kind is taken to be larger all over.
    pub fn usual(self, property: Property, typed: impl Fn(Property) -> Option<f64>) -> Option<Param> {
        const CEILINGS: [Property; 3] = [Property::Capacity, Property::ReadCapacity, Property::WriteCapacity];
        let default = self.default(property)?;
        // What is a convention and no estimate holds at any size.
        if !matches!(property, Property::Slots | Property::Cores | Property::Bandwidth) || default.low == default.high {
            return Some(default);
        }
        let growth = |ceiling| Some(typed(ceiling)? / self.default(ceiling)?.value);
        let factor = CEILINGS.into_iter().filter_map(growth).fold(1.0, f64::max);
        Some(Param { value: default.value * factor, low: default.low * factor, high: default.high * factor, ..default })
    }

    /// The availability of one instance, or of the provider of a kind that is managed by default, where
    /// the table has none of its own.
    fn availability(self) -> Param {
        if self.traits().managed {
            Param::range(0.999, 0.99, 0.9999, "what providers commonly promise, a contract threshold and no forecast")
        } else {
            Param::range(0.999, 0.995, 0.9999, "cloud providers promise 99.5 to 99.9 % for a single machine")
        }
    }

    /// Whether it holds only so many requests at once. Brokers hand over at once, and what providers run
    /// has quotas of its own, which for functions are on what runs at the same time.
    fn has_slots(self) -> bool {
        let traits = self.traits();
        let hands_over = traits.queue || traits.stream;
        !traits.entry && !hands_over && (!traits.managed || self == Self::ServerlessFunction)
    }

    /// Whether it keeps things on a disk of its own, which can be full; what providers run grows.
    fn has_disk(self) -> bool {
        let traits = self.traits();
        !traits.managed && (traits.store || traits.queue || traits.stream)
    }

    /// Whether it runs code of one's own that may keep what belongs in a store.
    fn keeps_sessions(self) -> bool {
        matches!(self, Self::WebServer | Self::ApplicationServer | Self::Service | Self::Worker | Self::Generic)
    }

    /// Whether a component of this kind can have the property at all.
    pub fn has(self, property: Property) -> bool {
        use Property as P;
        let traits = self.traits();
        match property {
            P::Name | P::Kind | P::Position | P::Parent | P::Order => true,
            P::Peak | P::ReadShare | P::Profile | P::OffPeak | P::PeakLength => traits.entry,
            P::TargetAvailability | P::TargetLatency | P::TargetRecovery => traits.entry,
            P::Responsibilities | P::Price => !traits.entry,
            P::Instances | P::Needed | P::Spread | P::Managed => !traits.entry,
            P::MaxInstances | P::ScaleAt | P::ScaleOutTime => !traits.entry && !traits.store && !traits.managed,
            P::RateLimit => traits.forwarder && !traits.entry && self != Self::Dns,
            P::KeepsState => self.keeps_sessions(),
            P::Capacity => !traits.entry && !traits.store,
            P::ReadCapacity | P::WriteCapacity | P::Shards | P::Skew => traits.store,
            P::ServiceTime | P::Variation => !traits.entry,
            P::Slots => self.has_slots(),
            P::QueueLimit => self.has_slots() || traits.queue || traits.stream,
            P::CpuTime | P::Cores | P::Bandwidth => !traits.entry && !traits.managed,
            P::Memory | P::WorkingSet => !traits.entry && !traits.managed,
            P::Storage | P::Stored | P::Growth | P::Retention => self.has_disk(),
            P::BackedUp => traits.store,
            P::HitRatio => traits.caching,
            P::Failover | P::Takeover => traits.store || traits.standby,
            P::Availability | P::Repair => !traits.entry,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_ids_are_unique() {
        for (index, spec) in KINDS.iter().enumerate() {
            assert_eq!(spec.kind as usize, index, "{}", spec.id);
            assert_eq!(ComponentKind::from_id(spec.id), Some(spec.kind));
        }
    }

    #[test]
    fn every_default_lies_in_its_range_and_names_a_source() {
        for spec in KINDS {
            for (property, param) in spec.defaults {
                assert!(spec.kind.has(*property), "{} has no {property:?}", spec.id);
                assert!(param.low <= param.value && param.value <= param.high, "{} {property:?}", spec.id);
                assert!(!param.source.is_empty());
            }
        }
    }

    #[test]
    fn an_instance_that_serves_more_than_usual_is_larger_all_over() {
        let kind = ComponentKind::Service;
        let usual = |capacity: f64| {
            kind.usual(Property::Slots, |property| (property == Property::Capacity).then_some(capacity)).unwrap().value
        };
        let (slots, capacity) =
            (kind.default(Property::Slots).unwrap().value, kind.default(Property::Capacity).unwrap().value);
        assert_eq!(usual(capacity), slots);
        assert_eq!(usual(capacity / 2.0), slots, "a small one keeps what is usual");
        assert_eq!(usual(capacity * 4.0), slots * 4.0);
    }

    #[test]
    fn whatever_carries_load_has_a_ceiling() {
        for spec in KINDS.iter().filter(|spec| !spec.traits.entry) {
            let ceiling = if spec.traits.store { Property::ReadCapacity } else { Property::Capacity };
            assert!(spec.kind.default(ceiling).is_some(), "{}", spec.id);
        }
    }
}
