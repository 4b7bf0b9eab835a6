//! The display list: what a painter needs to know, and nothing more.

use kurbo::{BezPath, Point};
use linchpin_catalog::ComponentKind;
use std::sync::Arc;

use crate::{Font, Token};

/// How an outline is drawn. Joins and caps are round.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub token: Token,
    /// Its width in world units.
    pub width: f64,
    /// Lengths of dashes and gaps in world units, repeated; empty for a solid line.
    pub dash: &'static [f64],
}

impl Stroke {
    /// A solid line.
    pub const fn solid(token: Token, width: f64) -> Self {
        Self { token, width, dash: &[] }
    }
}

/// Which point of a text its origin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Where it begins.
    Start,
    /// Its middle.
    Middle,
    /// Where it ends.
    End,
}

/// One thing to draw. All lengths are in world units.
#[derive(Debug, Clone, PartialEq)]
pub enum Primitive {
    /// Shapes of one style, filled by the non-zero rule, then stroked.
    Path {
        /// The outlines.
        path: BezPath,
        /// The colour inside.
        fill: Option<Token>,
        /// The outline.
        stroke: Option<Stroke>,
        /// From 0, invisible, to 1.
        opacity: f64,
    },
    /// One line of text.
    Text {
        /// Where its baseline starts, has its middle or ends, as `anchor` says.
        origin: Point,
        /// The line.
        text: Arc<str>,
        /// Its font.
        font: Font,
        /// Its colour.
        token: Token,
        /// What `origin` is.
        anchor: Anchor,
        /// From 0, invisible, to 1.
        opacity: f64,
    },
    /// The glyph of a component kind, stroked with round joins; its path is in the catalogue.
    Glyph {
        /// Whose glyph.
        kind: ComponentKind,
        /// The top left corner.
        origin: Point,
        /// Width and height; the path is drawn on 24 x 24.
        size: f64,
        /// Its colour.
        token: Token,
        /// From 0, invisible, to 1.
        opacity: f64,
    },
}

/// The width of a glyph's stroke on its 24 x 24 grid.
pub const GLYPH_STROKE: f64 = 1.6;

/// What to draw, back to front.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DisplayList {
    /// The things to draw, back to front.
    pub primitives: Vec<Primitive>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    #[test]
    fn every_glyph_is_a_path_within_its_grid() {
        for kind in ComponentKind::all() {
            let bounds = BezPath::from_svg(kind.spec().glyph).unwrap().bounding_box();
            assert!(bounds.area() > 0.0, "{}", kind.id());
            assert!(bounds.x0 >= 0.0 && bounds.y0 >= 0.0 && bounds.x1 <= 24.0 && bounds.y1 <= 24.0, "{}", kind.id());
        }
    }
}
