//! What analyses say, as shapes: every colour is doubled by a form.

use kurbo::{BezPath, Point, Rect, Vec2};
use std::sync::{Arc, LazyLock};

use super::batch::{Batch, Level, Line, Style};
use super::components::corners;
use super::shapes::{circle, cross, diamond, hatch, polygon, polyline, rounded};
use super::{Drawn, Painter};
use crate::text::typical_width;
use crate::{Duty, Font, Mark, SinglePoint, State, Token, Weight};

/// The heat bar, from the lower left corner of a component.
const BAR_INSET: f64 = 10.0;
const BAR_RISE: f64 = 6.5;
const BAR_HEIGHT: f64 = 3.5;
/// From this utilisation on a component is busy.
const BUSY: f64 = 0.6;
/// From this utilisation on it is about to saturate.
const HOT: f64 = 0.9;
const SIGN: Font = Font { size: 13.0, weight: Weight::Bold };
/// Half of a badge, of a diamond, and the width of their lines.
const BADGE: f64 = 9.0;
const DIAMOND: f64 = 13.5;
const LINE: f64 = 1.8;
/// From afar half of a diamond is this share of the width of its component, within bounds, in pixels.
const SMALL_SHARE: f64 = 0.14;
const SMALLEST_HALF: f64 = 2.6;
const LARGEST_HALF: f64 = 6.0;

static EXCLAMATION: LazyLock<Arc<str>> = LazyLock::new(|| "!".into());

/// The word beside the form of each state, in the order of the enum.
static WORDS: LazyLock<[Arc<str>; 7]> =
    LazyLock::new(|| ["", "Idle", "Degraded", "Incomplete", "Partly down", "Down", "Failed"].map(Arc::from));
const WORD_HEIGHT: f64 = 16.0;

/// Where badges lie: single point, state, bottleneck.
pub(super) type Places = (Point, Point, Point);

/// The colour of a utilisation.
fn heat(utilisation: f64) -> Token {
    if utilisation < BUSY {
        Token::Ok
    } else if utilisation < HOT {
        Token::Load
    } else {
        Token::Failure
    }
}

impl Painter<'_> {
    pub(super) fn paint_component_marks(&self, drawn: &Drawn<'_>, batch: &mut Batch) {
        let Some(mark) = drawn.mark else { return };
        let frame = drawn.body.frame;
        let (top_right, top_left, bottom_right) = corners(frame);
        if let Some(utilisation) = mark.utilisation {
            self.paint_heat(frame, utilisation, drawn.opacity, batch);
        }
        if mark.state == State::Failed {
            strike(batch, frame.inset(-1.0), 9.0);
        }
        self.paint_badges(mark, (top_right, top_left, bottom_right), batch);
    }

    /// The badges of a mark: single point at the top right, state at the top left, bottleneck below.
    pub(super) fn paint_badges(&self, mark: &Mark, places: Places, batch: &mut Batch) {
        let (single, state, _) = places;
        if let Some(point) = mark.single_point {
            let ink = if point == SinglePoint::Total { Token::Surface } else { Token::Failure };
            let origin = single + Vec2::new(0.0, 4.6);
            batch.text(Level::Sign, Line::new(origin, &EXCLAMATION, SIGN, ink).centred());
        }
        state_word(batch, state, mark.state, self.pixel());
        paint_shapes(mark, places, 1.0, batch);
    }

    /// The shapes alone, from afar: small, and smaller on a thing that is small itself.
    pub(super) fn paint_small_badges(&self, mark: &Mark, area: Rect, places: Places, batch: &mut Batch) {
        let half = (SMALL_SHARE * area.width() * self.view.zoom).clamp(SMALLEST_HALF, LARGEST_HALF);
        paint_shapes(mark, places, half * self.pixel() / DIAMOND, batch);
    }

    fn paint_heat(&self, frame: Rect, utilisation: f64, opacity: f64, batch: &mut Batch) {
        let top = frame.y1 - BAR_RISE;
        let track = Rect::new(frame.x0 + BAR_INSET, top, frame.x1 - BAR_INSET, top + BAR_HEIGHT);
        rounded(batch.path(Level::Gauge, Style::fill(Token::Surface2).opacity(opacity)), track, BAR_HEIGHT / 2.0);
        if utilisation.is_nan() || utilisation <= 0.0 {
            return;
        }
        let length = (track.width() * utilisation.min(1.0)).max(BAR_HEIGHT);
        let bar = Rect::new(track.x0, track.y0, track.x0 + length, track.y1);
        rounded(batch.path(Level::Strike, Style::fill(heat(utilisation)).opacity(opacity)), bar, BAR_HEIGHT / 2.0);
        if utilisation > 1.0 {
            // Overloaded: the bar is broken.
            let breaks = batch.path(Level::Badge, Style::stroke(Token::Surface, 1.6).opacity(opacity));
            for step in [0.25, 0.5, 0.75] {
                let x = bar.x0 + bar.width() * step;
                polyline(breaks, &[Point::new(x - 2.0, bar.y1 + 1.0), Point::new(x + 2.0, bar.y0 - 1.0)]);
            }
        }
    }
}

fn paint_shapes(mark: &Mark, (single, state, bottleneck): Places, scale: f64, batch: &mut Batch) {
    if let Some(point) = mark.single_point {
        single_point_badge(batch, single, point, scale);
    }
    if let Some(duty) = mark.duty {
        duty_badge(batch, single, duty, scale);
    }
    state_badge(batch, state, mark.state, scale);
    if mark.bottleneck {
        bottleneck_badge(batch, bottleneck, scale);
    }
}

/// Struck out: hatched all over.
pub(super) fn strike(batch: &mut Batch, area: Rect, spacing: f64) {
    hatch(batch.path(Level::Strike, Style::stroke(Token::Failure, 1.1).opacity(0.45)), area, spacing);
}

fn single_point_badge(batch: &mut Batch, centre: Point, point: SinglePoint, scale: f64) {
    let fill = if point == SinglePoint::Total { Token::Failure } else { Token::Surface };
    diamond(batch.path(Level::Badge, Style::fill(Token::Surface)), centre, (DIAMOND + 2.4) * scale);
    let style = Style::fill(fill).outlined(Token::Failure, LINE * scale);
    diamond(batch.path(Level::Sign, style), centre, (DIAMOND - 0.9) * scale);
}

/// A square cut in two: one job too many.
fn duty_badge(batch: &mut Batch, centre: Point, duty: Duty, scale: f64) {
    let (half, gap) = (10.0 * scale, 2.0 * scale);
    let fill = if duty == Duty::Trouble { Token::Duty } else { Token::Surface };
    let around = Rect::from_center_size(centre, (2.0 * half, 2.0 * half)).inflate(2.2 * scale, 2.2 * scale);
    rounded(batch.path(Level::Badge, Style::fill(Token::Surface)), around, 5.0 * scale);
    let halves = batch.path(Level::Sign, Style::fill(fill).outlined(Token::Duty, LINE * scale));
    for side in [Rect::new(-half, -half, -gap, half), Rect::new(gap, -half, half, half)] {
        rounded(halves, side + centre.to_vec2(), 2.0 * scale);
    }
}

/// The colour of a state.
fn state_token(state: State) -> Token {
    match state {
        State::Serving | State::Idle => Token::Ink3,
        State::Degraded | State::Incomplete => Token::Load,
        State::PartlyDown | State::Down | State::Failed => Token::Failure,
    }
}

/// What the form beside it means, for those who do not know it by heart. It stays readable while names
/// get small.
fn state_word(batch: &mut Batch, centre: Point, state: State, pixel: f64) {
    if state == State::Serving {
        return;
    }
    let word = &WORDS[state as usize];
    let scale = (0.8 * pixel).clamp(1.0, 1.5);
    let font = Font { size: Font::LABEL.size * scale, weight: Weight::Semibold };
    let half = scale * WORD_HEIGHT / 2.0;
    let start = BADGE + 4.0;
    let right = centre.x + start + typical_width(word, font) + 5.0 * scale;
    let area = Rect::new(centre.x, centre.y - half, right, centre.y + half);
    let style = Style::fill(Token::Surface).outlined(state_token(state), 1.2);
    rounded(batch.path(Level::Gauge, style), area, half);
    let origin = centre + Vec2::new(start, 0.35 * font.size);
    batch.text(Level::Strike, Line::new(origin, word, font, state_token(state)));
}

/// A form for each state: a crossed disc, a triangle pointing down, the same half filled, a half disc, a
/// broken ring, a ring with a bar.
fn state_badge(batch: &mut Batch, centre: Point, state: State, scale: f64) {
    if state == State::Serving {
        return;
    }
    circle(batch.path(Level::Badge, Style::fill(Token::Surface)), centre, (BADGE + 2.0) * scale);
    let (token, half) = (state_token(state), (BADGE - 2.0) * scale);
    let line = || Style::stroke(token, LINE * scale);
    match state {
        State::Serving => {}
        State::Idle => {
            circle(batch.path(Level::Sign, line()), centre, half);
            let bar = Vec2::new(3.2 * scale, 0.0);
            polyline(batch.path(Level::Sign, line()), &[centre - bar, centre + bar]);
        }
        State::Failed => {
            circle(batch.path(Level::Badge, Style::fill(token)), centre, BADGE * scale);
            cross(batch.path(Level::Sign, Style::stroke(Token::Surface, 2.2 * scale)), centre, 3.6 * scale);
        }
        State::Down => {
            triangle(batch.path(Level::Sign, Style::fill(token).outlined(token, LINE * scale)), centre, half)
        }
        State::PartlyDown => {
            triangle(batch.path(Level::Badge, line()), centre, half);
            half_triangle(batch.path(Level::Sign, Style::fill(token)), centre, half);
        }
        State::Degraded => {
            circle(batch.path(Level::Badge, line()), centre, half);
            half_disc(batch.path(Level::Sign, Style::fill(token)), centre, half);
        }
        State::Incomplete => broken_ring(batch.path(Level::Sign, line()), centre, half),
    }
}

fn triangle(path: &mut BezPath, centre: Point, half: f64) {
    let corners = [(-half, -0.7 * half), (half, -0.7 * half), (0.0, half)];
    polygon(path, &corners.map(|(x, y)| centre + Vec2::new(x, y)));
}

fn half_triangle(path: &mut BezPath, centre: Point, half: f64) {
    let corners = [(-half, -0.7 * half), (0.0, -0.7 * half), (0.0, half)];
    polygon(path, &corners.map(|(x, y)| centre + Vec2::new(x, y)));
}

fn half_disc(path: &mut BezPath, centre: Point, radius: f64) {
    const KAPPA: f64 = 0.552_284_75;
    let at = |x: f64, y: f64| centre + Vec2::new(x * radius, y * radius);
    path.move_to(at(-1.0, 0.0));
    path.curve_to(at(-1.0, KAPPA), at(-KAPPA, 1.0), at(0.0, 1.0));
    path.curve_to(at(KAPPA, 1.0), at(1.0, KAPPA), at(1.0, 0.0));
    path.close_path();
}

/// Four arcs of 60 degrees.
fn broken_ring(path: &mut BezPath, centre: Point, radius: f64) {
    // The one to the right; the others are turned by right angles.
    const ARC: [(f64, f64); 4] = [(0.866, -0.5), (1.0446, -0.1906), (1.0446, 0.1906), (0.866, 0.5)];
    let mut arc = ARC;
    for _ in 0..4 {
        let [start, towards, from, end] = arc.map(|(x, y)| centre + Vec2::new(x, y) * radius);
        path.move_to(start);
        path.curve_to(towards, from, end);
        arc = arc.map(|(x, y)| (-y, x));
    }
}

/// An hourglass: what everything queues before.
fn bottleneck_badge(batch: &mut Batch, centre: Point, scale: f64) {
    circle(batch.path(Level::Badge, Style::fill(Token::Surface)), centre, (BADGE + 2.0) * scale);
    circle(batch.path(Level::Badge, Style::fill(Token::Load)), centre, BADGE * scale);
    let glass = batch.path(Level::Sign, Style::fill(Token::Surface).outlined(Token::Surface, 1.2 * scale));
    for (side, tip) in [(-4.6, 0.3), (4.6, -0.3)] {
        let corners = [(-3.4, side), (3.4, side), (0.0, tip)];
        polygon(glass, &corners.map(|(x, y)| centre + Vec2::new(x, y) * scale));
    }
}
