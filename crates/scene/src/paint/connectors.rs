//! Connectors, their heads and labels.

use kurbo::{BezPath, Point, Rect, Size, Vec2};
use linchpin_catalog::{ComponentKind, Dependency, Interaction};
use std::sync::Arc;

use super::batch::{Batch, Level, Line, Style};
use super::shapes::{cross, length, polygon, polyline, rounded, rounded_polyline, unit};
use super::{Painter, Wire};
use crate::label::{LABEL_HEIGHT, label_point};
use crate::text::{Font, typical_width};
use crate::{DisplayList, State, Token};

/// The radius of a connector's corners.
pub(super) const CORNER: f64 = 8.0;
const WIDTH: f64 = 1.6;
const WITNESS_WIDTH: f64 = 2.8;
/// The head of an arrow.
const HEAD_LENGTH: f64 = 9.0;
const HEAD_HALF_WIDTH: f64 = 4.2;
/// How far the line runs into the head, so that no gap shows.
const HEAD_OVERLAP: f64 = 1.5;
const EVENT_DASH: &[f64] = &[6.0, 4.5];
const STANDBY_DASH: &[f64] = &[13.0, 6.0];
const BROKEN_DASH: &[f64] = &[3.0, 4.0];
/// The two lines of a replication: a wide stroke with a narrower one of the ground's colour in it.
const DOUBLE_WIDTH: f64 = 4.6;
const DOUBLE_GAP: f64 = 2.0;
/// How much of a soft dependency's ink is left.
const SOFT: f64 = 0.7;

impl Painter<'_> {
    pub(super) fn paint_connectors(&self, wires: &[Wire<'_>], list: &mut DisplayList) {
        let mut batch = Batch::default();
        for wire in wires {
            if self.is_far {
                self.paint_far_connector(wire, &mut batch);
            } else {
                self.paint_connector(wire, &mut batch);
            }
        }
        batch.flush(list);
    }

    fn paint_far_connector(&self, wire: &Wire<'_>, batch: &mut Batch) {
        let is_witness = self.overlay.witness.contains(&wire.id);
        let (token, width, level) =
            if is_witness { (Token::Failure, 2.0, Level::Print) } else { (Token::Wire, 1.0, Level::Body) };
        let style = Style::stroke(token, width * self.pixel()).opacity(0.75 * wire.opacity);
        polyline(batch.path(level, style), &wire.route.points);
    }

    /// What kind of arrow it is: what the design says, else what analyses take it for, else what its
    /// ends suggest.
    fn interaction(&self, wire: &Wire<'_>) -> Interaction {
        let taken_for = wire.mark.and_then(|mark| mark.interaction);
        wire.link.interaction.or(taken_for).unwrap_or_else(|| {
            let (from, to) = wire.link.ends;
            match (self.scene.component_kind(from), self.scene.component_kind(to)) {
                (Some(from), Some(to)) => suggested(from, to),
                _ => Interaction::Request,
            }
        })
    }

    fn paint_connector(&self, wire: &Wire<'_>, batch: &mut Batch) {
        let Wire { link, route, .. } = wire;
        let interaction = self.interaction(wire);
        let is_soft = link.dependency.or(wire.mark.and_then(|mark| mark.dependency)) == Some(Dependency::Soft);
        let is_broken = wire.mark.is_some_and(|mark| matches!(mark.state, State::Failed | State::Down));
        let opacity = wire.opacity * if is_soft { SOFT } else { 1.0 };
        let (token, width, level) = if self.overlay.witness.contains(&wire.id) {
            (Token::Failure, WITNESS_WIDTH, Level::Print)
        } else if is_broken {
            (Token::Failure, WIDTH, Level::Inlay)
        } else {
            (Token::Wire, WIDTH, Level::Body)
        };
        let Some((line, tip, direction)) = with_head(&route.points) else { return };
        let style = Style::stroke(token, width).opacity(opacity);
        let style = match interaction {
            _ if is_broken => style.dashed(BROKEN_DASH),
            Interaction::Event => style.dashed(EVENT_DASH),
            Interaction::Standby => style.dashed(STANDBY_DASH),
            Interaction::Replication => Style::stroke(token, DOUBLE_WIDTH).opacity(opacity),
            Interaction::Request => style,
        };
        rounded_polyline(batch.path(level, style), &line, CORNER);
        if interaction == Interaction::Replication && !is_broken {
            rounded_polyline(batch.path(Level::Gauge, Style::stroke(Token::Canvas, DOUBLE_GAP)), &line, CORNER);
        }
        let fill = if is_soft { Token::Surface } else { token };
        let head = Style::fill(fill).outlined(token, if is_soft { 1.4 } else { 0.8 }).opacity(opacity);
        let scale = if width > WIDTH { 1.15 } else { 1.0 };
        arrow_head(batch.path(Level::Badge, head), tip, direction, scale);
        if is_broken {
            cross(batch.path(Level::Sign, Style::stroke(Token::Failure, 2.0)), label_point(route), 4.5);
        }
    }

    /// The labels of connectors, and captions of those that have none.
    pub(super) fn paint_labels(&self, wires: &[Wire<'_>], list: &mut DisplayList) {
        if self.is_far {
            return;
        }
        let mut batch = Batch::default();
        for Wire { link, route, mark, opacity, .. } in wires {
            let opacity = *opacity;
            if let Some(label) = &link.label {
                let style = Style::fill(Token::Surface).outlined(Token::Line, 1.0).opacity(opacity);
                pill(&mut batch, label.frame, style, (&label.text, Token::Ink2, opacity));
            } else if let Some(caption) = mark.and_then(|mark| mark.caption.as_ref()) {
                let size = Size::new(typical_width(caption, Font::LABEL) + 10.0, LABEL_HEIGHT - 3.0);
                let area = Rect::from_center_size(label_point(route), size);
                let style = Style::fill(Token::Canvas).opacity(0.92 * opacity);
                pill(&mut batch, area, style, (caption, Token::Ink3, opacity));
            }
        }
        batch.flush(list);
    }
}

/// The usual interaction between two kinds: into and out of queues and streams events, between stores
/// of one kind replication.
fn suggested(from: ComponentKind, to: ComponentKind) -> Interaction {
    let passes_messages = |kind: ComponentKind| kind.traits().queue || kind.traits().stream;
    if passes_messages(from) || passes_messages(to) {
        Interaction::Event
    } else if from == to && from.traits().store {
        Interaction::Replication
    } else {
        Interaction::Request
    }
}

fn pill(batch: &mut Batch, area: Rect, style: Style, (text, ink, opacity): (&Arc<str>, Token, f64)) {
    rounded(batch.path(Level::Body, style), area, 6.0);
    let origin = area.center() + Vec2::new(0.0, 3.8);
    batch.text(Level::Print, Line::new(origin, text, Font::LABEL, ink).centred().opacity(opacity));
}

/// The line of a connector shortened by its head, the tip of the head, and the way it points.
pub(super) fn with_head(points: &[Point]) -> Option<(Vec<Point>, Point, Vec2)> {
    let [.., before, tip] = points else { return None };
    let last = *tip - *before;
    let direction = unit(last);
    let cut = (HEAD_LENGTH - HEAD_OVERLAP).min(length(last));
    let mut line = points.to_vec();
    line.pop();
    line.push(*tip - direction * cut);
    Some((line, *tip, direction))
}

/// A triangle pointing to its tip.
pub(super) fn arrow_head(path: &mut BezPath, tip: Point, direction: Vec2, scale: f64) {
    // The outline's round joins would touch the border; the tip stays a little off.
    let tip = tip - direction * 0.8;
    let back = tip - direction * (HEAD_LENGTH * scale);
    let aside = Vec2::new(-direction.y, direction.x) * (HEAD_HALF_WIDTH * scale);
    polygon(path, &[tip, back + aside, back - aside]);
}
