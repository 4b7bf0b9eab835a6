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
const BADGE: f64 = 9.0;
const BROKEN_RING: &[f64] = &[3.2, 3.8];

static EXCLAMATION: LazyLock<Arc<str>> = LazyLock::new(|| "!".into());

/// The word beside the form of each state, in the order of the enum.
static WORDS: LazyLock<[Arc<str>; 7]> =
    LazyLock::new(|| ["", "Idle", "Degraded", "Incomplete", "Partly down", "Down", "Failed"].map(Arc::from));
const WORD_HEIGHT: f64 = 16.0;

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
    pub(super) fn paint_badges(&self, mark: &Mark, places: (Point, Point, Point), batch: &mut Batch) {
        let (single, state, bottleneck) = places;
        if let Some(point) = mark.single_point {
            single_point_badge(batch, single, point);
        }
        if let Some(duty) = mark.duty {
            duty_badge(batch, single, duty);
        }
        state_word(batch, state, mark.state, self.pixel());
        state_badge(batch, state, mark.state);
        if mark.bottleneck {
            bottleneck_badge(batch, bottleneck);
        }
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

/// Struck out: hatched all over.
pub(super) fn strike(batch: &mut Batch, area: Rect, spacing: f64) {
    hatch(batch.path(Level::Strike, Style::stroke(Token::Failure, 1.1).opacity(0.45)), area, spacing);
}

fn single_point_badge(batch: &mut Batch, centre: Point, point: SinglePoint) {
    const HALF: f64 = 13.5;
    let (fill, ink) = match point {
        SinglePoint::Total => (Token::Failure, Token::Surface),
        SinglePoint::Partial => (Token::Surface, Token::Failure),
    };
    diamond(batch.path(Level::Badge, Style::fill(Token::Surface)), centre, HALF + 2.4);
    let style = Style::fill(fill).outlined(Token::Failure, 1.8);
    diamond(batch.path(Level::Sign, style), centre, HALF - 0.9);
    batch.text(Level::Sign, Line::new(centre + Vec2::new(0.0, 4.6), &EXCLAMATION, SIGN, ink).centred());
}

/// A square cut in two: one job too many.
fn duty_badge(batch: &mut Batch, centre: Point, duty: Duty) {
    const HALF: f64 = 10.0;
    const GAP: f64 = 2.0;
    let fill = if duty == Duty::Trouble { Token::Duty } else { Token::Surface };
    let around = Rect::from_center_size(centre, (2.0 * HALF + 4.4, 2.0 * HALF + 4.4));
    rounded(batch.path(Level::Badge, Style::fill(Token::Surface)), around, 5.0);
    let halves = batch.path(Level::Sign, Style::fill(fill).outlined(Token::Duty, 1.8));
    for side in [Rect::new(-HALF, -HALF, -GAP, HALF), Rect::new(GAP, -HALF, HALF, HALF)] {
        rounded(halves, side + centre.to_vec2(), 2.0);
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
fn state_badge(batch: &mut Batch, centre: Point, state: State) {
    if state == State::Serving {
        return;
    }
    circle(batch.path(Level::Badge, Style::fill(Token::Surface)), centre, BADGE + 2.0);
    let (token, half) = (state_token(state), BADGE - 2.0);
    let line = || Style::stroke(token, 1.8);
    match state {
        State::Serving => {}
        State::Idle => {
            circle(batch.path(Level::Sign, line()), centre, half);
            let bar = Vec2::new(3.2, 0.0);
            polyline(batch.path(Level::Sign, line()), &[centre - bar, centre + bar]);
        }
        State::Failed => {
            circle(batch.path(Level::Badge, Style::fill(token)), centre, BADGE);
            cross(batch.path(Level::Sign, Style::stroke(Token::Surface, 2.2)), centre, 3.6);
        }
        State::Down => triangle(batch.path(Level::Sign, Style::fill(token).outlined(token, 1.8)), centre, half),
        State::PartlyDown => {
            triangle(batch.path(Level::Badge, line()), centre, half);
            half_triangle(batch.path(Level::Sign, Style::fill(token)), centre, half);
        }
        State::Degraded => {
            circle(batch.path(Level::Badge, line()), centre, half);
            half_disc(batch.path(Level::Sign, Style::fill(token)), centre, half);
        }
        State::Incomplete => circle(batch.path(Level::Sign, line().dashed(BROKEN_RING)), centre, half),
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

/// An hourglass: what everything queues before.
fn bottleneck_badge(batch: &mut Batch, centre: Point) {
    circle(batch.path(Level::Badge, Style::fill(Token::Surface)), centre, BADGE + 2.0);
    circle(batch.path(Level::Badge, Style::fill(Token::Load)), centre, BADGE);
    let glass = batch.path(Level::Sign, Style::fill(Token::Surface).outlined(Token::Surface, 1.2));
    for (side, tip) in [(-4.6, 0.3), (4.6, -0.3)] {
        let corners = [(-3.4, side), (3.4, side), (0.0, tip)];
        polygon(glass, &corners.map(|(x, y)| centre + Vec2::new(x, y)));
    }
}
