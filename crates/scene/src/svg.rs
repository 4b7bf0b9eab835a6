//! A display list as an SVG file.

use kurbo::{BezPath, PathEl, Point, Rect};
use linchpin_figures::trimmed;
use std::fmt::{self, Write};

use crate::display::{GLYPH_STROKE, Stroke};
use crate::{Anchor, DisplayList, FONT_FAMILY, Primitive, Theme, Token};

/// The list as a self-contained SVG document showing `bounds`, on the canvas colour of the theme.
///
/// Any title and text is escaped; characters XML forbids are left out.
pub fn render(list: &DisplayList, bounds: Rect, theme: Theme, title: &str) -> String {
    render_on(list, bounds, theme, title, Some(Token::Canvas.colour(theme)))
}

/// The same on another colour, as `#rrggbb`, or on none.
pub fn render_on(list: &DisplayList, bounds: Rect, theme: Theme, title: &str, background: Option<&str>) -> String {
    let mut writer = Writer { out: String::new(), theme };
    // Writing to a String cannot fail.
    let _ = writer.document(list, bounds, title, background);
    writer.out
}

struct Writer {
    out: String,
    theme: Theme,
}

impl Writer {
    fn document(&mut self, list: &DisplayList, bounds: Rect, title: &str, background: Option<&str>) -> fmt::Result {
        let [x, y, w, h] = [bounds.x0, bounds.y0, bounds.width(), bounds.height()].map(number);
        writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"{x} {y} {w} {h}\" \
             font-family=\"{FONT_FAMILY}\" stroke-linecap=\"round\" stroke-linejoin=\"round\" fill=\"none\" role=\"img\">"
        )?;
        writeln!(self.out, "<title>{}</title>", escaped(title))?;
        if let Some(colour) = background {
            writeln!(
                self.out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{}\"/>",
                escaped(colour)
            )?;
        }
        for primitive in &list.primitives {
            self.primitive(primitive)?;
        }
        writeln!(self.out, "</svg>")
    }

    fn primitive(&mut self, primitive: &Primitive) -> fmt::Result {
        match primitive {
            Primitive::Path { path, fill, stroke, opacity } => {
                write!(self.out, "<path d=\"{}\"", path_data(path))?;
                if let Some(fill) = fill {
                    write!(self.out, " fill=\"{}\"", fill.colour(self.theme))?;
                }
                if let Some(stroke) = stroke {
                    self.stroke(stroke)?;
                }
                self.end(*opacity)
            }
            Primitive::Text { origin, text, font, token, anchor, opacity } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let (size, weight, fill) = (number(font.size), font.weight.value(), token.colour(self.theme));
                write!(
                    self.out,
                    "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\" \
                     text-anchor=\"{anchor}\"",
                    number(origin.x),
                    number(origin.y)
                )?;
                self.opacity(*opacity)?;
                writeln!(self.out, ">{}</text>", escaped(text))
            }
            Primitive::Glyph { kind, origin, size, token, opacity } => {
                let (scale, width) = (number(size / 24.0), number(GLYPH_STROKE));
                let (path, colour) = (kind.spec().glyph, token.colour(self.theme));
                write!(
                    self.out,
                    "<path transform=\"translate({} {}) scale({scale})\" d=\"{path}\" stroke=\"{colour}\" \
                     stroke-width=\"{width}\"",
                    number(origin.x),
                    number(origin.y)
                )?;
                self.end(*opacity)
            }
        }
    }

    fn stroke(&mut self, stroke: &Stroke) -> fmt::Result {
        let (colour, width) = (stroke.token.colour(self.theme), number(stroke.width));
        write!(self.out, " stroke=\"{colour}\" stroke-width=\"{width}\"")?;
        if !stroke.dash.is_empty() {
            let dash: Vec<String> = stroke.dash.iter().copied().map(number).collect();
            write!(self.out, " stroke-dasharray=\"{}\"", dash.join(" "))?;
        }
        Ok(())
    }

    fn end(&mut self, opacity: f64) -> fmt::Result {
        self.opacity(opacity)?;
        writeln!(self.out, "/>")
    }

    fn opacity(&mut self, opacity: f64) -> fmt::Result {
        if opacity < 1.0 { write!(self.out, " opacity=\"{}\"", number(opacity)) } else { Ok(()) }
    }
}

/// The `d` attribute of a path.
fn path_data(path: &BezPath) -> String {
    let mut data = String::new();
    for element in path.elements() {
        let (command, points): (char, &[Point]) = match element {
            PathEl::MoveTo(a) => ('M', &[*a]),
            PathEl::LineTo(a) => ('L', &[*a]),
            PathEl::QuadTo(a, b) => ('Q', &[*a, *b]),
            PathEl::CurveTo(a, b, c) => ('C', &[*a, *b, *c]),
            PathEl::ClosePath => ('Z', &[]),
        };
        data.push(command);
        for (index, point) in points.iter().enumerate() {
            let gap = if index > 0 { " " } else { "" };
            // Writing to a String cannot fail.
            let _ = write!(data, "{gap}{} {}", coordinate(point.x), coordinate(point.y));
        }
    }
    data
}

/// A coordinate to a hundredth of a unit: finer than any screen shows.
fn coordinate(value: f64) -> String {
    trimmed(value, 2)
}

/// Any other number.
fn number(value: f64) -> String {
    trimmed(value, 4)
}

/// Text safe inside an XML element.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            // Other control characters and these two cannot be written in XML at all.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => safe.push(c),
        }
    }
    safe
}
