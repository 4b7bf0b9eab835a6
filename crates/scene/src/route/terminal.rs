//! Where a connector may start or end, and how eager it is to.

use kurbo::{Point, Rect};

use super::surroundings::{CLEARANCE, Surroundings};
use super::{End, Side};

/// A gap between two frames from which on a connector runs comfortably through it.
const COMFORTABLE_GAP: f64 = 32.0;
/// What leaving by a side costs that does not face the other end, in units of length.
const TURNED_AWAY: f64 = 60.0;
/// What leaving by the side opposite to the other end costs.
const BACKWARDS: f64 = 90.0;

/// A point of a side where a connector may start or end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Terminal {
    pub(crate) side: Side,
    pub(crate) port: Point,
    /// How far the connector runs straight before it may turn.
    pub(crate) stub: f64,
    /// What using it costs, in units of length.
    pub(crate) penalty: f64,
}

impl Terminal {
    /// A terminal at a port of the end last looked around.
    pub(crate) fn new(end: End, side: Side, port: Point, surroundings: &mut Surroundings<'_>) -> Self {
        let stub = surroundings.stub(side, port);
        let penalty = reluctance(surroundings.frame_of(end), surroundings.frame_of(end.other()), side);
        Self { side, port, stub, penalty }
    }

    /// Where it may turn first.
    pub(crate) fn tip(&self) -> Point {
        self.port + self.side.outward() * self.stub
    }
}

/// How far apart two spans are; negative when they overlap.
fn gap(a: (f64, f64), b: (f64, f64)) -> f64 {
    (b.0 - a.1).max(a.0 - b.1)
}

/// The distance between two frames along the axis they are farther apart on; at most 0 when they
/// overlap.
pub(crate) fn distance(a: Rect, b: Rect) -> f64 {
    gap((a.x0, a.x1), (b.x0, b.x1)).max(gap((a.y0, a.y1), (b.y0, b.y1)))
}

/// How little a connector wants to leave `frame` by a side when it goes to `other`.
///
/// Designs flow sideways, so a comfortable horizontal gap is taken before a vertical one. Costs grow
/// steadily with the gap: a small move must not turn every connector round.
fn reluctance(frame: Rect, other: Rect, side: Side) -> f64 {
    let horizontal_gap = gap((frame.x0, frame.x1), (other.x0, other.x1));
    let vertical_gap = gap((frame.y0, frame.y1), (other.y0, other.y1));
    let comfort = |gap: f64| (gap / COMFORTABLE_GAP).clamp(0.0, 1.0);
    let ahead = match side {
        Side::Left => frame.x0 - other.x1,
        Side::Right => other.x0 - frame.x1,
        Side::Top => frame.y0 - other.y1,
        Side::Bottom => other.y0 - frame.y1,
    };
    let (own_gap, detour) =
        if side.is_horizontal() { (horizontal_gap, 0.0) } else { (vertical_gap, comfort(horizontal_gap)) };
    match (ahead >= 0.0, own_gap >= 0.0) {
        (true, _) => TURNED_AWAY * (1.0 - comfort(ahead)).max(detour),
        (false, false) => TURNED_AWAY,
        (false, true) => TURNED_AWAY + (BACKWARDS - TURNED_AWAY) * comfort(own_gap),
    }
}

/// How long a connector runs straight at most before it may turn.
pub(crate) const LONGEST_STUB: f64 = CLEARANCE;
