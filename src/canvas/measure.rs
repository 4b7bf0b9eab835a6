//! Text widths from the browser's own fonts.

use linchpin_document::SortedMap;
use linchpin_scene::{Font, TextMeasure, TypicalWidths, Weight};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::painter::css_font;
use crate::platform;

/// Widths remembered at most; past this everything is asked again.
const MOST_REMEMBERED: usize = 20_000;

/// Asks a canvas how wide texts are, once each.
pub struct CanvasMeasure {
    context: Option<CanvasRenderingContext2d>,
    font: Option<Font>,
    widths: SortedMap<(u64, Weight, Box<str>), f64>,
}

impl CanvasMeasure {
    /// A measure with a canvas of its own.
    pub fn with_own_canvas() -> Self {
        let canvas = platform::document().create_element("canvas").ok();
        let canvas = canvas.and_then(|element| element.dyn_into::<HtmlCanvasElement>().ok());
        let context = canvas.and_then(|canvas| canvas.get_context("2d").ok()?);
        Self { context: context.and_then(|context| context.dyn_into().ok()), font: None, widths: SortedMap::new() }
    }

    fn ask(&mut self, text: &str, font: Font) -> Option<f64> {
        let context = self.context.as_ref()?;
        if self.font != Some(font) {
            context.set_font(&css_font(font));
            self.font = Some(font);
        }
        Some(context.measure_text(text).ok()?.width())
    }
}

impl TextMeasure for CanvasMeasure {
    fn width(&mut self, text: &str, font: Font) -> f64 {
        let key = (font.size.to_bits(), font.weight, text.into());
        if let Some(width) = self.widths.get(&key) {
            return *width;
        }
        let width = self.ask(text, font).unwrap_or_else(|| TypicalWidths.width(text, font));
        if self.widths.len() >= MOST_REMEMBERED {
            self.widths.clear();
        }
        self.widths.insert(key, width);
        width
    }
}
