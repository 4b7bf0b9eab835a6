//! Places for things that have none.

use kurbo::{Point, Size};
use linchpin_document::{Design, Item, RecordId};

use crate::Scene;

/// Where a thing was put.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Which thing.
    pub id: RecordId,
    /// Its top left corner.
    pub position: Point,
    /// Its size, where that was chosen too: of boundaries around their content.
    pub size: Option<Size>,
}

/// Places everything that has no place yet.
pub fn place_in_layers(design: &Design) -> Vec<Placement> {
    let unplaced = design.components().filter(|item| !item.is_placed());
    let place = |(index, item): (usize, &Item)| Placement {
        id: item.id,
        position: Point::new(240.0 * index as f64, 0.0),
        size: None,
    };
    unplaced.enumerate().map(place).collect()
}

/// The place nearest to `near` where a new component overlaps nothing: the top left corner of a
/// component whose middle would best lie at `near`.
pub fn free_place(_design: &Design, scene: &Scene, near: Point) -> Point {
    let size = Item::COMPONENT_SIZE;
    let mut position = near - size.to_vec2() / 2.0;
    let is_taken = |at: Point| !scene.near(kurbo::Rect::from_origin_size(at, size), 0.0).is_empty();
    for _ in 0..1000 {
        if !is_taken(position) {
            break;
        }
        position.y += size.height / 2.0;
    }
    position
}
