//! The effective design: what the registers mean.

use linchpin_catalog::{Property, RecordType};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::nesting::{self, Edges};
use crate::{Change, Changes, Document, Item, PropertyKey, RecordId, Stamp, Transaction};

/// The records that are there, as they are meant. Always satisfies the invariants: every connection
/// joins two different components that are there, nesting has no cycle, every number is finite and
/// in range.
///
/// It is a pure function of the document and the draft laid over it, kept up to date record by
/// record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Design {
    items: BTreeMap<RecordId, Arc<Item>>,
    by_type: BTreeMap<RecordType, BTreeSet<RecordId>>,
    /// Connections alive but with an end missing.
    hidden: BTreeMap<RecordId, Arc<Item>>,
    /// Every living connection by each of its ends, hidden ones included.
    by_end: BTreeMap<RecordId, BTreeSet<RecordId>>,
    parents: BTreeMap<RecordId, RecordId>,
    children: BTreeMap<RecordId, BTreeSet<RecordId>>,
}

impl Design {
    /// The design a document stands for.
    pub fn of(document: &Document) -> Self {
        let mut design = Self::default();
        let everything = document.records().map(|(id, _)| id).chain([RecordId::DESIGN]).collect();
        design.refresh(document, &Transaction::new(), &everything);
        design
    }

    /// A record.
    pub fn get(&self, id: RecordId) -> Option<&Item> {
        self.items.get(&id).map(Arc::as_ref)
    }

    /// Every record, in the order of their ids.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values().map(Arc::as_ref)
    }

    /// The records of one type, in the order of their ids.
    pub fn of_type(&self, record_type: RecordType) -> impl Iterator<Item = &Item> {
        self.by_type.get(&record_type).into_iter().flatten().filter_map(|id| self.get(*id))
    }

    /// How many records of one type there are.
    pub fn count(&self, record_type: RecordType) -> usize {
        self.by_type.get(&record_type).map_or(0, BTreeSet::len)
    }

    /// The components.
    pub fn components(&self) -> impl Iterator<Item = &Item> {
        self.of_type(RecordType::Component)
    }

    /// The connections, each with its caller and callee.
    pub fn connections(&self) -> impl Iterator<Item = (&Item, RecordId, RecordId)> {
        self.of_type(RecordType::Connection).filter_map(|item| item.ends().map(|(from, to)| (item, from, to)))
    }

    /// The connections that start or end at a component.
    pub fn connections_of(&self, component: RecordId) -> impl Iterator<Item = &Item> {
        self.by_end.get(&component).into_iter().flatten().filter_map(|id| self.get(*id))
    }

    /// The boundaries.
    pub fn boundaries(&self) -> impl Iterator<Item = &Item> {
        self.of_type(RecordType::Boundary)
    }

    /// The boundary a record lies in.
    pub fn parent(&self, id: RecordId) -> Option<RecordId> {
        self.parents.get(&id).copied()
    }

    /// The boundaries a record lies in, innermost first.
    pub fn ancestors(&self, id: RecordId) -> impl Iterator<Item = RecordId> {
        std::iter::successors(self.parent(id), |above| self.parent(*above))
    }

    /// What lies directly in a boundary.
    pub fn children(&self, boundary: RecordId) -> impl Iterator<Item = RecordId> {
        self.children.get(&boundary).into_iter().flatten().copied()
    }

    /// Everything that lies in a boundary at any depth.
    pub fn descendants(&self, boundary: RecordId) -> Vec<RecordId> {
        let mut found: Vec<RecordId> = self.children(boundary).collect();
        let mut next = 0;
        while let Some(id) = found.get(next).copied() {
            found.extend(self.children(id));
            next += 1;
        }
        found
    }

    /// The record of the design itself: its title.
    pub fn title(&self) -> &str {
        self.get(RecordId::DESIGN).map_or("Untitled", Item::name)
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.items.values().all(|item| item.record_type == RecordType::Design)
    }

    /// Reads `touched` records anew from the document with `draft` laid over it. Returns every record
    /// whose state, visibility or parent changed with them.
    pub(crate) fn refresh(&mut self, document: &Document, draft: &Transaction, touched: &Changes) -> Changes {
        let mut changed = Changes::new();
        for id in touched {
            let item = Item::read(document, draft, *id).map(Arc::new);
            let same = match &item {
                Some(item) => self.items.get(id).or(self.hidden.get(id)).is_some_and(|held| held == item),
                None => !self.items.contains_key(id) && !self.hidden.contains_key(id),
            };
            if !same {
                self.forget(*id);
                self.enter(*id, item);
                changed.insert(*id);
            }
        }
        self.settle_connections(&mut changed);
        self.settle_nesting(document, draft, touched, &mut changed);
        changed
    }

    fn forget(&mut self, id: RecordId) {
        let Some(old) = self.items.remove(&id).or_else(|| self.hidden.remove(&id)) else { return };
        if let Some(of_type) = self.by_type.get_mut(&old.record_type) {
            of_type.remove(&id);
        }
        for end in ends(&old) {
            remove_from(&mut self.by_end, end, id);
        }
    }

    fn enter(&mut self, id: RecordId, item: Option<Arc<Item>>) {
        let Some(item) = item else { return };
        for end in ends(&item) {
            self.by_end.entry(end).or_default().insert(id);
        }
        self.by_type.entry(item.record_type).or_default().insert(id);
        self.items.insert(id, item);
    }

    /// Shows or hides the connections that changed or whose ends did.
    fn settle_connections(&mut self, changed: &mut Changes) {
        let mut affected: BTreeSet<RecordId> = changed.clone();
        for id in changed.iter() {
            affected.extend(self.by_end.get(id).into_iter().flatten());
        }
        for id in affected {
            let Some(item) = self.items.get(&id).or(self.hidden.get(&id)).cloned() else { continue };
            if item.record_type != RecordType::Connection {
                continue;
            }
            let joined = item.ends().is_some_and(|(from, to)| self.is_component(from) && self.is_component(to));
            if joined == self.items.contains_key(&id) {
                continue;
            }
            changed.insert(id);
            let of_type = self.by_type.entry(RecordType::Connection).or_default();
            if joined {
                of_type.insert(id);
                self.hidden.remove(&id);
                self.items.insert(id, item);
            } else {
                of_type.remove(&id);
                self.items.remove(&id);
                self.hidden.insert(id, item);
            }
        }
    }

    fn is_component(&self, id: RecordId) -> bool {
        self.get(id).is_some_and(|item| item.record_type == RecordType::Component)
    }

    fn settle_nesting(&mut self, document: &Document, draft: &Transaction, touched: &Changes, changed: &mut Changes) {
        let mut affected: BTreeSet<RecordId> = changed.clone();
        let boundaries = self.by_type.get(&RecordType::Boundary);
        let redrawn = touched.iter().any(|id| {
            boundaries.is_some_and(|all| all.contains(id))
                || self.children.contains_key(id)
                || self.parents.contains_key(id)
        });
        if changed.is_empty() || (!redrawn && changed.iter().all(|id| self.wished_parent(*id).is_none())) {
            return;
        }
        let cut = if redrawn { nesting::cut(&self.boundary_edges(document, draft)) } else { BTreeSet::new() };
        if redrawn {
            let inside = |id: &RecordId| self.wished_parent(*id).is_some_and(|parent| changed.contains(&parent));
            affected.extend(boundaries.into_iter().flatten());
            affected.extend(self.items.keys().filter(|id| inside(id)));
            affected.extend(changed.iter().flat_map(|id| self.children.get(id)).flatten());
        }
        for id in affected {
            let parent = self.wished_parent(id).filter(|_| !cut.contains(&id));
            if parent != self.parents.get(&id).copied() {
                self.put_inside(id, parent);
                changed.insert(id);
            }
        }
    }

    /// The boundary a record was put in, if that boundary is there.
    fn wished_parent(&self, id: RecordId) -> Option<RecordId> {
        let parent = self.get(id)?.reference(Property::Parent)?;
        self.get(parent).filter(|item| item.record_type == RecordType::Boundary).map(|item| item.id)
    }

    fn boundary_edges(&self, document: &Document, draft: &Transaction) -> Edges {
        let key = PropertyKey::Known(Property::Parent);
        let stamp = |id: RecordId| -> Stamp {
            let drafted = draft.of(id).any(|change| matches!(change, Change::Set(set, _) if *set == key));
            let register = document.record(id).and_then(|record| record.register(&key));
            register.filter(|_| !drafted).map_or_else(|| document.next_stamp(), |register| register.stamp)
        };
        self.boundaries().filter_map(|item| Some((item.id, (self.wished_parent(item.id)?, stamp(item.id))))).collect()
    }

    fn put_inside(&mut self, id: RecordId, parent: Option<RecordId>) {
        if let Some(old) = self.parents.remove(&id) {
            remove_from(&mut self.children, old, id);
        }
        if let Some(parent) = parent {
            self.parents.insert(id, parent);
            self.children.entry(parent).or_default().insert(id);
        }
    }
}

fn ends(item: &Item) -> impl Iterator<Item = RecordId> {
    item.ends().into_iter().flat_map(|(from, to)| [from, to])
}

fn remove_from(index: &mut BTreeMap<RecordId, BTreeSet<RecordId>>, key: RecordId, id: RecordId) {
    if let Some(ids) = index.get_mut(&key) {
        ids.remove(&id);
        if ids.is_empty() {
            index.remove(&key);
        }
    }
}
