//! One axis of the canvas, so that each rule is written once.

use kurbo::{Point, Rect, Vec2};

/// The axis a rule looks along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Horizontal,
    Vertical,
}

impl Axis {
    pub fn low(self, rect: Rect) -> f64 {
        match self {
            Self::Horizontal => rect.x0,
            Self::Vertical => rect.y0,
        }
    }

    pub fn high(self, rect: Rect) -> f64 {
        match self {
            Self::Horizontal => rect.x1,
            Self::Vertical => rect.y1,
        }
    }

    pub fn middle(self, rect: Rect) -> f64 {
        f64::midpoint(self.low(rect), self.high(rect))
    }

    pub fn across(self) -> Self {
        match self {
            Self::Horizontal => Self::Vertical,
            Self::Vertical => Self::Horizontal,
        }
    }

    pub fn vector(self, length: f64) -> Vec2 {
        self.point(length, 0.0).to_vec2()
    }

    /// The point this far along the axis and that far across it.
    pub fn point(self, along: f64, across: f64) -> Point {
        match self {
            Self::Horizontal => Point::new(along, across),
            Self::Vertical => Point::new(across, along),
        }
    }

    /// Whether two rectangles face each other along the axis: their extents across it overlap.
    pub fn face(self, a: Rect, b: Rect) -> bool {
        let across = self.across();
        across.low(a) < across.high(b) && across.low(b) < across.high(a)
    }
}

/// The way to the nearest grid line.
pub(super) fn to_grid(position: f64, size: f64) -> f64 {
    (position / size).round() * size - position
}
