//! What comes in and what is asked of it: endpoints, peaks, targets, entities.

use super::{MOST, NAME_BYTES, SHARE};
use crate::choice::{Method, Profile};
use crate::property::{Property, RecordType, Unit, ValueType};
use crate::rows::{Row, number, row};
use RecordType::{Component, Design, Endpoint, Entity};

/// What requests start from: clients, schedulers, and endpoints, which enter at clients.
const JOURNEYS: &[RecordType] = &[Component, Endpoint];
const TARGETED: &[RecordType] = &[Design, Component, Endpoint];

pub(super) const ROWS: &[Row] = &[
    row(
        Property::Method,
        "method",
        "Method",
        &[Endpoint],
        ValueType::Choice(Method::CHOICES),
        "What is done to the resource; GET and HEAD read, the others write.",
    ),
    row(Property::Path, "path", "Path", &[Endpoint], ValueType::Text(NAME_BYTES), "The resource, as in /orders/{id}."),
    row(
        Property::Handlers,
        "handlers",
        "Handled by",
        &[Endpoint],
        ValueType::References(&[Component]),
        "The components that own it; what is in a pool with one of them handles it too.",
    ),
    row(
        Property::Peak,
        "peak",
        "Peak rate",
        JOURNEYS,
        number(0.0, MOST, Unit::PerSecond),
        "Requests a second at the peak.",
    )
    .or(100.0),
    row(Property::ReadShare, "read_share", "Reads", JOURNEYS, SHARE, "The share of requests that only read.").or(0.8),
    row(
        Property::Profile,
        "profile",
        "Over the day",
        JOURNEYS,
        ValueType::Choice(Profile::CHOICES),
        "How the rate moves; its highest point is the peak rate.",
    ),
    row(
        Property::OffPeak,
        "off_peak",
        "Off the peak",
        JOURNEYS,
        SHARE,
        "The rate at its lowest, as a share of the peak.",
    )
    .estimated(0.3, 0.1, 0.6, "published daily curves of web sites fall to 20 to 50 % at night"),
    row(
        Property::PeakLength,
        "peak_length",
        "Peak lasts",
        JOURNEYS,
        number(0.01, 1_440.0, Unit::Minutes),
        "How long a burst lasts, or how long a day's rate stays near its peak.",
    )
    .estimated(60.0, 10.0, 240.0, "an evening's hour; minutes for a push message or the start of a sale"),
    row(
        Property::TargetAvailability,
        "target_availability",
        "Availability of at least",
        TARGETED,
        number(0.0, 1.0, Unit::Share),
        "The share of time requests must be answered. What the design says holds for journeys without a target of their own.",
    ),
    row(
        Property::TargetLatency,
        "target_latency",
        "p99 of at most",
        TARGETED,
        number(0.001, 1e9, Unit::Milliseconds),
        "Of a hundred answers ninety-nine must come in this time, at the peak.",
    ),
    row(
        Property::TargetRecovery,
        "target_recovery",
        "Back within",
        TARGETED,
        number(0.001, 1e9, Unit::Seconds),
        "After any one failure, how soon requests must be answered again (recovery time objective).",
    ),
    row(
        Property::Owner,
        "owner",
        "Owned by",
        &[Entity],
        ValueType::Reference(&[Component]),
        "The one component that may change it.",
    ),
    row(
        Property::Store,
        "store",
        "Stored in",
        &[Entity],
        ValueType::Reference(&[Component]),
        "The component that keeps it.",
    ),
];
