//! What every kind of record has: names, places, order.

use super::{CONTENT_BYTES, NAME_BYTES};
use crate::boundary::BoundaryKind;
use crate::property::{Property, RecordType, ValueType};
use crate::rows::{Row, row};
use RecordType::{Boundary, Component, Connection, Design, Endpoint, Entity, Note, Rule, Text};

const PLACED: &[RecordType] = &[Component, Boundary, Note, Text];
const SIZED: &[RecordType] = &[Boundary, Note, Text];
/// What has a place among others of its type without one on the canvas.
const ORDERED: &[RecordType] = &[Component, Boundary, Note, Text, Endpoint, Entity, Rule];

pub(super) const ROWS: &[Row] = &[
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
];
