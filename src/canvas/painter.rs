//! Puts a display list on a Canvas 2D context.

use kurbo::{Affine, BezPath, PathEl};
use linchpin_catalog::ComponentKind;
use linchpin_document::SortedMap;
use linchpin_scene::{Anchor, DisplayList, FONT_FAMILY, Font, Primitive, Stroke, Theme, Token};

use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, Path2d};

use crate::css;

/// The width of a glyph's stroke on its 24 x 24 grid.
const GLYPH_STROKE: f64 = 1.6;

/// Browsers look at all of a path whenever one of its shapes is closed, so that no path has more than so many.
const MOST_CLOSED: usize = 48;

/// Paints display lists and keeps what is worth keeping between frames: glyph paths and font names.
#[derive(Default)]
pub struct Painter {
    glyphs: SortedMap<ComponentKind, Path2d>,
}

/// What the context is set to, so that equal settings are not sent again.
#[derive(Default)]
struct Pen {
    fill: Option<Token>,
    stroke: Option<Token>,
    width: f64,
    dash: &'static [f64],
    font: Option<Font>,
    anchor: Option<Anchor>,
    opacity: f64,
}

/// The colours in use.
#[derive(Debug, Clone, Copy)]
pub struct Inks {
    /// Light or dark.
    pub theme: Theme,
    /// Whether what the analysis says is out of date.
    pub is_aged: bool,
}

impl Inks {
    fn colour(self, token: Token) -> &'static str {
        let token = if self.is_aged { token.aged() } else { token };
        token.colour(self.theme)
    }
}

impl Painter {
    /// Draws a list. `device_from_world` carries zoom, scroll and the device's pixel ratio.
    pub fn paint(
        &mut self,
        context: &CanvasRenderingContext2d,
        list: &DisplayList,
        inks: Inks,
        device_from_world: Affine,
    ) {
        set_transform(context, device_from_world);
        context.set_line_cap("round");
        context.set_line_join("round");
        context.set_global_alpha(1.0);
        context.set_text_baseline("alphabetic");
        // A dash left over from the last list would spoil the first solid line.
        let _ = context.set_line_dash(&js_sys::Array::new());
        let mut brush = Brush { context, inks, pen: Pen { opacity: 1.0, ..Pen::default() } };
        for primitive in &list.primitives {
            match primitive {
                Primitive::Path { path, fill, stroke, opacity } => brush.path(path, *fill, stroke.as_ref(), *opacity),
                Primitive::Text { origin, text, font, token, anchor, opacity } => {
                    brush.set_opacity(*opacity);
                    brush.set_fill(*token);
                    brush.set_font(*font, *anchor);
                    // Fails only for missing arguments.
                    let _ = context.fill_text(text, origin.x, origin.y);
                }
                Primitive::Glyph { kind, origin, size, token, opacity } => {
                    let scale = size / 24.0;
                    let place = Affine::translate(origin.to_vec2()) * Affine::scale(scale);
                    brush.set_opacity(*opacity);
                    brush.set_stroke(&Stroke::solid(*token, GLYPH_STROKE));
                    set_transform(context, device_from_world * place);
                    if let Some(path) = self.glyph(*kind) {
                        context.stroke_with_path(path);
                    }
                    set_transform(context, device_from_world);
                }
            }
        }
        context.set_global_alpha(1.0);
    }

    fn glyph(&mut self, kind: ComponentKind) -> Option<&Path2d> {
        if !self.glyphs.contains_key(&kind) {
            self.glyphs.insert(kind, Path2d::new_with_path_string(kind.spec().glyph).ok()?);
        }
        self.glyphs.get(&kind)
    }
}

struct Brush<'a> {
    context: &'a CanvasRenderingContext2d,
    inks: Inks,
    pen: Pen,
}

impl Brush<'_> {
    fn path(&mut self, path: &BezPath, fill: Option<Token>, stroke: Option<&Stroke>, opacity: f64) {
        self.set_opacity(opacity);
        if let Some(token) = fill {
            self.set_fill(token);
        }
        if let Some(stroke) = stroke {
            self.set_stroke(stroke);
        }
        let parts = parts_of(path);
        // All lines after all that is filled: where shapes overlap after all, it must not matter which part they are in.
        for part in parts.iter().filter(|_| fill.is_some()) {
            self.context.fill_with_path_2d(part);
        }
        for part in parts.iter().filter(|_| stroke.is_some()) {
            self.context.stroke_with_path(part);
        }
    }

    fn set_opacity(&mut self, opacity: f64) {
        if self.pen.opacity != opacity {
            self.context.set_global_alpha(opacity);
            self.pen.opacity = opacity;
        }
    }

    fn set_fill(&mut self, token: Token) {
        if self.pen.fill != Some(token) {
            self.context.set_fill_style_str(self.inks.colour(token));
            self.pen.fill = Some(token);
        }
    }

    fn set_stroke(&mut self, stroke: &Stroke) {
        if self.pen.stroke != Some(stroke.token) {
            self.context.set_stroke_style_str(self.inks.colour(stroke.token));
            self.pen.stroke = Some(stroke.token);
        }
        if self.pen.width != stroke.width {
            self.context.set_line_width(stroke.width);
            self.pen.width = stroke.width;
        }
        if self.pen.dash != stroke.dash {
            let dash: js_sys::Array = stroke.dash.iter().map(|length| JsValue::from_f64(*length)).collect();
            // Dashes are positive numbers from a table, which it always takes.
            let _ = self.context.set_line_dash(&dash);
            self.pen.dash = stroke.dash;
        }
    }

    fn set_font(&mut self, font: Font, anchor: Anchor) {
        if self.pen.font != Some(font) {
            self.context.set_font(&css_font(font));
            self.pen.font = Some(font);
        }
        if self.pen.anchor != Some(anchor) {
            self.context.set_text_align(match anchor {
                Anchor::Start => "left",
                Anchor::Middle => "center",
                Anchor::End => "right",
            });
            self.pen.anchor = Some(anchor);
        }
    }
}

/// A font in the words of style sheets.
pub fn css_font(font: Font) -> String {
    format!("{} {} {FONT_FAMILY}", font.weight.value(), css::px(font.size))
}

pub(super) fn set_transform(context: &CanvasRenderingContext2d, transform: Affine) {
    let [a, b, c, d, e, f] = transform.as_coeffs();
    // Fails only for missing arguments.
    let _ = context.set_transform(a, b, c, d, e, f);
}

/// A path, in parts of so many shapes.
fn parts_of(path: &BezPath) -> Vec<Path2d> {
    let mut parts: Vec<Path2d> = Vec::new();
    let mut closed = MOST_CLOSED;
    for element in path.elements() {
        if closed == MOST_CLOSED && matches!(element, PathEl::MoveTo(_)) {
            closed = 0;
            // Fails only where there are no paths at all.
            parts.extend(Path2d::new());
        }
        let Some(part) = parts.last() else { continue };
        match element {
            PathEl::MoveTo(p) => part.move_to(p.x, p.y),
            PathEl::LineTo(p) => part.line_to(p.x, p.y),
            PathEl::QuadTo(c, p) => part.quadratic_curve_to(c.x, c.y, p.x, p.y),
            PathEl::CurveTo(c1, c2, p) => part.bezier_curve_to(c1.x, c1.y, c2.x, c2.y, p.x, p.y),
            PathEl::ClosePath => {
                closed += 1;
                part.close_path();
            }
        }
    }
    parts
}
