//! Notes and bare texts.

use kurbo::{Point, Vec2};
use std::sync::Arc;

use super::batch::{Batch, Level, Line, Style};
use super::components::shadow;
use super::shapes::{polygon, polyline};
use super::{Drawn, Painter};
use crate::Token;
use crate::body::{Look, NOTE_PADDING};
use crate::text::Font;

/// The length of the folded corner's sides.
const FOLD: f64 = 14.0;
const TEXT_BASELINE: f64 = 19.0;

impl Painter<'_> {
    pub(super) fn paint_note(&self, drawn: &Drawn<'_>, batch: &mut Batch) {
        let Look::Note(lines) = &drawn.body.look else { return };
        let frame = drawn.body.frame;
        let fold = FOLD.min(frame.width() / 2.0).min(frame.height() / 2.0);
        let (fold_start, fold_end) = (Point::new(frame.x1 - fold, frame.y0), Point::new(frame.x1, frame.y0 + fold));
        if !self.is_far {
            shadow(batch, frame, 3.0, drawn.opacity);
        }
        let sheet = Style::fill(Token::Note).outlined(Token::LineStrong, 1.0).opacity(drawn.opacity);
        let outline =
            [frame.origin(), fold_start, fold_end, Point::new(frame.x1, frame.y1), Point::new(frame.x0, frame.y1)];
        polygon(batch.path(Level::Body, sheet), &outline);
        if self.is_far {
            return;
        }
        let crease = Style::stroke(Token::LineStrong, 1.0).opacity(drawn.opacity);
        let corner = Point::new(fold_start.x, fold_end.y);
        polyline(batch.path(Level::Inlay, crease), &[fold_start, corner, fold_end]);
        let first = frame.origin() + Vec2::new(NOTE_PADDING, NOTE_PADDING + Font::NOTE.size - 1.0);
        print(lines, first, Font::NOTE, drawn.opacity, batch);
    }

    pub(super) fn paint_text(&self, drawn: &Drawn<'_>, lines: &[Arc<str>], batch: &mut Batch) {
        let first = drawn.body.frame.origin() + Vec2::new(0.0, TEXT_BASELINE);
        print(lines, first, Font::TEXT, drawn.opacity, batch);
    }
}

fn print(lines: &[Arc<str>], first: Point, font: Font, opacity: f64, batch: &mut Batch) {
    for (index, line) in lines.iter().enumerate() {
        let origin = first + Vec2::new(0.0, index as f64 * font.line_height());
        batch.text(Level::Print, Line::new(origin, line, font, Token::Ink).opacity(opacity));
    }
}
