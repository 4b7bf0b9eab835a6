//! Texts: how wide they are, how they are cut and wrapped.

use std::sync::Arc;

/// The fonts texts are drawn with, the first one installed wins.
pub const FONT_FAMILY: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/// How heavy a font is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Names.
    Semibold,
    /// Signs in badges.
    Bold,
}

impl Weight {
    /// The weight as style sheets count it, 100 to 900.
    pub const fn value(self) -> u32 {
        match self {
            Self::Regular => 400,
            Self::Semibold => 600,
            Self::Bold => 700,
        }
    }
}

/// A size and weight of [`FONT_FAMILY`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font {
    /// The em size in world units.
    pub size: f64,
    /// How heavy it is.
    pub weight: Weight,
}

impl Font {
    /// Names of components.
    pub(crate) const NAME: Font = Font { size: 13.0, weight: Weight::Semibold };
    /// The small facts below a name.
    pub(crate) const FACT: Font = Font { size: 11.0, weight: Weight::Regular };
    /// Names of boundaries.
    pub(crate) const HEADER: Font = Font { size: 11.0, weight: Weight::Semibold };
    /// Labels of connectors.
    pub(crate) const LABEL: Font = Font { size: 11.0, weight: Weight::Regular };
    /// The text of notes.
    pub(crate) const NOTE: Font = Font { size: 13.0, weight: Weight::Regular };
    /// Bare text on the canvas.
    pub(crate) const TEXT: Font = Font { size: 15.0, weight: Weight::Semibold };

    /// The same font in another size.
    pub(crate) fn scaled(self, by: f64) -> Self {
        Self { size: self.size * by, ..self }
    }

    /// The distance between baselines.
    pub const fn line_height(self) -> f64 {
        self.size * 1.35
    }
}

/// The port through which text widths come in: a canvas knows its fonts, a test makes them up.
pub trait TextMeasure {
    /// The width of one line in world units.
    fn width(&mut self, text: &str, font: Font) -> f64;
}

/// Widths of a typical sans serif font, for where no real font can be asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct TypicalWidths;

impl TextMeasure for TypicalWidths {
    fn width(&mut self, text: &str, font: Font) -> f64 {
        typical_width(text, font)
    }
}

/// See [`TypicalWidths`]; the classes are rounded up from the tables of common sans serif fonts.
pub(crate) fn typical_width(text: &str, font: Font) -> f64 {
    let em: f64 = text.chars().map(typical_em).sum();
    em * font.size * if font.weight == Weight::Regular { 1.0 } else { 1.06 }
}

fn typical_em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' => 0.27,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.88,
        'A'..='Z' => 0.66,
        '\u{2026}' => 0.8,
        c if c.is_ascii() => 0.56,
        // Han, kana, Hangul and emoji fill a square.
        c if c >= '\u{1100}' => 1.0,
        _ => 0.6,
    }
}

/// What stands for what was cut.
pub(crate) const ELLIPSIS: char = '\u{2026}';

/// The text if it fits, else as much of its beginning as does, with an ellipsis.
pub(crate) fn ellipsize(measure: &mut dyn TextMeasure, text: &str, font: Font, most: f64) -> Arc<str> {
    if measure.width(text, font) <= most {
        return text.into();
    }
    let ends: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
    let cut = |count: usize| format!("{}{ELLIPSIS}", text[..ends[count]].trim_end());
    let (mut fits, mut too_long) = (0, ends.len());
    while fits + 1 < too_long {
        let middle = fits.midpoint(too_long);
        if measure.width(&cut(middle), font) <= most { fits = middle } else { too_long = middle }
    }
    if ends.is_empty() { "".into() } else { cut(fits).into() }
}

/// The text on at most `most_lines` lines of a width, broken between words where possible; what does
/// not fit is cut with an ellipsis. Line breaks in the text are kept.
pub(crate) fn wrap(
    measure: &mut dyn TextMeasure,
    text: &str,
    font: Font,
    width: f64,
    most_lines: usize,
) -> Vec<Arc<str>> {
    let mut lines: Vec<Arc<str>> = Vec::new();
    for paragraph in text.lines() {
        let mut rest = paragraph.trim_end();
        loop {
            if lines.len() == most_lines {
                if let Some(last) = lines.last_mut() {
                    *last = ellipsize(measure, &format!("{last}{ELLIPSIS}"), font, width);
                }
                return lines;
            }
            let taken = line_end(measure, rest, font, width);
            lines.push(rest[..taken].trim_end().into());
            rest = rest[taken..].trim_start();
            if rest.is_empty() {
                break;
            }
        }
    }
    lines
}

/// No visible character of a usual font is narrower than this share of its size.
const NARROWEST: f64 = 0.15;
const BYTES_OF_A_CHARACTER: usize = 4;

/// Where the first line of a text ends: before the last word that fits, else before the last
/// character that does, but never at its very beginning.
fn line_end(measure: &mut dyn TextMeasure, text: &str, font: Font, width: f64) -> usize {
    let mut fits = 0;
    // Far more than fits need not be measured to know.
    let longest = (width / (font.size * NARROWEST)) as usize + 1;
    for end in word_ends(text) {
        if end > longest * BYTES_OF_A_CHARACTER || measure.width(&text[..end], font) > width {
            break;
        }
        fits = end;
    }
    if fits > 0 || text.is_empty() {
        return fits;
    }
    let mut ends = text.char_indices().skip(1).map(|(index, _)| index).chain([text.len()]);
    let mut taken = ends.next().unwrap_or(text.len());
    for end in ends {
        if measure.width(&text[..end], font) > width {
            break;
        }
        taken = end;
    }
    taken
}

fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let spaces = text.char_indices().filter(|(index, c)| c.is_whitespace() && *index > 0).map(|(index, _)| index);
    spaces.chain([text.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character is one em wide, so widths can be counted.
    struct Counted;

    impl TextMeasure for Counted {
        fn width(&mut self, text: &str, font: Font) -> f64 {
            text.chars().count() as f64 * font.size
        }
    }

    const ONE: Font = Font { size: 1.0, weight: Weight::Regular };

    #[test]
    fn text_is_cut_only_when_it_does_not_fit() {
        assert_eq!(&*ellipsize(&mut Counted, "Orders", ONE, 6.0), "Orders");
        assert_eq!(&*ellipsize(&mut Counted, "Orders", ONE, 5.0), "Orde\u{2026}");
        assert_eq!(&*ellipsize(&mut Counted, "Web shop", ONE, 5.0), "Web\u{2026}");
        assert_eq!(&*ellipsize(&mut Counted, "größer", ONE, 4.0), "grö\u{2026}");
        assert_eq!(&*ellipsize(&mut Counted, "Orders", ONE, 0.0), "\u{2026}");
        assert_eq!(&*ellipsize(&mut Counted, "", ONE, 0.0), "");
    }

    #[test]
    fn text_wraps_between_words_and_keeps_its_line_breaks() {
        let lines = |text: &str, width, most| wrap(&mut Counted, text, ONE, width, most).join("|");
        assert_eq!(lines("one two three", 7.0, 9), "one two|three");
        assert_eq!(lines("one\n\ntwo", 7.0, 9), "one||two");
        assert_eq!(lines("abcdefghij", 4.0, 9), "abcd|efgh|ij");
        assert_eq!(lines("one two three", 5.0, 2), "one|two\u{2026}");
        assert_eq!(lines("a", 0.0, 9), "a");
        assert_eq!(lines("", 10.0, 9), "");
    }
}
