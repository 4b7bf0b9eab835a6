//! Names as they are read from afar: in a size that stays the same on the screen.

use std::sync::Arc;

use crate::text::{Font, TypicalWidths, Weight, typical_width, wrap};

/// What names are set in while their own size would be smaller than this, in pixels of the screen.
pub(crate) const SMALL: Font = Font { size: 10.0, weight: Weight::Semibold };
/// The distance between their baselines, in pixels.
pub(crate) const LINE: f64 = 11.0;
/// A name so wide is not broken, in pixels.
const SHORT: f64 = 44.0;
/// No line of a name is wider, in pixels.
pub(crate) const WIDEST: f64 = 96.0;
/// At most so many lines.
pub(crate) const MOST_LINES: usize = 2;

/// A name in the smallest space that holds all of it, or most of it where it is very long. All lengths are in pixels,
/// by typical widths: what is drawn from afar must not depend on who measured it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SmallName {
    pub(crate) text: Arc<str>,
    /// How wide it is on one line.
    pub(crate) width: f64,
    pub(crate) lines: Vec<Arc<str>>,
    /// How wide the widest line is.
    pub(crate) lines_width: f64,
}

impl SmallName {
    pub(crate) fn of(name: &str) -> Self {
        let text: Arc<str> = name.trim().into();
        let width = typical_width(&text, SMALL);
        let halves = text.match_indices(' ').map(|(at, _)| widest_of(&[&text[..at], &text[at + 1..]]));
        let narrowest = if width > SHORT { halves.fold(width, f64::min) } else { width };
        let lines = wrap(&mut TypicalWidths, &text, SMALL, narrowest.min(WIDEST), MOST_LINES);
        Self { width, lines_width: widest_of(&lines), lines, text }
    }

    /// As much of it as such a space holds without breaking a word; the rest is cut with an ellipsis.
    pub(crate) fn cut(&self, width: f64, most_lines: usize) -> Vec<Arc<str>> {
        let breaks_a_word = self.text.split(' ').any(|word| typical_width(word, SMALL) > width);
        wrap(&mut TypicalWidths, &self.text, SMALL, width, if breaks_a_word { 1 } else { most_lines })
    }
}

/// The width of the widest of some lines.
pub(crate) fn widest_of<T: AsRef<str>>(lines: &[T]) -> f64 {
    lines.iter().map(|line| typical_width(line.as_ref(), SMALL)).fold(0.0, f64::max)
}
