//! What a design says, to compare before and after.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, PropertyKey, RecordId, Value};
use std::collections::BTreeMap;

/// What a record says: its type, the boundary it lies in, and its other values.
pub type Said = (RecordType, Option<RecordId>, BTreeMap<PropertyKey, Value>);

/// Everything a design says, with kinds and parents as they are meant.
pub fn said(design: &Design) -> BTreeMap<RecordId, Said> {
    let items = design.items().map(|item| {
        let mut values: BTreeMap<_, _> = item.values().map(|(key, value)| (key.clone(), value.clone())).collect();
        values.remove(&Property::Parent.into());
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
