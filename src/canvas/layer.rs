//! One canvas element, in the pixels of the device.

use kurbo::{Affine, Rect, Size, Vec2};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use super::painter::set_transform;
use crate::css;
use crate::platform;

/// A canvas element and what draws on it.
pub(super) struct Layer {
    canvas: HtmlCanvasElement,
    pub(super) context: CanvasRenderingContext2d,
}

impl Layer {
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        let canvas: HtmlCanvasElement = platform::document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_attribute("aria-hidden", "true").ok()?;
        parent.append_child(&canvas).ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context })
    }

    /// Has so many pixels of the device from now on, of which so many lie beside each other in one of style sheets.
    pub(super) fn resize(&self, size_in_device: Size, ratio: f64) {
        self.canvas.set_width(size_in_device.width as u32);
        self.canvas.set_height(size_in_device.height as u32);
        self.style("width", &css::px(size_in_device.width / ratio));
        self.style("height", &css::px(size_in_device.height / ratio));
    }

    pub(super) fn clear(&self) {
        set_transform(&self.context, Affine::IDENTITY);
        self.context.clear_rect(0.0, 0.0, f64::from(self.canvas.width()), f64::from(self.canvas.height()));
    }

    /// Leaves out all but an area, which is cleared, until the context is restored.
    pub(super) fn cut_out(&self, area: Rect) {
        self.context.save();
        set_transform(&self.context, Affine::IDENTITY);
        self.context.begin_path();
        self.context.rect(area.x0, area.y0, area.width(), area.height());
        self.context.clip();
        self.context.clear_rect(area.x0, area.y0, area.width(), area.height());
    }

    /// Moves what is drawn by whole pixels. Where nothing was, nothing is.
    pub(super) fn shift(&self, by: Vec2) {
        self.context.save();
        set_transform(&self.context, Affine::IDENTITY);
        // Both fail only for what is no canvas or no mode.
        let _ = self.context.set_global_composite_operation("copy");
        let _ = self.context.draw_image_with_html_canvas_element(&self.canvas, by.x, by.y);
        self.context.restore();
    }

    pub(super) fn style(&self, property: &str, value: &str) {
        // The names are fixed and valid.
        let _ = self.canvas.style().set_property(property, value);
    }
}
