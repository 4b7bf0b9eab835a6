//! Components: box, tile, glyph, name, facts.

use kurbo::{Point, Rect, Vec2};
use linchpin_catalog::Family;
use std::sync::Arc;

use super::batch::{Batch, Level, Line, Style};
use super::shapes::rounded;
use super::{Drawn, Painter, Which};
use crate::body::{ComponentLook, Look, TEXT_INSET};
use crate::small_name::SMALL;
use crate::text::{Font, typical_width};
use crate::{DisplayList, Duty, SinglePoint, State, Token};

/// The radius of a component's corners.
pub(super) const RADIUS: f64 = 10.0;
const OUTSIDE_DASH: &[f64] = &[4.0, 3.0];
const DOWN_DASH: &[f64] = &[7.0, 3.0];
/// The tile behind a glyph, from the top left corner of the component.
const TILE: Rect = Rect::new(10.0, 12.0, 46.0, 48.0);
const TILE_RADIUS: f64 = 8.0;
/// What stays free at the right of a name that is set larger.
const PRINT_MARGIN: f64 = 8.0;
/// A name on one line may be so much smaller than wanted, before it is broken.
const ALMOST: f64 = 0.9;
/// The line texts are set around, from the top, and from there the baselines of a name above another line, of facts,
/// of a name alone, and of a name's second line.
const MIDDLE: f64 = 32.0;
const NAME_BASELINE: f64 = -5.0;
const FACTS_BASELINE: f64 = 12.0;
const LONE_BASELINE: f64 = 2.5;
const SECOND_LINE_BASELINE: f64 = 11.0;
/// How far each card of a stack stands out above the one before it, and how much narrower it is.
const STACK_RISE: f64 = 4.0;
const STACK_INSET: f64 = 6.0;

/// The colours of a family: tile and glyph.
pub(super) fn family_tokens(family: Family) -> (Token, Token) {
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
        if self.is_far {
            return;
        }
        let mut batch = Batch::default();
        for drawn in bodies {
            let Look::Component(look) = &drawn.body.look else { continue };
            let frame = drawn.body.frame;
            shadow(&mut batch, frame, RADIUS, drawn.opacity);
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
        let (name, scale) = self.print_of(drawn.body.frame, look);
        let facts = look.facts.as_ref().filter(|_| name.len() == 1);
        let at =
            |baseline: f64, scale: f64| drawn.body.frame.origin() + Vec2::new(TEXT_INSET, MIDDLE + baseline * scale);
        let baselines: &[f64] = match (name.len(), facts) {
            (1, None) => &[LONE_BASELINE],
            _ => &[NAME_BASELINE, SECOND_LINE_BASELINE],
        };
        for (line, baseline) in name.iter().zip(baselines) {
            let line = Line::new(at(*baseline, scale), line, Font::NAME.scaled(scale), Token::Ink);
            batch.text(Level::Print, line.opacity(drawn.opacity));
        }
        if let Some(facts) = facts {
            let fits = room_of(drawn.body.frame) / typical_width(facts, Font::FACT);
            let line =
                Line::new(at(FACTS_BASELINE, scale), facts, Font::FACT.scaled(scale.min(fits).max(1.0)), Token::Ink2);
            batch.text(Level::Print, line.opacity(drawn.opacity));
        }
    }

    /// The lines of a name and the scale they are set in: as at 100 %, or larger where that could not be read.
    fn print_of<'a>(&self, frame: Rect, look: &'a ComponentLook) -> (&'a [Arc<str>], f64) {
        let natural = (&look.name[..], 1.0);
        let name = &look.small_name;
        let wanted = SMALL.size / (Font::NAME.size * self.view.zoom);
        if wanted <= 1.0 || self.which == Which::Everything {
            return natural;
        }
        let room = room_of(frame) * SMALL.size / Font::NAME.size;
        let one_line = room / name.width;
        if one_line >= ALMOST * wanted {
            return (std::slice::from_ref(&name.text), one_line.min(wanted).max(1.0));
        }
        let scale = wanted.min(room / name.lines_width);
        if scale > 1.0 { (&name.lines, scale) } else { natural }
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
}

/// How wide texts may be that are set larger than at 100 %.
fn room_of(frame: Rect) -> f64 {
    frame.width() - TEXT_INSET - PRINT_MARGIN
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
