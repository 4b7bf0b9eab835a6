//! Moving apart what lies on top of each other.

use kurbo::Rect;
use linchpin_document::{Arrange, RecordId, SortedSet};

use super::Side;
use super::ports::Slot;
use super::router::{ByDirection, PieceKey, Router};
use crate::index::{Entry, Part, SpatialIndex, Taken};

/// Pieces of one direction nearer than this lie on top of each other.
const TOO_NEAR: f64 = 6.0;
/// How far apart they are moved.
const APART: f64 = 8.0;
/// How far a piece is moved at most: less than the clearance it keeps.
const FARTHEST: f64 = 14.0;
/// How far the first and last piece are moved at most, where their slots allow.
const FARTHEST_AT_ENDS: f64 = 5.0;
/// How far a moved piece keeps from everything solid: room for an arrow head.
const KEEP_OFF: f64 = 11.0;
/// How far from a piece something solid may still limit it.
pub(super) const NUDGE_REACH: f64 = FARTHEST + KEEP_OFF;
/// Spans that share less than this do not lie on top of each other. Below zero, so that pieces that
/// meet end to end, and would look like one, are told apart too.
const LEAST_SHARED: f64 = -3.0;
/// Beyond this many pieces in one place there is no room to tell them apart anyway.
const MOST_ORDERED: usize = 300;

/// How far a piece is moved across its direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Nudge {
    /// So far.
    By(f64),
    /// It is to be found out.
    Asked,
    /// It is being found out, together with what the piece lies on.
    Gathered,
}

impl Nudge {
    /// Not at all.
    pub(super) const NONE: Self = Self::By(0.0);
}

/// A piece of a way, as seen along its direction.
#[derive(Debug, Clone, Copy)]
struct Piece {
    key: PieceKey,
    is_horizontal: bool,
    /// Where it lies across its direction.
    coordinate: f64,
    /// How far it may be moved: not at all when it runs straight from end to end, little when it is
    /// the first or last.
    slack: f64,
    low: End,
    high: End,
}

/// An end of a piece: where it is along the piece, and which way the connector turns there: towards
/// lower coordinates (negative), higher ones (positive), or nowhere because it ends there (0).
#[derive(Debug, Clone, Copy)]
struct End {
    place: f64,
    turn: f64,
}

impl Piece {
    fn overlaps(&self, other: &Piece) -> bool {
        self.is_horizontal == other.is_horizontal
            && self.high.place.min(other.high.place) - self.low.place.max(other.low.place) > LEAST_SHARED
    }

    fn area(&self) -> Rect {
        if self.is_horizontal {
            Rect::new(self.low.place, self.coordinate, self.high.place, self.coordinate)
        } else {
            Rect::new(self.coordinate, self.low.place, self.coordinate, self.high.place)
        }
    }

    fn holds(&self, place: f64) -> bool {
        self.low.place < place && place < self.high.place
    }

    /// How often two pieces cross when this one lies at the lower coordinate.
    fn crossings_below(&self, other: &Piece) -> i32 {
        let own = [self.low, self.high].iter().filter(|end| end.turn > 0.0 && other.holds(end.place)).count();
        let others = [other.low, other.high].iter().filter(|end| end.turn < 0.0 && self.holds(end.place)).count();
        // At most four.
        (own + others) as i32
    }
}

fn key_of(entry: &Entry) -> Option<PieceKey> {
    match entry.part {
        Part::Piece(piece) => Some((entry.id, piece)),
        _ => None,
    }
}

/// Whether two pieces of one direction lie on top of each other, by their areas.
fn lie_on_each_other(a: Rect, b: Rect) -> bool {
    // Along their direction they share something; across it they are flat, and what is shared is their distance.
    let (wide, high) = (a.x1.min(b.x1) - a.x0.max(b.x0), a.y1.min(b.y1) - a.y0.max(b.y0));
    let is_horizontal = a.height() == 0.0;
    let (along, across) = if is_horizontal { (wide, high) } else { (high, wide) };
    across > -TOO_NEAR && along > LEAST_SHARED
}

impl Router {
    /// Nudges every piece that lies, or lay, on one of the areas, with all that lie on those. Returns
    /// the connectors of the pieces looked at.
    pub(super) fn nudge(&mut self, seeds: &[Rect], obstacles: &SpatialIndex) -> SortedSet<RecordId> {
        let mut concerned = Vec::new();
        for key in self.lying_on(seeds) {
            if self.nudge_of(key) != Some(&mut Nudge::Asked) {
                continue;
            }
            for (key, by) in nudges(self.heap_of(key), obstacles) {
                concerned.push(key.0);
                self.set_nudge(key, Nudge::By(by));
            }
        }
        concerned.into_iter().collect()
    }

    /// The pieces that lie on some areas, marked as asked for.
    fn lying_on(&mut self, areas: &[Rect]) -> Vec<PieceKey> {
        let mut taken = ByDirection::<Taken>::default();
        for area in areas {
            self.pieces.of_mut(*area).take(area.inflate(TOO_NEAR, TOO_NEAR), &|_| true, taken.of_mut(*area));
        }
        let found = [&taken.horizontal, &taken.vertical].into_iter().flatten();
        let keys = found.filter_map(|(_, entry)| key_of(entry)).filter(|key| self.mark(*key, Nudge::Asked)).collect();
        self.put_back(taken);
        keys
    }

    /// The pieces that lie on a piece, those that lie on them, and so on, in order. Each is taken out when it is found,
    /// so that it is found once even where thousands lie on each other.
    fn heap_of(&mut self, key: PieceKey) -> Vec<Piece> {
        let mut heap = Vec::new();
        let mut open: Vec<Rect> = self.piece(key).map(|piece| piece.area()).into_iter().collect();
        let mut taken = ByDirection::<Taken>::default();
        while let Some(area) = open.pop() {
            let out = taken.of_mut(area);
            let known = out.len();
            let near = area.inflate(TOO_NEAR, TOO_NEAR);
            self.pieces.of_mut(area).take(near, &|other| lie_on_each_other(area, other), out);
            for key in out[known..].iter().filter_map(|(_, entry)| key_of(entry)) {
                if let Some(piece) = self.piece(key).filter(|_| self.mark(key, Nudge::Gathered)) {
                    open.push(piece.area());
                    heap.push(piece);
                }
            }
        }
        self.put_back(taken);
        heap.arrange_by_key(|piece| piece.key);
        heap
    }

    fn put_back(&mut self, taken: ByDirection<Taken>) {
        self.pieces.horizontal.put_back(taken.horizontal);
        self.pieces.vertical.put_back(taken.vertical);
    }

    fn nudge_of(&mut self, (id, piece): PieceKey) -> Option<&mut Nudge> {
        self.connectors.get_mut(&id)?.nudges.get_mut(piece)
    }

    fn set_nudge(&mut self, key: PieceKey, nudge: Nudge) {
        if let Some(held) = self.nudge_of(key) {
            *held = nudge;
        }
    }

    /// Marks a piece; says whether it was not marked so before.
    fn mark(&mut self, key: PieceKey, mark: Nudge) -> bool {
        self.nudge_of(key).is_some_and(|held| std::mem::replace(held, mark) != mark)
    }

    fn piece(&self, key: PieceKey) -> Option<Piece> {
        let connector = self.connectors.get(&key.0)?;
        let way = &connector.way;
        let (a, b) = (*way.get(key.1)?, *way.get(key.1 + 1)?);
        let before = key.1.checked_sub(1).and_then(|index| way.get(index)).copied().unwrap_or(a);
        let after = way.get(key.1 + 2).copied().unwrap_or(b);
        let is_horizontal = a.y == b.y;
        // An end may only slide along its side.
        let at_end = |side: Side, slot: Slot| {
            let room = (slot.high - slot.along).min(slot.along - slot.low).min(FARTHEST_AT_ENDS);
            if side.is_horizontal() == is_horizontal { room.max(0.0) } else { 0.0 }
        };
        let slack = match (key.1 == 0, key.1 + 2 == way.len()) {
            (true, true) => 0.0,
            (true, false) => at_end(connector.planned.sides.0, connector.slots.0),
            (false, true) => at_end(connector.planned.sides.1, connector.slots.1),
            (false, false) => FARTHEST,
        };
        let (coordinate, first, second) = if is_horizontal {
            (a.y, End { place: a.x, turn: before.y - a.y }, End { place: b.x, turn: after.y - b.y })
        } else {
            (a.x, End { place: a.y, turn: before.x - a.x }, End { place: b.y, turn: after.x - b.x })
        };
        let (low, high) = if first.place <= second.place { (first, second) } else { (second, first) };
        Some(Piece { key, is_horizontal, coordinate, slack, low, high })
    }
}

/// How far each piece of a heap is moved across its direction.
fn nudges(heap: Vec<Piece>, obstacles: &SpatialIndex) -> Vec<(PieceKey, f64)> {
    if heap.len() < 2 || heap.len() > MOST_ORDERED {
        return heap.iter().map(|piece| (piece.key, 0.0)).collect();
    }
    let ordered = in_order(heap);
    let tracks = tracks(&ordered);
    let last = tracks.iter().copied().max().unwrap_or(0) as f64;
    let spacing = APART.min(2.0 * FARTHEST / last.max(1.0));
    let (low, high) = ordered.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), piece| {
        (low.min(piece.coordinate), high.max(piece.coordinate))
    });
    // Pieces that nearly lie on each other are first put on one line, if they all fit on one.
    let line = (high - low <= TOO_NEAR).then_some(low.midpoint(high));
    let offset = |track: usize| (track as f64 - last / 2.0) * spacing;
    // What cannot move stays where it is, and the others move away from it.
    let held = ordered.iter().zip(&tracks).find(|(piece, _)| piece.slack == 0.0);
    let shift = held.map_or(0.0, |(piece, track)| piece.coordinate - line.unwrap_or(piece.coordinate) - offset(*track));
    let nudge = |(piece, track): (&Piece, &usize)| {
        let wished = line.unwrap_or(piece.coordinate) + offset(*track) + shift;
        let (least, most) = room(piece, obstacles);
        (piece.key, wished.clamp(least, most) - piece.coordinate)
    };
    ordered.iter().zip(&tracks).map(nudge).collect()
}

/// The pieces from low to high coordinates, in an order that crosses little: each is put where it
/// crosses least with those already there.
fn in_order(heap: Vec<Piece>) -> Vec<Piece> {
    let mut ordered: Vec<Piece> = Vec::with_capacity(heap.len());
    for piece in heap {
        let mut crossings = 0;
        let (mut best, mut place) = (0, 0);
        for (index, other) in ordered.iter().enumerate() {
            if other.overlaps(&piece) {
                crossings += other.crossings_below(&piece) - piece.crossings_below(other);
            }
            if crossings <= best {
                (best, place) = (crossings, index + 1);
            }
        }
        ordered.insert(place, piece);
    }
    ordered
}

/// The track of each piece: one above the highest of those before it that it overlaps.
fn tracks(ordered: &[Piece]) -> Vec<usize> {
    let mut tracks: Vec<usize> = Vec::with_capacity(ordered.len());
    for (index, piece) in ordered.iter().enumerate() {
        let below = ordered[..index].iter().zip(&tracks).filter(|(other, _)| other.overlaps(piece));
        tracks.push(below.map(|(_, track)| track + 1).max().unwrap_or(0));
    }
    tracks
}

/// The coordinates a piece may be moved to without coming near anything solid.
fn room(piece: &Piece, obstacles: &SpatialIndex) -> (f64, f64) {
    let here = piece.coordinate;
    let (mut least, mut most) = (here - piece.slack, here + piece.slack);
    let area = if piece.is_horizontal {
        piece.area().inflate(KEEP_OFF, NUDGE_REACH)
    } else {
        piece.area().inflate(NUDGE_REACH, KEEP_OFF)
    };
    for Entry { area: frame, .. } in obstacles.touching(area) {
        let (low, high) = if piece.is_horizontal { (frame.y0, frame.y1) } else { (frame.x0, frame.x1) };
        if high <= here {
            least = least.max((high + KEEP_OFF).min(here));
        }
        if low >= here {
            most = most.min((low - KEEP_OFF).max(here));
        }
    }
    (least, most)
}
