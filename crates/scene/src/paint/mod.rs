//! From laid-out things to a display list.

use kurbo::{BezPath, Rect, Shape};
use linchpin_document::RecordId;
use std::collections::BTreeSet;

use crate::body::Look;
use crate::hit::overlap;
use crate::text::Font;
use crate::{Anchor, DisplayList, Overlay, Primitive, Scene, Stroke, Token};

/// What part of the world is seen, and how large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// The part of the world to paint.
    pub visible_in_world: Rect,
    /// Pixels per world unit.
    pub zoom: f64,
}

/// Which things are painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Which<'a> {
    /// What rests: all records but some, with their marks.
    Static {
        /// What the live layer paints.
        without: &'a BTreeSet<RecordId>,
    },
    /// What is being touched: some records, and selection, handles, guides and the like.
    Live {
        /// What the static layer leaves out.
        only: &'a BTreeSet<RecordId>,
    },
    /// All records with their marks, for export.
    Everything,
}

impl Which<'_> {
    fn has(&self, id: RecordId) -> bool {
        match self {
            Self::Static { without } => !without.contains(&id),
            Self::Live { only } => only.contains(&id),
            Self::Everything => true,
        }
    }
}

impl Scene {
    /// What is to be drawn of a part of the world.
    pub fn paint(&self, view: &View, overlay: &Overlay, which: Which<'_>) -> DisplayList {
        let mut list = DisplayList::default();
        let seen = |id: &RecordId, area: Rect| which.has(*id) && overlap(area, view.visible_in_world);
        for (_, body) in self.bodies.iter().filter(|(id, body)| seen(id, body.frame)) {
            let path = body.frame.to_rounded_rect(10.0).to_path(0.1);
            let fill = (!body.is_boundary()).then_some(Token::Surface);
            list.path(path, fill, Some(Stroke::solid(Token::LineStrong, 1.2)), 1.0);
            let text = match &body.look {
                Look::Component(look) => look.name.first(),
                Look::Boundary(look) => Some(&look.header),
                Look::Note(lines) | Look::Text(lines) => lines.first(),
            };
            list.primitives.extend(text.map(|text| Primitive::Text {
                origin: body.frame.origin() + (16.0, 24.0),
                text: text.clone(),
                font: Font::NAME,
                token: Token::Ink,
                anchor: Anchor::Start,
                opacity: 1.0,
            }));
        }
        for route in self.links.keys().filter_map(|id| self.route(*id).filter(|route| seen(id, route.bounds()))) {
            let mut path = BezPath::new();
            for (a, b) in route.segments() {
                path.move_to(a);
                path.line_to(b);
            }
            list.stroke(path, Stroke::solid(Token::Wire, 1.6), 1.0);
        }
        if !matches!(which, Which::Live { .. }) {
            return list;
        }
        for area in overlay.selected.iter().filter_map(|id| self.frame(*id)).chain(overlay.marquee) {
            list.stroke(area.to_path(0.1), Stroke::solid(Token::Accent, 1.5 / view.zoom), 1.0);
        }
        list
    }
}
