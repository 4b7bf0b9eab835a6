//! From laid-out things to a display list.
//!
//! Things are drawn in layers, back to front: boundaries, notes, what lies below components (shadows,
//! halos, stacks), connectors, components and texts, labels of connectors, and last what is being done
//! with them. Within a layer shapes of one style are drawn as one path; only things that overlap each
//! other are kept apart, in their order.

mod afar;
mod batch;
mod boundaries;
mod components;
mod connectors;
mod ghosts;
mod hands;
mod linked;
mod marks;
mod notes;
mod shapes;
mod traffic;

use kurbo::Rect;
use linchpin_document::{Arrange, RecordId, SortedMap, SortedSet};

use crate::body::{Body, Look};
use crate::hit::overlap;
use crate::scene::Link;
use crate::{DisplayList, Mark, Overlay, Route, Scene, State};
use batch::Batch;

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
        without: &'a SortedSet<RecordId>,
    },
    /// What is being touched: some records, and selection, handles, guides and the like.
    Live {
        /// What the static layer leaves out.
        only: &'a SortedSet<RecordId>,
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

/// How far outside its frame a body is drawn at most: halos, badges and stacks.
const OVERHANG: f64 = 20.0;
/// How far beside it anything is drawn that belongs to a connector or a small boundary: captions and words.
const FARTHEST_BESIDE: f64 = 40.0;
const SMALLEST_ZOOM: f64 = 1e-4;
/// Below this zoom a name that can be read has no room beside a glyph.
const FAR_BELOW: f64 = 0.5;
/// How much of a thing's ink is left when it stands back.
const DIMMED: f64 = 0.32;
/// How much of a failed thing's ink is left.
const FAILED: f64 = 0.5;

impl Scene {
    /// What is to be drawn of a part of the world.
    pub fn paint(&self, view: &View, overlay: &Overlay, which: Which<'_>) -> DisplayList {
        // A zoom of zero would make a pixel infinitely large.
        let view = View { zoom: view.zoom.max(SMALLEST_ZOOM), ..*view };
        let painter = Painter { scene: self, view, overlay, which, is_far: view.zoom < FAR_BELOW };
        painter.paint()
    }

    /// The area around everything that rests, with all that stands out when it is drawn at a zoom; nothing when there
    /// is nothing to draw.
    pub fn extent(&self, zoom: f64) -> Option<Rect> {
        let beside = farthest_beside(zoom);
        Some(self.bounds()?.inflate(beside, beside))
    }
}

/// How far from where it is found anything is drawn at most, at a zoom.
fn farthest_beside(zoom: f64) -> f64 {
    if zoom < FAR_BELOW { FARTHEST_BESIDE.max(afar::OVERHANG / zoom.max(SMALLEST_ZOOM)) } else { FARTHEST_BESIDE }
}

/// One painting under way.
struct Painter<'a> {
    scene: &'a Scene,
    view: View,
    overlay: &'a Overlay,
    which: Which<'a>,
    /// Whether only names and boxes in the colours of their families are drawn, with thin lines.
    is_far: bool,
}

/// A body to be drawn, with what is needed to draw it.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    id: RecordId,
    body: &'a Body,
    mark: Option<&'a Mark>,
    opacity: f64,
}

/// A connector to be drawn, with what is needed to draw it.
#[derive(Clone, Copy)]
struct Wire<'a> {
    id: RecordId,
    link: &'a Link,
    route: &'a Route,
    mark: Option<&'a Mark>,
    opacity: f64,
}

impl Drawn<'_> {
    fn state(&self) -> State {
        self.mark.map_or(State::Serving, |mark| mark.state)
    }
}

impl<'a> Painter<'a> {
    fn paint(&self) -> DisplayList {
        let mut list = DisplayList::default();
        self.paint_boundaries(&mut list);
        let (above, below): (Vec<Drawn<'_>>, Vec<Drawn<'_>>) =
            self.seen_solids().into_iter().partition(|drawn| drawn.body.is_above_connectors());
        self.paint_runs(&below, &mut list, Self::paint_note);
        self.paint_under_components(&above, &mut list);
        let wires = self.seen_wires();
        self.paint_connectors(&wires, &mut list);
        self.paint_boundary_headers(&mut list);
        if self.is_far {
            self.paint_far_components(&above, &mut list);
        } else {
            self.paint_runs(&above, &mut list, Self::paint_above);
        }
        self.paint_labels(&wires, &mut list);
        if matches!(self.which, Which::Live { .. }) {
            self.paint_hands(&mut list);
        }
        list
    }

    fn paint_above(&self, drawn: &Drawn<'_>, batch: &mut Batch) {
        match &drawn.body.look {
            Look::Component(look) => self.paint_component(drawn, look, batch),
            Look::Text(lines) => self.paint_text(drawn, lines, batch),
            Look::Note(_) | Look::Boundary(_) => {}
        }
    }

    /// The length of a screen pixel in the world.
    fn pixel(&self) -> f64 {
        1.0 / self.view.zoom
    }

    fn visible(&self) -> Rect {
        let beside = farthest_beside(self.view.zoom);
        self.view.visible_in_world.inflate(beside, beside)
    }

    fn drawn(&self, id: RecordId) -> Option<Drawn<'a>> {
        let body = self.scene.body(id).filter(|_| self.which.has(id))?;
        Some(Drawn { id, body, mark: self.overlay.marks.get(&id), opacity: self.opacity(id) })
    }

    fn opacity(&self, id: RecordId) -> f64 {
        let failed = self.overlay.marks.get(&id).is_some_and(|mark| mark.state == State::Failed);
        let dimmed = self.overlay.dimmed.contains(&id);
        if dimmed {
            DIMMED
        } else if failed {
            FAILED
        } else {
            1.0
        }
    }

    /// The components, notes and texts to be drawn, back to front; from afar in any order that is
    /// always the same.
    fn seen_solids(&self) -> Vec<Drawn<'a>> {
        let visible = self.visible();
        let mut drawn: Vec<Drawn<'a>> = match self.which {
            Which::Live { only } => {
                let is_seen = |drawn: &Drawn<'_>| !drawn.body.is_boundary() && overlap(drawn.body.frame, visible);
                only.iter().filter_map(|id| self.drawn(*id)).filter(is_seen).collect()
            }
            _ => self.scene.solids.touching(visible).into_iter().filter_map(|entry| self.drawn(entry.id)).collect(),
        };
        if self.is_far {
            drawn.arrange_by_key(|drawn| drawn.id);
        } else {
            drawn.arrange_by(|a, b| (&a.body.order, a.id).cmp(&(&b.body.order, b.id)));
        }
        drawn
    }

    /// The connectors to be drawn, in the order of ids.
    fn seen_wires(&self) -> Vec<Wire<'a>> {
        let visible = self.visible();
        let ids: SortedSet<RecordId> = match self.which {
            Which::Live { only } => only.clone(),
            // From afar most are seen: to look at each is quicker than to put in order what lies in all the cells.
            _ if self.is_far => self.scene.links.keys().copied().collect(),
            _ => self.scene.lines.touching(visible).into_iter().map(|entry| entry.id).collect(),
        };
        let mut wires = Vec::new();
        for id in ids.into_iter().filter(|id| self.which.has(*id)) {
            let Some(wire) = self.wire(id) else { continue };
            if !self.is_far || overlap(wire.route.bounds(), visible) {
                wires.push(wire);
            }
        }
        wires
    }

    fn wire(&self, id: RecordId) -> Option<Wire<'a>> {
        let (link, route) = self.scene.links.get(&id).zip(self.scene.route(id))?;
        Some(Wire { id, link, route, mark: self.overlay.marks.get(&id), opacity: self.opacity(id) })
    }

    /// Draws bodies back to front in as few batches as keeps those that overlap in order.
    fn paint_runs(&self, bodies: &[Drawn<'_>], list: &mut DisplayList, paint: impl Fn(&Self, &Drawn<'_>, &mut Batch)) {
        let mut runs: Vec<Batch> = Vec::new();
        let mut run_of: SortedMap<RecordId, usize> = SortedMap::new();
        for drawn in bodies {
            let around = drawn.body.frame.inflate(OVERHANG, OVERHANG);
            let behind = self.scene.solids.touching(around).into_iter().filter_map(|entry| run_of.get(&entry.id));
            let run = behind.max().map_or(0, |run| run + 1);
            run_of.insert(drawn.id, run);
            if runs.len() <= run {
                runs.push(Batch::default());
            }
            paint(self, drawn, &mut runs[run]);
        }
        runs.into_iter().for_each(|run| run.flush(list));
    }
}
