//! What a design says, to compare before and after.

use linchpin_catalog::{Property, RecordType, ValueType};
use linchpin_document::{Design, Item, PropertyKey, RecordId, Value};
use std::collections::BTreeMap;

/// What a record says: its type, the boundary it lies in, and its other values.
pub type Said = (RecordType, Option<RecordId>, BTreeMap<PropertyKey, Value>);

/// Everything a design says, with references only to what is there, and with kinds and parents as they are meant. A
/// waiver about what is gone says nothing.
pub fn said(design: &Design) -> BTreeMap<RecordId, Said> {
    let lasts = |item: &&Item| item.reference(Property::Subject).is_none_or(|subject| design.get(subject).is_some());
    let items = design.items().filter(lasts).map(|item| {
        let mut values: BTreeMap<_, _> = item.values().map(|(key, value)| (key.clone(), value.clone())).collect();
        values.remove(&Property::Parent.into());
        values.retain(|key, value| is_there(design, key, value));
        values.iter_mut().for_each(|(_, value)| forget_the_lost(design, value));
        match item.record_type {
            RecordType::Component => drop(values.insert(Property::Kind.into(), item.kind().id().into())),
            RecordType::Boundary => {
                drop(values.insert(Property::BoundaryKind.into(), item.boundary_kind().id().into()))
            }
            _ => {}
        }
        (item.id, (item.record_type, design.parent(item.id), values))
    });
    items.collect()
}

/// Whether a single reference leads to a record it may name.
fn is_there(design: &Design, key: &PropertyKey, value: &Value) -> bool {
    let (Value::Reference(id), Some(property)) = (value, key.known()) else { return true };
    let ValueType::Reference(types) = property.spec().value else { return false };
    design.get(*id).is_some_and(|item| types.contains(&item.record_type))
}

/// Every list of references of the catalogue names components.
fn forget_the_lost(design: &Design, value: &mut Value) {
    let Value::References(ids) = value else { return };
    let is_component = |id: &&RecordId| design.components().any(|item| item.id == **id);
    *value = ids.iter().filter(is_component).copied().collect::<Vec<_>>().into();
}
