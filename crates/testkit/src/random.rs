//! Random edits, ops and designs over a small id space, so that they meet often.

use kurbo::{Point, Size};
use linchpin_catalog::{ComponentKind, Property, RecordType, ValueType};
use linchpin_document::{
    Change, Design, Existence, Op, OrderKey, PeerId, PropertyKey, RecordId, Replica, Stamp, Transaction, Value,
};
use proptest::prelude::*;

/// What a user might do next, interpreted by what is there when it happens.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Creates a component, boundary, note or text, or a connection if two components are there.
    Create(usize),
    /// Deletes the record picked by the number.
    Delete(usize),
    /// Sets a property to a valid value; both picked by the numbers.
    Set(usize, usize, u16),
    /// Unsets a property.
    Unset(usize, usize),
    /// Puts a record into a boundary.
    Nest(usize, usize),
    /// Several at once.
    Together(Vec<Edit>),
}

impl Edit {
    /// The transaction this edit comes to in a replica as it is now. Commits may still refuse it, for
    /// example when it nests a boundary in itself.
    pub fn transaction(&self, replica: &mut Replica) -> Transaction {
        let mut transaction = Transaction::new();
        self.push(replica, &mut transaction);
        transaction
    }

    fn push(&self, replica: &mut Replica, transaction: &mut Transaction) {
        match self {
            Self::Create(pick) => create(*pick, replica, transaction),
            Self::Delete(pick) => {
                if let Some((id, record_type)) = nth_record(replica.design(), *pick) {
                    transaction.delete(id, record_type);
                }
            }
            Self::Set(pick, property, seed) => {
                if let Some((id, property)) = nth_property(replica.design(), *pick, *property) {
                    transaction.set(id, property, valid_value(replica.design(), property, *seed));
                }
            }
            Self::Unset(pick, property) => {
                let found = nth_property(replica.design(), *pick, *property);
                if let Some((id, property)) = found.filter(|(_, property)| !is_end(*property)) {
                    transaction.unset(id, property);
                }
            }
            Self::Nest(pick, into) => nest(replica.design(), *pick, *into, transaction),
            Self::Together(edits) => edits.iter().for_each(|edit| edit.push(replica, transaction)),
        }
    }
}

fn create(pick: usize, replica: &mut Replica, transaction: &mut Transaction) {
    let types = [
        RecordType::Component,
        RecordType::Connection,
        RecordType::Boundary,
        RecordType::Note,
        RecordType::Component,
        RecordType::Connection,
        RecordType::Boundary,
        RecordType::Endpoint,
        RecordType::Component,
        RecordType::Connection,
        RecordType::Waiver,
        RecordType::Entity,
    ];
    let ends: Vec<RecordId> = replica.design().components().map(|item| item.id).collect();
    let id = replica.new_id();
    match types[pick % types.len()] {
        RecordType::Connection if ends.len() > 1 => {
            let (from, step) = (pick / 4 % ends.len(), 1 + pick / 64 % (ends.len() - 1));
            let to = (from + step) % ends.len();
            transaction.create(id, RecordType::Connection);
            transaction.set(id, Property::From, ends[from]).set(id, Property::To, ends[to]);
        }
        RecordType::Component | RecordType::Connection => {
            let kind = nth(ComponentKind::all(), pick / 4).unwrap_or(ComponentKind::Generic);
            transaction.create(id, RecordType::Component).set(id, Property::Kind, kind.id());
        }
        other => drop(transaction.create(id, other)),
    }
}

fn nest(design: &Design, pick: usize, into: usize, transaction: &mut Transaction) {
    let boundary = nth(design.boundaries().map(|item| item.id), into);
    let record = nth_record(design, pick).filter(|(_, record_type)| Property::Parent.belongs_to(*record_type));
    if let (Some((id, _)), Some(boundary)) = (record, boundary) {
        transaction.set(id, Property::Parent, boundary);
    }
}

fn nth<T>(items: impl Iterator<Item = T>, pick: usize) -> Option<T> {
    let mut items: Vec<T> = items.collect();
    let at = pick.checked_rem(items.len())?;
    Some(items.swap_remove(at))
}

fn nth_record(design: &Design, pick: usize) -> Option<(RecordId, RecordType)> {
    let records = design.items().filter(|item| item.record_type != RecordType::Design);
    nth(records.map(|item| (item.id, item.record_type)), pick)
}

fn nth_property(design: &Design, pick: usize, property: usize) -> Option<(RecordId, Property)> {
    let (id, record_type) = nth(design.items().map(|item| (item.id, item.record_type)), pick)?;
    let property = nth(Property::all().filter(|property| property.belongs_to(record_type)), property)?;
    Some((id, property))
}

fn is_end(property: Property) -> bool {
    matches!(property, Property::From | Property::To)
}

/// A value the property allows, different seeds giving different ones where there are several.
fn valid_value(design: &Design, property: Property, seed: u16) -> Value {
    let at = usize::from(seed);
    match property.spec().value {
        ValueType::Text(_) => Value::text(format!("Text {seed} ä→\"\\")),
        ValueType::Number(bounds) => {
            let spread = bounds.min + (bounds.max - bounds.min) * f64::from(seed) / f64::from(u16::MAX);
            Value::Number(if bounds.whole { spread.floor() } else { spread })
        }
        ValueType::Flag => Value::Flag(seed.is_multiple_of(2)),
        ValueType::Choice(choices) => Value::text(choices[at % choices.len()].id),
        ValueType::Kind => Value::text(nth(ComponentKind::all(), at).unwrap_or(ComponentKind::Generic).id()),
        ValueType::Reference(types) => {
            let fitting = design.items().filter(|item| types.contains(&item.record_type));
            Value::Reference(nth(fitting.map(|item| item.id), at).unwrap_or(RecordId::DESIGN))
        }
        ValueType::References(types) => {
            let fitting = design.items().filter(|item| types.contains(&item.record_type)).map(|item| item.id);
            fitting.skip(at % 3).step_by(1 + at % 2).take(at % 5).collect::<Vec<RecordId>>().into()
        }
        ValueType::Point => Value::Point(Point::new(f64::from(seed) * 20.0 - 3000.0, f64::from(seed) / 3.0)),
        ValueType::Size => Value::Size(Size::new(8.0 + f64::from(seed), 40.0 + f64::from(seed) / 7.0)),
        ValueType::Order => {
            let first = OrderKey::between(None, None);
            let after = (0..seed % 40).fold(first, |key, _| OrderKey::between(Some(&key), None));
            Value::text(after.as_str())
        }
    }
}

/// A sequence of edits, shrinking to fewer.
pub fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(), 0..=most)
}

/// One edit.
pub fn edit() -> impl Strategy<Value = Edit> {
    let single = prop_oneof![
        4 => (0usize..10_000).prop_map(Edit::Create),
        1 => (0usize..64).prop_map(Edit::Delete),
        4 => (0usize..64, 0usize..64, any::<u16>()).prop_map(|(pick, property, seed)| Edit::Set(pick, property, seed)),
        1 => (0usize..64, 0usize..64).prop_map(|(pick, property)| Edit::Unset(pick, property)),
        2 => (0usize..64, 0usize..8).prop_map(|(pick, into)| Edit::Nest(pick, into)),
    ]
    .boxed();
    prop_oneof![
        6 => single.clone(),
        1 => prop::collection::vec(single, 1..5).prop_map(Edit::Together),
    ]
}

/// Random designs a user could have drawn with at most this many edits.
pub fn designs(most_edits: usize) -> impl Strategy<Value = Design> {
    edits(most_edits).prop_map(|edits| {
        let mut replica = Replica::new(PeerId::from_bits(0x12_3456_789a));
        for edit in edits {
            let transaction = edit.transaction(&mut replica);
            // A refused edit leaves the design as it was, which is all a design needs.
            let _ = replica.commit(&transaction);
        }
        replica.design().clone()
    })
}

/// Ops no honest peer would make among ops that could be: any value under any property of a handful
/// of records, from three peers, with clocks so few that stamps collide.
pub fn ops(most: usize) -> impl Strategy<Value = Vec<Op>> {
    let op = (1u64..12, 0u64..3, record_ids(), changes()).prop_map(|(clock, peer, record, change)| {
        let stamp = Stamp { clock, peer: PeerId::from_bits(peer) };
        Op { stamp, record, change }
    });
    prop::collection::vec(op, 0..=most)
}

const RECORDS: [&str; 9] = ["a", "b", "c", "ab", "bc", "x", "y", "z", "design"];

fn record_ids() -> impl Strategy<Value = RecordId> {
    prop::sample::select(&RECORDS[..]).prop_map(crate::id)
}

fn changes() -> impl Strategy<Value = Change> {
    let existence = (prop::sample::select(&RecordType::ALL[..]), prop::bool::weighted(0.8))
        .prop_map(|(record_type, alive)| Change::Exist(Existence { record_type, alive }));
    let fitting = (prop::sample::select(Property::all().collect::<Vec<_>>()), any::<u16>(), record_ids());
    let fitting = fitting.prop_map(|(property, seed, record)| {
        let value = match property.spec().value {
            ValueType::Reference(_) => Value::Reference(record),
            ValueType::References(_) => vec![record].into(),
            _ => valid_value(&Design::default(), property, seed),
        };
        Change::Set(property.into(), Some(value))
    });
    let parent = record_ids().prop_map(|boundary| Change::Set(Property::Parent.into(), Some(boundary.into())));
    let end = (prop::sample::select(vec![Property::From, Property::To]), record_ids())
        .prop_map(|(property, end)| Change::Set(property.into(), Some(end.into())));
    let hostile = (property_keys(), prop::option::of(hostile_values()));
    prop_oneof![
        4 => existence,
        2 => fitting,
        3 => parent,
        3 => end,
        2 => hostile.prop_map(|(key, value)| Change::Set(key, value)),
    ]
}

fn property_keys() -> impl Strategy<Value = PropertyKey> {
    let known = prop::sample::select(Property::all().collect::<Vec<_>>()).prop_map(PropertyKey::Known);
    prop_oneof![8 => known, 1 => "[a-z_]{1,12}".prop_map(|name| PropertyKey::from_id(&name))]
}

/// Values of every type, the nasty ones among them: not finite, far out, empty, very long, of no
/// known meaning.
fn hostile_values() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<f64>(),
        prop::sample::select(vec![f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 1e9, 1e300]),
        (0u32..20).prop_map(f64::from),
    ]
    .boxed();
    prop_oneof![
        ".{0,12}".prop_map(Value::text),
        Just(Value::text("x".repeat(500))),
        number.clone().prop_map(Value::Number),
        any::<bool>().prop_map(Value::Flag),
        record_ids().prop_map(Value::Reference),
        prop::collection::vec(record_ids(), 0..4).prop_map(Value::from),
        (number.clone(), number.clone()).prop_map(|(x, y)| Value::Point(Point::new(x, y))),
        (number.clone(), number).prop_map(|(width, height)| Value::Size(Size::new(width, height))),
        Just(Value::Opaque("{\"later\":[1,2]}".into())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest! {
        #[test]
        fn a_single_edit_is_refused_only_for_what_it_joins(edits in edits(30)) {
            let mut replica = Replica::new(PeerId::from_bits(7));
            for edit in edits {
                let transaction = edit.transaction(&mut replica);
                let joins = matches!(edit, Edit::Nest(..) | Edit::Set(..) | Edit::Together(_));
                prop_assert!(replica.commit(&transaction).is_ok() || joins, "{:?}", edit);
            }
        }
    }
}
