//! Two layers of pixels over each other.
//!
//! The *still* layer holds everything that rests. It is painted a little larger than the viewport and
//! then only moved and scaled by the compositor while the camera moves. When something of the drawing comes into view
//! that it lacks, what it has is kept and only the rest is painted; it is painted anew when it has become blurred.
//! The *live* layer holds what is being touched, selection and handles; it is small and painted every frame.

use kurbo::{Affine, Size};
use linchpin_document::{RecordId, SortedSet};
use linchpin_editor::Camera;
use linchpin_scene::{Overlay, Scene, View, Which};
use web_sys::HtmlElement;

use super::layer::Layer;
use super::painter::{Inks, Painter};
use super::still::Still;
use crate::platform;

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
    still: Still,
    live: Layer,
    painter: Painter,
    size: Size,
    ratio: f64,
    /// Whether there is anything on the live layer.
    is_alive: bool,
}

impl Stage {
    /// Puts the layers into an element; nothing where the browser has no Canvas 2D.
    pub fn new(parent: &HtmlElement) -> Option<Self> {
        Some(Self {
            still: Still::new(parent)?,
            live: Layer::new(parent)?,
            painter: Painter::default(),
            size: Size::ZERO,
            ratio: 1.0,
            is_alive: false,
        })
    }

    /// The viewport has this size now.
    pub fn resize(&mut self, size: Size) {
        self.ratio = platform::window().device_pixel_ratio().clamp(1.0, 3.0);
        self.size = size;
        let in_device = (size * self.ratio).ceil();
        self.still.resize(in_device, self.ratio);
        self.live.resize(in_device, self.ratio);
    }

    /// The still layer no longer shows what it should.
    pub fn touch_still(&mut self) {
        self.still.has_changed = true;
    }

    /// Paints a frame. `sharpen` asks for a sharp picture even if that takes long. Returns whether the
    /// still layer is blurred and wants to be sharpened later.
    pub fn paint(&mut self, shown: &Shown<'_>, sharpen: bool) -> bool {
        if self.size.area() == 0.0 {
            return false;
        }
        self.still.show(shown, sharpen, &mut self.painter);
        self.paint_live(shown);
        !self.still.is_sharp_at(shown.camera.zoom)
    }

    fn paint_live(&mut self, shown: &Shown<'_>) {
        let Camera { zoom, origin_in_world } = shown.camera;
        let view = View { visible_in_world: shown.camera.visible_in_world(self.size), zoom };
        let list = shown.scene.paint(&view, shown.overlay, Which::Live { only: shown.live });
        let was_alive = std::mem::replace(&mut self.is_alive, !list.primitives.is_empty());
        if !was_alive && !self.is_alive {
            // Touching it makes the browser copy all of it.
            return;
        }
        self.live.clear();
        let scale = zoom * self.ratio;
        // On the same pixels as the still layer.
        let corner = (origin_in_world.to_vec2() * scale).round();
        self.painter.paint(&self.live.context, &list, shown.inks, Affine::translate(-corner) * Affine::scale(scale));
    }
}
