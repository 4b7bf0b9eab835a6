//! What a component does when it fails, and where it stands.

use crate::choice::Failover;
use crate::property::{Property, RecordType, Unit, ValueType};
use crate::rows::{Row, number, row};
use RecordType::{Boundary, Component, Connection};

pub(super) const ROWS: &[Row] = &[
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
];
