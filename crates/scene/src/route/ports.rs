//! Where on its sides the connectors of a component start and end.

use kurbo::{Point, Rect};
use linchpin_document::{Arrange, RecordId};

use super::Side;

/// How far apart ports on one side are, where there is room.
const SPACING: f64 = 14.0;
/// How much of the gap to the next port one may be moved over: two that near each other stay apart.
const SHARE_OF_GAP: f64 = 0.35;
/// How far ports keep from the corners of a frame.
const CORNER: f64 = 9.0;
/// How much more a port that makes its connector straight holds its place.
const STRAIGHT_WEIGHT: f64 = 1000.0;
/// Facing sides must share this much for a connector to run straight between them.
const LEAST_SHARED: f64 = 8.0;

/// Channels nearer than this to each other count as one.
const CHANNEL: f64 = 8.0;

/// The first turn of a planned way, seen from a side it leaves.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub(crate) struct Turn {
    /// Towards lower coordinates along the side (-1), higher ones (1), or none at all (0).
    direction: f64,
    /// How far out.
    distance: f64,
}

impl Turn {
    /// The first turn of a way that leaves by a side.
    pub(crate) fn of(way: &mut dyn Iterator<Item = Point>, side: Side) -> Self {
        let (Some(port), Some(corner), Some(next)) = (way.next(), way.next(), way.next()) else {
            return Self::default();
        };
        let along = side.along(next) - side.along(corner);
        let direction = if along == 0.0 { 0.0 } else { 1.0_f64.copysign(along) };
        Self { direction, distance: (corner - port).dot(side.outward()) }
    }

    /// The order along the side in which ways do not cross: of those that turn to one hand the first
    /// to turn is the outermost.
    fn rank(self) -> (f64, f64) {
        // Taken from zero, not negated: that never gives the negative zero, so equal turns are of one rank.
        (self.direction, 0.0 - self.direction * (self.distance / CHANNEL).round())
    }
}

/// One connector at a side, seen from there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attached {
    pub(crate) connector: RecordId,
    pub(crate) turn: Turn,
    pub(crate) peer: RecordId,
    pub(crate) peer_frame: Rect,
    pub(crate) peer_side: Side,
}

/// The stretch of a side that ports may lie on.
pub(crate) fn usable_span(frame: Rect, side: Side) -> (f64, f64) {
    let (low, high) = side.span_of(frame);
    let inset = CORNER.min((high - low) / 2.0);
    (low + inset, high - inset)
}

/// The middle of what two facing sides share, if a straight connector fits between them.
pub(crate) fn straight_place(frame: Rect, side: Side, peer_frame: Rect, peer_side: Side) -> Option<f64> {
    if peer_side != side.opposite() {
        return None;
    }
    let ahead = (peer_side.middle_of(peer_frame) - side.middle_of(frame)).dot(side.outward());
    let (own, peer) = (usable_span(frame, side), usable_span(peer_frame, peer_side));
    let (low, high) = (own.0.max(peer.0), own.1.min(peer.1));
    (ahead >= 0.0 && high - low >= LEAST_SHARED).then_some(low.midpoint(high))
}

/// Where on a side a connector is attached, and between which coordinates it may be moved to run
/// straight or to keep clear of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Slot {
    pub(crate) along: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Slot {
    /// Of a connector that has none yet; unlike any other.
    pub(crate) const NONE: Slot = Slot { along: f64::NAN, low: f64::NAN, high: f64::NAN };
}

/// Gives every connector at a side its place on it: in the order of their turns and of the
/// directions they go, so that they do not cross, as near to where they would best lie as the others allow.
pub(crate) fn spread(id: RecordId, frame: Rect, side: Side, attached: &mut [Attached]) -> Vec<(RecordId, Slot)> {
    attached.arrange_by(|a, b| {
        let ((hand_a, channel_a), (hand_b, channel_b)) = (a.turn.rank(), b.turn.rank());
        let turns = hand_a.total_cmp(&hand_b).then(channel_a.total_cmp(&channel_b));
        let bearings = bearing(frame, side, a).total_cmp(&bearing(frame, side, b));
        turns.then(bearings).then(a.peer.cmp(&b.peer)).then_with(|| {
            let order = a.connector.cmp(&b.connector);
            if keeps_order(id, side, a.peer) { order } else { order.reverse() }
        })
    });
    let (low, high) = usable_span(frame, side);
    let gaps = attached.len().saturating_sub(1).max(1) as f64;
    let spacing = SPACING.min((high - low) / gaps);
    let wishes: Vec<(f64, f64)> = attached
        .iter()
        .map(|one| match straight_place(frame, side, one.peer_frame, one.peer_side) {
            Some(place) => (place, STRAIGHT_WEIGHT),
            None => (low.midpoint(high), 1.0),
        })
        .collect();
    let places = apart(&wishes, spacing, low, high);
    attached.iter().map(|one| one.connector).zip(slots(&places, low, high)).collect()
}

/// How far from each place a port may be moved: a part of the way to the next one.
fn slots(places: &[f64], low: f64, high: f64) -> impl Iterator<Item = Slot> {
    places.iter().enumerate().map(move |(index, along)| {
        let before = index.checked_sub(1).map_or(low, |before| along - (along - places[before]) * SHARE_OF_GAP);
        let after = places.get(index + 1).map_or(high, |after| along + (after - along) * SHARE_OF_GAP);
        Slot { along: *along, low: before.min(*along), high: after.max(*along) }
    })
}

/// The direction a connector goes, growing along the side: from -2 (back, along the low end) over 0
/// (straight out) to 2. A cheap stand-in for the angle, of the same order.
fn bearing(frame: Rect, side: Side, attached: &Attached) -> f64 {
    let toward = attached.peer_side.middle_of(attached.peer_frame) - side.middle_of(frame);
    let out = toward.dot(side.outward());
    let along = if side.is_horizontal() { toward.y } else { toward.x };
    let length = along.abs() + out.abs();
    if length == 0.0 {
        return 0.0;
    }
    let share = along / length;
    if out >= 0.0 { share } else { 2.0_f64.copysign(along) - share }
}

/// Whether connectors between the same two components are ordered by id along this side, or the other
/// way round: seen by somebody walking from one component to the other they must keep their order.
fn keeps_order(id: RecordId, side: Side, peer: RecordId) -> bool {
    let right_of_outward_is_along = matches!(side, Side::Right | Side::Top);
    // The walk starts at the component with the lower id.
    right_of_outward_is_along == (id < peer)
}

/// Places as near to the wished ones (with their weights) as a least spacing and bounds allow, in the
/// given order: isotonic regression by pooling adjacent violators.
fn apart(wishes: &[(f64, f64)], spacing: f64, low: f64, high: f64) -> Vec<f64> {
    struct Block {
        mean: f64,
        weight: f64,
        count: usize,
    }
    let mut blocks: Vec<Block> = Vec::with_capacity(wishes.len());
    for (index, (wish, weight)) in wishes.iter().enumerate() {
        let mut block = Block { mean: wish - index as f64 * spacing, weight: *weight, count: 1 };
        while let Some(last) = blocks.pop_if(|last| last.mean >= block.mean) {
            let weight = last.weight + block.weight;
            let mean = (last.mean * last.weight + block.mean * block.weight) / weight;
            block = Block { mean, weight, count: last.count + block.count };
        }
        blocks.push(block);
    }
    let last = wishes.len().saturating_sub(1) as f64 * spacing;
    let means = blocks.iter().flat_map(|block| std::iter::repeat_n(block.mean, block.count));
    means.enumerate().map(|(index, mean)| mean.clamp(low, (high - last).max(low)) + index as f64 * spacing).collect()
}

/// Facing ports that can be put in line are, so that the connector runs straight; others stay.
pub(crate) fn align(from: (Rect, Side, Slot), to: (Rect, Side, Slot)) -> (Point, Point) {
    let ((from_frame, from_side, from_slot), (to_frame, to_side, to_slot)) = (from, to);
    let (low, high) = (from_slot.low.max(to_slot.low), from_slot.high.min(to_slot.high));
    let is_facing = straight_place(from_frame, from_side, to_frame, to_side).is_some();
    let (a, b) = if is_facing && low <= high {
        // The one with less room stays if it can.
        let from_room = from_slot.high - from_slot.low;
        let wish = if from_room <= to_slot.high - to_slot.low { from_slot.along } else { to_slot.along };
        let place = wish.clamp(low, high);
        (place, place)
    } else {
        (from_slot.along, to_slot.along)
    };
    (from_side.at(from_frame, a), to_side.at(to_frame, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_where_wished_unless_too_near() {
        assert_eq!(apart(&[(0.0, 1.0), (50.0, 1.0)], 10.0, -100.0, 100.0), [0.0, 50.0]);
        assert_eq!(apart(&[(0.0, 1.0), (0.0, 1.0), (0.0, 1.0)], 10.0, -100.0, 100.0), [-10.0, 0.0, 10.0]);
        assert_eq!(apart(&[(90.0, 1.0), (90.0, 1.0)], 10.0, 0.0, 100.0), [85.0, 95.0]);
        assert_eq!(apart(&[(100.0, 1.0), (100.0, 1.0)], 10.0, 0.0, 100.0), [90.0, 100.0]);
        assert_eq!(apart(&[], 10.0, 0.0, 100.0), [0.0; 0]);
    }

    #[test]
    fn a_single_connector_between_shifted_sides_is_straight() {
        let (a, b) = (Rect::new(0.0, 0.0, 168.0, 60.0), Rect::new(300.0, 10.0, 468.0, 70.0));
        let place = straight_place(a, Side::Right, b, Side::Left);
        assert_eq!(place, Some(35.0));
        assert_eq!(place, straight_place(b, Side::Left, a, Side::Right));
        let far_down = b + kurbo::Vec2::new(0.0, 200.0);
        assert_eq!(straight_place(a, Side::Right, far_down, Side::Left), None);
    }
}
