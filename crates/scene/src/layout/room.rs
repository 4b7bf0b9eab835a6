//! What takes up room in a design, and where there is some left.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_catalog::RecordType;
use linchpin_document::{Arrange, Design, Item, RecordId};

use crate::body::HEADER_HEIGHT;
use crate::hit::encloses;
use crate::index::{Entry, SpatialIndex};

/// What stays free between things.
const GAP: f64 = 40.0;
/// What stays free between a thing and the border of its boundary.
const BORDER: f64 = 20.0;
/// The distance of the places tried: the grid of the canvas.
const STEP: f64 = 20.0;
/// Rings of places tried around the wished one.
const RINGS: i32 = 30;

/// The frames of everything in a design, for finding places without drawing anything.
#[derive(Debug, Clone, Default)]
pub struct Room {
    solids: SpatialIndex,
    boundaries: SpatialIndex,
}

impl Room {
    /// The room a design leaves. Things that were never placed take none.
    pub fn of(design: &Design) -> Self {
        let mut room = Self::default();
        let (boundaries, solids): (Vec<&Item>, Vec<&Item>) = design
            .items()
            .filter(|item| item.record_type.has_place() && item.is_placed())
            .partition(|item| item.record_type == RecordType::Boundary);
        let entries = |items: Vec<&Item>| items.into_iter().map(|item| Entry::whole(item.frame(), item.id)).collect();
        room.solids.replace(Vec::new(), entries(solids));
        room.boundaries.replace(Vec::new(), entries(boundaries));
        room
    }

    /// Whether an area is clear of everything but what `ignored` names: neither thing nor boundary
    /// comes nearer than the gap.
    pub fn is_empty(&self, area: Rect, ignored: &dyn Fn(RecordId) -> bool) -> bool {
        let near = area.inflate(GAP / 2.0, GAP / 2.0);
        let clear = |index: &SpatialIndex| index.touching(near).iter().all(|entry| ignored(entry.id));
        clear(&self.solids) && clear(&self.boundaries)
    }

    /// The top left corner of the nearest free place for a thing whose middle would best lie at `near`,
    /// on the grid, in exactly the boundaries named. Nothing when there is none nearby.
    pub fn free(&self, size: Size, near: Point, inside: &[RecordId]) -> Option<Point> {
        let wished = near - size.to_vec2() / 2.0;
        let wished = Point::new((wished.x / STEP).round() * STEP, (wished.y / STEP).round() * STEP);
        let fits = |corner: &Point| {
            let frame = Rect::from_origin_size(*corner, size);
            let solid = frame.inflate(GAP - 1.0, GAP / 2.0 - 1.0);
            self.solids.touching(solid).is_empty() && self.lies_right(frame, inside)
        };
        places(wished).into_iter().find(fits)
    }

    /// Whether a frame lies wholly inside the boundaries named, below their names, and wholly outside all
    /// others.
    fn lies_right(&self, frame: Rect, inside: &[RecordId]) -> bool {
        let around = frame.inflate(BORDER - 1.0, BORDER - 1.0);
        let with_name = Rect { y0: frame.y0 - HEADER_HEIGHT, ..around };
        let touched = self.boundaries.touching(around);
        let right = |entry: &Entry| inside.contains(&entry.id) && encloses(entry.area, with_name);
        touched.len() == inside.len() && touched.iter().all(right)
    }
}

/// Places on a grid around the wished one, the nearest first; of equally near ones the one below, then the
/// one to the right.
fn places(wished: Point) -> Vec<Point> {
    let mut offsets: Vec<(i32, i32)> = (-RINGS..=RINGS).flat_map(|x| (-RINGS..=RINGS).map(move |y| (x, y))).collect();
    offsets.arrange_by_key(|(x, y)| (x * x + y * y, -y, -x));
    offsets.into_iter().map(|(x, y)| wished + Vec2::new(f64::from(x), f64::from(y)) * STEP).collect()
}
