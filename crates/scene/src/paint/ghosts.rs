//! What is only proposed: a dashed outline around each thing, and dashes along each connector, in the colour of
//! what is being done.

use super::Painter;
use super::batch::{Batch, Level, Style};
use super::connectors::{CORNER, arrow_head, with_head};
use super::shapes::rounded_polyline;
use crate::Token;

/// All in pixels.
const GAP: f64 = 3.0;
const LINE: f64 = 2.0;
const DASH: &[f64] = &[6.0, 4.0];

impl Painter<'_> {
    pub(super) fn paint_ghosts(&self, batch: &mut Batch) {
        let pixel = self.pixel();
        let dashed = || Style::stroke(Token::Accent, LINE * pixel).dashed(DASH);
        for id in &self.overlay.ghosts {
            self.outline(*id, GAP, batch.path(Level::Halo, Style::fill(Token::Accent).opacity(0.09)));
            self.outline(*id, GAP, batch.path(Level::Body, dashed()));
            let Some((line, tip, direction)) = self.scene.route(*id).and_then(|route| with_head(&route.points)) else {
                continue;
            };
            rounded_polyline(batch.path(Level::Halo, Style::stroke(Token::Canvas, 2.0 * LINE * pixel)), &line, CORNER);
            rounded_polyline(batch.path(Level::Body, dashed()), &line, CORNER);
            let head = Style::fill(Token::Accent).outlined(Token::Accent, 1.0);
            arrow_head(batch.path(Level::Badge, head), tip, direction, 1.0);
        }
    }
}
