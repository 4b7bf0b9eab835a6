//! Boundaries: tinted areas with a name.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_catalog::BoundaryKind;
use linchpin_document::{Arrange, SortedMap};

use super::batch::{Batch, Level, Line, Style};
use super::marks::strike;
use super::shapes::{rectangle, rounded};
use super::{Detail, Drawn, Painter};
use crate::body::{BoundaryLook, HEADER_INSET, Look};
use crate::text::Font;
use crate::{DisplayList, State, Token};

pub(super) const RADIUS: f64 = 14.0;
const HEADER_BASELINE: f64 = 21.0;
const CHIP_TOP: f64 = 8.0;
const CHIP_HEIGHT: f64 = 18.0;
const CHIP_PADDING: f64 = 6.0;
/// How deep boundaries can usefully lie in each other; a bound for the walk to the outermost.
const DEEPEST: usize = 64;

/// The dashes of a border: what fails as one is drawn unlike what only belongs together.
fn dash(look: &BoundaryLook) -> &'static [f64] {
    match look.kind {
        _ if look.failure_domain => &[2.0, 4.0],
        BoundaryKind::Trust => &[10.0, 4.0],
        BoundaryKind::Team => &[10.0, 4.0, 1.0, 4.0],
        _ => &[],
    }
}

impl Painter<'_> {
    /// Outer boundaries first.
    pub(super) fn paint_boundaries(&self, list: &mut DisplayList) {
        let mut by_depth: SortedMap<usize, Vec<Drawn<'_>>> = SortedMap::new();
        for entry in self.scene.boundaries.touching(self.visible()) {
            let Some(drawn) = self.drawn(entry.id) else { continue };
            let above = std::iter::successors(drawn.body.parent, |id| self.scene.body(*id)?.parent);
            by_depth.get_or_default(above.take(DEEPEST).count()).push(drawn);
        }
        for mut level in by_depth.into_values() {
            level.arrange_by(|a, b| (&a.body.order, a.id).cmp(&(&b.body.order, b.id)));
            let mut batch = Batch::default();
            for drawn in &level {
                if let Look::Boundary(look) = &drawn.body.look {
                    self.paint_boundary(drawn, look, &mut batch);
                }
            }
            batch.flush(list);
        }
    }

    fn paint_boundary(&self, drawn: &Drawn<'_>, look: &BoundaryLook, batch: &mut Batch) {
        let frame = drawn.body.frame;
        let (tint, token, width) = match (is_bad(drawn), drawn.state()) {
            (true, State::Degraded) => (Token::Load, Token::Load, 1.6),
            (true, _) => (Token::Failure, Token::Failure, 1.6),
            (false, _) => (Token::Accent, Token::LineStrong, 1.2),
        };
        let strength = if look.failure_domain { 0.04 } else { 0.018 };
        let area = Style::fill(tint).opacity(strength * drawn.opacity);
        let border = Style::stroke(token, width).dashed(dash(look)).opacity(drawn.opacity);
        if self.detail == Detail::Far {
            rectangle(batch.path(Level::Body, area), frame);
            rectangle(batch.path(Level::Body, Style::stroke(token, self.pixel()).opacity(drawn.opacity)), frame);
            return;
        }
        rounded(batch.path(Level::Body, area), frame, RADIUS);
        rounded(batch.path(Level::Body, border), frame, RADIUS);
        if drawn.state() == State::Failed {
            strike(batch, frame.inset(-4.0), 22.0);
        }
    }

    /// Names and badges of boundaries. They lie over connectors, which may run anywhere in a boundary.
    pub(super) fn paint_boundary_headers(&self, list: &mut DisplayList) {
        if self.detail == Detail::Far {
            return;
        }
        let mut batch = Batch::default();
        for entry in self.scene.boundaries.touching_in_order(self.visible()) {
            let Some(drawn) = self.drawn(entry.id) else { continue };
            let Look::Boundary(look) = &drawn.body.look else { continue };
            let frame = drawn.body.frame;
            let size = Size::new(look.header_width + 2.0 * CHIP_PADDING, CHIP_HEIGHT);
            let chip = Rect::from_origin_size(frame.origin() + Vec2::new(HEADER_INSET - CHIP_PADDING, CHIP_TOP), size);
            let ground = Style::fill(Token::Canvas).opacity(0.85 * drawn.opacity);
            rounded(batch.path(Level::Body, ground), chip, 5.0);
            let ink = if is_bad(&drawn) { Token::Failure } else { Token::Ink3 };
            let origin = frame.origin() + Vec2::new(HEADER_INSET, HEADER_BASELINE);
            batch.text(Level::Print, Line::new(origin, &look.header, Font::HEADER, ink).opacity(drawn.opacity));
            if let Some(mark) = drawn.mark {
                self.paint_badges(mark, badge_places(frame), &mut batch);
            }
        }
        batch.flush(list);
    }
}

fn is_bad(drawn: &Drawn<'_>) -> bool {
    drawn.mark.is_some_and(|mark| mark.single_point.is_some()) || drawn.state() != State::Serving
}

/// Badges of a boundary sit on its border, clear of the round corners.
fn badge_places(frame: Rect) -> (Point, Point, Point) {
    let inset = RADIUS.min(frame.width() / 4.0);
    (
        Point::new(frame.x1 - 2.0 * inset, frame.y0),
        // Clear of the name.
        Point::new(frame.x0 + 2.0 * inset, frame.y1),
        Point::new(frame.x1 - 2.0 * inset, frame.y1),
    )
}
