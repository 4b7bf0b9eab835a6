//! Boundaries: tinted areas with a name.

use kurbo::{Point, Rect, Size};
use linchpin_catalog::BoundaryKind;
use linchpin_document::{Arrange, RecordId, SortedMap};

use super::batch::{Batch, Level, Line, Style};
use super::marks::strike;
use super::shapes::{rectangle, rounded};
use super::{Drawn, Painter, Which, afar};
use crate::body::{Body, BoundaryLook, HEADER_INSET, Look};
use crate::hit::overlap;
use crate::index::Entry;
use crate::text::Font;
use crate::{DisplayList, State, Token};

pub(super) const RADIUS: f64 = 14.0;
/// From the top of a boundary to the middle of its name, and from there to the baseline.
const HEADER_MIDDLE: f64 = 17.0;
const BASELINE: f64 = 4.0;
const CHIP_HEIGHT: f64 = 18.0;
const CHIP_PADDING: f64 = 6.0;
/// A name is set in no less than this, in pixels of the screen, but no larger than a header has room for.
const HEADER_SIZE: f64 = 9.0;
const MOST_SCALED: f64 = 1.5;
/// From afar, in pixels.
const LEGEND_HEIGHT: f64 = 11.0;
const LEGEND_INSET: f64 = 4.0;
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
        if self.is_far {
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
        let mut batch = Batch::default();
        for entry in self.scene.boundaries.touching_in_order(self.visible()) {
            let Some(drawn) = self.drawn(entry.id) else { continue };
            let Look::Boundary(look) = &drawn.body.look else { continue };
            let frame = drawn.body.frame;
            let header = if self.is_far { self.legend(entry.id, frame, look) } else { Some(self.header(frame, look)) };
            if let Some((chip, scale)) = header {
                let ground = Style::fill(Token::Canvas).opacity(0.85 * drawn.opacity);
                rounded(batch.path(Level::Body, ground), chip, 5.0);
                let ink = if is_bad(&drawn) { Token::Failure } else { Token::Ink3 };
                let origin = Point::new(chip.x0 + CHIP_PADDING, chip.center().y + BASELINE * scale);
                let line = Line::new(origin, &look.header, Font::HEADER.scaled(scale), ink);
                batch.text(Level::Print, line.opacity(drawn.opacity));
            }
            match drawn.mark {
                Some(mark) if self.is_far => self.paint_small_badges(mark, frame, badge_places(frame), &mut batch),
                Some(mark) => self.paint_badges(mark, badge_places(frame), &mut batch),
                None => {}
            }
        }
        batch.flush(list);
    }

    /// Where the name of a boundary lies in it, and its scale: larger than at 100 % where it could not be read, as far
    /// as there is room.
    fn header(&self, frame: Rect, look: &BoundaryLook) -> (Rect, f64) {
        let room = ((frame.width() - 2.0 * HEADER_INSET) / look.header_width).min(MOST_SCALED);
        let scale = self.header_scale().min(room).max(1.0);
        let size = Size::new(look.header_width * scale + 2.0 * CHIP_PADDING, CHIP_HEIGHT * scale);
        let left = frame.x0 + HEADER_INSET - CHIP_PADDING;
        (Rect::from_origin_size((left, frame.y0 + HEADER_MIDDLE - size.height / 2.0), size), scale)
    }

    /// Where it lies from afar: on the upper border. Components go first, then the larger boundary.
    fn legend(&self, id: RecordId, frame: Rect, look: &BoundaryLook) -> Option<(Rect, f64)> {
        let (chip, scale) = self.legend_place(frame, look)?;
        let around = chip.inflate(afar::OVERHANG * self.pixel(), afar::OVERHANG * self.pixel());
        let lies_under = |entry: &Entry| match self.scene.body(entry.id) {
            Some(Body { frame: other, look: Look::Boundary(theirs), .. }) => {
                let goes_first = (other.area(), entry.id) > (frame.area(), id);
                goes_first && self.legend_place(*other, theirs).is_some_and(|(theirs, _)| overlap(theirs, chip))
            }
            Some(body @ Body { look: Look::Component(look), .. }) => {
                overlap(self.small(entry.id, body, look).area, chip)
            }
            _ => false,
        };
        let near = [&self.scene.solids, &self.scene.boundaries].map(|index| index.touching(around));
        (!near.iter().flatten().any(lies_under)).then_some((chip, scale))
    }

    fn legend_place(&self, frame: Rect, look: &BoundaryLook) -> Option<(Rect, f64)> {
        let scale = self.header_scale();
        let size = Size::new(look.header_width * scale + 2.0 * CHIP_PADDING, LEGEND_HEIGHT * self.pixel());
        let left = frame.x0 + LEGEND_INSET * self.pixel();
        let is_shown = self.which != Which::Everything && left + size.width < frame.x1;
        is_shown.then(|| (Rect::from_origin_size((left, frame.y0 - size.height / 2.0), size), scale))
    }

    /// How much larger than at 100 % names of boundaries are to be.
    fn header_scale(&self) -> f64 {
        let wanted = HEADER_SIZE / (Font::HEADER.size * self.view.zoom);
        if self.which == Which::Everything { 1.0 } else { wanted.max(1.0) }
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
