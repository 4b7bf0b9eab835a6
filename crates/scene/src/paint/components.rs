//! Components: box, tile, glyph, name, facts.

use kurbo::{Point, Rect, Vec2};
use linchpin_catalog::Family;

use super::batch::{Batch, Level, Line, Style};
use super::shapes::{polyline, rectangle, rounded};
use super::{Detail, Drawn, Painter};
use crate::body::{ComponentLook, Look, TEXT_INSET};
use crate::text::Font;
use crate::{DisplayList, Duty, SinglePoint, State, Token};

/// The radius of a component's corners.
pub(super) const RADIUS: f64 = 10.0;
const OUTSIDE_DASH: &[f64] = &[4.0, 3.0];
const DOWN_DASH: &[f64] = &[7.0, 3.0];
/// The tile behind a glyph, from the top left corner of the component.
const TILE: Rect = Rect::new(10.0, 12.0, 46.0, 48.0);
const TILE_RADIUS: f64 = 8.0;
/// Baselines of a name above facts, of facts, and of a name alone.
const NAME_BASELINE: f64 = 27.0;
const FACTS_BASELINE: f64 = 44.0;
const LONE_BASELINE: f64 = 34.5;
const SECOND_LINE_BASELINE: f64 = 43.0;
/// How far each card of a stack stands out above the one before it, and how much narrower it is.
const STACK_RISE: f64 = 4.0;
const STACK_INSET: f64 = 6.0;

/// The colours of a family: tile and glyph.
fn family_tokens(family: Family) -> (Token, Token) {
    match family {
        Family::Outside => (Token::Outside, Token::OutsideInk),
        Family::Edge => (Token::Edge, Token::EdgeInk),
        Family::Compute => (Token::Compute, Token::ComputeInk),
        Family::Data => (Token::Data, Token::DataInk),
        Family::Messages => (Token::Message, Token::MessageInk),
    }
}

impl Painter<'_> {
    /// What connectors run over: shadows, halos and the cards behind a component with several instances.
    pub(super) fn paint_under_components(&self, bodies: &[Drawn<'_>], list: &mut DisplayList) {
        if self.detail == Detail::Far {
            return;
        }
        let mut batch = Batch::default();
        for drawn in bodies {
            let Look::Component(look) = &drawn.body.look else { continue };
            let frame = drawn.body.frame;
            if self.detail == Detail::Near {
                shadow(&mut batch, frame, RADIUS, drawn.opacity);
            }
            self.paint_halo(drawn, &mut batch);
            for card in (1..=look.cards_behind).rev() {
                let inset = f64::from(card) * STACK_INSET;
                let rise = f64::from(card) * STACK_RISE;
                let area = Rect::new(frame.x0 + inset, frame.y0 - rise, frame.x1 - inset, frame.y0 + 2.0 * RADIUS);
                let style = Style::fill(Token::Surface).outlined(self.border(drawn, look).0, 1.2);
                rounded(batch.path(stack_level(card), style.opacity(drawn.opacity)), area, RADIUS - 2.0);
            }
        }
        batch.flush(list);
    }

    pub(super) fn paint_component(&self, drawn: &Drawn<'_>, look: &ComponentLook, batch: &mut Batch) {
        let frame = drawn.body.frame;
        let (token, width, dash) = self.border(drawn, look);
        let body = Style::fill(Token::Surface).outlined(token, width).dashed(dash);
        if drawn.opacity < 1.0 {
            // Connectors must not shine through what stands back.
            rounded(batch.path(Level::Halo, Style::fill(Token::Canvas)), frame, RADIUS);
        }
        rounded(batch.path(Level::Body, body.opacity(drawn.opacity)), frame, RADIUS);
        let (tile, ink) = family_tokens(look.family);
        let origin = frame.origin().to_vec2();
        rounded(batch.path(Level::Inlay, Style::fill(tile).opacity(drawn.opacity)), TILE + origin, TILE_RADIUS);
        batch.glyph(look.kind, frame.origin() + Vec2::new(16.0, 18.0), ink, drawn.opacity);
        self.print_component(drawn, look, batch);
        self.paint_component_marks(drawn, batch);
    }

    fn print_component(&self, drawn: &Drawn<'_>, look: &ComponentLook, batch: &mut Batch) {
        let at = |baseline: f64| drawn.body.frame.origin() + Vec2::new(TEXT_INSET, baseline);
        let facts = look.facts.as_ref().filter(|_| self.detail == Detail::Near);
        let baselines: &[f64] = match (look.name.len(), facts) {
            (1, None) => &[LONE_BASELINE],
            _ => &[NAME_BASELINE, SECOND_LINE_BASELINE],
        };
        for (line, baseline) in look.name.iter().zip(baselines) {
            batch.text(Level::Print, Line::new(at(*baseline), line, Font::NAME, Token::Ink).opacity(drawn.opacity));
        }
        if let Some(facts) = facts {
            let line = Line::new(at(FACTS_BASELINE), facts, Font::FACT, Token::Ink2);
            batch.text(Level::Print, line.opacity(drawn.opacity));
        }
    }

    /// Colour, width and dashes of a component's border: how it does shows before what it is.
    fn border(&self, drawn: &Drawn<'_>, look: &ComponentLook) -> (Token, f64, &'static [f64]) {
        let dash: &'static [f64] = match (drawn.state(), look.family) {
            (State::Down, _) => DOWN_DASH,
            (_, Family::Outside) => OUTSIDE_DASH,
            _ => &[],
        };
        let is_single = drawn.mark.is_some_and(|mark| mark.single_point.is_some());
        let is_witness = self.overlay.witness.contains(&drawn.id);
        match drawn.state() {
            State::Failed | State::Down | State::PartlyDown => (Token::Failure, 1.6, dash),
            _ if is_single || is_witness => (Token::Failure, 1.6, dash),
            State::Degraded | State::Incomplete => (Token::Load, 1.6, dash),
            _ if drawn.mark.is_some_and(|mark| mark.duty == Some(Duty::Trouble)) => (Token::Duty, 1.6, dash),
            State::Serving | State::Idle => (Token::LineStrong, 1.2, dash),
        }
    }

    fn paint_halo(&self, drawn: &Drawn<'_>, batch: &mut Batch) {
        if drawn.mark.and_then(|mark| mark.single_point) == Some(SinglePoint::Total) {
            let style = Style::fill(Token::FailureSoft).outlined(Token::Failure, 1.5).opacity(0.9 * drawn.opacity);
            rounded(batch.path(Level::Halo, style), drawn.body.frame.inflate(5.0, 5.0), RADIUS + 4.0);
        }
    }

    /// Components too small to read: boxes in the colours of their families, bad news first.
    pub(super) fn paint_far_components(&self, bodies: &[Drawn<'_>], list: &mut DisplayList) {
        let mut batch = Batch::default();
        for drawn in bodies {
            let Look::Component(look) = &drawn.body.look else { continue };
            let (tile, ink) = family_tokens(look.family);
            let is_single = drawn.mark.is_some_and(|mark| mark.single_point.is_some());
            let is_bad = is_single || matches!(drawn.state(), State::Failed | State::Down | State::PartlyDown);
            let style = match (is_bad, drawn.state()) {
                (true, State::Failed | State::Down) => Style::fill(Token::Failure),
                (true, _) => Style::fill(Token::FailureSoft).outlined(Token::Failure, 1.5 * self.pixel()),
                _ if drawn.mark.is_some_and(|mark| mark.duty == Some(Duty::Trouble)) => {
                    Style::fill(Token::DutySoft).outlined(Token::Duty, 1.5 * self.pixel())
                }
                (false, _) => Style::fill(tile).outlined(ink, 0.8 * self.pixel()),
            };
            // What is bad is drawn last, so that it is never covered.
            let level = if is_bad { Level::Strike } else { Level::Body };
            let frame = drawn.body.frame;
            rectangle(batch.path(level, style.opacity(drawn.opacity)), frame);
            if drawn.state() == State::Failed {
                let cross = batch.path(Level::Sign, Style::stroke(Token::Failure, 1.5 * self.pixel()));
                polyline(cross, &[frame.origin(), Point::new(frame.x1, frame.y1)]);
                polyline(cross, &[Point::new(frame.x1, frame.y0), Point::new(frame.x0, frame.y1)]);
            }
        }
        batch.flush(list);
    }
}

/// The last card is drawn first.
fn stack_level(card: u8) -> Level {
    if card > 1 { Level::Body } else { Level::Inlay }
}

/// A soft shadow below a box: two faint layers instead of a blur, which canvases are slow at.
pub(super) fn shadow(batch: &mut Batch, frame: Rect, radius: f64, opacity: f64) {
    for (drop, spread, strength) in [(1.0, 0.6, 0.05), (3.0, 1.8, 0.028)] {
        let area = (frame + Vec2::new(0.0, drop)).inflate(spread, spread);
        let style = Style::fill(Token::Shadow).opacity(strength * opacity);
        rounded(batch.path(Level::Shadow, style), area, radius + spread);
    }
}

/// The corners badges sit on.
pub(super) fn corners(frame: Rect) -> (Point, Point, Point) {
    (Point::new(frame.x1, frame.y0), Point::new(frame.x0, frame.y0), Point::new(frame.x1, frame.y1))
}
