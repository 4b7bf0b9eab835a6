//! Components from afar: boxes in the colours of their families, each with its name in a size that stays readable.
//!
//! A box whose name needs more than it has grows into the room around it. Who may have how much of the room between
//! two boxes follows from these two alone, so that the view can be moved and nothing changes; and what all of them
//! may have does not overlap.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_document::RecordId;
use std::cmp::Ordering;
use std::sync::Arc;

use super::batch::{Batch, Level, Line, Style};
use super::components::{corners, family_tokens};
use super::shapes::{polyline, rectangle, rounded};
use super::{Drawn, Painter, Which};
use crate::body::{Body, ComponentLook, Look};
use crate::small_name::{LINE, MOST_LINES, SMALL, WIDEST, widest_of};
use crate::text::ELLIPSIS;
use crate::{DisplayList, Duty, State, Token};

/// All in pixels.
pub(super) const RADIUS: f64 = 3.0;
/// What stays free beside a name in its box, and above and below it together.
const PADDING: Size = Size::new(4.0, 1.0);
/// What stays free between boxes that grow.
const APART: f64 = 3.0;
/// Boxes narrower than this are specks: names would hide what they belong to.
const LEAST_BOX: f64 = 18.0;
/// Less than this holds no more than two letters.
const LEAST_LINE: f64 = 22.0;
/// How wide a name may be that is shown in full, and how far above its box its middle lies.
const WIDEST_FULL: f64 = 280.0;
const ABOVE: f64 = 14.0;
/// From its baseline to the middle of a line.
const MIDDLE: f64 = 3.5;
/// How far outside its frame a component is drawn at most.
pub(super) const OVERHANG: f64 = WIDEST;

/// A component as it is drawn from afar.
pub(super) struct Small {
    /// Its frame, or more where its name needs that.
    pub(super) area: Rect,
    /// Its name; nothing where there is no room for it.
    pub(super) lines: Vec<Arc<str>>,
}

impl Painter<'_> {
    /// Components too small for all that is to be said of them, bad news first.
    pub(super) fn paint_far_components(&self, bodies: &[Drawn<'_>], list: &mut DisplayList) {
        let mut batch = Batch::default();
        for drawn in bodies {
            if let Look::Component(look) = &drawn.body.look {
                self.paint_far_component(drawn, look, &mut batch);
            }
        }
        batch.flush(list);
    }

    fn paint_far_component(&self, drawn: &Drawn<'_>, look: &ComponentLook, batch: &mut Batch) {
        let (tile, ink) = family_tokens(look.family);
        let is_single = drawn.mark.is_some_and(|mark| mark.single_point.is_some());
        let is_bad = is_single || matches!(drawn.state(), State::Failed | State::Down | State::PartlyDown);
        let (style, print) = match (is_bad, drawn.state()) {
            (true, State::Failed | State::Down) => (Style::fill(Token::Failure), Token::Surface),
            (true, _) => (Style::fill(Token::FailureSoft).outlined(Token::Failure, 1.5 * self.pixel()), Token::Ink),
            _ if drawn.mark.is_some_and(|mark| mark.duty == Some(Duty::Trouble)) => {
                (Style::fill(Token::DutySoft).outlined(Token::Duty, 1.5 * self.pixel()), Token::Ink)
            }
            (false, _) => (Style::fill(tile).outlined(ink, 0.8 * self.pixel()), Token::Ink),
        };
        let Small { area, lines } = self.small(drawn.id, drawn.body, look);
        // What is bad is drawn last, so that it is never covered.
        let path = batch.path(if is_bad { Level::Strike } else { Level::Body }, style.opacity(drawn.opacity));
        if lines.is_empty() {
            rectangle(path, area)
        } else {
            rounded(path, area, RADIUS * self.pixel())
        }
        if drawn.state() == State::Failed {
            let cross = batch.path(Level::Badge, Style::stroke(Token::Failure, 1.5 * self.pixel()));
            polyline(cross, &[area.origin(), Point::new(area.x1, area.y1)]);
            polyline(cross, &[Point::new(area.x1, area.y0), Point::new(area.x0, area.y1)]);
        }
        self.print_far(area, &lines, print, drawn.opacity, batch);
        if let Some(mark) = drawn.mark {
            self.paint_small_badges(mark, area, corners(area), batch);
        }
    }

    fn print_far(&self, area: Rect, lines: &[Arc<str>], token: Token, opacity: f64, batch: &mut Batch) {
        let pixel = self.pixel();
        let font = SMALL.scaled(pixel);
        let above = (lines.len() as f64 - 1.0) / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let from_middle = (index as f64 - above) * LINE + MIDDLE;
            let origin = area.center() + Vec2::new(0.0, from_middle * pixel);
            batch.text(Level::Sign, Line::new(origin, line, font, token).centred().opacity(opacity));
        }
    }

    /// All of a name that is cut or left out, above what is pointed at.
    pub(super) fn paint_full_name(&self, id: RecordId, batch: &mut Batch) {
        let Some(body) = self.scene.body(id).filter(|_| self.is_far) else { return };
        let Look::Component(look) = &body.look else { return };
        let Small { area, lines } = self.small(id, body, look);
        if lines.last().is_some_and(|line| !line.ends_with(ELLIPSIS)) {
            return;
        }
        let lines = look.small_name.cut(WIDEST_FULL, 1);
        let size = needed(widest_of(&lines), lines.len()) * self.pixel();
        let middle = Point::new(area.center().x, area.y0 - ABOVE * self.pixel());
        let plate = Rect::from_center_size(middle, size);
        let style = Style::fill(Token::Surface).outlined(Token::LineStrong, self.pixel());
        rounded(batch.path(Level::Badge, style), plate, RADIUS * self.pixel());
        self.print_far(plate, &lines, Token::Ink, 1.0, batch);
    }

    /// What a component is drawn as from afar. Depends on the zoom and on what is near it, not on what is seen.
    pub(super) fn small(&self, id: RecordId, body: &Body, look: &ComponentLook) -> Small {
        let frame = body.frame;
        let zoom = self.view.zoom;
        let bare = Small { area: frame, lines: Vec::new() };
        // What is exported is read in its own size.
        if self.which == Which::Everything || frame.width() * zoom < LEAST_BOX {
            return bare;
        }
        let Some(room) = self.room(id, body) else { return bare };
        let lines = lines_in(look, frame.size() * zoom, room.size() * zoom);
        if lines.is_empty() {
            return bare;
        }
        let needed = needed(widest_of(&lines), lines.len()) * self.pixel();
        Small { area: frame.union(Rect::from_center_size(frame.center(), needed)), lines }
    }

    /// How far a body would like to grow, to each side and up and down.
    fn wish(&self, body: &Body) -> Vec2 {
        let Look::Component(look) = &body.look else { return Vec2::ZERO };
        let (zoom, name) = (self.view.zoom, &look.small_name);
        let frame = body.frame.size() * zoom;
        let one_line = needed(name.width, 1);
        let size = if one_line.width <= frame.width { one_line } else { needed(name.lines_width, name.lines.len()) };
        let grown = (size - frame) / 2.0;
        Vec2::new(grown.width.max(0.0), grown.height.max(0.0)) * self.pixel()
    }

    /// Where a component may spread; nothing where it lies under another one.
    fn room(&self, id: RecordId, body: &Body) -> Option<Rect> {
        let frame = body.frame;
        let mut wish = self.wish(body);
        let farthest = needed(WIDEST, MOST_LINES) * (self.pixel() / 2.0);
        let around = frame.inflate(wish.x + farthest.width, wish.y + farthest.height);
        for entry in self.scene.solids.touching(around).into_iter().filter(|entry| entry.id != id) {
            let Some(other) = self.scene.body(entry.id).filter(|other| other.is_component()) else { continue };
            let between = Vec2::new(
                gap((frame.x0, frame.x1), (other.frame.x0, other.frame.x1)),
                gap((frame.y0, frame.y1), (other.frame.y0, other.frame.y1)),
            );
            let rank = self.stands_out(id).cmp(&self.stands_out(entry.id));
            if between.x < 0.0 && between.y < 0.0 && rank.then(id.cmp(&entry.id)) == Ordering::Less {
                return None;
            }
            let theirs = self.wish(other);
            // Boxes that are apart both ways need to keep apart only one way.
            if between.x >= between.y {
                wish.x = wish.x.min(self.share(between.x, theirs.x, rank));
            } else {
                wish.y = wish.y.min(self.share(between.y, theirs.y, rank));
            }
        }
        Some(frame.inflate(wish.x, wish.y))
    }

    /// How much of a gap is for one side: all of it if it goes first, half of it among equals, and what the other
    /// side does not wish.
    fn share(&self, gap: f64, theirs: f64, rank: Ordering) -> f64 {
        let gap = (gap - APART * self.pixel()).max(0.0);
        let left = (gap - theirs).max(0.0);
        match rank {
            Ordering::Less => left,
            Ordering::Equal => left.max(gap / 2.0),
            Ordering::Greater => gap,
        }
    }

    /// Whether something is to be said of a component, so that its name matters more than others.
    fn stands_out(&self, id: RecordId) -> bool {
        self.overlay.marks.get(&id).is_some_and(|mark| {
            let fails = !matches!(mark.state, State::Serving | State::Idle);
            fails || mark.single_point.is_some() || mark.bottleneck || mark.duty == Some(Duty::Trouble)
        })
    }
}

/// The distance between two spans, negative where they overlap.
fn gap(one: (f64, f64), other: (f64, f64)) -> f64 {
    (one.0 - other.1).max(other.0 - one.1)
}

/// The box that holds some lines, in pixels.
fn needed(width: f64, lines: usize) -> Size {
    Size::new(width + 2.0 * PADDING.width, lines as f64 * LINE + PADDING.height)
}

/// The lines of a name in a box that may grow so far: in the box itself, else in all of the room, else cut. All in
/// pixels.
fn lines_in(look: &ComponentLook, frame: Size, room: Size) -> Vec<Arc<str>> {
    let name = &look.small_name;
    let fits = |size: Size, into: Size| size.width <= into.width + 0.01 && size.height <= into.height + 0.01;
    if fits(needed(name.width, 1), Size::new(frame.width, room.height)) {
        return vec![name.text.clone()];
    }
    if fits(needed(name.lines_width, name.lines.len()), room) {
        return name.lines.clone();
    }
    let width = room.width - 2.0 * PADDING.width;
    let most_lines = ((room.height - PADDING.height + 0.01) / LINE) as usize;
    if width < LEAST_LINE || most_lines == 0 { Vec::new() } else { name.cut(width, most_lines.min(MOST_LINES)) }
}
