//! The sides of a frame.

use kurbo::{Point, Rect, Vec2};

/// A side of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The upper side.
    Top,
    /// The right side.
    Right,
    /// The lower side.
    Bottom,
    /// The left side.
    Left,
}

impl Side {
    /// Every side, clockwise from the top.
    pub const ALL: [Side; 4] = [Self::Top, Self::Right, Self::Bottom, Self::Left];

    /// The direction away from the frame, of length 1.
    pub const fn outward(self) -> Vec2 {
        match self {
            Self::Top => Vec2::new(0.0, -1.0),
            Self::Right => Vec2::new(1.0, 0.0),
            Self::Bottom => Vec2::new(0.0, 1.0),
            Self::Left => Vec2::new(-1.0, 0.0),
        }
    }

    /// Whether connectors leave this side horizontally.
    pub const fn is_horizontal(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// The side across.
    pub const fn opposite(self) -> Side {
        match self {
            Self::Top => Self::Bottom,
            Self::Right => Self::Left,
            Self::Bottom => Self::Top,
            Self::Left => Self::Right,
        }
    }

    /// The middle of this side of a frame.
    pub fn middle_of(self, frame: Rect) -> Point {
        let middle = frame.center();
        self.at(frame, if self.is_horizontal() { middle.y } else { middle.x })
    }

    /// The point of this side of a frame at a coordinate along it: y for left and right, x for top
    /// and bottom.
    pub(crate) fn at(self, frame: Rect, along: f64) -> Point {
        match self {
            Self::Top => Point::new(along, frame.y0),
            Self::Right => Point::new(frame.x1, along),
            Self::Bottom => Point::new(along, frame.y1),
            Self::Left => Point::new(frame.x0, along),
        }
    }

    /// The coordinates this side of a frame runs between.
    pub(crate) fn span_of(self, frame: Rect) -> (f64, f64) {
        if self.is_horizontal() { (frame.y0, frame.y1) } else { (frame.x0, frame.x1) }
    }

    /// A point's coordinate along this side.
    pub(crate) fn along(self, point: Point) -> f64 {
        if self.is_horizontal() { point.y } else { point.x }
    }
}
