//! Where on its sides the connectors of a component start and end.

use kurbo::{Point, Rect};
use linchpin_document::RecordId;

use super::Side;

/// How far apart ports on one side are, where there is room.
const SPACING: f64 = 14.0;
/// How far ports keep from the corners of a frame.
const CORNER: f64 = 11.0;
/// How much more a port that makes its connector straight holds its place.
const STRAIGHT_WEIGHT: f64 = 1000.0;
/// Facing sides must share this much for a connector to run straight between them.
const LEAST_SHARED: f64 = 8.0;

/// One connector at a side, seen from there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attached {
    pub(crate) connector: RecordId,
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

/// Gives every connector at a side its coordinate along it: in the order of the directions they go, so
/// that they do not cross, as near to where they would best lie as the others allow.
pub(crate) fn spread(id: RecordId, frame: Rect, side: Side, attached: &mut [Attached]) -> Vec<(RecordId, f64)> {
    attached.sort_by(|a, b| {
        let bearings = bearing(frame, side, a).total_cmp(&bearing(frame, side, b));
        bearings.then(a.peer.cmp(&b.peer)).then_with(|| {
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
    attached.iter().map(|one| one.connector).zip(places).collect()
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

/// Facing ports nearly in line are put in line, so that the connector runs straight.
///
/// `alone` says whether each connector is the only one at its side, and so free to move.
pub(crate) fn align(
    (from, to): ((Rect, Side, Point), (Rect, Side, Point)),
    (from_alone, to_alone): (bool, bool),
) -> (Point, Point) {
    /// A port among others may move this far without coming too near to them.
    const NUDGE: f64 = 4.0;
    let ((from_frame, from_side, from_port), (to_frame, to_side, to_port)) = (from, to);
    if straight_place(from_frame, from_side, to_frame, to_side).is_none() {
        return (from_port, to_port);
    }
    let (a, b) = (from_side.along(from_port), to_side.along(to_port));
    let fits = |frame: Rect, side: Side, place: f64| {
        let (low, high) = usable_span(frame, side);
        (low..=high).contains(&place)
    };
    let is_near = (a - b).abs() <= NUDGE;
    if (to_alone || is_near) && fits(to_frame, to_side, a) {
        (from_port, to_side.at(to_frame, a))
    } else if (from_alone || is_near) && fits(from_frame, from_side, b) {
        (from_side.at(from_frame, b), to_port)
    } else {
        (from_port, to_port)
    }
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
