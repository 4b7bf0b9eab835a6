//! The scene: everything drawn, laid out, indexed and kept up to date.

use kurbo::{Point, Rect};
use linchpin_catalog::{Dependency, Interaction, Property, RecordType};
use linchpin_document::{Changes, Design, Item, RecordId};
use std::collections::{BTreeMap, BTreeSet};

use crate::body::Body;
use crate::label::{Label, label, label_point};
use crate::route::plain;
use crate::{Route, TextMeasure};

/// What a design looks like.
pub struct Scene {
    measure: Box<dyn TextMeasure>,
    pub(crate) bodies: BTreeMap<RecordId, Body>,
    pub(crate) links: BTreeMap<RecordId, Link>,
}

/// A connector, laid out for drawing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    pub(crate) interaction: Interaction,
    pub(crate) dependency: Dependency,
    pub(crate) route: Route,
    pub(crate) label: Option<Label>,
}

impl Scene {
    /// An empty scene. Text widths come from `measure`.
    pub fn new(measure: Box<dyn TextMeasure>) -> Self {
        Self { measure, bodies: BTreeMap::new(), links: BTreeMap::new() }
    }

    /// A scene of a whole design.
    pub fn of(design: &Design, measure: Box<dyn TextMeasure>) -> Self {
        let mut scene = Self::new(measure);
        scene.update(design, &design.items().map(|item| item.id).collect());
        scene
    }

    /// Lays out anew what changed and what hangs on it.
    pub fn update(&mut self, design: &Design, changes: &Changes) {
        let mut connections: BTreeSet<RecordId> = BTreeSet::new();
        for id in changes {
            match design.get(*id).and_then(|item| Body::of(item, design, &mut *self.measure)) {
                Some(body) => drop(self.bodies.insert(*id, body)),
                None => drop(self.bodies.remove(id)),
            }
            connections.insert(*id);
            connections.extend(design.connections_of(*id).map(|item| item.id));
        }
        for id in connections {
            match design.get(id).and_then(|item| self.link(item)) {
                Some(link) => drop(self.links.insert(id, link)),
                None => drop(self.links.remove(&id)),
            }
        }
    }

    fn link(&mut self, item: &Item) -> Option<Link> {
        let (from, to) = item.ends().filter(|_| item.record_type == RecordType::Connection)?;
        let route = plain(self.frame(from)?, self.frame(to)?);
        let label = label(item.name(), &route, &mut *self.measure);
        let interaction = item.choice(Property::Interaction).unwrap_or(Interaction::Request);
        let dependency = item.choice(Property::Dependency).unwrap_or(Dependency::Hard);
        Some(Link { interaction, dependency, route, label })
    }

    /// The area a component, boundary, note or text covers.
    pub fn frame(&self, id: RecordId) -> Option<Rect> {
        self.bodies.get(&id).map(|body| body.frame)
    }

    /// The area around everything drawn; nothing when nothing is.
    pub fn bounds(&self) -> Option<Rect> {
        let frames = self.bodies.values().map(|body| body.frame);
        frames.chain(self.links.values().map(|link| link.route.bounds())).reduce(|a, b| a.union(b))
    }

    /// The way of a connector.
    pub fn route(&self, id: RecordId) -> Option<&Route> {
        self.links.get(&id).map(|link| &link.route)
    }

    /// Where the label of a connector is, or would be if it had none.
    pub fn label_point(&self, id: RecordId) -> Option<Point> {
        self.route(id).map(label_point)
    }

    /// The area the label of a connector covers; nothing when it has none.
    pub fn label_frame(&self, id: RecordId) -> Option<Rect> {
        Some(self.links.get(&id)?.label.as_ref()?.frame)
    }
}
