//! The table of properties. The order is that of [`Property`].

use crate::boundary::BoundaryKind;
use crate::choice::{Asks, Dependency, Failover, Interaction, Weight, When};
use crate::param::Param;
use crate::property::{NumberSpec, Property, PropertySpec, RecordType, Unit, ValueType};
use RecordType::{Boundary, Component, Connection, Design, Note, Text};

const CONVENTION: &str = "the usual case; set it where yours differs";
/// Names and labels: long enough for any sentence, short enough to draw.
const NAME_BYTES: usize = 400;
const CONTENT_BYTES: usize = 20_000;
/// No instance count, rate or number of calls beyond this means anything.
const MOST: f64 = 1e9;

const fn number(min: f64, max: f64, unit: Unit) -> ValueType {
    ValueType::Number(NumberSpec { min, max, whole: false, unit })
}

const fn count(min: f64, max: f64) -> ValueType {
    ValueType::Number(NumberSpec { min, max, whole: true, unit: Unit::None })
}

const fn row(
    property: Property,
    id: &'static str,
    label: &'static str,
    records: &'static [RecordType],
    value: ValueType,
    help: &'static str,
) -> PropertySpec {
    PropertySpec { property, id, label, help, records, value, default: None }
}

impl PropertySpec {
    const fn or(mut self, value: f64) -> Self {
        self.default = Some(Param::exact(value, CONVENTION));
        self
    }

    const fn estimated(mut self, value: f64, low: f64, high: f64, source: &'static str) -> Self {
        self.default = Some(Param::range(value, low, high, source));
        self
    }
}

const RATE: ValueType = number(0.001, MOST, Unit::PerSecond);
const SHARE: ValueType = number(0.0, 1.0, Unit::Share);
const PLACED: &[RecordType] = &[Component, Boundary, Note, Text];
const SIZED: &[RecordType] = &[Boundary, Note, Text];

/// Every property.
pub(crate) const PROPERTIES: &[PropertySpec] = &[
    row(Property::Title, "title", "Title", &[Design], ValueType::Text(NAME_BYTES), "What the design is called."),
    row(
        Property::Name,
        "name",
        "Name",
        &[Component, Connection, Boundary],
        ValueType::Text(NAME_BYTES),
        "What it is called on the canvas.",
    ),
    row(
        Property::Content,
        "content",
        "Text",
        &[Note, Text],
        ValueType::Text(CONTENT_BYTES),
        "What the note or text says.",
    ),
    row(Property::Kind, "kind", "Kind", &[Component], ValueType::Kind, "What kind of component it is."),
    row(
        Property::BoundaryKind,
        "boundary_kind",
        "Kind",
        &[Boundary],
        ValueType::Choice(BoundaryKind::CHOICES),
        "What the boundary stands for.",
    ),
    row(Property::Position, "position", "Position", PLACED, ValueType::Point, "The top left corner on the canvas."),
    row(Property::Size, "size", "Size", SIZED, ValueType::Size, "Width and height on the canvas."),
    row(Property::Parent, "parent", "Inside", PLACED, ValueType::Reference(&[Boundary]), "The boundary it lies in."),
    row(Property::Order, "order", "Order", PLACED, ValueType::Order, "What is drawn in front of what."),
    row(Property::Instances, "instances", "Instances", &[Component], count(1.0, 10_000.0), "How many of it run.")
        .or(1.0),
    row(
        Property::Needed,
        "needed",
        "Needed",
        &[Component],
        count(1.0, 10_000.0),
        "How many instances must be up for it to work.",
    )
    .or(1.0),
    row(Property::Capacity, "capacity", "Capacity", &[Component], RATE, "Requests one instance can serve."),
    row(
        Property::ReadCapacity,
        "read_capacity",
        "Read capacity",
        &[Component],
        RATE,
        "Reads one instance can serve when it does nothing else.",
    ),
    row(
        Property::WriteCapacity,
        "write_capacity",
        "Write capacity",
        &[Component],
        RATE,
        "Writes one shard can take when it does nothing else.",
    ),
    row(
        Property::ServiceTime,
        "service_time",
        "Service time",
        &[Component],
        number(0.0, 1e9, Unit::Milliseconds),
        "How long one request takes it, waiting for others and for its turn left out.",
    ),
    row(
        Property::Slots,
        "slots",
        "Slots",
        &[Component],
        count(1.0, MOST),
        "Requests one instance can hold at once: threads, connections or workers.",
    ),
    row(
        Property::CpuTime,
        "cpu_time",
        "CPU time",
        &[Component],
        number(0.0, 1e9, Unit::Milliseconds),
        "How long one request keeps a core busy.",
    )
    .estimated(0.0, 0.0, 0.0, "left out unless set: the capacity stands for it"),
    row(
        Property::Cores,
        "cores",
        "Cores",
        &[Component],
        number(0.01, 1e6, Unit::None),
        "Cores of one instance that serve requests.",
    )
    .estimated(4.0, 2.0, 16.0, "common sizes of cloud machines"),
    row(
        Property::Bandwidth,
        "bandwidth",
        "Bandwidth",
        &[Component],
        number(0.001, MOST, Unit::MegabitsPerSecond),
        "What one instance can move over the network, each way.",
    )
    .estimated(2_000.0, 500.0, 10_000.0, "sustained figures of cloud machines with 4 to 8 cores"),
    row(Property::HitRatio, "hit_ratio", "Hit ratio", &[Component], SHARE, "The share of reads it answers itself."),
    row(
        Property::Shards,
        "shards",
        "Shards",
        &[Component],
        count(1.0, 10_000.0),
        "Parts the data is split into, each with its own writes.",
    )
    .or(1.0),
    row(
        Property::Skew,
        "skew",
        "Skew",
        &[Component],
        number(1.0, 10_000.0, Unit::None),
        "Load of the hottest shard over that of the average one.",
    )
    .or(1.0),
    row(
        Property::Failover,
        "failover",
        "Failover",
        &[Component],
        ValueType::Choice(Failover::CHOICES),
        "How a standby or replica takes over.",
    ),
    row(
        Property::Takeover,
        "takeover",
        "Takeover time",
        &[Component],
        number(0.0, 1e6, Unit::Seconds),
        "How long until the standby or replica serves.",
    )
    .estimated(
        60.0,
        10.0,
        180.0,
        "automatic failover of managed databases is documented at 60 to 120 seconds; by hand, half an hour is assumed",
    ),
    row(
        Property::Availability,
        "availability",
        "Availability",
        &[Component, Connection, Boundary],
        number(0.0, 1.0, Unit::Share),
        "The share of time one instance, the provider, the place or the connection is up.",
    ),
    row(
        Property::Repair,
        "repair",
        "Time to repair",
        &[Component],
        number(0.001, 1e6, Unit::Minutes),
        "Mean time until a failed instance is back.",
    )
    .estimated(60.0, 10.0, 480.0, "minutes for a restart or a new machine, hours where somebody has to be called"),
    row(
        Property::Managed,
        "managed",
        "Managed",
        &[Component],
        ValueType::Flag,
        "Run by a provider: one provider event stands for its instances.",
    ),
    row(
        Property::Spread,
        "spread",
        "Spread over zones",
        &[Component],
        ValueType::Flag,
        "Directly inside a region, instances are spread over the zones drawn in it.",
    ),
    row(
        Property::Peak,
        "peak",
        "Peak rate",
        &[Component],
        number(0.0, MOST, Unit::PerSecond),
        "Requests a second at the peak.",
    )
    .or(100.0),
    row(Property::ReadShare, "read_share", "Reads", &[Component], SHARE, "The share of requests that only read.")
        .or(0.8),
    row(
        Property::FailureDomain,
        "failure_domain",
        "Fails as one",
        &[Boundary],
        ValueType::Flag,
        "Everything inside fails with it.",
    ),
    row(Property::From, "from", "From", &[Connection], ValueType::Reference(&[Component]), "The caller."),
    row(Property::To, "to", "To", &[Connection], ValueType::Reference(&[Component]), "The callee."),
    row(
        Property::Interaction,
        "interaction",
        "Interaction",
        &[Connection],
        ValueType::Choice(Interaction::CHOICES),
        "What the arrow means.",
    ),
    row(
        Property::Dependency,
        "dependency",
        "Dependency",
        &[Connection],
        ValueType::Choice(Dependency::CHOICES),
        "Whether the caller can answer without it.",
    ),
    row(Property::When, "when", "Used by", &[Connection], ValueType::Choice(When::CHOICES), "Which requests use it."),
    row(Property::Share, "share", "Share", &[Connection], SHARE, "The share of requests that use it.").or(1.0),
    row(
        Property::Asks,
        "asks",
        "Asks for",
        &[Connection],
        ValueType::Choice(Asks::CHOICES),
        "The class in which the callee is called.",
    ),
    row(
        Property::Calls,
        "calls",
        "Calls",
        &[Connection],
        number(0.0, 1e6, Unit::None),
        "Calls made each time it is used.",
    )
    .or(1.0),
    row(
        Property::Payload,
        "payload",
        "Payload",
        &[Connection],
        number(0.0, 1e9, Unit::Kilobytes),
        "What one call carries: reads bring it back, writes and events take it there.",
    )
    .or(1.0),
    row(
        Property::Pool,
        "pool",
        "Pool",
        &[Connection],
        ValueType::Text(NAME_BYTES),
        "Connections of one caller with the same pool name are alternatives; a name of its own makes it stand alone.",
    ),
    row(
        Property::PoolNeeds,
        "pool_needs",
        "Pool needs",
        &[Connection],
        count(1.0, 10_000.0),
        "How many members of the pool must serve.",
    )
    .or(1.0),
    row(
        Property::Priority,
        "priority",
        "Priority",
        &[Connection],
        count(0.0, 100.0),
        "Later tiers get load only when earlier ones cannot meet what the pool needs.",
    )
    .or(0.0),
    row(
        Property::Weight,
        "weight",
        "Balancing",
        &[Connection],
        ValueType::Choice(Weight::CHOICES),
        "How the pool divides its load.",
    ),
    row(
        Property::Retries,
        "retries",
        "Retries",
        &[Connection],
        count(0.0, 100.0),
        "Further attempts when the call fails.",
    )
    .or(0.0),
    row(
        Property::CircuitBreaker,
        "circuit_breaker",
        "Circuit breaker",
        &[Connection],
        ValueType::Flag,
        "Stops calling what keeps failing.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_ids_are_unique() {
        for (index, spec) in PROPERTIES.iter().enumerate() {
            assert_eq!(spec.property as usize, index, "{}", spec.id);
            assert_eq!(Property::from_id(spec.id), Some(spec.property));
        }
    }

    #[test]
    fn every_default_is_a_value_the_property_allows() {
        for spec in PROPERTIES {
            if let (Some(default), ValueType::Number(bounds)) = (spec.default, spec.value) {
                assert!(bounds.min <= default.low && default.high <= bounds.max, "{}", spec.id);
            }
        }
    }
}
