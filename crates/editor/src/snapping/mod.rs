//! Snapping to neighbours and to the grid. Pure geometry: rectangles in, an offset and guides out.

mod align;
mod axis;
mod gaps;

use kurbo::{Rect, Vec2};
use linchpin_document::{Arrange, RecordId, SortedSet};
use linchpin_scene::Guide;

use crate::plan::Surroundings;
use axis::Axis;

/// How near a line must be to catch, in screen pixels.
const TOLERANCE: f64 = 6.0;
/// How far away neighbours are looked for, in screen pixels.
const REACH: f64 = 600.0;
/// More neighbours than this only make guides unreadable.
const MOST_NEIGHBOURS: usize = 40;
/// Lines closer than this are the same line.
const SAME: f64 = 0.01;

/// Where something snaps to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Snapped {
    /// What to add to the place asked for.
    pub offset: Vec2,
    /// What it snapped to.
    pub guides: Vec<Guide>,
}

/// What there is to snap to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Snapper {
    neighbours: Vec<Rect>,
    grid: Option<f64>,
    tolerance: f64,
}

/// Which edges of a rectangle are being dragged: -1 the lower one of the axis, 1 the upper, 0 none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edges {
    pub horizontal: i8,
    pub vertical: i8,
}

impl Snapper {
    /// What a thing at `moving` can snap to; `excluding` moves along with it.
    pub fn around(around: &Surroundings, moving: Rect, excluding: &SortedSet<RecordId>) -> Self {
        let grid = around.settings.grid.then_some(around.settings.grid_size).filter(|size| *size > 0.0);
        let tolerance = around.camera.length_in_world(TOLERANCE);
        let neighbours =
            if around.settings.snap_to_neighbours { neighbours(around, moving, excluding) } else { Vec::new() };
        Self { neighbours, grid, tolerance }
    }

    /// Where a moved rectangle goes; a locked axis keeps its place.
    pub fn snap_move(&self, moving: Rect, locked: [bool; 2]) -> Snapped {
        let axes = [Axis::Horizontal, Axis::Vertical];
        let mut caught = [false; 2];
        let mut offset = Vec2::ZERO;
        for axis in axes.into_iter().filter(|axis| !locked[*axis as usize]) {
            let lines = align::offsets(axis, moving, &self.neighbours);
            let gaps = gaps::offsets(axis, moving, &self.neighbours);
            let nearest = nearest(lines.into_iter().chain(gaps), self.tolerance);
            caught[axis as usize] = nearest.is_some();
            let chosen = nearest.or_else(|| self.grid.map(|size| axis::to_grid(axis.low(moving), size)));
            offset += axis.vector(chosen.unwrap_or(0.0));
        }
        let landed = moving + offset;
        let guides = axes.into_iter().filter(|axis| caught[*axis as usize]).flat_map(|axis| {
            let lines = align::guides(axis, landed, &self.neighbours);
            lines.into_iter().chain(gaps::guides(axis, landed, &self.neighbours))
        });
        Snapped { offset, guides: guides.collect() }
    }

    /// Where the dragged edges of a rectangle go.
    pub fn snap_edges(&self, rect: Rect, edges: Edges) -> Snapped {
        let mut snapped = Snapped::default();
        for (axis, edge) in [(Axis::Horizontal, edges.horizontal), (Axis::Vertical, edges.vertical)] {
            let position = match edge {
                0 => continue,
                -1 => axis.low(rect),
                _ => axis.high(rect),
            };
            let lines = self.neighbours.iter().flat_map(|other| [axis.low(*other), axis.high(*other)]);
            let near = nearest(lines.map(|line| line - position), self.tolerance);
            let chosen = near.or_else(|| self.grid.map(|size| axis::to_grid(position, size)));
            snapped.offset += axis.vector(chosen.unwrap_or(0.0));
            if let Some(offset) = near {
                snapped.guides.extend(align::edge_guides(axis, position + offset, rect, &self.neighbours));
            }
        }
        snapped
    }
}

/// The smallest of the offsets that is within reach.
fn nearest(offsets: impl Iterator<Item = f64>, tolerance: f64) -> Option<f64> {
    offsets.filter(|offset| offset.abs() <= tolerance).min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

/// The frames in view beside a thing, nearest first. What it lies in is no neighbour: things in a
/// boundary should not stick to its border.
fn neighbours(around: &Surroundings, moving: Rect, excluding: &SortedSet<RecordId>) -> Vec<Rect> {
    let visible = around.visible_in_world();
    let reach = around.camera.length_in_world(REACH);
    let distance = |frame: &Rect| (frame.center() - moving.center()).hypot2();
    let found = around.scene.near(moving, reach).into_iter();
    let mut frames: Vec<Rect> = found
        .filter(|(id, frame)| !excluding.contains(id) && frame.overlaps(visible) && !frame.contains(moving.center()))
        .map(|(_, frame)| frame)
        .collect();
    frames.arrange_by(|a, b| distance(a).total_cmp(&distance(b)));
    frames.truncate(MOST_NEIGHBOURS);
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapper(neighbours: &[Rect], grid: Option<f64>) -> Snapper {
        Snapper { neighbours: neighbours.to_vec(), grid, tolerance: 6.0 }
    }

    fn component(x: f64, y: f64) -> Rect {
        Rect::new(x, y, x + 168.0, y + 60.0)
    }

    #[test]
    fn the_nearest_line_within_reach_wins_and_is_shown() {
        let snapped = snapper(&[component(0.0, 0.0)], None).snap_move(component(400.0, 5.0), [false; 2]);
        assert_eq!(snapped.offset, Vec2::new(0.0, -5.0));
        let lines = snapped.guides.iter().filter(|guide| matches!(guide, Guide::Line { .. })).count();
        assert_eq!(lines, 3, "tops, middles and bottoms are all in line");
        let far = snapper(&[component(0.0, 0.0)], None).snap_move(component(400.0, 7.0), [false; 2]);
        assert_eq!(far, Snapped::default());
    }

    #[test]
    fn neighbours_win_over_the_grid() {
        let snapped = snapper(&[component(0.0, 3.0)], Some(20.0)).snap_move(component(407.0, 1.0), [false; 2]);
        assert_eq!(snapped.offset, Vec2::new(-7.0, 2.0));
    }

    #[test]
    fn the_middle_between_two_and_the_next_in_a_row_are_found() {
        let row = [component(0.0, 0.0), component(500.0, 0.0)];
        let between = snapper(&row, None).snap_move(component(247.0, 0.0), [false; 2]);
        assert_eq!(between.offset.x, 3.0, "gaps of 82 on both sides");
        assert_eq!(between.guides.iter().filter(|guide| matches!(guide, Guide::Gap { .. })).count(), 2);
        let row = [component(0.0, 0.0), component(200.0, 0.0)];
        let next = snapper(&row, None).snap_move(component(404.0, 0.0), [false; 2]);
        assert_eq!(next.offset.x, -4.0, "a gap of 32 as between the first two");
    }

    #[test]
    fn a_locked_axis_keeps_its_place() {
        let snapped = snapper(&[component(3.0, 3.0)], Some(20.0)).snap_move(component(0.0, 107.0), [true, false]);
        assert_eq!(snapped.offset, Vec2::new(0.0, -7.0));
    }

    #[test]
    fn dragged_edges_snap_alone() {
        let edges = Edges { horizontal: 1, vertical: 0 };
        let snapped =
            snapper(&[component(300.0, 200.0)], Some(20.0)).snap_edges(Rect::new(0.0, 0.0, 297.0, 97.0), edges);
        assert_eq!(snapped.offset, Vec2::new(3.0, 0.0));
        assert_eq!(snapped.guides.len(), 1);
    }
}
