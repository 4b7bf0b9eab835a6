//! Labels of connectors.

use kurbo::{Point, Rect, Size};
use std::sync::Arc;

use crate::Route;
use crate::text::{Font, TextMeasure, ellipsize};

/// The height of the pill behind a label.
pub(crate) const LABEL_HEIGHT: f64 = 20.0;
const LABEL_PADDING: f64 = 8.0;
const WIDEST_LABEL: f64 = 160.0;

/// A label where it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: Arc<str>,
    pub(crate) frame: Rect,
}

/// The middle of the longest piece of a route: where its label lies.
pub(crate) fn label_point(route: &Route) -> Point {
    let longest = route.segments().max_by(|a, b| a.0.distance(a.1).total_cmp(&b.0.distance(b.1)));
    longest.map(|(a, b)| a.midpoint(b)).unwrap_or_default()
}

/// Lays out the label of a connector; nothing when there is no text.
pub(crate) fn label(text: &str, route: &Route, measure: &mut dyn TextMeasure) -> Option<Label> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let text = ellipsize(measure, text, Font::LABEL, WIDEST_LABEL);
    let width = measure.width(&text, Font::LABEL) + 2.0 * LABEL_PADDING;
    let frame = Rect::from_center_size(label_point(route), Size::new(width, LABEL_HEIGHT));
    Some(Label { text, frame })
}
