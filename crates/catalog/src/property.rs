//! What can be written down about a record: the table every form, file and check is driven by.

use crate::choice::Choice;
use crate::param::Param;
use crate::properties::{HELP, PROPERTIES};

/// The types of record a design is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    /// The design itself: exactly one, always there.
    Design,
    /// A part of the system.
    Component,
    /// An arrow from caller to callee.
    Connection,
    /// A box around components: region, zone, network ...
    Boundary,
    /// A sheet with text, for remarks.
    Note,
    /// Bare text on the canvas.
    Text,
    /// What the system is asked for: a journey through the diagram.
    Endpoint,
    /// What the system keeps: who owns it and where it lies.
    Entity,
    /// That a finding is accepted, and why.
    Waiver,
    /// How much a rule matters in this design.
    Override,
    /// A rule of the design's own.
    Rule,
}

impl RecordType {
    /// Every type.
    pub const ALL: [RecordType; 11] = [
        Self::Design,
        Self::Component,
        Self::Connection,
        Self::Boundary,
        Self::Note,
        Self::Text,
        Self::Endpoint,
        Self::Entity,
        Self::Waiver,
        Self::Override,
        Self::Rule,
    ];

    /// The name in files and links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Component => "component",
            Self::Connection => "connection",
            Self::Boundary => "boundary",
            Self::Note => "note",
            Self::Text => "text",
            Self::Endpoint => "endpoint",
            Self::Entity => "entity",
            Self::Waiver => "waiver",
            Self::Override => "override",
            Self::Rule => "rule",
        }
    }

    /// Whether it has a place on the canvas of its own.
    pub const fn has_place(self) -> bool {
        matches!(self, Self::Component | Self::Boundary | Self::Note | Self::Text)
    }
}

/// The unit shown beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A bare number.
    None,
    /// Requests (or messages) a second.
    PerSecond,
    /// A share between 0 and 1, shown as a percentage.
    Share,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Thousands of bytes.
    Kilobytes,
    /// Millions of bits a second.
    MegabitsPerSecond,
    /// Billions of bytes.
    Gigabytes,
    /// Billions of bytes a day.
    GigabytesPerDay,
    /// Days.
    Days,
}

/// The bounds of a numeric property.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberSpec {
    /// The smallest value allowed.
    pub min: f64,
    /// The largest value allowed.
    pub max: f64,
    /// Whether only whole numbers are allowed.
    pub whole: bool,
    /// The unit of the value.
    pub unit: Unit,
}

/// What values a property takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueType {
    /// Text of at most this many bytes.
    Text(usize),
    /// A finite number within bounds.
    Number(NumberSpec),
    /// Yes or no.
    Flag,
    /// One of a fixed set.
    Choice(&'static [Choice]),
    /// A component kind, by its id.
    Kind,
    /// Another record, by its id, of one of these types.
    Reference(&'static [RecordType]),
    /// Other records, by their ids, each of one of these types and none twice.
    References(&'static [RecordType]),
    /// A place in the world: the top left corner of the record.
    Point,
    /// Width and height in the world.
    Size,
    /// A fractional index among siblings.
    Order,
}

/// Everything known about a property.
#[derive(Debug, Clone, Copy)]
pub struct PropertySpec {
    /// The property this row describes.
    pub property: Property,
    /// The name in files and links.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The records that can have it.
    pub records: &'static [RecordType],
    /// What values it takes.
    pub value: ValueType,
    /// The default of a number where the component's kind has none of its own.
    pub default: Option<Param>,
}

/// A property of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the table documents each in a sentence people read")]
pub enum Property {
    Title,
    Name,
    Content,
    Kind,
    BoundaryKind,
    Position,
    Size,
    Parent,
    Order,
    Responsibilities,
    Instances,
    Needed,
    MaxInstances,
    ScaleAt,
    ScaleOutTime,
    Price,
    Capacity,
    ReadCapacity,
    WriteCapacity,
    RateLimit,
    ServiceTime,
    Variation,
    Slots,
    QueueLimit,
    CpuTime,
    Cores,
    Bandwidth,
    Memory,
    WorkingSet,
    Storage,
    Stored,
    Growth,
    Retention,
    BackedUp,
    KeepsState,
    HitRatio,
    Shards,
    Skew,
    Failover,
    Takeover,
    Availability,
    Repair,
    Managed,
    Spread,
    Method,
    Path,
    Handlers,
    Peak,
    ReadShare,
    Profile,
    OffPeak,
    PeakLength,
    TargetAvailability,
    TargetLatency,
    TargetRecovery,
    Owner,
    Store,
    FailureDomain,
    From,
    To,
    Interaction,
    Dependency,
    When,
    Share,
    Asks,
    Calls,
    Group,
    Payload,
    Pool,
    PoolNeeds,
    Priority,
    Weight,
    Timeout,
    Retries,
    CircuitBreaker,
    RuleId,
    Subject,
    Reason,
    Severity,
    Selects,
    Requires,
}

impl Property {
    /// Every property, in the order forms show them.
    pub fn all() -> impl Iterator<Item = Property> {
        PROPERTIES.iter().map(|spec| spec.property)
    }

    /// The row of this property.
    pub fn spec(self) -> &'static PropertySpec {
        &PROPERTIES[self as usize]
    }

    /// What it means, in a sentence.
    pub fn help(self) -> &'static str {
        HELP[self as usize]
    }

    /// The name in files and links.
    pub fn id(self) -> &'static str {
        self.spec().id
    }

    /// The property with this file name.
    pub fn from_id(id: &str) -> Option<Self> {
        PROPERTIES.iter().find(|spec| spec.id == id).map(|spec| spec.property)
    }

    /// Whether records of this type can have it.
    pub fn belongs_to(self, record: RecordType) -> bool {
        self.spec().records.contains(&record)
    }
}
