//! Where new things go, and what creating them means.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_catalog::{ComponentKind, Property, RecordType};
use linchpin_document::{Arrange, Item, RecordId, SortedSet, Transaction};
use linchpin_scene::layout::free_place;

use crate::Selection;
use crate::commands::Direction;
use crate::containment::{boundary_for, regather};
use crate::input::Placeable;
use crate::label::Label;
use crate::ordering;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

/// The room kept free around things placed by the editor, in world units.
const CLEARANCE: f64 = 20.0;
/// The gap between a component and one appended to it: room for an arrow with a label.
const APPEND_GAP: f64 = 92.0;
/// The distance of the places tried for a component that is appended, and how many of them in each direction.
const STEP: f64 = 20.0;
const MOST_STEPS: i32 = 30;
/// A place farther ahead counts as three times as far as one aside, so that what one component calls stands in a row.
const WEIGHT_AHEAD: i32 = 3 * 3;
/// How far aside a place may be for its distance ahead, to be still in that direction.
const MOST_ASIDE: f64 = 2.0;
/// Positions beyond this are refused by the document, with room for the thing itself.
const FARTHEST: f64 = 9e6;

/// A component to be appended: what, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    pub kind: ComponentKind,
    /// Its middle; beside the component it is appended to when not given.
    pub at: Option<Point>,
    pub direction: Direction,
}

/// A position kept on the canvas.
pub(crate) fn on_canvas(point: Point) -> Point {
    Point::new(point.x.clamp(-FARTHEST, FARTHEST), point.y.clamp(-FARTHEST, FARTHEST))
}

impl Placeable {
    pub(crate) fn record_type(self) -> RecordType {
        match self {
            Self::Component(_) => RecordType::Component,
            Self::Boundary(_) => RecordType::Boundary,
            Self::Note => RecordType::Note,
            Self::Text => RecordType::Text,
        }
    }

    /// How large it is when it is only clicked into place.
    pub(crate) fn size(self) -> Size {
        match self {
            Self::Component(_) => Item::COMPONENT_SIZE,
            Self::Boundary(_) => Size::new(400.0, 280.0),
            Self::Note => Size::new(180.0, 120.0),
            Self::Text => Size::new(180.0, 28.0),
        }
    }
}

/// The frame a thing would get if it were placed at the pointer: its middle there, text to the right
/// of it; on the grid unless Ctrl is held.
pub(crate) fn outline(around: &Surroundings, what: Placeable, at: &Touchpoint) -> Rect {
    let size = what.size();
    let hold = if what == Placeable::Text { Vec2::new(0.0, size.height / 2.0) } else { size.to_vec2() / 2.0 };
    let corner = around.point_in_world(at) - hold;
    let corner = if at.modifiers.primary { corner.round() } else { to_grid(around, corner) };
    Rect::from_origin_size(on_canvas(corner), size)
}

/// A point on the grid, or on whole units where there is no grid.
pub(crate) fn to_grid(around: &Surroundings, point: Point) -> Point {
    let grid = if around.settings.grid && around.settings.grid_size > 0.0 { around.settings.grid_size } else { 1.0 };
    Point::new((point.x / grid).round() * grid, (point.y / grid).round() * grid)
}

/// The transaction that creates a thing with this frame, in the boundary it lies in and in front of
/// others; a boundary gathers what it is drawn around.
pub(crate) fn creation(around: &Surroundings, id: RecordId, what: Placeable, frame: Rect) -> Transaction {
    let mut transaction = Transaction::new();
    let record_type = what.record_type();
    transaction.create(id, record_type).set(id, Property::Position, on_canvas(frame.origin()));
    match what {
        Placeable::Component(kind) => drop(transaction.set(id, Property::Kind, kind.id())),
        Placeable::Boundary(kind) => drop(transaction.set(id, Property::BoundaryKind, kind.id())),
        Placeable::Note | Placeable::Text => {}
    }
    if Property::Size.belongs_to(record_type) && frame.size() != what.size() {
        transaction.set(id, Property::Size, frame.size());
    }
    let parent = boundary_for(around, record_type, frame, &SortedSet::from([id]));
    if let Some(parent) = parent {
        transaction.set(id, Property::Parent, parent);
    }
    transaction.set(id, Property::Order, ordering::in_front(around.design).as_str());
    if record_type == RecordType::Boundary {
        transaction.extend(regather(around, id, frame, parent));
    }
    transaction
}

/// Places a thing and selects it. Text is not there before something was typed.
pub(crate) fn place(around: &Surroundings, what: Placeable, frame: Rect) -> Plan {
    place_as(around, around.new_id(), what, frame)
}

/// As [`place`], with an id chosen before.
pub(crate) fn place_as(around: &Surroundings, id: RecordId, what: Placeable, frame: Rect) -> Plan {
    let creation = creation(around, id, what, frame);
    let plan = match what {
        Placeable::Text => Plan::edit_label(Label { id, creation }),
        Placeable::Note => Plan::commit(creation).editing_label(Label::of(id)),
        Placeable::Component(_) | Placeable::Boundary(_) => Plan::commit(creation),
    };
    plan.selecting(Selection::one(id))
}

/// The free frame nearest to `wanted`.
fn free_near(around: &Surroundings, wanted: Rect) -> Rect {
    let corner = free_place(around.scene, wanted.size(), wanted.center());
    Rect::from_origin_size(on_canvas(corner), wanted.size())
}

/// Whether a frame is clear of components, notes and texts, and no border of a boundary runs through it.
fn is_free(around: &Surroundings, frame: Rect) -> bool {
    // A hair less, so that things exactly the clearance apart are free of each other.
    around.scene.near(frame, CLEARANCE - 0.1).into_iter().all(|(id, other)| {
        let boundary = around.design.get(id).is_none_or(|item| item.record_type == RecordType::Boundary);
        boundary && (other.union(frame) == other || !other.overlaps(frame))
    })
}

/// The free frame nearest to the one right beside a component in a direction, as long as it lies in that direction;
/// else wherever there is room nearby.
fn free_beside(around: &Surroundings, source: Rect, direction: Direction) -> Rect {
    let size = Item::COMPONENT_SIZE;
    let forward: Vec2 = direction.vector();
    let sideways = Vec2::new(forward.y.abs(), forward.x.abs());
    let reach = (source.size() + size).to_vec2() / 2.0 + Vec2::new(APPEND_GAP, APPEND_GAP);
    let distance = reach.dot(Vec2::new(forward.x.abs(), forward.y.abs()));
    let first = Rect::from_center_size(source.center() + forward * distance, size);
    let mut steps: Vec<(i32, i32)> =
        (0..=MOST_STEPS).flat_map(|ahead| (-MOST_STEPS..=MOST_STEPS).map(move |aside| (ahead, aside))).collect();
    steps.arrange_by_key(|(ahead, aside)| (WEIGHT_AHEAD * ahead * ahead + aside * aside, -aside));
    let frames = steps.into_iter().filter_map(|(ahead, aside)| {
        let (ahead, aside) = (f64::from(ahead) * STEP, f64::from(aside) * STEP);
        let is_ahead = aside.abs() <= MOST_ASIDE * (distance + ahead);
        is_ahead.then(|| first + forward * ahead + sideways * aside)
    });
    let free = frames.into_iter().find(|frame| is_free(around, *frame));
    free.unwrap_or_else(|| free_near(around, first))
}

/// Adds a thing in the middle of the viewport, where there is room.
pub(crate) fn add(around: &Surroundings, what: Placeable) -> Plan {
    let wanted = Rect::from_center_size(around.visible_in_world().center(), what.size());
    let wanted = Rect::from_origin_size(to_grid(around, wanted.origin()), what.size());
    let frame = match what {
        Placeable::Boundary(_) => wanted,
        _ => free_near(around, wanted),
    };
    let revealed = around.camera.revealing(frame, around.clear_in_screen(), CLEARANCE);
    Plan { camera: Some(revealed), ..place(around, what, frame) }
}

/// Adds a component connected from another one, and opens its label.
pub(crate) fn append(around: &Surroundings, from: RecordId, placed: Placed) -> Plan {
    let Some(source) = around.scene.frame(from) else { return Plan::nothing() };
    let frame = match placed.at {
        Some(middle) => {
            let corner = Rect::from_center_size(middle, Item::COMPONENT_SIZE).origin();
            free_near(around, Rect::from_origin_size(on_canvas(to_grid(around, corner)), Item::COMPONENT_SIZE))
        }
        None => free_beside(around, source, placed.direction),
    };
    let (id, connection) = (around.new_id(), around.new_id());
    let mut transaction = creation(around, id, Placeable::Component(placed.kind), frame);
    transaction.create(connection, RecordType::Connection);
    transaction.set(connection, Property::From, from).set(connection, Property::To, id);
    let plan = Plan::commit(transaction).selecting(Selection::one(id)).editing_label(Label::of(id));
    Plan { camera: Some(around.camera.revealing(frame, around.clear_in_screen(), CLEARANCE)), ..plan }
}
