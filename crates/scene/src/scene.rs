//! The scene: everything drawn, laid out, indexed and kept up to date.

use kurbo::{Point, Rect};
use linchpin_catalog::{ComponentKind, Dependency, Interaction, Property};
use linchpin_document::{Changes, Design, Item, RecordId, SortedMap, SortedSet};
use std::sync::Arc;

use crate::body::{Body, Look};
use crate::index::{Entry, Part, SpatialIndex};
use crate::label::{Label, label, label_point};
use crate::route::{Revision, Router};
use crate::{Route, TextMeasure};

/// What a design looks like.
pub struct Scene {
    measure: Box<dyn TextMeasure>,
    /// In boxes, as connectors are, so that little is moved when one comes or goes.
    pub(crate) bodies: SortedMap<RecordId, Box<Body>>,
    pub(crate) links: SortedMap<RecordId, Box<Link>>,
    router: Router,
    /// Components, notes and texts: what connectors go around.
    pub(crate) solids: SpatialIndex,
    pub(crate) boundaries: SpatialIndex,
    /// The pieces of connectors by their place in the route, and their labels.
    pub(crate) lines: SpatialIndex,
}

/// A connector, but for its way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    pub(crate) ends: (RecordId, RecordId),
    /// What the design says of it, if it does.
    pub(crate) interaction: Option<Interaction>,
    pub(crate) dependency: Option<Dependency>,
    pub(crate) text: Arc<str>,
    pub(crate) label: Option<Label>,
    /// What the spatial index holds of it.
    indexed: Vec<Entry>,
}

impl Link {
    /// What there is to draw of a connection; nothing of other records.
    fn of(item: &Item) -> Option<Self> {
        Some(Self {
            ends: item.ends()?,
            interaction: item.choice(Property::Interaction),
            dependency: item.choice(Property::Dependency),
            text: item.name().trim().into(),
            label: None,
            indexed: Vec::new(),
        })
    }
}

impl Scene {
    /// An empty scene. Text widths come from `measure`.
    pub fn new(measure: Box<dyn TextMeasure>) -> Self {
        Self {
            measure,
            bodies: SortedMap::new(),
            links: SortedMap::new(),
            router: Router::default(),
            solids: SpatialIndex::default(),
            boundaries: SpatialIndex::default(),
            lines: SpatialIndex::default(),
        }
    }

    /// A scene of a whole design.
    pub fn of(design: &Design, measure: Box<dyn TextMeasure>) -> Self {
        let mut scene = Self::new(measure);
        scene.update(design, &design.items().map(|item| item.id).collect());
        scene
    }

    /// Lays out anew what changed and what hangs on it: frames, texts, and the connectors a change
    /// can touch. The result is the same as that of a fresh scene of the design. Returns what looks
    /// different now: what changed, and the connectors that go another way because of it.
    pub fn update(&mut self, design: &Design, changes: &Changes) -> Changes {
        let mut revision = Revision::default();
        let mut lines_out = Vec::new();
        self.update_bodies(design, changes, &mut revision);
        let mut redrawn = self.update_links(design, changes, &mut revision, &mut lines_out);
        let bodies = &self.bodies;
        let frame = |id: RecordId| bodies.get(&id).map(|body| body.frame);
        redrawn.extend(self.router.update(&revision, &self.solids, &frame));
        self.update_lines(&redrawn, lines_out);
        redrawn.extend(changes);
        redrawn
    }

    fn update_bodies(&mut self, design: &Design, changes: &Changes, revision: &mut Revision) {
        let (mut solids, mut boundaries) = (Replacement::default(), Replacement::default());
        for id in changes {
            let body = design.get(*id).and_then(|item| Body::of(item, design, &mut *self.measure)).map(Box::new);
            let (held, next) = (self.body(*id), body.as_deref());
            let frame = |body: Option<&Body>, is_boundary: bool| {
                body.filter(|body| body.is_boundary() == is_boundary).map(|body| body.frame)
            };
            boundaries.note(*id, frame(held, true), frame(next, true));
            let (old, new) = (frame(held, false), frame(next, false));
            if old != new {
                solids.note(*id, old, new);
                revision.disturbed.extend(old.into_iter().chain(new));
                revision.moved.insert(*id);
            }
            match body {
                Some(body) => drop(self.bodies.insert(*id, body)),
                None => drop(self.bodies.remove(id)),
            }
        }
        self.solids.replace(solids.out, solids.into);
        self.boundaries.replace(boundaries.out, boundaries.into);
    }

    /// Takes over what connections say. Returns those that look different now.
    fn update_links(
        &mut self,
        design: &Design,
        changes: &Changes,
        revision: &mut Revision,
        lines_out: &mut Vec<Entry>,
    ) -> SortedSet<RecordId> {
        let mut redrawn = SortedSet::new();
        for id in changes {
            match design.get(*id).and_then(Link::of) {
                Some(mut link) => {
                    revision.connections.insert(*id, Some(link.ends));
                    if let Some(held) = self.links.get_mut(id) {
                        link.indexed = std::mem::take(&mut held.indexed);
                    }
                    self.links.insert(*id, Box::new(link));
                    redrawn.insert(*id);
                }
                None => {
                    let Some(link) = self.links.remove(id) else { continue };
                    revision.connections.insert(*id, None);
                    lines_out.extend(link.indexed);
                }
            }
        }
        redrawn
    }

    /// Places the labels of connectors and brings the index of their pieces up to date.
    fn update_lines(&mut self, redrawn: &SortedSet<RecordId>, mut lines_out: Vec<Entry>) {
        let mut lines_into = Vec::new();
        for id in redrawn {
            let Some((link, route)) = self.links.get_mut(id).zip(self.router.route(*id)) else { continue };
            link.label = label(&link.text, route, &mut *self.measure);
            lines_out.append(&mut link.indexed);
            for (index, (a, b)) in route.segments().enumerate() {
                link.indexed.push(Entry { area: Rect::from_points(a, b), id: *id, part: Part::Piece(index) });
            }
            if let Some(label) = &link.label {
                link.indexed.push(Entry { area: label.frame, id: *id, part: Part::Label });
            }
            lines_into.extend_from_slice(&link.indexed);
        }
        self.lines.replace(lines_out, lines_into);
    }

    pub(crate) fn body(&self, id: RecordId) -> Option<&Body> {
        self.bodies.get(&id).map(Box::as_ref)
    }

    /// The area a component, boundary, note or text covers.
    pub fn frame(&self, id: RecordId) -> Option<Rect> {
        self.body(id).map(|body| body.frame)
    }

    /// The area around everything drawn; nothing when nothing is.
    pub fn bounds(&self) -> Option<Rect> {
        let parts = [self.solids.bounds(), self.boundaries.bounds(), self.lines.bounds()];
        parts.into_iter().flatten().reduce(|a, b| a.union(b))
    }

    pub(crate) fn component_kind(&self, id: RecordId) -> Option<ComponentKind> {
        match &self.body(id)?.look {
            Look::Component(look) => Some(look.kind),
            _ => None,
        }
    }

    /// The way of a connector.
    pub fn route(&self, id: RecordId) -> Option<&Route> {
        self.router.route(id)
    }

    /// Where the label of a connector is, or would be if it had none.
    pub fn label_point(&self, id: RecordId) -> Option<Point> {
        self.label_frame(id).map(|frame| frame.center()).or_else(|| self.route(id).map(label_point))
    }

    /// The area the label of a connector covers; nothing when it has none.
    pub fn label_frame(&self, id: RecordId) -> Option<Rect> {
        Some(self.links.get(&id)?.label.as_ref()?.frame)
    }
}

/// What goes out of a spatial index and what goes in.
#[derive(Default)]
struct Replacement {
    out: Vec<Entry>,
    into: Vec<Entry>,
}

impl Replacement {
    fn note(&mut self, id: RecordId, old: Option<Rect>, new: Option<Rect>) {
        if old != new {
            self.out.extend(old.map(|area| Entry::whole(area, id)));
            self.into.extend(new.map(|area| Entry::whole(area, id)));
        }
    }
}
