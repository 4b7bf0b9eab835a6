//! What moves while a design is simulated: dots along connectors, and above components what is busy and what
//! waits. Reads are round, writes square, messages pointed, so that no colour is needed to tell them apart.

use kurbo::{BezPath, Point, Rect};

use super::Painter;
use super::batch::{Batch, Level, Line, Style};
use super::shapes::{circle, diamond, rectangle};
use crate::overlay::{Queue, Stream, Traffic};
use crate::{Anchor, Font, Route, Token, Weight};

/// How fast dots go, in world units a second, and how far apart they are: at a request a second, and at ten
/// thousand or more.
const SPEED: f64 = 70.0;
const FARTHEST: f64 = 190.0;
const NEAREST: f64 = 34.0;
const DECADES: f64 = 4.0;
/// Half the size of a dot.
const DOT: f64 = 3.6;
/// Where each class of dots starts relative to the others, as a share of their distance.
const OFFSETS: [f64; 3] = [0.0, 0.5, 0.25];
/// More dots on one connector are no better.
const MOST_DOTS: usize = 60;
/// Nothing smaller than this many pixels is worth painting.
const SMALLEST: f64 = 1.2;
/// From afar all of it is painted larger, up to so many times.
const LARGEST: f64 = 1.8;
/// The bars above a component.
const BAR: f64 = 4.0;
const TEXT: f64 = 10.5;
const GAP: f64 = 3.0;
/// A queue of so many fills its bar.
const FULL: f64 = 10_000.0;

impl Painter<'_> {
    /// How much larger than at full size it is painted.
    fn magnified(&self) -> f64 {
        self.pixel().clamp(1.0, LARGEST)
    }

    pub(super) fn paint_traffic(&self, traffic: &Traffic, batch: &mut Batch) {
        if DOT * 2.0 * self.view.zoom > SMALLEST {
            for stream in &traffic.streams {
                if let Some(route) = self.scene.route(stream.connection).filter(|route| self.sees(route.bounds())) {
                    self.paint_stream(stream, route, traffic.time, batch);
                }
            }
        }
        for queue in &traffic.queues {
            if let Some(frame) = self.scene.frame(queue.component).filter(|frame| self.sees(*frame)) {
                self.paint_queue(queue, frame, batch);
            }
        }
    }

    fn sees(&self, area: Rect) -> bool {
        area.inflate(20.0, 20.0).overlaps(self.view.visible_in_world)
    }

    fn paint_stream(&self, stream: &Stream, route: &Route, time: f64, batch: &mut Batch) {
        let length: f64 = route.segments().map(|(from, to)| from.distance(to)).sum();
        for (class, rate) in stream.rates.iter().enumerate().filter(|(_, rate)| **rate > 0.0) {
            let apart = distance_at(*rate).max(length / MOST_DOTS as f64);
            let first = (time * SPEED + OFFSETS[class] * apart) % apart;
            let path = batch.path(Level::Badge, STYLES[class](self.pixel()));
            let mut at = first;
            while at < length {
                let along = if stream.against { length - at } else { at };
                if let Some(centre) = point_along(route, along) {
                    SHAPES[class](path, centre, DOT * self.magnified());
                }
                at += apart;
            }
        }
    }

    fn paint_queue(&self, queue: &Queue, frame: Rect, batch: &mut Batch) {
        let magnified = self.magnified();
        let bar = |row: f64, share: f64| {
            let top = frame.y0 - (GAP + (row + 1.0) * BAR + row * 2.0) * magnified;
            Rect::new(frame.x0, top, frame.x0 + frame.width() * share.clamp(0.0, 1.0), top + BAR * magnified)
        };
        let outline = Style::fill(Token::Surface).outlined(Token::LineStrong, self.pixel());
        rectangle(batch.path(Level::Body, outline.clone()), bar(0.0, 1.0));
        rectangle(batch.path(Level::Inlay, Style::fill(Token::Accent)), bar(0.0, queue.busy));
        if queue.waiting < 1 && !queue.is_down {
            return;
        }
        let share = libm::log10(f64::from(queue.waiting) + 1.0) / libm::log10(FULL);
        rectangle(batch.path(Level::Body, outline), bar(1.0, 1.0));
        rectangle(batch.path(Level::Inlay, Style::fill(Token::Load)), bar(1.0, share));
        let text = if queue.is_down && queue.waiting < 1 { "down".into() } else { waiting(queue.waiting) };
        let token = if queue.is_down { Token::Failure } else { Token::Ink };
        batch.text(
            Level::Sign,
            Line {
                origin: Point::new(frame.x1, bar(1.0, 1.0).y0 - 3.0 * magnified),
                text: &text,
                font: Font { size: TEXT * magnified, weight: Weight::Semibold },
                token,
                anchor: Anchor::End,
                opacity: 1.0,
            },
        );
    }
}

/// "1,204 waiting".
fn waiting(count: u32) -> std::sync::Arc<str> {
    let text = match count {
        count if count < 1_000 => format!("{count} waiting"),
        count => format!("{},{:03} waiting", count / 1_000, count % 1_000),
    };
    text.into()
}

/// How each class looks.
const STYLES: [fn(f64) -> Style; 3] = [
    |pixel| Style::fill(Token::Accent).outlined(Token::Surface, pixel),
    |pixel| Style::fill(Token::DataInk).outlined(Token::Surface, pixel),
    |pixel| Style::fill(Token::MessageInk).outlined(Token::Surface, pixel),
];

const SHAPES: [fn(&mut BezPath, Point, f64); 3] = [
    |path, centre, size| circle(path, centre, size),
    |path, centre, size| rectangle(path, Rect::from_center_size(centre, (size * 1.8, size * 1.8))),
    |path, centre, size| diamond(path, centre, size * 1.4),
];

/// How far apart dots are at a rate: nearer by the same step for each tenfold.
fn distance_at(rate: f64) -> f64 {
    let share = (libm::log10(1.0 + rate) / DECADES).clamp(0.0, 1.0);
    FARTHEST + (NEAREST - FARTHEST) * share
}

/// The point so far along a route.
fn point_along(route: &Route, mut distance: f64) -> Option<Point> {
    for (from, to) in route.segments() {
        let length = from.distance(to);
        if distance <= length && length > 0.0 {
            return Some(from.lerp(to, distance / length));
        }
        distance -= length;
    }
    None
}
