//! Boundaries that fail together, and how one component calls another.

use super::{NAME_BYTES, SHARE};
use crate::choice::{Asks, Dependency, Interaction, Weight, When};
use crate::property::{Property, RecordType, Unit, ValueType};
use crate::rows::{Row, count, number, row};
use RecordType::{Boundary, Component, Connection};

pub(super) const ROWS: &[Row] = &[
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
        Property::Group,
        "group",
        "At once with",
        &[Connection],
        ValueType::Text(NAME_BYTES),
        "Connections of one caller with the same group name are called at once; without it one after the other.",
    ),
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
        Property::Timeout,
        "timeout",
        "Timeout",
        &[Connection],
        number(0.001, 1e9, Unit::Milliseconds),
        "How long the caller waits for an answer; without it as long as it takes.",
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
