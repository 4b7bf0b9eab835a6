//! What a component is for, how many of it run, and what each can carry.

use super::{CONDITION_BYTES, MOST};
use crate::property::{Property, RecordType, Unit, ValueType};
use crate::rows::{Row, count, number, row};
use RecordType::Component;

const RATE: ValueType = number(0.001, MOST, Unit::PerSecond);

pub(super) const ROWS: &[Row] = &[
    row(
        Property::Responsibilities,
        "responsibilities",
        "Jobs",
        &[Component],
        ValueType::Text(CONDITION_BYTES),
        "What it is there for, one job a line: more than one is too many.",
    ),
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
    row(
        Property::MaxInstances,
        "max_instances",
        "Scales out to",
        &[Component],
        count(1.0, 10_000.0),
        "The most instances autoscaling may start; without it their number is fixed.",
    ),
    row(
        Property::ScaleAt,
        "scale_at",
        "Scales out at",
        &[Component],
        number(0.05, 1.0, Unit::Share),
        "The utilisation autoscaling keeps instances below.",
    )
    .estimated(0.7, 0.5, 0.8, "targets common in guides to autoscaling groups"),
    row(
        Property::ScaleOutTime,
        "scale_out_time",
        "Time to scale out",
        &[Component],
        number(0.0, 1e6, Unit::Seconds),
        "From too much load to one more instance that takes requests.",
    )
    .estimated(180.0, 30.0, 600.0, "a minute to notice, seconds for a container, minutes for a machine"),
    row(
        Property::Price,
        "price",
        "Price",
        &[Component],
        number(0.0, MOST, Unit::None),
        "What one instance costs a month, in any currency; the same one everywhere.",
    ),
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
        Property::RateLimit,
        "rate_limit",
        "Rate limit",
        &[Component],
        RATE,
        "Requests it lets pass; those beyond are refused at once.",
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
        Property::Variation,
        "variation",
        "Variation",
        &[Component],
        number(0.0, 100.0, Unit::None),
        "Standard deviation of the service time over its mean: 0 is always the same, 1 is exponential.",
    )
    .estimated(1.0, 0.5, 2.0, "exponential service times, the usual assumption where nothing was measured"),
    row(
        Property::Slots,
        "slots",
        "Slots",
        &[Component],
        count(1.0, MOST),
        "Requests one instance can hold at once: threads, connections or workers.",
    ),
    row(
        Property::QueueLimit,
        "queue_limit",
        "Waiting places",
        &[Component],
        count(0.0, MOST),
        "Requests (of a queue: messages) that may wait at one instance; those beyond are refused. Without it all may wait.",
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
];
