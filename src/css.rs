//! Lengths and places in the words of style sheets.

use kurbo::{Point, Rect};
use linchpin_figures::trimmed;

/// A length in pixels, to a thousandth.
pub fn px(length: f64) -> String {
    number(length) + "px"
}

/// A number to a thousandth.
pub fn number(value: f64) -> String {
    trimmed(value, 3)
}

/// A length in hundredths of what it is within.
pub fn percent(of: f64) -> String {
    number(of) + "%"
}

/// Where something stands.
pub fn at(corner: Point) -> String {
    format!("left:{};top:{}", px(corner.x), px(corner.y))
}

/// Where something stands, and how large it is.
pub fn area(area: Rect) -> String {
    format!("{};width:{};height:{}", at(area.origin()), px(area.width()), px(area.height()))
}

/// Moves and scales what was put down with its corner at the origin.
pub fn moved(corner: Point, scale: f64) -> String {
    format!("translate({}, {}) scale({})", px(corner.x), px(corner.y), trimmed(scale, 9))
}
