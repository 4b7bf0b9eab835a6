//! What is dangerous together: a double ring around each, and between them a dashed line with a chain
//! link in its middle. It crosses everything and has no head, so that nobody takes it for a connector.

use kurbo::{Point, Rect, Vec2};
use linchpin_document::RecordId;

use super::Painter;
use super::batch::{Batch, Level, Style};
use super::connectors::CORNER;
use super::shapes::{circle, polyline, rounded_polyline};
use crate::Token;
use crate::label::label_point;

/// All in pixels.
const RINGS: [(f64, f64); 2] = [(5.0, 2.5), (9.0, 1.2)];
const LINE: f64 = 2.5;
const BADGE: f64 = 11.0;
const DASH: &[f64] = &[9.0, 6.0];

impl Painter<'_> {
    pub(super) fn paint_linked(&self, batch: &mut Batch) {
        let linked = &self.overlay.linked;
        for id in linked {
            for (gap, width) in RINGS {
                let style = Style::stroke(Token::Failure, width * self.pixel());
                self.outline(*id, gap, batch.path(Level::Print, style));
            }
            if let Some(route) = self.scene.route(*id) {
                let style = Style::stroke(Token::Failure, 7.0 * self.pixel()).opacity(0.4);
                rounded_polyline(batch.path(Level::Halo, style), &route.points, CORNER);
            }
        }
        let frames: Vec<Rect> = linked.iter().filter_map(|id| self.place(*id)).collect();
        for (index, frame) in frames.iter().enumerate() {
            for other in &frames[index + 1..] {
                self.paint_link(*frame, *other, batch);
            }
        }
    }

    /// Where the line to a thing ends: at its border, or at the middle of a connector.
    fn place(&self, id: RecordId) -> Option<Rect> {
        let middle = |route| Rect::from_center_size(label_point(route), (1.0, 1.0));
        self.scene.frame(id).or_else(|| self.scene.route(id).map(middle))
    }

    fn paint_link(&self, one: Rect, other: Rect, batch: &mut Batch) {
        let way = other.center() - one.center();
        let (leaves, enters) = (exit(one, way), 1.0 - exit(other, way));
        // One lies in the other, or they touch: the rings say it all.
        if leaves >= enters {
            return;
        }
        let line = [one.center() + way * leaves, one.center() + way * enters];
        let pixel = self.pixel();
        polyline(batch.path(Level::Halo, Style::stroke(Token::Canvas, 3.0 * LINE * pixel)), &line);
        polyline(batch.path(Level::Print, Style::stroke(Token::Failure, LINE * pixel).dashed(DASH)), &line);
        let middle = line[0].midpoint(line[1]);
        let ground = Style::fill(Token::Surface).outlined(Token::Failure, 1.5 * pixel);
        circle(batch.path(Level::Badge, ground), middle, BADGE * pixel);
        for side in [-1.0, 1.0] {
            let centre: Point = middle + Vec2::new(side * 2.6 * pixel, 0.0);
            circle(batch.path(Level::Sign, Style::stroke(Token::Failure, 1.8 * pixel)), centre, 4.0 * pixel);
        }
    }
}

/// Which share of a way from the middle of a rectangle lies inside it.
fn exit(area: Rect, way: Vec2) -> f64 {
    let share = |half: f64, step: f64| if step == 0.0 { f64::INFINITY } else { half / step.abs() };
    share(area.width() / 2.0, way.x).min(share(area.height() / 2.0, way.y))
}
