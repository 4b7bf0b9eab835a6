//! What lies under a point or in a rectangle.

use kurbo::{Point, Rect};
use linchpin_document::RecordId;
use std::collections::BTreeSet;

use crate::body::{Body, Look};
use crate::overlay::connection_ports;
use crate::{Scene, Side};

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
    let inner = frame.inset(-tolerance);
    frame.inset(tolerance).contains(point)
        && !(inner.width() > 0.0 && inner.height() > 0.0 && frame.width() > 2.0 * tolerance && inner.contains(point))
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
        let hit =
            self.links.iter().rev().find(|(_, link)| link.label.as_ref().is_some_and(|l| l.frame.contains(point)));
        hit.map(|(id, _)| Hit::ConnectionLabel(*id))
    }

    fn topmost(&self, keep: impl Fn(&Body) -> bool) -> Option<(RecordId, &Body)> {
        let found = self.bodies.iter().filter(|(_, body)| keep(body)).map(|(id, body)| (*id, body));
        found.max_by(|(a, x), (b, y)| (&x.order, a).cmp(&(&y.order, b)))
    }

    fn hit_solid(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let is_solid = |body: &Body| matches!(body.look, Look::Component(_) | Look::Text(_));
        let (id, body) = self.topmost(|body| is_solid(body) && body.frame.contains(point))?;
        if !body.is_component() {
            return Some(Hit::Text(id));
        }
        Some(band(body.frame, point, tolerance).map_or(Hit::Component(id), |side| Hit::ComponentEdge(id, side)))
    }

    fn hit_port(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let port_of = |body: &Body| {
            let ports = connection_ports(body.frame, tolerance / 8.0);
            ports.into_iter().find(|(_, port)| port.distance(point) <= tolerance)
        };
        let (id, body) = self.topmost(|body| body.is_component() && port_of(body).is_some())?;
        port_of(body).map(|(side, _)| Hit::ComponentEdge(id, side))
    }

    fn hit_connector(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let near = |link: &crate::scene::Link| {
            link.route.segments().any(|(a, b)| Rect::from_points(a, b).inflate(tolerance, tolerance).contains(point))
        };
        self.links.iter().rev().find(|(_, link)| near(link)).map(|(id, _)| Hit::Connection(*id))
    }

    fn hit_note(&self, point: Point) -> Option<Hit> {
        let note = self.topmost(|body| matches!(body.look, Look::Note(_)) && body.frame.contains(point));
        note.map(|(id, _)| Hit::Note(id))
    }

    fn hit_boundary(&self, point: Point, tolerance: f64) -> Option<Hit> {
        let header = |body: &Body| body.header().is_some_and(|header| header.contains(point));
        if let Some((id, _)) = self.topmost(header) {
            return Some(Hit::BoundaryHeader(id));
        }
        if let Some((id, _)) = self.topmost(|body| body.is_boundary() && is_on_border(body.frame, point, tolerance)) {
            return Some(Hit::BoundaryBorder(id));
        }
        self.boundary_at(point, &BTreeSet::new()).map(Hit::BoundaryInside)
    }

    /// The innermost boundary a thing dropped at a point would lie in.
    pub fn boundary_at(&self, point_in_world: Point, excluding: &BTreeSet<RecordId>) -> Option<RecordId> {
        let around = self
            .bodies
            .iter()
            .filter(|(id, body)| body.is_boundary() && body.frame.contains(point_in_world) && !excluding.contains(id));
        around.min_by(|a, b| a.1.frame.area().total_cmp(&b.1.frame.area())).map(|(id, _)| *id)
    }

    /// What lies in a rectangle, in the order of ids.
    pub fn in_rect(&self, rect_in_world: Rect, containment: Containment) -> Vec<RecordId> {
        let holds = |area: Rect| match containment {
            Containment::Touching => overlap(area, rect_in_world),
            Containment::Inside => encloses(rect_in_world, area),
        };
        let bodies = self.bodies.iter().filter(|(_, body)| holds(body.frame)).map(|(id, _)| *id);
        let links = self.links.iter().filter(|(_, link)| match containment {
            Containment::Inside => encloses(rect_in_world, link.route.bounds()),
            Containment::Touching => link.route.segments().any(|(a, b)| holds(Rect::from_points(a, b))),
        });
        let mut found: Vec<RecordId> = bodies.chain(links.map(|(id, _)| *id)).collect();
        found.sort_unstable();
        found
    }

    /// What has a frame within a distance of a rectangle, for snapping, in the order of ids.
    pub fn near(&self, rect_in_world: Rect, distance: f64) -> Vec<(RecordId, Rect)> {
        let area = rect_in_world.inflate(distance, distance);
        let close = self.bodies.iter().filter(|(_, body)| overlap(body.frame, area));
        close.map(|(id, body)| (*id, body.frame)).collect()
    }
}

/// Whether two areas share a point; areas may be flat.
pub(crate) fn overlap(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// Whether all of `inner` lies in `outer`.
pub(crate) fn encloses(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1
}
