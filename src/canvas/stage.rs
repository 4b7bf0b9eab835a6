//! Two layers of pixels over each other.
//!
//! The *still* layer holds everything that rests. It is painted a little larger than the viewport and
//! then only moved and scaled by the compositor while the camera moves, and painted anew when that no
//! longer covers the view or has become blurred. The *live* layer holds what is being touched,
//! selection and handles; it is small and painted every frame.

use kurbo::{Affine, Point, Rect, Size};
use linchpin_document::{RecordId, SortedSet};
use linchpin_editor::Camera;
use linchpin_scene::{Overlay, Scene, View, Which};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use super::painter::{Inks, Painter};
use crate::css;
use crate::platform;

/// How far the still layer reaches beyond the viewport, in CSS pixels.
const MARGIN: f64 = 200.0;
/// Still layers that paint faster than this are painted anew in every frame of a zoom, in ms.
const CHEAP: f64 = 5.0;
/// How long after the last zoom step a blurred still layer is painted anew, in ms.
pub const SHARPEN_AFTER: u32 = 140;

/// What is shown in a frame.
pub struct Shown<'a> {
    /// The drawing.
    pub scene: &'a Scene,
    /// What lies on top of it.
    pub overlay: &'a Overlay,
    /// Where it is seen from.
    pub camera: Camera,
    /// What is being touched: painted on the live layer.
    pub live: &'a SortedSet<RecordId>,
    /// In which colours.
    pub inks: Inks,
}

/// The layers and what is on them.
pub struct Stage {
    still: Layer,
    live: Layer,
    painter: Painter,
    size: Size,
    ratio: f64,
    painted: Option<Painted>,
    still_changed: bool,
    /// Whether there is anything on the live layer.
    is_alive: bool,
    cost: f64,
}

/// The camera the still layer was painted for.
#[derive(Clone, Copy)]
struct Painted {
    camera: Camera,
    covers_in_world: Rect,
}

struct Layer {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Layer {
    fn new(parent: &HtmlElement) -> Option<Self> {
        let canvas: HtmlCanvasElement = platform::document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_attribute("aria-hidden", "true").ok()?;
        parent.append_child(&canvas).ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context })
    }

    fn resize(&self, size: Size, ratio: f64) {
        self.canvas.set_width((size.width * ratio).ceil() as u32);
        self.canvas.set_height((size.height * ratio).ceil() as u32);
        self.style("width", &css::px(size.width));
        self.style("height", &css::px(size.height));
    }

    fn clear(&self) {
        // Fails only for missing arguments.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.context.clear_rect(0.0, 0.0, f64::from(self.canvas.width()), f64::from(self.canvas.height()));
    }

    fn style(&self, property: &str, value: &str) {
        // The names are fixed and valid.
        let _ = self.canvas.style().set_property(property, value);
    }
}

impl Stage {
    /// Puts the layers into an element; nothing where the browser has no Canvas 2D.
    pub fn new(parent: &HtmlElement) -> Option<Self> {
        Some(Self {
            still: Layer::new(parent)?,
            live: Layer::new(parent)?,
            painter: Painter::default(),
            size: Size::ZERO,
            ratio: 1.0,
            painted: None,
            still_changed: true,
            is_alive: false,
            cost: 0.0,
        })
    }

    /// The viewport has this size now.
    pub fn resize(&mut self, size: Size) {
        self.ratio = platform::window().device_pixel_ratio().clamp(1.0, 3.0);
        self.size = size;
        self.still.resize(size + Size::new(2.0 * MARGIN, 2.0 * MARGIN), self.ratio);
        self.live.resize(size, self.ratio);
        self.painted = None;
    }

    /// The still layer no longer shows what it should.
    pub fn touch_still(&mut self) {
        self.still_changed = true;
    }

    /// Paints a frame. `sharpen` asks for a sharp picture even if that takes long. Returns whether the
    /// still layer is blurred and wants to be sharpened later.
    pub fn paint(&mut self, shown: &Shown<'_>, sharpen: bool) -> bool {
        if self.size.area() == 0.0 {
            return false;
        }
        let visible = shown.camera.visible_in_world(self.size);
        let covered = self.painted.is_some_and(|painted| contains(painted.covers_in_world, visible));
        let sharp = self.painted.is_some_and(|painted| painted.camera.zoom == shown.camera.zoom);
        let again = self.still_changed || (!sharp && (sharpen || self.cost < CHEAP)) || (sharp && !covered);
        if again || self.painted.is_none() {
            self.paint_still(shown);
        }
        self.place_still(shown.camera);
        self.paint_live(shown, visible);
        self.painted.is_some_and(|painted| painted.camera.zoom != shown.camera.zoom)
    }

    fn paint_still(&mut self, shown: &Shown<'_>) {
        let started = platform::uptime();
        let camera = shown.camera;
        let reach = camera.length_in_world(MARGIN);
        let covers_in_world = camera.visible_in_world(self.size).inflate(reach, reach);
        let view = View { visible_in_world: covers_in_world, zoom: camera.zoom };
        let list = shown.scene.paint(&view, shown.overlay, Which::Static { without: shown.live });
        self.still.clear();
        let transform = self.device_from_world(covers_in_world.origin(), camera.zoom);
        self.painter.paint(&self.still.context, &list, shown.inks, transform);
        self.painted = Some(Painted { camera, covers_in_world });
        self.still_changed = false;
        self.cost = platform::uptime() - started;
    }

    /// Moves and scales the still layer from the camera it was painted for to the one of this frame.
    fn place_still(&self, camera: Camera) {
        let Some(painted) = self.painted else { return };
        let scale = camera.zoom / painted.camera.zoom;
        let corner = camera.screen_from_world(painted.covers_in_world.origin());
        self.still.style("transform", &css::moved(corner, scale));
    }

    fn paint_live(&mut self, shown: &Shown<'_>, visible: Rect) {
        let view = View { visible_in_world: visible, zoom: shown.camera.zoom };
        let list = shown.scene.paint(&view, shown.overlay, Which::Live { only: shown.live });
        let was_alive = std::mem::replace(&mut self.is_alive, !list.primitives.is_empty());
        if !was_alive && !self.is_alive {
            // Touching it makes the browser copy all of it.
            return;
        }
        self.live.clear();
        let transform = self.device_from_world(visible.origin(), shown.camera.zoom);
        self.painter.paint(&self.live.context, &list, shown.inks, transform);
    }

    fn device_from_world(&self, origin_in_world: Point, zoom: f64) -> Affine {
        Affine::scale(zoom * self.ratio) * Affine::translate(-origin_in_world.to_vec2())
    }
}

fn contains(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1
}
