//! The still layer: everything that rests.
//!
//! It lies on the device's pixels, counted from the origin of the world: the same camera always gives the same picture,
//! whether it was painted at once or bit by bit while the view was moved.

use kurbo::{Affine, Rect, Size};
use linchpin_editor::Camera;
use linchpin_scene::{View, Which};
use web_sys::HtmlElement;

use super::layer::Layer;
use super::painter::Painter;
use super::stage::Shown;
use crate::css;
use crate::platform;

/// How far the still layer reaches beyond the viewport, in CSS pixels.
const MARGIN: f64 = 200.0;
/// Still layers that paint faster than this are painted anew in every frame of a zoom, in ms.
const CHEAP: f64 = 5.0;

/// The layer and what is on it.
pub(super) struct Still {
    layer: Layer,
    /// The viewport and the layer, in pixels of the device.
    viewport: Size,
    size: Size,
    ratio: f64,
    painted: Option<Painted>,
    pub(super) has_changed: bool,
    cost: f64,
}

/// What the layer shows.
#[derive(Clone, Copy)]
struct Painted {
    zoom: f64,
    /// In pixels of the device, from the origin of the world on.
    covers: Rect,
    /// All of the drawing, in the same pixels: outside it nothing is missed.
    drawing: Rect,
}

impl Still {
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        Some(Self {
            layer: Layer::new(parent)?,
            viewport: Size::ZERO,
            size: Size::ZERO,
            ratio: 1.0,
            painted: None,
            has_changed: true,
            cost: 0.0,
        })
    }

    /// The viewport has so many pixels of the device now.
    pub(super) fn resize(&mut self, viewport: Size, ratio: f64) {
        let margins = (2.0 * MARGIN * ratio).ceil();
        (self.viewport, self.size, self.ratio) = (viewport, viewport + Size::new(margins, margins), ratio);
        self.layer.resize(self.size, ratio);
        self.painted = None;
    }

    /// Whether what is shown at a zoom is not blurred.
    pub(super) fn is_sharp_at(&self, zoom: f64) -> bool {
        self.painted.is_none_or(|painted| painted.zoom == zoom)
    }

    /// Brings the layer up to date, and to where the camera sees it. `sharpen` asks for a sharp picture even if that
    /// takes long.
    pub(super) fn show(&mut self, shown: &Shown<'_>, sharpen: bool, painter: &mut Painter) {
        let Camera { zoom, origin_in_world } = shown.camera;
        let corner = (origin_in_world.to_vec2() * (zoom * self.ratio)).to_point().round();
        let visible = Rect::from_origin_size(corner, self.viewport);
        let is_sharp = self.is_sharp_at(zoom);
        match self.painted.filter(|_| !self.has_changed) {
            Some(painted) if is_sharp => self.follow(painted, visible, shown, painter),
            Some(_) if !sharpen && self.cost >= CHEAP => {}
            _ => self.paint_all(visible, shown, painter),
        }
        self.place(visible, zoom);
    }

    /// The layer around a view.
    fn around(&self, visible: Rect) -> Rect {
        let margins = (self.size - self.viewport) / 2.0;
        Rect::from_origin_size((visible.origin() - margins.to_vec2()).floor(), self.size)
    }

    fn paint_all(&mut self, visible: Rect, shown: &Shown<'_>, painter: &mut Painter) {
        let started = platform::uptime();
        let zoom = shown.camera.zoom;
        let extent = shown.scene.extent(zoom).unwrap_or_default();
        let painted =
            Painted { zoom, covers: self.around(visible), drawing: extent.scale_from_origin(zoom * self.ratio) };
        self.paint(painted.covers, painted, shown, painter);
        self.painted = Some(painted);
        self.has_changed = false;
        self.cost = platform::uptime() - started;
    }

    /// Keeps what the layer shows, and paints only what comes into view.
    fn follow(&mut self, painted: Painted, visible: Rect, shown: &Shown<'_>, painter: &mut Painter) {
        let missed = visible.intersect(painted.drawing);
        if missed.area() == 0.0 || contains(painted.covers, missed) {
            return;
        }
        let covers = self.around(visible);
        self.layer.shift(painted.covers.origin() - covers.origin());
        let next = Painted { covers, ..painted };
        for strip in outside(painted.covers, covers) {
            self.paint(strip, next, shown, painter);
        }
        self.painted = Some(next);
    }

    fn paint(&self, area: Rect, onto: Painted, shown: &Shown<'_>, painter: &mut Painter) {
        let scale = onto.zoom * self.ratio;
        let visible_in_world = area.scale_from_origin(1.0 / scale);
        let view = View { visible_in_world, zoom: onto.zoom };
        let list = shown.scene.paint(&view, shown.overlay, Which::Static { without: shown.live });
        let corner = onto.covers.origin().to_vec2();
        self.layer.cut_out(area - corner);
        painter.paint(&self.layer.context, &list, shown.inks, Affine::translate(-corner) * Affine::scale(scale));
        self.layer.context.restore();
    }

    /// Moves and scales the layer from the camera it was painted for to one that sees this.
    fn place(&self, visible: Rect, zoom: f64) {
        let Some(painted) = self.painted else { return };
        let scale = zoom / painted.zoom;
        let corner = (painted.covers.origin().to_vec2() * scale - visible.origin().to_vec2()) / self.ratio;
        self.layer.style("transform", &css::moved(corner.to_point(), scale));
    }
}

fn contains(outer: Rect, inner: Rect) -> bool {
    outer.union(inner) == outer
}

/// What of an area lies outside another one: what is beside it, then what is above and below it.
fn outside(known: Rect, area: Rect) -> impl Iterator<Item = Rect> {
    let shared = area.intersect(known);
    // Without anything in common the first is all of it.
    let shared = if shared.area() == 0.0 { Rect::new(area.x1, area.y0, area.x1, area.y0) } else { shared };
    let parts = [
        Rect { x1: shared.x0, ..area },
        Rect { x0: shared.x1, ..area },
        Rect { y0: area.y0, y1: shared.y0, ..shared },
        Rect { y0: shared.y1, y1: area.y1, ..shared },
    ];
    parts.into_iter().filter(|part| part.area() > 0.0)
}
