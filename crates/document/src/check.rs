//! What may be written: the checks of values and of local transactions.

use kurbo::{Point, Size};
use linchpin_catalog::{ComponentKind, NumberSpec, Property, RecordType, ValueType};
use linchpin_figures::trimmed;
use std::fmt;

use crate::{Change, Document, Item, OrderKey, PropertyKey, RecordId, SortedMap, SortedSet, Transaction, Value};

/// Coordinates beyond this lose the precision a pixel needs.
const FARTHEST: f64 = 1e7;
/// The smallest side a box can be dragged to.
const SMALLEST: f64 = 8.0;
/// A list of references holds no more.
const MOST_REFERENCES: usize = 1_000;

/// Why a value or change cannot be.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The property does not belong to records of this type.
    NotAProperty(RecordType),
    /// The value is of another type than the property.
    WrongType,
    /// The number is not finite.
    NotFinite,
    /// The number is out of bounds.
    OutOfRange {
        /// The bounds it must keep.
        bounds: NumberSpec,
    },
    /// The number must be whole.
    NotWhole,
    /// The text is not one of the choices.
    NotAChoice,
    /// The text is longer than this many bytes.
    TooLong(usize),
    /// The list holds more than this many references.
    TooMany(usize),
    /// The list names a record twice.
    NamedTwice,
    /// The coordinates are too far out, or the size too small or large.
    OffTheCanvas,
    /// The record referred to is not there or of the wrong type.
    Dangling(RecordId),
    /// A connection needs two different components.
    SameEnds,
    /// The boundary would lie inside itself.
    CyclicNesting,
    /// The record is there already, as another type, or is the design itself.
    Taken,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAProperty(record) => write!(f, "a {} has no such property", record.id()),
            Self::WrongType => f.write_str("a value of another type is needed"),
            Self::NotFinite => f.write_str("the number must be finite"),
            Self::OutOfRange { bounds } => {
                write!(f, "must be between {} and {}", trimmed(bounds.min, 6), trimmed(bounds.max, 6))
            }
            Self::NotWhole => f.write_str("must be a whole number"),
            Self::NotAChoice => f.write_str("not one of the possible values"),
            Self::TooLong(most) => write!(f, "longer than {most} bytes"),
            Self::TooMany(most) => write!(f, "more than {most} of them"),
            Self::NamedTwice => f.write_str("one is named twice"),
            Self::OffTheCanvas => f.write_str("too far out, too small or too large"),
            Self::Dangling(id) => write!(f, "refers to {id}, which is not there"),
            Self::SameEnds => f.write_str("a connection needs two different components"),
            Self::CyclicNesting => f.write_str("a boundary cannot lie inside itself"),
            Self::Taken => f.write_str("this id is taken by a record of another type"),
        }
    }
}

/// A local transaction that cannot be, and because of what.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The record at fault.
    pub record: RecordId,
    /// The property at fault, if one is.
    pub property: Option<PropertyKey>,
    /// What is wrong with it.
    pub reason: Reason,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.property {
            Some(key) => write!(f, "{}, {}: {}", self.record, key.id(), self.reason),
            None => write!(f, "{}: {}", self.record, self.reason),
        }
    }
}

/// Whether a record of this type may have this value. Properties of later versions pass unchecked.
///
/// # Errors
/// The reason why not.
pub fn check_value(record: RecordType, key: &PropertyKey, value: &Value) -> Result<(), Reason> {
    let Some(property) = key.known() else { return Ok(()) };
    let spec = property.spec();
    if !property.belongs_to(record) {
        return Err(Reason::NotAProperty(record));
    }
    match (spec.value, value) {
        (ValueType::Text(most), Value::Text(text)) => within(text.len() <= most, Reason::TooLong(most)),
        (ValueType::Number(bounds), Value::Number(number)) => check_number(bounds, *number),
        (ValueType::Flag, Value::Flag(_)) | (ValueType::Reference(_), Value::Reference(_)) => Ok(()),
        (ValueType::References(_), Value::References(ids)) => check_references(ids),
        (ValueType::Choice(choices), Value::Text(text)) => {
            within(choices.iter().any(|choice| *choice.id == **text), Reason::NotAChoice)
        }
        (ValueType::Kind, Value::Text(text)) => within(ComponentKind::from_id(text).is_some(), Reason::NotAChoice),
        (ValueType::Order, Value::Text(text)) => within(OrderKey::parse(text).is_some(), Reason::WrongType),
        (ValueType::Point, Value::Point(point)) => within(on_canvas(*point), Reason::OffTheCanvas),
        (ValueType::Size, Value::Size(size)) => within(drawable(*size), Reason::OffTheCanvas),
        _ => Err(Reason::WrongType),
    }
}

fn within(holds: bool, reason: Reason) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(reason) }
}

fn check_references(ids: &[RecordId]) -> Result<(), Reason> {
    within(ids.len() <= MOST_REFERENCES, Reason::TooMany(MOST_REFERENCES))?;
    let distinct: SortedSet<RecordId> = ids.iter().copied().collect();
    within(distinct.len() == ids.len(), Reason::NamedTwice)
}

fn check_number(bounds: NumberSpec, number: f64) -> Result<(), Reason> {
    within(number.is_finite(), Reason::NotFinite)?;
    within((bounds.min..=bounds.max).contains(&number), Reason::OutOfRange { bounds })?;
    within(!bounds.whole || number.fract() == 0.0, Reason::NotWhole)
}

fn on_canvas(point: Point) -> bool {
    point.x.abs() <= FARTHEST && point.y.abs() <= FARTHEST
}

fn drawable(size: Size) -> bool {
    let range = SMALLEST..=FARTHEST;
    range.contains(&size.width) && range.contains(&size.height)
}

/// Checks a local transaction against the document it is to change: every value it sets, and that
/// what it leaves behind has no dangling connection and no cyclic nesting.
pub(crate) fn check_transaction(document: &Document, transaction: &Transaction) -> Result<(), Refusal> {
    let mut after = After { document, transaction, items: SortedMap::new() };
    for (record, change) in transaction.changes() {
        after.check_change(record, change)?;
    }
    for record in transaction.records() {
        after.check_record(record)?;
    }
    Ok(())
}

/// The records as the transaction would leave them.
struct After<'a> {
    document: &'a Document,
    transaction: &'a Transaction,
    items: SortedMap<RecordId, Option<Item>>,
}

impl After<'_> {
    fn item(&mut self, id: RecordId) -> Option<&Item> {
        let Self { document, transaction, items } = self;
        // Only records the transaction touches need the slow look through its changes.
        items.get_or_insert_with(id, || Item::read(document, transaction, id)).as_ref()
    }

    fn check_change(&mut self, record: RecordId, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::Exist(existence) => {
                let held = self.document.existence(record);
                let another = held.is_some_and(|held| held.record_type != existence.record_type);
                let taken = another || record == RecordId::DESIGN || existence.record_type == RecordType::Design;
                refuse_if(taken, record, None, Reason::Taken)
            }
            Change::Set(key, Some(value)) => {
                let record_type = self.record_type(record).ok_or(Reason::Dangling(record));
                record_type.and_then(|record_type| check_value(record_type, key, value)).map_err(|reason| Refusal {
                    record,
                    property: Some(key.clone()),
                    reason,
                })
            }
            Change::Set(_, None) => Ok(()),
        }
    }

    /// What a record is, or was before it was deleted, be it by the transaction that made it.
    fn record_type(&self, record: RecordId) -> Option<RecordType> {
        let said = self.transaction.of(record).find_map(|change| match change {
            Change::Exist(existence) => Some(*existence),
            Change::Set(..) => None,
        });
        said.or_else(|| self.document.existence(record)).map(|existence| existence.record_type)
    }

    fn check_record(&mut self, record: RecordId) -> Result<(), Refusal> {
        let Some(item) = self.item(record).cloned() else { return Ok(()) };
        if item.record_type == RecordType::Connection {
            self.check_ends(&item)?;
        }
        self.check_parent(&item)
    }

    fn check_ends(&mut self, item: &Item) -> Result<(), Refusal> {
        for property in [Property::From, Property::To] {
            let end = item.reference(property);
            let target = end.and_then(|end| self.item(end)).map(|target| target.record_type);
            let reason = Reason::Dangling(end.unwrap_or(item.id));
            let dangling = target != Some(RecordType::Component) && self.touches(item.id, property);
            refuse_if(dangling || end.is_none(), item.id, Some(property.into()), reason)?;
        }
        refuse_if(item.ends().is_none(), item.id, Some(Property::To.into()), Reason::SameEnds)
    }

    /// Whether the transaction itself sets the property or creates the record: a connection that has
    /// been hidden since its end was deleted may still be changed.
    fn touches(&self, record: RecordId, property: Property) -> bool {
        self.transaction.of(record).any(|change| match change {
            Change::Exist(_) => true,
            Change::Set(key, _) => *key == PropertyKey::Known(property),
        })
    }

    /// Checks the edge the transaction gives a record. Circles of others' making are cut in the
    /// effective design and stand in nobody's way.
    fn check_parent(&mut self, item: &Item) -> Result<(), Refusal> {
        let Some(parent) = item.reference(Property::Parent).filter(|_| self.touches(item.id, Property::Parent)) else {
            return Ok(());
        };
        let refuse = |reason| Err(Refusal { record: item.id, property: Some(Property::Parent.into()), reason });
        if self.boundary(parent).is_none() {
            return refuse(Reason::Dangling(parent));
        }
        let mut seen = SortedSet::new();
        let mut above = Some(parent);
        while let Some(id) = above.filter(|id| seen.insert(*id)) {
            let Some(boundary) = self.boundary(id) else { break };
            above = boundary.reference(Property::Parent);
            if id == item.id {
                return refuse(Reason::CyclicNesting);
            }
        }
        Ok(())
    }

    fn boundary(&mut self, id: RecordId) -> Option<&Item> {
        self.item(id).filter(|item| item.record_type == RecordType::Boundary)
    }
}

fn refuse_if(wrong: bool, record: RecordId, property: Option<PropertyKey>, reason: Reason) -> Result<(), Refusal> {
    if wrong { Err(Refusal { record, property, reason }) } else { Ok(()) }
}
