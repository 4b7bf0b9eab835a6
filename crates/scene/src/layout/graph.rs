//! A graph of boxes and arrows, laid out in layers from left to right.

use kurbo::{Point, Size};

use super::layers::layers;
use super::ordering::order;
use super::rows::rows;

/// The distance between columns.
const COLUMN_GAP: f64 = 92.0;
/// What a column grows by for every arrow beyond the first few that needs room beside it.
const ARROW_ROOM: f64 = 8.0;
const FEW_ARROWS: usize = 3;
const MOST_ARROW_ROOM: f64 = 64.0;
/// The distance between boxes of a column.
const ROW_GAP: f64 = 48.0;
/// Boxes without arrows stand in rows below the others.
const LOOSE_PER_ROW: usize = 4;

/// An arrow between two boxes, by their indices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether both ends belong beside each other, in one column: replicas and standbys.
    pub(super) beside: bool,
}

/// Boxes and arrows.
pub(super) struct Graph {
    sizes: Vec<Size>,
    edges: Vec<Edge>,
}

impl Graph {
    pub(super) fn new(sizes: Vec<Size>, edges: Vec<Edge>) -> Self {
        Self { sizes, edges }
    }

    /// The top left corner of each box; the whole starts at the origin.
    pub(super) fn lay_out(&self) -> Vec<Point> {
        let mut corners = vec![Point::ZERO; self.sizes.len()];
        let mut linked = vec![false; self.sizes.len()];
        for edge in &self.edges {
            (linked[edge.from], linked[edge.to]) = (true, true);
        }
        let bottom = self.place_linked(&linked, &mut corners);
        let start = if bottom > 0.0 { bottom + ROW_GAP } else { 0.0 };
        self.place_loose(&linked, start, &mut corners);
        corners
    }

    /// Places the boxes with arrows. Returns where they end below.
    fn place_linked(&self, linked: &[bool], corners: &mut [Point]) -> f64 {
        let layers = layers(linked, &self.edges);
        let columns = order(&layers, &self.edges);
        let heights: Vec<f64> = self.sizes.iter().map(|size| size.height).collect();
        let centres = rows(&columns, &heights, ROW_GAP);
        let mut x = 0.0;
        let mut bottom: f64 = 0.0;
        for (index, column) in columns.columns.iter().enumerate() {
            let boxes = || column.iter().filter_map(|slot| slot.index());
            let width = boxes().map(|index| self.sizes[index].width).fold(0.0, f64::max);
            for (slot, centre) in column.iter().zip(&centres[index]) {
                let Some(index) = slot.index() else { continue };
                let size = self.sizes[index];
                corners[index] = Point::new(x, centre - size.height / 2.0);
            }
            x += width + self.gap_after(index, &layers);
        }
        let is_linked = |index: &usize| linked[*index];
        let top = (0..corners.len()).filter(is_linked).map(|index| corners[index].y).fold(f64::INFINITY, f64::min);
        for index in (0..corners.len()).filter(is_linked) {
            corners[index].x = on_grid(corners[index].x);
            corners[index].y = on_grid(corners[index].y - top);
            bottom = bottom.max(corners[index].y + self.sizes[index].height);
        }
        bottom
    }

    /// Many arrows between two columns need room for their channels.
    fn gap_after(&self, layer: usize, layers: &[Option<usize>]) -> f64 {
        let passes = |edge: &&Edge| match (layers[edge.from], layers[edge.to]) {
            (Some(from), Some(to)) => from.min(to) <= layer && layer < from.max(to),
            _ => false,
        };
        let arrows = self.edges.iter().filter(passes).count().saturating_sub(FEW_ARROWS);
        COLUMN_GAP + (arrows as f64 * ARROW_ROOM).min(MOST_ARROW_ROOM)
    }

    fn place_loose(&self, linked: &[bool], start: f64, corners: &mut [Point]) {
        let loose: Vec<usize> = (0..self.sizes.len()).filter(|index| !linked[*index]).collect();
        // About as many rows as columns once there are many.
        let per_row = LOOSE_PER_ROW.max((loose.len() as f64).sqrt().ceil() as usize);
        let mut y = start;
        for row in loose.chunks(per_row) {
            let mut x = 0.0;
            for index in row {
                corners[*index] = Point::new(x, y);
                x += on_grid(self.sizes[*index].width + COLUMN_GAP);
            }
            y += on_grid(row.iter().map(|index| self.sizes[*index].height).fold(0.0, f64::max) + ROW_GAP);
        }
    }
}

fn on_grid(coordinate: f64) -> f64 {
    const GRID: f64 = 4.0;
    (coordinate / GRID).round() * GRID
}
