//! Connectors: which sides they leave and enter by, and their way between.
//!
//! A connector is routed in four steps, each a pure function of what it looks at:
//!
//! 1. *Plan*: the sides it leaves and enters by, those of the cheapest way between the middles.
//! 2. *Ports*: connectors at one side are ordered by the direction they go and spread along it.
//! 3. *Way*: from port to port. Plain shapes (straight, one corner, one channel) are tried first; when
//!    none is free, an A* search runs around what they ran into, and again with what its answer ran
//!    into, until the answer is free. So only obstacles that matter ever enter the search.
//! 4. *Nudge*: pieces that lie on top of each other are moved apart, in the order that crosses least.
//!
//! Every step notes where it looked. A change of the design repeats only the steps that looked
//! there, and the result is the same as routing everything anew. Searches for one of many connectors may take less time
//! than for one of few; when that changes, only those are repeated whose search took longer than it may now or
//! was given up.

mod nudge;
mod ports;
mod router;
mod search;
mod shape;
mod side;
mod surroundings;
mod terminal;
mod update;
mod way;

use kurbo::{Point, Rect};
use linchpin_document::RecordId;

pub(crate) use router::Router;
pub use side::Side;
pub(crate) use update::Revision;

use crate::index::SpatialIndex;
use search::Search;
use surroundings::Surroundings;
use terminal::Terminal;

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

/// One of the two ends of a connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    From,
    To,
}

impl End {
    fn other(self) -> Self {
        match self {
            Self::From => Self::To,
            Self::To => Self::From,
        }
    }
}

/// A component at an end of a connector.
type Ended = (RecordId, Rect);

/// The sides the cheapest way between two components leaves and enters by, and where that was looked.
fn plan(obstacles: &SpatialIndex, from: Ended, to: Ended, budget: usize, search: &mut Search) -> (way::Way, Vec<Rect>) {
    let mut surroundings = Surroundings::new(obstacles, from, to);
    surroundings.look_around(End::From);
    let starts = Side::ALL.map(|side| planned_terminal(End::From, side, &mut surroundings));
    surroundings.look_around(End::To);
    let goals = Side::ALL.map(|side| planned_terminal(End::To, side, &mut surroundings));
    let way = way::find(&starts, &goals, None, budget, &mut surroundings, search);
    (way, surroundings.into_looked_at())
}

fn planned_terminal(end: End, side: Side, surroundings: &mut Surroundings<'_>) -> Terminal {
    let (frame, peer) = (surroundings.frame_of(end), surroundings.frame_of(end.other()));
    let straight = ports::straight_place(frame, side, peer, side.opposite());
    let port = straight.map_or_else(|| side.middle_of(frame), |place| side.at(frame, place));
    Terminal::new(end, side, port, surroundings)
}

/// The way of a connection still being drawn, to a component.
pub(crate) fn preview(obstacles: &SpatialIndex, from: Ended, to: Ended) -> Vec<Point> {
    plan(obstacles, from, to, way::BUDGET, &mut Search::default()).0.points
}

/// The way of a connection still being drawn, to a bare point.
pub(crate) fn preview_to_point(from: Rect, side: Option<Side>, to: Point) -> Vec<Point> {
    let toward = to - from.center();
    let is_sideways = toward.x.abs() * from.height() >= toward.y.abs() * from.width();
    let side = side.unwrap_or(match (is_sideways, toward.x >= 0.0, toward.y >= 0.0) {
        (true, true, _) => Side::Right,
        (true, false, _) => Side::Left,
        (false, _, true) => Side::Bottom,
        (false, _, false) => Side::Top,
    });
    let start = side.middle_of(from);
    let is_ahead = (to - start).dot(side.outward()) >= 0.0;
    if is_ahead {
        return way::joined(start, to, side);
    }
    let tip = start + side.outward() * surroundings::CLEARANCE;
    let corner = if side.is_horizontal() { Point::new(tip.x, to.y) } else { Point::new(to.x, tip.y) };
    vec![start, tip, corner, to]
}
