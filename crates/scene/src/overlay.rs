//! What tools and analyses want shown, in the scene's own words.

use kurbo::{Point, Rect};
use linchpin_catalog::{Dependency, Interaction};
use linchpin_document::{RecordId, SortedMap, SortedSet};
use std::sync::Arc;

use crate::Side;

/// What is shown on top of the design itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overlay {
    /// What is selected.
    pub selected: SortedSet<RecordId>,
    /// What the pointer is over.
    pub hovered: Option<RecordId>,
    /// The component whose connection ports are shown.
    pub ports_of: Option<RecordId>,
    /// The area with resize handles around it.
    pub handles: Option<Rect>,
    /// The rectangle being dragged to select.
    pub marquee: Option<Rect>,
    /// Lines that say what a dragged thing snaps to.
    pub guides: Vec<Guide>,
    /// The connection being drawn.
    pub connecting: Option<Connecting>,
    /// The boundary a dragged thing would be put in.
    pub drop_target: Option<RecordId>,
    /// The outline of a thing about to be placed.
    pub placing: Option<Rect>,
    /// What analyses say of records.
    pub marks: SortedMap<RecordId, Mark>,
    /// Components and connections of the path that proves a finding.
    pub witness: SortedSet<RecordId>,
    /// What stands back so that the rest is seen.
    pub dimmed: SortedSet<RecordId>,
    /// What belongs together: ringed, and joined by a line that is no connector.
    pub linked: Vec<RecordId>,
    /// What is only proposed: outlined in dashes.
    pub ghosts: SortedSet<RecordId>,
    /// What moves and waits in a simulated run.
    pub traffic: Option<Traffic>,
}

/// A simulated run at a moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Traffic {
    /// Seconds that what moves has moved.
    pub time: f64,
    /// What travels along connectors; none while nothing is to move.
    pub streams: Vec<Stream>,
    /// What waits where.
    pub queues: Vec<Queue>,
}

/// What travels along a connector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stream {
    /// The connector.
    pub connection: RecordId,
    /// Reads, writes and messages a second.
    pub rates: [f64; 3],
    /// Whether they go against its arrow.
    pub against: bool,
}

/// What a component does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Queue {
    /// The component.
    pub component: RecordId,
    /// How many wait.
    pub waiting: u32,
    /// The share of what it can work on that it works on, 0 to 1.
    pub busy: f64,
    /// Whether none of it works.
    pub is_down: bool,
}

/// A line that says what a dragged thing snaps to.
#[derive(Debug, Clone, PartialEq)]
pub enum Guide {
    /// Things in line with each other.
    Line {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
    },
    /// Equal gaps.
    Gap {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// The length people read.
        label: Arc<str>,
    },
}

/// A connection being drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Connecting {
    /// The caller.
    pub from: RecordId,
    /// Where it goes so far.
    pub to: ConnectingEnd,
    /// The side it was pulled out of, if it was pulled out of one.
    pub side: Option<Side>,
}

/// Where a connection being drawn goes so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ConnectingEnd {
    /// To the pointer.
    Point(Point),
    /// To a component it would be attached to.
    Component(RecordId),
}

/// How badly everything hangs on one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SinglePoint {
    /// Some journeys or classes of traffic are down without it.
    Partial,
    /// Everything is down without it.
    Total,
}

/// That something is to be said of the jobs of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Worth knowing.
    Remark,
    /// Worth changing: it does several jobs, or shares one.
    Trouble,
}

/// What a thing does under the failures looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// It serves.
    #[default]
    Serving,
    /// It could serve, but nobody who needs it reaches it.
    Idle,
    /// It serves, with something missing.
    Degraded,
    /// It serves, but work handed over is not done.
    Incomplete,
    /// Some of what it serves is down.
    PartlyDown,
    /// It cannot work because of others.
    Down,
    /// It failed itself.
    Failed,
}

/// What analyses say of one record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// Whether it is a single point of failure.
    pub single_point: Option<SinglePoint>,
    /// What it does under the failures looked at.
    pub state: State,
    /// Load over capacity, shown as a heat bar; above 1 it is overloaded.
    pub utilisation: Option<f64>,
    /// Whether it saturates first.
    pub bottleneck: bool,
    /// What is to be said of its jobs.
    pub duty: Option<Duty>,
    /// What kind of arrow a connector is taken for, where the design does not say.
    pub interaction: Option<Interaction>,
    /// How much hangs on a connector, where the design does not say.
    pub dependency: Option<Dependency>,
    /// A short text shown on a connector without a label of its own, such as its rate.
    pub caption: Option<Arc<str>>,
}

/// Where an area is taken hold of to resize it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handle {
    /// -1 moves the left side, 1 the right, 0 neither.
    pub horizontal: i8,
    /// -1 moves the top, 1 the bottom, 0 neither.
    pub vertical: i8,
}

/// The eight resize handles of an area, clockwise from the top left corner, and where they lie.
pub fn resize_handles(area: Rect) -> [(Handle, Point); 8] {
    const ROUND: [(i8, i8); 8] = [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)];
    ROUND.map(|(horizontal, vertical)| {
        let x = area.center().x + f64::from(horizontal) * area.width() / 2.0;
        let y = area.center().y + f64::from(vertical) * area.height() / 2.0;
        (Handle { horizontal, vertical }, Point::new(x, y))
    })
}

/// How far outside the border connection ports lie, in pixels.
const PORT_DISTANCE: f64 = 10.0;

/// Where the connection ports of a component are shown: slightly outside the middle of each side.
///
/// `pixel_in_world` is the length of one screen pixel in the world.
pub fn connection_ports(frame: Rect, pixel_in_world: f64) -> [(Side, Point); 4] {
    Side::ALL.map(|side| (side, side.middle_of(frame) + side.outward() * PORT_DISTANCE * pixel_in_world))
}
