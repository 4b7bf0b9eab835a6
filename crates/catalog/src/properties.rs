//! The table of properties. The order is that of [`Property`].

use crate::boundary::BoundaryKind;
use crate::choice::{Asks, Dependency, Failover, Interaction, Method, Profile, SeveritySetting, Weight, When};
use crate::property::{Property, PropertySpec, RecordType, Unit, ValueType};
use crate::rows::{count, number, row};
use RecordType::{Boundary, Component, Connection, Design, Endpoint, Entity, Note, Override, Rule, Text, Waiver};

/// Names and labels: long enough for any sentence, short enough to draw.
const NAME_BYTES: usize = 400;
const CONTENT_BYTES: usize = 20_000;
/// No instance count, rate or number of calls beyond this means anything.
const MOST: f64 = 1e9;

const RATE: ValueType = number(0.001, MOST, Unit::PerSecond);
const SHARE: ValueType = number(0.0, 1.0, Unit::Share);
const PLACED: &[RecordType] = &[Component, Boundary, Note, Text];
const SIZED: &[RecordType] = &[Boundary, Note, Text];
/// What has a place among others of its type without one on the canvas.
const ORDERED: &[RecordType] = &[Component, Boundary, Note, Text, Endpoint, Entity, Rule];
/// What requests start from: clients, schedulers, and endpoints, which enter at clients.
const JOURNEYS: &[RecordType] = &[Component, Endpoint];
const TARGETED: &[RecordType] = &[Design, Component, Endpoint];
/// What a waiver may be about.
const SUBJECTS: &[RecordType] = &[Component, Connection, Boundary, Endpoint, Entity];
const GIGABYTES: ValueType = number(0.0, MOST, Unit::Gigabytes);
/// What a rule of the design's own may say of a component.
const CONDITION_BYTES: usize = 1_000;

/// Every property.
pub(crate) const PROPERTIES: &[PropertySpec] = &[
    row(Property::Title, "title", "Title", &[Design], ValueType::Text(NAME_BYTES), "What the design is called."),
    row(
        Property::Name,
        "name",
        "Name",
        &[Component, Connection, Boundary, Endpoint, Entity, Rule],
        ValueType::Text(NAME_BYTES),
        "What it is called.",
    ),
    row(
        Property::Content,
        "content",
        "Text",
        &[Note, Text, Endpoint, Entity, Rule],
        ValueType::Text(CONTENT_BYTES),
        "What it says.",
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
    row(
        Property::Order,
        "order",
        "Order",
        ORDERED,
        ValueType::Order,
        "What is drawn in front of what, or listed after what.",
    ),
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
    row(
        Property::RuleId,
        "rule",
        "Rule",
        &[Waiver, Override],
        ValueType::Text(NAME_BYTES),
        "The rule that is meant, by its id.",
    ),
    row(
        Property::Subject,
        "subject",
        "About",
        &[Waiver],
        ValueType::Reference(SUBJECTS),
        "What the accepted finding is about; without it whatever the rule finds is accepted.",
    ),
    row(Property::Reason, "reason", "Reason", &[Waiver], ValueType::Text(CONTENT_BYTES), "Why it is accepted."),
    row(
        Property::Severity,
        "severity",
        "Severity",
        &[Override, Rule],
        ValueType::Choice(SeveritySetting::CHOICES),
        "How much it matters when the rule is broken.",
    ),
    row(
        Property::Selects,
        "selects",
        "Applies to",
        &[Rule],
        ValueType::Text(CONDITION_BYTES),
        "Which components the rule is about, as conditions that all hold: kind=cache calls=relational-database.",
    ),
    row(
        Property::Requires,
        "requires",
        "Requires",
        &[Rule],
        ValueType::Text(CONDITION_BYTES),
        "Conditions that must all hold for them: instances>=2 failover=automatic.",
    ),
];
