//! What lies under a point or in a rectangle.

use kurbo::{Point, Rect};
use linchpin_document::{Arrange, RecordId, SortedSet};

use crate::body::Body;
use crate::index::{Entry, Part};
use crate::overlay::connection_ports;
use crate::{Route, Scene, Side};

/// What a point hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// The middle of a component: selects and moves it.
    Component(RecordId),
    /// The band inside a component's border, or one of its connection ports: starts a connection.
    ComponentEdge(RecordId, Side),
    /// A connector.
    Connection(RecordId),
    /// The label of a connector.
    ConnectionLabel(RecordId),
    /// The name of a boundary.
    BoundaryHeader(RecordId),
    /// The border of a boundary.
    BoundaryBorder(RecordId),
    /// The inside of a boundary.
    BoundaryInside(RecordId),
    /// A note.
    Note(RecordId),
    /// Bare text.
    Text(RecordId),
}

impl Hit {
    /// The record that was hit.
    pub fn id(self) -> RecordId {
        match self {
            Self::Component(id)
            | Self::ComponentEdge(id, _)
            | Self::Connection(id)
            | Self::ConnectionLabel(id)
            | Self::BoundaryHeader(id)
            | Self::BoundaryBorder(id)
            | Self::BoundaryInside(id)
            | Self::Note(id)
            | Self::Text(id) => id,
        }
    }
}

/// How much of a thing must lie in a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Containment {
    /// Any part of it.
    Touching,
    /// All of it.
    Inside,
}

/// The tolerance a mouse has, which connection ports are drawn for.
const TOLERANCE_IN_PIXELS: f64 = 8.0;
/// The widest band along a border, as a share of the component's smaller side: the middle must stay
/// large enough to be taken hold of.
const WIDEST_BAND: f64 = 0.2;

/// The side whose band inside the border a point lies in.
fn band(frame: Rect, point: Point, width: f64) -> Option<Side> {
    let width = width.min(frame.width().min(frame.height()) * WIDEST_BAND);
    let distances = [point.y - frame.y0, frame.x1 - point.x, frame.y1 - point.y, point.x - frame.x0];
    let (side, distance) = Side::ALL.into_iter().zip(distances).min_by(|a, b| a.1.total_cmp(&b.1))?;
    (distance <= width).then_some(side)
}

fn is_on_border(frame: Rect, point: Point, tolerance: f64) -> bool {
    let from_border = (point.x - frame.x0).min(frame.x1 - point.x).min(point.y - frame.y0).min(frame.y1 - point.y);
    from_border.abs() <= tolerance
}

impl Scene {
    /// What lies under a point, the topmost first: components and texts, connectors, notes, names and borders of
    /// boundaries, the inside of boundaries.
    ///
    /// `tolerance_in_world` is how far beside a line counts as on it, and how wide the band along a
    /// component's border is that starts connections; about 8 pixels of a mouse, more of a finger.
    pub fn hit_test(&self, point_in_world: Point, tolerance_in_world: f64) -> Option<Hit> {
        let (point, tolerance) = (point_in_world, tolerance_in_world.max(0.0));
        self.hit_label(point)
            .or_else(|| self.hit_solid(point, tolerance))
            .or_else(|| self.hit_port(point, tolerance))
            .or_else(|| self.hit_connector(point, tolerance))
            .or_else(|| self.hit_note(point))
            .or_else(|| self.hit_boundary(point, tolerance))
    }

    fn hit_label(&self, point: Point) -> Option<Hit> {
        let at = Rect::from_points(point, point);
        let labels = self.lines.touching(at).into_iter().filter(|entry| entry.part == Part::Label);
        labels.map(|entry| entry.id).max().map(Hit::ConnectionLabel)
    }

    /// The solid bodies that touch an area.
    fn solids_at(&self, area: Rect, are: &dyn Fn(&Body) -> bool) -> Vec<Found<'_>> {
        self.bodies_of(self.solids.touching(area), are)
    }

    /// The bodies that some entries are about and that a condition holds of.
    fn bodies_of(&self, entries: Vec<Entry>, are: &dyn Fn(&Body) -> bool) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        for entry in entries {
            if let Some(body) = self.body(entry.id).filter(|body| are(body)) {
                found.push((entry.id, body));
            }
        }
        found
    }

    fn hit_solid(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let at = Rect::from_points(point, point);
        let (id, body) = topmost(self.solids_at(at, &Body::is_above_connectors))?;
        if !body.is_component() {
            return Some(Hit::Text(id));
        }
        Some(band(body.frame, point, tolerance).map_or(Hit::Component(id), |side| Hit::ComponentEdge(id, side)))
    }

    fn hit_port(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let reach = 3.0 * tolerance;
        let port_of = |body: &Body| {
            let ports = connection_ports(body.frame, tolerance / TOLERANCE_IN_PIXELS);
            ports.into_iter().find(|(_, port)| port.distance(point) <= tolerance)
        };
        let around = Rect::from_points(point, point).inflate(reach, reach);
        let (id, body) = topmost(self.solids_at(around, &|body| body.is_component() && port_of(body).is_some()))?;
        port_of(body).map(|(side, _)| Hit::ComponentEdge(id, side))
    }

    /// The connector nearest to the point; of equally near ones the one drawn last.
    fn hit_connector(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let around = self.lines.touching(Rect::from_points(point, point).inflate(tolerance, tolerance));
        let pieces = around.into_iter().filter(|entry| entry.part != Part::Label);
        let distances = pieces.map(|entry| (distance_to(entry.area, point), entry.id));
        let nearest = distances.min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        (nearest.0 <= tolerance).then_some(Hit::Connection(nearest.1))
    }

    fn hit_note(&self, point: Point) -> Option<Hit> {
        let at = Rect::from_points(point, point);
        topmost(self.solids_at(at, &|body| !body.is_above_connectors())).map(|(id, _)| Hit::Note(id))
    }

    fn boundaries_at(&self, area: Rect, are: &dyn Fn(&Body) -> bool) -> Vec<Found<'_>> {
        self.bodies_of(self.boundaries.touching(area), are)
    }

    fn hit_boundary(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let around = Rect::from_points(point, point).inflate(tolerance, tolerance);
        let has_header = |body: &Body| body.header().is_some_and(|header| header.contains(point));
        if let Some(id) = innermost(self.boundaries_at(around, &has_header)) {
            return Some(Hit::BoundaryHeader(id));
        }
        let has_border_here = |body: &Body| is_on_border(body.frame, point, tolerance);
        if let Some(id) = innermost(self.boundaries_at(around, &has_border_here)) {
            return Some(Hit::BoundaryBorder(id));
        }
        self.boundary_at(point, &SortedSet::new()).map(Hit::BoundaryInside)
    }

    /// The innermost boundary a thing dropped at a point would lie in.
    pub fn boundary_at(&self, point_in_world: Point, excluding: &SortedSet<RecordId>) -> Option<RecordId> {
        let mut at = self.boundaries_at(Rect::from_points(point_in_world, point_in_world), &|_| true);
        at.retain(|(id, _)| !excluding.contains(id));
        innermost(at)
    }

    /// What lies in a rectangle, in the order of ids.
    pub fn in_rect(&self, rect_in_world: Rect, containment: Containment) -> Vec<RecordId> {
        let is_in = |area: Rect| containment == Containment::Touching || encloses(rect_in_world, area);
        let mut found = Vec::new();
        for Entry { area, id, part } in
            self.touching(rect_in_world).into_iter().chain(self.lines.touching(rect_in_world))
        {
            let area = match part {
                Part::Whole => Some(area),
                Part::Piece(_) => self.route(id).map(Route::bounds),
                Part::Label => None,
            };
            if area.is_some_and(is_in) {
                found.push(id);
            }
        }
        found.arrange();
        found.dedup();
        found
    }

    /// What has a frame within a distance of a rectangle, for snapping, in the order of ids.
    pub fn near(&self, rect_in_world: Rect, distance: f64) -> Vec<(RecordId, Rect)> {
        let mut close = self.touching(rect_in_world.inflate(distance, distance));
        close.arrange_by_key(|entry| entry.id);
        close.into_iter().map(|entry| (entry.id, entry.area)).collect()
    }

    /// What has a frame that touches an area.
    fn touching(&self, area: Rect) -> Vec<Entry> {
        let mut touching = self.solids.touching(area);
        touching.append(&mut self.boundaries.touching(area));
        touching
    }
}

/// A body with its id.
type Found<'a> = (RecordId, &'a Body);

/// The one drawn last.
fn topmost(bodies: Vec<Found<'_>>) -> Option<Found<'_>> {
    bodies.into_iter().max_by(|(a, x), (b, y)| (&x.order, a).cmp(&(&y.order, b)))
}

/// The smallest one.
fn innermost(bodies: Vec<Found<'_>>) -> Option<RecordId> {
    let smallest = bodies.into_iter().min_by(|(a, x), (b, y)| x.frame.area().total_cmp(&y.frame.area()).then(b.cmp(a)));
    smallest.map(|(id, _)| id)
}

fn distance_to(area: Rect, point: Point) -> f64 {
    let nearest = Point::new(point.x.clamp(area.x0, area.x1), point.y.clamp(area.y0, area.y1));
    nearest.distance(point)
}

/// Whether two areas share a point; areas may be flat.
pub(crate) fn overlap(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// Whether all of `inner` lies in `outer`.
pub(crate) fn encloses(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1
}
