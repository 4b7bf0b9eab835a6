//! Gathering shapes of one style into one path.

use kurbo::{BezPath, Point};
use linchpin_catalog::ComponentKind;
use linchpin_document::Arrange;
use std::sync::Arc;

use crate::{Anchor, DisplayList, Font, Primitive, Stroke, Token};

/// How shapes are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    fill: Option<Token>,
    stroke: Option<Stroke>,
    opacity: f64,
}

impl Style {
    pub(super) fn fill(token: Token) -> Self {
        Self { fill: Some(token), stroke: None, opacity: 1.0 }
    }

    pub(super) fn stroke(token: Token, width: f64) -> Self {
        Self { fill: None, stroke: Some(Stroke::solid(token, width)), opacity: 1.0 }
    }

    /// With an outline.
    pub(super) fn outlined(self, token: Token, width: f64) -> Self {
        Self { stroke: Some(Stroke::solid(token, width)), ..self }
    }

    /// With its outline dashed.
    pub(super) fn dashed(self, dash: &'static [f64]) -> Self {
        Self { stroke: self.stroke.map(|stroke| Stroke { dash, ..stroke }), ..self }
    }

    pub(super) fn opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    /// What tells styles apart, in the order they lie above each other: fills below lines.
    fn rank(&self) -> impl Ord {
        let stroke = self.stroke.as_ref().map(|stroke| {
            let dash = stroke.dash.first().map(|length| length.to_bits());
            (stroke.token, stroke.width.to_bits(), dash)
        });
        (self.fill.is_none(), self.fill, stroke, self.opacity.to_bits())
    }
}

/// What lies above what within a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Shadow,
    Halo,
    Body,
    Inlay,
    Print,
    Gauge,
    Strike,
    Badge,
    Sign,
}

/// Shapes and texts of things that do not overlap each other.
#[derive(Debug, Default)]
pub(super) struct Batch {
    shapes: Vec<(Level, Style, BezPath)>,
    prints: Vec<(Level, Primitive)>,
}

impl Batch {
    /// The path that collects all shapes of a style on a level.
    pub(super) fn path(&mut self, level: Level, style: Style) -> &mut BezPath {
        let index = self.shapes.iter().position(|held| held.0 == level && held.1 == style).unwrap_or_else(|| {
            self.shapes.push((level, style, BezPath::new()));
            self.shapes.len() - 1
        });
        &mut self.shapes[index].2
    }

    /// A line of text.
    pub(super) fn text(&mut self, level: Level, line: Line<'_>) {
        let Line { origin, text, font, token, anchor, opacity } = line;
        let text = Arc::clone(text);
        self.print(level, Primitive::Text { origin, text, font, token, anchor, opacity });
    }

    /// The glyph of a kind.
    pub(super) fn glyph(&mut self, kind: ComponentKind, origin: Point, token: Token, opacity: f64) {
        self.print(Level::Print, Primitive::Glyph { kind, origin, size: 24.0, token, opacity });
    }

    fn print(&mut self, level: Level, primitive: Primitive) {
        self.prints.push((level, primitive));
    }

    /// Appends everything to a list, level by level, on each level shapes before texts. Which of two styles lies above
    /// the other must not depend on which was met first: that changes with what is in view.
    pub(super) fn flush(mut self, list: &mut DisplayList) {
        self.shapes.arrange_by(|(_, a, _), (_, b, _)| a.rank().cmp(&b.rank()));
        let drawn = self.shapes.into_iter().filter(|(_, _, path)| !path.is_empty());
        let shapes = drawn.map(|(level, style, path)| {
            let Style { fill, stroke, opacity } = style;
            (level, Primitive::Path { path, fill, stroke, opacity })
        });
        let mut contents: Vec<(Level, Primitive)> = shapes.chain(self.prints).collect();
        contents.arrange_by_key(|(level, _)| *level);
        list.primitives.extend(contents.into_iter().map(|(_, primitive)| primitive));
    }
}

/// A line of text to be drawn.
pub(super) struct Line<'a> {
    pub(super) origin: Point,
    pub(super) text: &'a Arc<str>,
    pub(super) font: Font,
    pub(super) token: Token,
    pub(super) anchor: Anchor,
    pub(super) opacity: f64,
}

impl<'a> Line<'a> {
    /// A line that starts at a point.
    pub(super) fn new(origin: Point, text: &'a Arc<str>, font: Font, token: Token) -> Self {
        Self { origin, text, font, token, anchor: Anchor::Start, opacity: 1.0 }
    }

    /// With its middle at the point.
    pub(super) fn centred(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    pub(super) fn opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }
}
