//! What stands around a connector, as far as it was looked at.

use kurbo::{Point, Rect};
use linchpin_document::RecordId;

use super::terminal::{LONGEST_STUB, distance};
use super::{End, Side};
use crate::hit::overlap;
use crate::index::{Entry, SpatialIndex};

/// How far connectors keep from what they pass, where there is room.
pub(crate) const CLEARANCE: f64 = 16.0;

/// The ends of a connector and what stands around them.
///
/// It notes where it was looked: a way found here stays the same until something in `looked_at`
/// changes. That is what lets a scene route only what a change can touch and still end up as if it
/// had routed everything.
pub(crate) struct Surroundings<'a> {
    obstacles: &'a SpatialIndex,
    from: (RecordId, Rect),
    to: (RecordId, Rect),
    /// How far to keep from others, at most.
    clearance: f64,
    /// How far to keep from the ends themselves.
    margin_from: f64,
    margin_to: f64,
    /// What stands around the end last looked around, with half its distance.
    around: Vec<(Rect, f64)>,
    looked_at: Vec<Rect>,
}

/// Something in the way: its frame with the clearance to keep from it.
pub(crate) type Obstacle = (RecordId, Rect);

impl<'a> Surroundings<'a> {
    pub(crate) fn new(obstacles: &'a SpatialIndex, from: (RecordId, Rect), to: (RecordId, Rect)) -> Self {
        Self {
            obstacles,
            from,
            to,
            clearance: CLEARANCE,
            margin_from: 0.0,
            margin_to: 0.0,
            around: Vec::new(),
            looked_at: Vec::new(),
        }
    }

    pub(crate) fn frame_of(&self, end: End) -> Rect {
        match end {
            End::From => self.from.1,
            End::To => self.to.1,
        }
    }

    /// Everywhere the answers so far depend on.
    pub(crate) fn into_looked_at(self) -> Vec<Rect> {
        self.looked_at
    }

    /// Keeps at most this far from others from now on.
    pub(crate) fn set_clearance(&mut self, clearance: f64) {
        self.clearance = clearance;
    }

    /// Keeps this far from the ends themselves from now on.
    pub(crate) fn set_margins(&mut self, from: f64, to: f64) {
        (self.margin_from, self.margin_to) = (from, to);
    }

    /// Half the distance between the ends.
    pub(crate) fn half_gap(&self) -> f64 {
        (distance(self.from.1, self.to.1) / 2.0).max(0.0)
    }

    /// Both ends as obstacles.
    pub(crate) fn ends(&self) -> [Obstacle; 2] {
        let (from, to) = (self.margin_from, self.margin_to);
        [(self.from.0, self.from.1.inflate(from, from)), (self.to.0, self.to.1.inflate(to, to))]
    }

    /// Looks at what stands around an end, for [`Surroundings::stub`].
    pub(crate) fn look_around(&mut self, end: End) {
        const REACH: f64 = 2.0 * LONGEST_STUB + CLEARANCE;
        let (own, around) = (self.frame_of(end), self.frame_of(end).inflate(REACH, REACH));
        self.around.clear();
        for Entry { area: frame, id, .. } in self.obstacles.touching(around) {
            let is_own = id == self.id_of(end);
            if !is_own && (id == self.id_of(end.other()) || !self.is_ignored(frame)) {
                self.around.push((frame, (distance(own, frame) / 2.0).max(0.0)));
            }
        }
    }

    /// How far a connector can run straight out of a port of the end last looked around: half way to
    /// the next thing at most, so that there is room to turn.
    pub(crate) fn stub(&mut self, side: Side, port: Point) -> f64 {
        let ahead = Rect::from_points(port, port + side.outward() * (2.0 * LONGEST_STUB));
        self.looked_at.push(ahead);
        let area = ahead.inflate(CLEARANCE, CLEARANCE);
        let near = self.around.iter().filter(|(frame, _)| overlap(*frame, area));
        near.map(|(_, half_gap)| *half_gap).fold(LONGEST_STUB, f64::min)
    }

    fn id_of(&self, end: End) -> RecordId {
        match end {
            End::From => self.from.0,
            End::To => self.to.0,
        }
    }

    /// What lies over an end cannot be gone around.
    fn is_ignored(&self, frame: Rect) -> bool {
        distance(frame, self.from.1) < 0.0 || distance(frame, self.to.1) < 0.0
    }

    /// What a straight piece would run into, in no particular order.
    pub(crate) fn in_the_way(&mut self, a: Point, b: Point, found: &mut Vec<Obstacle>) {
        let piece = Rect::from_points(a, b);
        self.looked_at.push(piece);
        for Entry { area: frame, id, .. } in self.obstacles.touching(piece.inflate(CLEARANCE, CLEARANCE)) {
            let Some(area) = self.kept_free(id, frame) else { continue };
            if runs_into(piece, area) {
                found.push((id, area));
            }
        }
    }

    /// The area a connector must keep out of because of a thing.
    fn kept_free(&self, id: RecordId, frame: Rect) -> Option<Rect> {
        let [from, to] = self.ends();
        if id == from.0 {
            return Some(from.1);
        }
        if id == to.0 {
            return Some(to.1);
        }
        if self.is_ignored(frame) {
            return None;
        }
        let room = distance(frame, self.from.1).min(distance(frame, self.to.1)) / 2.0;
        let clearance = self.clearance.min(room);
        Some(frame.inflate(clearance, clearance))
    }
}

/// Whether a piece, which is flat, runs through the inside of an area.
pub(crate) fn runs_into(piece: Rect, area: Rect) -> bool {
    piece.x0 < area.x1 && piece.x1 > area.x0 && piece.y0 < area.y1 && piece.y1 > area.y0
}
