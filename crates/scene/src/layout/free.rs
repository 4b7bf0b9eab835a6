//! A free place for one new thing.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_document::{Arrange, RecordId};

use crate::Scene;
use crate::hit::{encloses, overlap};
use crate::index::Entry;

/// What stays free around a new thing.
const MARGIN: f64 = 24.0;
/// The distance of the places tried.
const STEP: f64 = 20.0;
/// Rings of places tried around the wished one.
const RINGS: i32 = 40;
/// What stays free between it and the border of its boundary.
const BORDER: f64 = 12.0;

/// The place nearest to `near` where a new thing of this size overlaps nothing and no border runs
/// through it: its top left corner if its middle would best lie at `near`.
pub fn free_place(scene: &Scene, size: Size, near: Point) -> Point {
    let wished = near - size.to_vec2() / 2.0;
    let frame_at = |corner: Point| Rect::from_origin_size(corner, size);
    let is_clear = |corner: &Point| {
        let around = frame_at(*corner).inflate(MARGIN - 1.0, MARGIN - 1.0);
        scene.solids.touching(around).is_empty()
    };
    let places = places(wished);
    let whole = |corner: &&Point| is_clear(corner) && is_whole(scene, frame_at(**corner), near);
    let free = places.iter().find(whole).or_else(|| places.iter().find(|corner| is_clear(corner)));
    let beside = || scene.bounds().map(|bounds| Point::new(bounds.x1 + MARGIN, wished.y));
    free.copied().or_else(beside).unwrap_or(wished)
}

/// Places on a grid around the wished one, the nearest first.
fn places(wished: Point) -> Vec<Point> {
    let mut offsets: Vec<(i32, i32)> = (-RINGS..=RINGS).flat_map(|x| (-RINGS..=RINGS).map(move |y| (x, y))).collect();
    // Of equally near places the one below, then the one to the right.
    offsets.arrange_by_key(|(x, y)| (x * x + y * y, -y, -x));
    offsets.into_iter().map(|(x, y)| wished + Vec2::new(f64::from(x), f64::from(y)) * STEP).collect()
}

/// Whether a frame lies wholly inside the boundaries around `near`, clear of their names, and wholly
/// outside all others.
fn is_whole(scene: &Scene, frame: Rect, near: Point) -> bool {
    let around = frame.inflate(BORDER, BORDER);
    let at_near = Rect::from_points(near, near);
    let is_clear_of_name = |id: RecordId| {
        let header = scene.body(id).and_then(|body| body.header());
        header.is_none_or(|header| !overlap(header, frame))
    };
    let holds = |entry: Entry| encloses(entry.area, around) && is_clear_of_name(entry.id);
    scene.boundaries.touching(at_near).into_iter().all(holds)
        && scene.boundaries.touching(around).into_iter().all(|entry| overlap(entry.area, at_near))
}
