//! The plain shapes of connectors: straight, one corner, or one channel between two pieces.

use kurbo::Point;

use super::terminal::Terminal;

/// What a bend costs, in units of length.
pub(crate) const BEND: f64 = 48.0;
/// What a channel off the middle costs, so that the middle one wins when both are free.
const OFF_MIDDLE: f64 = 2.0;
/// Coordinates closer than this are the same.
const SAME: f64 = 1e-6;

/// How a connector gets from one terminal to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// No bend.
    Straight,
    /// One bend, at this point.
    Corner(Point),
    /// Two bends: a vertical piece at this x.
    VerticalChannel(f64),
    /// Two bends: a horizontal piece at this y.
    HorizontalChannel(f64),
}

/// A shape between two terminals, with what it costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) start: Terminal,
    pub(crate) goal: Terminal,
    pub(crate) shape: Shape,
    pub(crate) cost: f64,
}

impl Candidate {
    /// The corners, both ports included.
    pub(crate) fn points(&self) -> Vec<Point> {
        let (a, b) = (self.start.port, self.goal.port);
        match self.shape {
            Shape::Straight => vec![a, b],
            Shape::Corner(corner) => vec![a, corner, b],
            Shape::VerticalChannel(x) => vec![a, Point::new(x, a.y), Point::new(x, b.y), b],
            Shape::HorizontalChannel(y) => vec![a, Point::new(a.x, y), Point::new(b.x, y), b],
        }
    }
}

/// Adds the plain shapes possible between two terminals.
pub(crate) fn candidates(start: &Terminal, goal: &Terminal, found: &mut Vec<Candidate>) {
    let mut add = |shape: Shape, bends: f64, length: f64, extra: f64| {
        let cost = length + bends * BEND + extra + start.penalty + goal.penalty;
        found.push(Candidate { start: *start, goal: *goal, shape, cost });
    };
    let (a, b) = (start.port, goal.port);
    if start.side.is_horizontal() != goal.side.is_horizontal() {
        let corner = if start.side.is_horizontal() { Point::new(b.x, a.y) } else { Point::new(a.x, b.y) };
        if is_ahead(start, corner) && is_ahead(goal, corner) {
            add(Shape::Corner(corner), 1.0, (a - b).x.abs() + (a - b).y.abs(), 0.0);
        }
        return;
    }
    let horizontal = start.side.is_horizontal();
    let (out_a, out_b, across) = if horizontal { (a.x, b.x, (a.y - b.y).abs()) } else { (a.y, b.y, (a.x - b.x).abs()) };
    let Some(room) = channel_room(start, goal) else { return };
    let is_facing = start.side != goal.side;
    if across < SAME {
        if is_facing {
            add(Shape::Straight, 0.0, (out_a - out_b).abs(), 0.0);
        }
        return;
    }
    for (place, extra) in channel_places(room, (out_a + out_b) / 2.0) {
        let shape = if horizontal { Shape::VerticalChannel(place) } else { Shape::HorizontalChannel(place) };
        add(shape, 2.0, (out_a - place).abs() + across + (out_b - place).abs(), extra);
    }
}

/// Whether a corner lies beyond the tip of a terminal.
fn is_ahead(terminal: &Terminal, corner: Point) -> bool {
    (corner - terminal.tip()).dot(terminal.side.outward()) >= -SAME
}

/// The coordinates a channel between two parallel sides may have.
fn channel_room(start: &Terminal, goal: &Terminal) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for terminal in [start, goal] {
        let outward = terminal.side.outward();
        let tip = if terminal.side.is_horizontal() { terminal.tip().x } else { terminal.tip().y };
        if outward.x + outward.y > 0.0 { low = low.max(tip) } else { high = high.min(tip) }
    }
    (low <= high + SAME).then_some((low, high))
}

fn channel_places((low, high): (f64, f64), middle: f64) -> impl Iterator<Item = (f64, f64)> {
    let is_open = low.is_infinite() || high.is_infinite();
    let best = if is_open { if low.is_infinite() { high } else { low } } else { middle.clamp(low.min(high), high) };
    let others = [low, high].into_iter().filter(move |place| !is_open && (place - best).abs() > 1.0);
    std::iter::once((best, 0.0)).chain(others.map(|place| (place, OFF_MIDDLE)))
}
