//! What is being done: selection, handles, guides, the connection being drawn.

use kurbo::{BezPath, Point, Rect, Vec2};
use linchpin_document::RecordId;
use std::sync::Arc;

use super::batch::{Batch, Level, Line, Style};
use super::connectors::{CORNER, arrow_head, with_head};
use super::shapes::{circle, cross, polyline, rectangle, rounded, rounded_polyline};
use super::{Painter, Wire, afar, boundaries, components};
use crate::body::Look;
use crate::hit::overlap;
use crate::overlay::{connection_ports, resize_handles};
use crate::route::{preview, preview_to_point};
use crate::text::{Font, Weight, typical_width};
use crate::{Connecting, ConnectingEnd, DisplayList, Guide, Token};

/// All in pixels.
const OUTLINE: f64 = 2.0;
const OUTLINE_GAP: f64 = 3.0;
const HANDLE: f64 = 8.0;
const PORT: f64 = 5.0;
const GUIDE_FONT: f64 = 11.0;

impl Painter<'_> {
    pub(super) fn paint_hands(&self, list: &mut DisplayList) {
        let mut batch = Batch::default();
        self.paint_drop_target(&mut batch);
        self.paint_hover(&mut batch);
        for id in &self.overlay.selected {
            self.paint_selected(*id, &mut batch);
        }
        std::mem::take(&mut batch).flush(list);
        self.paint_labels(&self.touched_wires(), list);
        self.paint_ghosts(&mut batch);
        self.paint_linked(&mut batch);
        if let Some(traffic) = &self.overlay.traffic {
            self.paint_traffic(traffic, &mut batch);
        }
        let alone = self.overlay.selected.iter().next().filter(|_| self.overlay.selected.len() == 1);
        if let Some(id) = self.overlay.hovered.or(alone.copied()) {
            self.paint_full_name(id, &mut batch);
        }
        self.paint_placing(&mut batch);
        for guide in &self.overlay.guides {
            self.paint_guide(guide, &mut batch);
        }
        if let Some(connecting) = &self.overlay.connecting {
            self.paint_connecting(connecting, &mut batch);
        }
        self.paint_holds(&mut batch);
        self.paint_marquee(&mut batch);
        batch.flush(list);
    }

    /// The connectors that are selected or pointed at: their labels stay readable above what shows that.
    fn touched_wires(&self) -> Vec<Wire<'_>> {
        let touched = self.overlay.selected.iter().chain(self.overlay.hovered.iter());
        let visible = self.visible();
        let wires = touched.filter_map(|id| self.wire(*id));
        wires.filter(|wire| overlap(wire.route.bounds(), visible)).collect()
    }

    /// The outline of a body, `gap` pixels outside it.
    pub(super) fn outline(&self, id: RecordId, gap: f64, path: &mut BezPath) {
        let Some(body) = self.scene.body(id) else { return };
        let (area, radius) = match &body.look {
            Look::Component(look) if self.is_far => (self.small(id, body, look).area, afar::RADIUS * self.pixel()),
            Look::Component(_) => (body.frame, components::RADIUS),
            Look::Boundary(_) => (body.frame, boundaries::RADIUS),
            Look::Note(_) | Look::Text(_) => (body.frame, 3.0),
        };
        let gap = gap * self.pixel();
        rounded(path, area.inflate(gap, gap), radius + gap);
    }

    fn paint_drop_target(&self, batch: &mut Batch) {
        let Some(id) = self.overlay.drop_target else { return };
        self.outline(id, 0.0, batch.path(Level::Halo, Style::fill(Token::Accent).opacity(0.07)));
        self.outline(id, 0.0, batch.path(Level::Halo, Style::stroke(Token::Accent, OUTLINE * self.pixel())));
    }

    fn paint_hover(&self, batch: &mut Batch) {
        let Some(id) = self.overlay.hovered.filter(|id| !self.overlay.selected.contains(id)) else { return };
        let style = Style::stroke(Token::Accent, OUTLINE * self.pixel()).opacity(0.45);
        self.outline(id, OUTLINE_GAP, batch.path(Level::Body, style));
        if let Some(route) = self.scene.route(id) {
            let style = Style::stroke(Token::Accent, 7.0 * self.pixel()).opacity(0.22);
            rounded_polyline(batch.path(Level::Body, style), &route.points, CORNER);
        }
    }

    fn paint_selected(&self, id: RecordId, batch: &mut Batch) {
        let style = Style::stroke(Token::Accent, OUTLINE * self.pixel());
        self.outline(id, OUTLINE_GAP, batch.path(Level::Body, style));
        let Some(route) = self.scene.route(id) else { return };
        let glow = Style::stroke(Token::Accent, 8.0 * self.pixel()).opacity(0.18);
        rounded_polyline(batch.path(Level::Halo, glow), &route.points, CORNER);
        self.paint_arrow(&route.points, batch);
        let dot = Style::fill(Token::Surface).outlined(Token::Accent, 1.5 * self.pixel());
        for end in route.points.iter().take(1) {
            circle(batch.path(Level::Sign, dot.clone()), *end, 3.5 * self.pixel());
        }
    }

    fn paint_arrow(&self, points: &[Point], batch: &mut Batch) {
        let Some((line, tip, direction)) = with_head(points) else { return };
        let width = OUTLINE.max(OUTLINE * self.pixel());
        rounded_polyline(batch.path(Level::Body, Style::stroke(Token::Accent, width)), &line, CORNER);
        let head = Style::fill(Token::Accent).outlined(Token::Accent, 1.0);
        arrow_head(batch.path(Level::Badge, head), tip, direction, 1.1);
    }

    fn paint_placing(&self, batch: &mut Batch) {
        let Some(area) = self.overlay.placing else { return };
        let style = Style::fill(Token::AccentSoft).outlined(Token::Accent, 1.5 * self.pixel()).opacity(0.75);
        rounded(batch.path(Level::Body, style.dashed(&[6.0, 4.0])), area, components::RADIUS);
    }

    fn paint_guide(&self, guide: &Guide, batch: &mut Batch) {
        let line = Style::stroke(Token::Duty, self.pixel());
        match guide {
            Guide::Line { from, to } => {
                let path = batch.path(Level::Print, line);
                polyline(path, &[*from, *to]);
                for end in [from, to] {
                    cross(path, *end, 3.0 * self.pixel());
                }
            }
            Guide::Gap { from, to, label } => {
                let path = batch.path(Level::Print, line);
                polyline(path, &[*from, *to]);
                let along = *to - *from;
                let aside = Vec2::new(-along.y, along.x).normalize() * (4.0 * self.pixel());
                for end in [from, to].into_iter().filter(|_| aside.is_finite()) {
                    polyline(path, &[*end - aside, *end + aside]);
                }
                self.paint_gap_label(from.midpoint(*to), label, batch);
            }
        }
    }

    fn paint_gap_label(&self, centre: Point, label: &Arc<str>, batch: &mut Batch) {
        let font = Font { size: GUIDE_FONT * self.pixel(), weight: Weight::Semibold };
        let size = (typical_width(label, font) + 8.0 * self.pixel(), 16.0 * self.pixel());
        let area = Rect::from_center_size(centre, size);
        rounded(batch.path(Level::Badge, Style::fill(Token::Duty)), area, 4.0 * self.pixel());
        let origin = centre + Vec2::new(0.0, 0.36 * font.size);
        batch.text(Level::Sign, Line::new(origin, label, font, Token::Surface).centred());
    }

    fn paint_connecting(&self, connecting: &Connecting, batch: &mut Batch) {
        let Some(from) = self.scene.frame(connecting.from) else { return };
        let points = match connecting.to {
            ConnectingEnd::Point(to) => preview_to_point(from, connecting.side, to),
            ConnectingEnd::Component(to) => match self.scene.frame(to).filter(|_| to != connecting.from) {
                Some(frame) => {
                    self.outline(to, OUTLINE_GAP, batch.path(Level::Halo, Style::fill(Token::Accent).opacity(0.1)));
                    let style = Style::stroke(Token::Accent, OUTLINE * self.pixel());
                    self.outline(to, OUTLINE_GAP, batch.path(Level::Halo, style));
                    preview(&self.scene.solids, (connecting.from, from), (to, frame))
                }
                None => return,
            },
        };
        self.paint_arrow(&points, batch);
    }

    /// What can be taken hold of: resize handles and connection ports.
    fn paint_holds(&self, batch: &mut Batch) {
        let hold = Style::fill(Token::Surface).outlined(Token::Accent, 1.5 * self.pixel());
        for (_, point) in self.overlay.handles.into_iter().flat_map(resize_handles) {
            let size = (HANDLE * self.pixel(), HANDLE * self.pixel());
            rounded(batch.path(Level::Badge, hold.clone()), Rect::from_center_size(point, size), 2.0 * self.pixel());
        }
        let Some(frame) = self.overlay.ports_of.and_then(|id| self.scene.frame(id)) else { return };
        let port = Style::fill(Token::Accent).outlined(Token::Surface, 1.5 * self.pixel());
        for (_, point) in connection_ports(frame, self.pixel()) {
            circle(batch.path(Level::Badge, port.clone()), point, PORT * self.pixel());
        }
    }

    fn paint_marquee(&self, batch: &mut Batch) {
        let Some(area) = self.overlay.marquee else { return };
        rectangle(batch.path(Level::Badge, Style::fill(Token::Accent).opacity(0.1)), area);
        rectangle(batch.path(Level::Badge, Style::stroke(Token::Accent, self.pixel())), area);
    }
}
