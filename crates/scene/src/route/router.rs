//! All connectors with their ways, and what is needed to keep them up to date.

use kurbo::{Point, Rect, Size};
use linchpin_document::{RecordId, SortedMap, SortedSet};

use super::nudge::Nudge;
use super::ports::{Slot, Turn};
use super::search::Search;
use super::way::{BUDGET, Way};
use super::{Route, Side};
use crate::index::SpatialIndex;

/// The key of a piece of a connector: its place among the pieces, from the caller on.
pub(crate) type PieceKey = (RecordId, usize);

/// The cells pieces of connectors are found by, for horizontal ones: those that lie on each other lie on nearly one
/// line, and many run side by side.
const CELL_OF_PIECES: Size = Size::new(1024.0, 16.0);

/// Something for horizontal pieces and the same for vertical ones.
#[derive(Debug, Clone, Default)]
pub(super) struct ByDirection<T> {
    pub(super) horizontal: T,
    pub(super) vertical: T,
}

impl<T> ByDirection<T> {
    /// The one for pieces like this; a piece is flat.
    pub(super) fn of_mut(&mut self, piece: Rect) -> &mut T {
        if piece.height() == 0.0 { &mut self.horizontal } else { &mut self.vertical }
    }
}

/// All connectors.
pub(crate) struct Router {
    /// In boxes, so that little is moved when one comes or goes.
    pub(super) connectors: SortedMap<RecordId, Box<Connector>>,
    /// The connectors at each component.
    pub(super) attached: SortedMap<RecordId, SortedSet<RecordId>>,
    /// Around everywhere a connector was looked for.
    pub(super) looked_at: SpatialIndex,
    /// The pieces of all ways before nudging, by direction: those that cross need not be looked at.
    pub(super) pieces: ByDirection<SpatialIndex>,
    pub(super) search: Search,
    /// What searches for one way may spend.
    pub(super) budget: usize,
}

impl Default for Router {
    fn default() -> Self {
        let Size { width: long, height: narrow } = CELL_OF_PIECES;
        Self {
            connectors: SortedMap::new(),
            attached: SortedMap::new(),
            looked_at: SpatialIndex::default(),
            pieces: ByDirection {
                horizontal: SpatialIndex::with_cells(Size::new(long, narrow)),
                vertical: SpatialIndex::with_cells(Size::new(narrow, long)),
            },
            search: Search::default(),
            budget: BUDGET,
        }
    }
}

/// A connector on its way.
#[derive(Debug, Clone)]
pub(super) struct Connector {
    pub(super) from: RecordId,
    pub(super) to: RecordId,
    /// The cheapest way between the middles of sides.
    pub(super) planned: Way,
    /// The first turn of the planned way as seen from each end.
    pub(super) turns: (Turn, Turn),
    /// The places on the sides.
    pub(super) slots: (Slot, Slot),
    /// What searches spent on planning and on routing.
    pub(super) spent: (usize, usize),
    pub(super) looked_at_planning: Vec<Rect>,
    pub(super) looked_at_routing: Vec<Rect>,
    /// The way before nudging.
    pub(super) way: Vec<Point>,
    /// How far each piece of the way is nudged.
    pub(super) nudges: Vec<Nudge>,
    pub(super) route: Route,
}

impl Connector {
    pub(super) fn new(from: RecordId, to: RecordId) -> Self {
        let sides = (Side::Right, Side::Left);
        let route = Route { points: Vec::new(), from_side: sides.0, to_side: sides.1 };
        Self {
            from,
            to,
            planned: Way { sides, points: Vec::new(), is_free: false },
            turns: (Turn::default(), Turn::default()),
            slots: (Slot::NONE, Slot::NONE),
            spent: (0, 0),
            looked_at_planning: Vec::new(),
            looked_at_routing: Vec::new(),
            way: Vec::new(),
            nudges: Vec::new(),
            route,
        }
    }

    /// The area around everywhere it was looked at for this connector.
    pub(super) fn looked_at(&self) -> Option<Rect> {
        self.looked_at_planning.iter().chain(&self.looked_at_routing).copied().reduce(|a, b| a.union(b))
    }

    /// The pieces of the way before nudging.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (usize, Rect)> + '_ {
        self.way.windows(2).map(|pair| Rect::from_points(pair[0], pair[1])).enumerate()
    }

    /// The way with its pieces nudged.
    pub(super) fn nudged(&self) -> Vec<Point> {
        let mut points = self.way.clone();
        for (index, nudge) in self.nudges.iter().enumerate() {
            let Nudge::By(nudge) = nudge else { continue };
            let is_horizontal = self.way[index].y == self.way[index + 1].y;
            for point in &mut points[index..=index + 1] {
                if is_horizontal { point.y += nudge } else { point.x += nudge }
            }
        }
        points
    }
}

impl Router {
    /// The way of a connector.
    pub(crate) fn route(&self, id: RecordId) -> Option<&Route> {
        self.connectors.get(&id).map(|connector| &connector.route)
    }

    pub(super) fn attached_to(&self, component: RecordId) -> impl Iterator<Item = RecordId> + '_ {
        self.attached.get(&component).into_iter().flatten().copied()
    }
}
