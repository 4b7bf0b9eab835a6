//! Connectors: which sides they leave and enter by, and their way between.

mod side;

use kurbo::{Point, Rect};

pub use side::Side;

/// The way of a connector: an orthogonal polyline from the border of the caller to that of the callee.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The corners, both ends included; at least two.
    pub points: Vec<Point>,
    /// The side of the caller it leaves by.
    pub from_side: Side,
    /// The side of the callee it enters by.
    pub to_side: Side,
}

impl Route {
    /// The straight pieces.
    pub fn segments(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.points.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// The smallest area around the corners.
    pub fn bounds(&self) -> Rect {
        let first = self.points.first().copied().unwrap_or_default();
        self.points.iter().fold(Rect::from_points(first, first), |area, point| area.union_pt(*point))
    }
}

/// The plainest way between two frames.
pub(crate) fn plain(from: Rect, to: Rect) -> Route {
    let toward = to.center() - from.center();
    let (from_side, to_side) = if toward.x.abs() >= toward.y.abs() {
        if toward.x >= 0.0 { (Side::Right, Side::Left) } else { (Side::Left, Side::Right) }
    } else if toward.y >= 0.0 {
        (Side::Bottom, Side::Top)
    } else {
        (Side::Top, Side::Bottom)
    };
    let (start, end) = (from_side.middle_of(from), to_side.middle_of(to));
    let middle = start.midpoint(end);
    let (a, b) = if from_side.is_horizontal() {
        (Point::new(middle.x, start.y), Point::new(middle.x, end.y))
    } else {
        (Point::new(start.x, middle.y), Point::new(end.x, middle.y))
    };
    let points = if a == b { vec![start, end] } else { vec![start, a, b, end] };
    Route { points, from_side, to_side }
}
