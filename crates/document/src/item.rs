//! A record as it is meant: of a known type, with valid values only.

use kurbo::{Point, Rect, Size};
use linchpin_catalog::{BoundaryKind, ChoiceSet, ComponentKind, Param, Property, RecordType};

use crate::check::check_value;
use crate::{Change, Document, PropertyKey, RecordId, SortedMap, Transaction, Value};

/// A record of the effective design. Values of the wrong type or range count as unset.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its identity.
    pub id: RecordId,
    /// Its type.
    pub record_type: RecordType,
    values: SortedMap<PropertyKey, Value>,
}

impl Item {
    /// What the registers, with a draft laid over them, say of a record; nothing when it is not there.
    pub(crate) fn read(document: &Document, draft: &Transaction, id: RecordId) -> Option<Self> {
        let mut existence = document.existence(id);
        let mut values: SortedMap<PropertyKey, Value> = SortedMap::new();
        for (key, register) in document.record(id).iter().flat_map(|record| record.properties()) {
            if let Some(value) = &register.value {
                values.insert(key.clone(), value.clone());
            }
        }
        for change in draft.of(id) {
            match change {
                Change::Exist(drafted) if id != RecordId::DESIGN => existence = Some(*drafted),
                Change::Exist(_) => {}
                Change::Set(key, Some(value)) => drop(values.insert(key.clone(), value.clone())),
                Change::Set(key, None) => drop(values.remove(key)),
            }
        }
        let record_type = existence.filter(|existence| existence.alive)?.record_type;
        if (record_type == RecordType::Design) != (id == RecordId::DESIGN) {
            return None;
        }
        values.retain(|key, value| check_value(record_type, key, value).is_ok());
        Some(Self { id, record_type, values })
    }

    /// Every value set, in the order of the catalogue, unknown ones last.
    pub fn values(&self) -> impl Iterator<Item = (&PropertyKey, &Value)> {
        self.values.iter()
    }

    /// A value, if set.
    pub fn value(&self, property: Property) -> Option<&Value> {
        self.values.get(&PropertyKey::Known(property))
    }

    /// A text, if set.
    pub fn text(&self, property: Property) -> Option<&str> {
        match self.value(property)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number, if set.
    pub fn number(&self, property: Property) -> Option<f64> {
        match self.value(property)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A flag, if set.
    pub fn flag(&self, property: Property) -> Option<bool> {
        match self.value(property)? {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A choice, if set.
    pub fn choice<T: ChoiceSet>(&self, property: Property) -> Option<T> {
        T::from_id(self.text(property)?)
    }

    /// A reference, if set. The record it names need not be there.
    pub fn reference(&self, property: Property) -> Option<RecordId> {
        match self.value(property)? {
            Value::Reference(id) => Some(*id),
            _ => None,
        }
    }

    /// The records named; none when unset. They need not be there.
    pub fn references(&self, property: Property) -> &[RecordId] {
        match self.value(property) {
            Some(Value::References(ids)) => ids,
            _ => &[],
        }
    }

    /// The number the analysis uses: what was typed, else the default of the kind, if it has one.
    pub fn param(&self, property: Property) -> Option<Param> {
        let default = match self.record_type {
            RecordType::Component => self.kind().default(property),
            RecordType::Boundary => self.boundary_kind().default(property),
            _ => property.spec().default,
        };
        default.map(|default| self.number(property).map_or(default, Param::typed))
    }

    /// The kind of a component; generic when unset.
    pub fn kind(&self) -> ComponentKind {
        self.text(Property::Kind).and_then(ComponentKind::from_id).unwrap_or(ComponentKind::Generic)
    }

    /// The kind of a boundary; a network when unset.
    pub fn boundary_kind(&self) -> BoundaryKind {
        self.choice(Property::BoundaryKind).unwrap_or(BoundaryKind::Network)
    }

    /// What it is called: its name or text, else what its kind is called.
    pub fn name(&self) -> &str {
        let own = match self.record_type {
            RecordType::Design => Property::Title,
            RecordType::Note | RecordType::Text => Property::Content,
            _ => Property::Name,
        };
        self.text(own).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| self.default_name())
    }

    fn default_name(&self) -> &str {
        match self.record_type {
            RecordType::Design => "Untitled",
            RecordType::Component => self.kind().label(),
            RecordType::Boundary => self.boundary_kind().label(),
            RecordType::Endpoint => self.text(Property::Path).unwrap_or("Endpoint"),
            RecordType::Entity => "Entity",
            RecordType::Rule => "Rule",
            RecordType::Connection | RecordType::Note | RecordType::Text => "",
            RecordType::Waiver | RecordType::Override => self.text(Property::RuleId).unwrap_or_default(),
        }
    }

    /// The top left corner; the origin when unset.
    pub fn position(&self) -> Point {
        match self.value(Property::Position) {
            Some(Value::Point(point)) => *point,
            _ => Point::ZERO,
        }
    }

    /// Whether a place was ever chosen for it: hand-written designs may have none.
    pub fn is_placed(&self) -> bool {
        self.value(Property::Position).is_some()
    }

    /// Width and height. Components have one size; others keep theirs.
    pub fn size(&self) -> Size {
        match (self.record_type, self.value(Property::Size)) {
            (RecordType::Component, _) => Self::COMPONENT_SIZE,
            (_, Some(Value::Size(size))) => *size,
            (RecordType::Boundary, _) => Size::new(400.0, 280.0),
            (RecordType::Note, _) => Size::new(180.0, 120.0),
            (RecordType::Text, _) => Size::new(180.0, 28.0),
            _ => Size::ZERO,
        }
    }

    /// How large every component is drawn.
    pub const COMPONENT_SIZE: Size = Size::new(168.0, 60.0);

    /// The area it covers.
    pub fn frame(&self) -> Rect {
        Rect::from_origin_size(self.position(), self.size())
    }

    /// Both ends of a connection, caller first, if both were set and differ.
    pub fn ends(&self) -> Option<(RecordId, RecordId)> {
        let (from, to) = (self.reference(Property::From)?, self.reference(Property::To)?);
        (self.record_type == RecordType::Connection && from != to).then_some((from, to))
    }
}
