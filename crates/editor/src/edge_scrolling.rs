//! Scrolling while something is dragged against the edge of the viewport.

use kurbo::{Point, Size, Vec2};

/// How close to the edge scrolling starts, in screen pixels.
const MARGIN: f64 = 24.0;
/// How fast it is at the very edge, in screen pixels a millisecond.
const FASTEST: f64 = 0.8;
/// How often the picture moves, in milliseconds.
const INTERVAL: f64 = 16.0;
/// No tick counts for more, so that a page that stood still does not jump.
const LONGEST: f64 = 50.0;

/// The scrolling of one drag. It starts only after the pointer has been away from the edges: things
/// come in from the palette over one.
#[derive(Debug, Default)]
pub(crate) struct EdgeScrolling {
    armed: bool,
    velocity: Vec2,
    last: f64,
}

impl EdgeScrolling {
    /// The dragging pointer is here now.
    pub fn follow(&mut self, point_in_screen: Point, viewport: Size, time: f64) {
        let velocity = velocity(point_in_screen, viewport);
        self.armed |= velocity == Vec2::ZERO;
        if self.velocity == Vec2::ZERO {
            self.last = time;
        }
        self.velocity = if self.armed { velocity } else { Vec2::ZERO };
    }

    /// When the next tick is wanted.
    pub fn wake_at(&self) -> Option<f64> {
        (self.velocity != Vec2::ZERO).then_some(self.last + INTERVAL)
    }

    /// By how much the picture moves now.
    pub fn tick(&mut self, time: f64) -> Vec2 {
        let passed = (time - self.last).clamp(0.0, LONGEST);
        self.last = time;
        -self.velocity * passed
    }
}

/// Towards the edges the pointer is near or beyond, the faster the nearer.
fn velocity(point: Point, viewport: Size) -> Vec2 {
    let along = |at: f64, side: f64| {
        if side < 4.0 * MARGIN {
            return 0.0;
        }
        let into = |distance: f64| ((MARGIN - distance) / MARGIN).clamp(0.0, 1.0);
        (into(side - at) - into(at)) * FASTEST
    };
    Vec2::new(along(point.x, viewport.width), along(point.y, viewport.height))
}
