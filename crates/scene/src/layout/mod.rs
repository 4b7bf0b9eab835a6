//! Places for things that have none.
//!
//! Designs written by hand may leave out coordinates. Such things are laid out in layers, from callers
//! on the left to callees on the right; each boundary is laid out by itself and then stands as one
//! box among its siblings, so that nothing overlaps and everything lies in its boundary.

mod free;
mod graph;
mod layers;
mod ordering;
mod room;
mod rows;

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_catalog::{Interaction, Property, RecordType};
use linchpin_document::{Arrange, Design, Item, RecordId, SortedMap, SortedSet};

pub use free::free_place;
use graph::{Edge, Graph};
pub use room::Room;

/// What stays free between the content of a boundary and its border.
const PADDING: f64 = 28.0;
/// What stays free above the content of a boundary, for its name.
const HEADER: f64 = 48.0;
/// The distance between a layout and what was placed before.
const BESIDE: f64 = 72.0;

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

/// Places everything that has no place yet; what has one stays where it is.
///
/// Boundaries are sized around their content; one that was placed already grows when it must. The
/// result depends on the design alone.
pub fn place_in_layers(design: &Design) -> Vec<Placement> {
    let mut layout = Layout { design, frames: SortedMap::new(), chosen: SortedSet::new() };
    let boundaries: Vec<RecordId> = inside_out(design);
    for boundary in boundaries {
        layout.fill(boundary);
    }
    layout.place_at_top();
    layout.into_placements()
}

/// The boundaries, inner ones before those around them.
fn inside_out(design: &Design) -> Vec<RecordId> {
    let mut boundaries: Vec<(usize, RecordId)> =
        design.boundaries().map(|item| (design.ancestors(item.id).count(), item.id)).collect();
    boundaries.arrange_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    boundaries.into_iter().map(|(_, id)| id).collect()
}

struct Layout<'a> {
    design: &'a Design,
    /// Frames chosen so far; those inside a boundary are kept right while it moves.
    frames: SortedMap<RecordId, Rect>,
    /// What was moved or resized.
    chosen: SortedSet<RecordId>,
}

impl Layout<'_> {
    fn is_fixed(&self, item: &Item) -> bool {
        item.is_placed() || self.design.descendants(item.id).iter().any(|id| self.is_placed(*id))
    }

    fn is_placed(&self, id: RecordId) -> bool {
        self.design.get(id).is_some_and(Item::is_placed)
    }

    fn frame(&self, id: RecordId) -> Option<Rect> {
        let own = || self.design.get(id).filter(|item| has_frame(item)).map(Item::frame);
        self.frames.get(&id).copied().or_else(own)
    }

    fn choose(&mut self, id: RecordId, frame: Rect) {
        self.frames.insert(id, frame);
        self.chosen.insert(id);
    }

    /// Lays out what lies directly in a boundary, and sizes the boundary around it.
    fn fill(&mut self, boundary: RecordId) {
        let Some(item) = self.design.get(boundary) else { return };
        let content: Vec<&Item> = self
            .design
            .children(boundary)
            .filter_map(|id| self.design.get(id))
            .filter(|item| has_frame(item))
            .collect();
        let (fixed, loose): (Vec<&Item>, Vec<&Item>) = content.into_iter().partition(|item| self.is_fixed(item));
        let held = fixed.iter().filter_map(|item| self.frame(item.id)).reduce(|a, b| a.union(b));
        let inner = Vec2::new(PADDING, HEADER);
        let start = match held {
            Some(held) => Point::new(held.x0, held.y1 + BESIDE / 2.0),
            None => item.position() + inner,
        };
        let placed = self.lay_out(&loose, start);
        let Some(content) = held.into_iter().chain(placed).reduce(|a, b| a.union(b)) else { return };
        let around = Rect::new(content.x0 - PADDING, content.y0 - HEADER, content.x1 + PADDING, content.y1 + PADDING);
        if !item.is_placed() {
            self.choose(boundary, around);
        } else if placed.is_some() && !crate::hit::encloses(item.frame(), around) {
            self.choose(boundary, item.frame().union(around));
        }
    }

    /// Lays out what lies in no boundary, below everything placed.
    fn place_at_top(&mut self) {
        let top: Vec<&Item> =
            self.design.items().filter(|item| has_frame(item) && self.design.parent(item.id).is_none()).collect();
        let (fixed, loose): (Vec<&Item>, Vec<&Item>) = top.into_iter().partition(|item| self.is_fixed(item));
        let held = fixed.iter().filter_map(|item| self.frame(item.id)).reduce(|a, b| a.union(b));
        let start = held.map_or(Point::ZERO, |held| Point::new(held.x0, held.y1 + BESIDE));
        self.lay_out(&loose, start);
    }

    /// Lays out siblings from a point on; returns the area they take.
    fn lay_out(&mut self, siblings: &[&Item], start: Point) -> Option<Rect> {
        let sizes: Vec<Size> = siblings.iter().map(|item| self.frame(item.id).unwrap_or_default().size()).collect();
        let graph = Graph::new(sizes, self.edges(siblings));
        let mut area: Option<Rect> = None;
        for (item, corner) in siblings.iter().zip(graph.lay_out()) {
            let old = self.frame(item.id).unwrap_or_default();
            let new = Rect::from_origin_size(start + corner.to_vec2(), old.size());
            self.choose(item.id, new);
            self.shift_content(item.id, new.origin() - old.origin());
            area = Some(area.map_or(new, |area| area.union(new)));
        }
        area
    }

    /// Moves what lies in a boundary along with it.
    fn shift_content(&mut self, boundary: RecordId, by: Vec2) {
        for id in self.design.descendants(boundary) {
            if let Some(frame) = self.frame(id) {
                self.choose(id, frame + by);
            }
        }
    }

    /// The connections between siblings, or between what lies in them, by their places in the list.
    fn edges(&self, siblings: &[&Item]) -> Vec<Edge> {
        let index: SortedMap<RecordId, usize> = siblings.iter().enumerate().map(|(i, item)| (item.id, i)).collect();
        let sibling_of =
            |id: RecordId| std::iter::once(id).chain(self.design.ancestors(id)).find_map(|id| index.get(&id));
        let mut edges: SortedSet<(usize, usize)> = SortedSet::new();
        let mut beside: SortedSet<(usize, usize)> = SortedSet::new();
        for (connection, from, to) in self.design.connections() {
            let (Some(from), Some(to)) = (sibling_of(from), sibling_of(to)) else { continue };
            if from != to {
                edges.insert((*from, *to));
            }
            let interaction = connection.choice(Property::Interaction);
            if matches!(interaction, Some(Interaction::Replication | Interaction::Standby)) {
                beside.extend([(*from, *to), (*to, *from)]);
            }
        }
        edges.into_iter().map(|pair| Edge { from: pair.0, to: pair.1, beside: beside.contains(&pair) }).collect()
    }

    fn into_placements(self) -> Vec<Placement> {
        let is_boundary =
            |id: RecordId| self.design.get(id).is_some_and(|item| item.record_type == RecordType::Boundary);
        let placement = |id: &RecordId| {
            let frame = self.frames.get(id)?;
            Some(Placement { id: *id, position: frame.origin(), size: is_boundary(*id).then(|| frame.size()) })
        };
        self.chosen.iter().filter_map(placement).collect()
    }
}

fn has_frame(item: &Item) -> bool {
    item.record_type.has_place()
}
