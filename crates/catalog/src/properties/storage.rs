//! What a component keeps: memory, disks, copies of answers, shards.

use super::{MOST, SHARE};
use crate::property::{Property, RecordType, Unit, ValueType};
use crate::rows::{Row, count, number, row};
use RecordType::Component;

const GIGABYTES: ValueType = number(0.0, MOST, Unit::Gigabytes);

pub(super) const ROWS: &[Row] = &[
    row(Property::Memory, "memory", "Memory", &[Component], GIGABYTES, "Memory of one instance.").estimated(
        16.0,
        4.0,
        64.0,
        "common sizes of cloud machines",
    ),
    row(
        Property::WorkingSet,
        "working_set",
        "Working set",
        &[Component],
        GIGABYTES,
        "What it wants to hold in memory, over all shards.",
    ),
    row(Property::Storage, "storage", "Storage", &[Component], GIGABYTES, "Disk of one instance.").estimated(
        1_000.0,
        100.0,
        16_000.0,
        "common sizes of database volumes",
    ),
    row(Property::Stored, "stored", "Stored today", &[Component], GIGABYTES, "What it keeps now, over all shards.")
        .or(0.0),
    row(
        Property::Growth,
        "growth",
        "Growth",
        &[Component],
        number(0.0, MOST, Unit::GigabytesPerDay),
        "What is added each day, over all shards.",
    ),
    row(
        Property::Retention,
        "retention",
        "Retention",
        &[Component],
        number(0.001, 1e6, Unit::Days),
        "How long it is kept; without it for good.",
    ),
    row(
        Property::BackedUp,
        "backed_up",
        "Backed up",
        &[Component],
        ValueType::Flag,
        "Copies are kept elsewhere that a mistake here cannot reach; replicas repeat mistakes.",
    ),
    row(
        Property::KeepsState,
        "keeps_state",
        "Keeps state",
        &[Component],
        ValueType::Flag,
        "Instances keep sessions or files of their own that are lost with them.",
    ),
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
];
