//! What can be written down about a record: the table every form, file and check is driven by.

use crate::choice::Choice;
use crate::param::Param;
use crate::properties::PROPERTIES;

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
}

impl RecordType {
    /// Every type.
    pub const ALL: [RecordType; 6] =
        [Self::Design, Self::Component, Self::Connection, Self::Boundary, Self::Note, Self::Text];

    /// The name in files and links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Component => "component",
            Self::Connection => "connection",
            Self::Boundary => "boundary",
            Self::Note => "note",
            Self::Text => "text",
        }
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
    /// What it means, in a sentence.
    pub help: &'static str,
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
    Instances,
    Needed,
    Capacity,
    ReadCapacity,
    WriteCapacity,
    ServiceTime,
    Slots,
    CpuTime,
    Cores,
    Bandwidth,
    HitRatio,
    Shards,
    Skew,
    Failover,
    Takeover,
    Availability,
    Repair,
    Managed,
    Spread,
    Peak,
    ReadShare,
    FailureDomain,
    From,
    To,
    Interaction,
    Dependency,
    When,
    Share,
    Asks,
    Calls,
    Payload,
    Pool,
    PoolNeeds,
    Priority,
    Weight,
    Retries,
    CircuitBreaker,
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
