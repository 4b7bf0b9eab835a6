//! Labels of connectors.

use kurbo::{Point, Rect, Size};
use std::sync::Arc;

use crate::Route;
use crate::text::{Font, TextMeasure, ellipsize};

/// The height of the pill behind a label.
pub(crate) const LABEL_HEIGHT: f64 = 20.0;
const LABEL_PADDING: f64 = 8.0;
/// What must be seen of a piece beside its label.
const LABEL_CLEARANCE: f64 = 24.0;
const WIDEST_LABEL: f64 = 160.0;

/// A label where it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: Arc<str>,
    pub(crate) frame: Rect,
}

/// Where a label of a size lies: in the middle of the longest piece it fits on, else of the longest.
fn label_place(route: &Route, size: Size) -> Point {
    let rank = |(a, b): &(Point, Point)| {
        let (length, needed) =
            if a.y == b.y { ((b.x - a.x).abs(), size.width) } else { ((b.y - a.y).abs(), size.height) };
        (length >= needed + LABEL_CLEARANCE, length)
    };
    let best = route.segments().max_by(|a, b| {
        let ((fits_a, length_a), (fits_b, length_b)) = (rank(a), rank(b));
        fits_a.cmp(&fits_b).then(length_a.total_cmp(&length_b))
    });
    best.map(|(a, b)| a.midpoint(b)).unwrap_or_default()
}

/// Where a label lies of which nothing is known but that it is short.
pub(crate) fn label_point(route: &Route) -> Point {
    label_place(route, Size::new(LABEL_HEIGHT, LABEL_HEIGHT))
}

/// Lays out the label of a connector; nothing when there is no text.
pub(crate) fn label(text: &str, route: &Route, measure: &mut dyn TextMeasure) -> Option<Label> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let text = ellipsize(measure, text, Font::LABEL, WIDEST_LABEL);
    let size = Size::new(measure.width(&text, Font::LABEL) + 2.0 * LABEL_PADDING, LABEL_HEIGHT);
    let frame = Rect::from_center_size(label_place(route, size), size);
    Some(Label { text, frame })
}
