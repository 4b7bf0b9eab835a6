//! Values of properties and the names they are kept under.

use kurbo::{Point, Size};
use linchpin_catalog::Property;
use std::cmp::Ordering;
use std::sync::Arc;

use crate::RecordId;

/// The name of a property: one we know, or one a later version wrote that we keep untouched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PropertyKey {
    /// A property of the catalogue.
    Known(Property),
    /// A property this version does not know.
    Unknown(Arc<str>),
}

impl From<Property> for PropertyKey {
    fn from(property: Property) -> Self {
        Self::Known(property)
    }
}

impl PropertyKey {
    /// The key with this file name.
    pub fn from_id(id: &str) -> Self {
        Property::from_id(id).map_or_else(|| Self::Unknown(id.into()), Self::Known)
    }

    /// The name in files and links.
    pub fn id(&self) -> &str {
        match self {
            Self::Known(property) => property.id(),
            Self::Unknown(id) => id,
        }
    }

    /// The property, if this version knows it.
    pub fn known(&self) -> Option<Property> {
        match self {
            Self::Known(property) => Some(*property),
            Self::Unknown(_) => None,
        }
    }
}

/// The value of a property.
///
/// Equality and order are total (numbers by their bits' order), so that two peers that wrote at the
/// same stamp still settle on the same winner.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text; choices and kinds are their ids.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Another record.
    Reference(RecordId),
    /// Other records, in the order they were named.
    References(Arc<[RecordId]>),
    /// A place in the world.
    Point(Point),
    /// Width and height in the world.
    Size(Size),
    /// JSON text of a value this version does not understand.
    Opaque(Arc<str>),
}

impl Value {
    /// A text value.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Text(_) => 0,
            Self::Number(_) => 1,
            Self::Flag(_) => 2,
            Self::Reference(_) => 3,
            Self::Point(_) => 4,
            Self::Size(_) => 5,
            Self::References(_) => 6,
            Self::Opaque(_) => 7,
        }
    }
}

fn pair_cmp(a: (f64, f64), b: (f64, f64)) -> Ordering {
    a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) | (Self::Opaque(a), Self::Opaque(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Flag(a), Self::Flag(b)) => a.cmp(b),
            (Self::Reference(a), Self::Reference(b)) => a.cmp(b),
            (Self::References(a), Self::References(b)) => a.cmp(b),
            (Self::Point(a), Self::Point(b)) => pair_cmp((a.x, a.y), (b.x, b.y)),
            (Self::Size(a), Self::Size(b)) => pair_cmp((a.width, a.height), (b.width, b.height)),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Value {}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<RecordId> for Value {
    fn from(id: RecordId) -> Self {
        Self::Reference(id)
    }
}

impl From<Vec<RecordId>> for Value {
    fn from(ids: Vec<RecordId>) -> Self {
        Self::References(ids.into())
    }
}

impl From<Point> for Value {
    fn from(point: Point) -> Self {
        Self::Point(point)
    }
}

impl From<Size> for Value {
    fn from(size: Size) -> Self {
        Self::Size(size)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}
