//! The effective design: what the registers mean.

use linchpin_catalog::{Property, RecordType};
use std::sync::Arc;

use crate::nesting::{Edges, Index, Nesting, remove_from};
use crate::{
    Change, Changes, Document, Existence, Item, Op, PeerId, PropertyKey, RecordId, SortedMap, SortedSet, Stamp,
    Transaction,
};

/// The records that are there, as they are meant. Always satisfies the invariants: every connection
/// joins two different components that are there, nesting has no cycle, every number is finite and
/// in range.
///
/// It is a pure function of the document and the draft laid over it, kept up to date record by
/// record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Design {
    items: SortedMap<RecordId, Arc<Item>>,
    by_type: Index<RecordType>,
    /// Connections alive but with an end missing.
    hidden: SortedMap<RecordId, Arc<Item>>,
    /// Every living connection by each of its ends, hidden ones included.
    by_end: Index<RecordId>,
    nesting: Nesting,
}

impl Design {
    /// The design a document stands for.
    pub fn of(document: &Document) -> Self {
        let mut design = Self::default();
        let everything = document.records().map(|(id, _)| id).chain([RecordId::DESIGN]).collect();
        design.refresh(document, &Transaction::new(), &everything);
        design
    }

    /// A document that stands for this design, as if one peer had written it all at once.
    pub fn to_document(&self, peer: PeerId) -> Document {
        let mut document = Document::new(peer);
        for item in self.items().chain(self.hidden.values().map(Arc::as_ref)) {
            // Of a circle of boundaries the youngest edge is ignored: the one that is ignored here.
            let ignored = item.reference(Property::Parent).is_some() && self.parent(item.id).is_none();
            let stamp = Stamp { clock: if ignored { 2 } else { 1 }, peer };
            let existence = Change::Exist(Existence { record_type: item.record_type, alive: true });
            let existence = (item.id != RecordId::DESIGN).then_some(existence);
            let values = item.values().map(|(key, value)| Change::Set(key.clone(), Some(value.clone())));
            let ops = existence.into_iter().chain(values).map(|change| Op { stamp, record: item.id, change });
            document.merge(&ops.collect::<Vec<Op>>());
        }
        document
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
        self.by_type.get(&record_type).map_or(0, SortedSet::len)
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
        self.nesting.parent(id)
    }

    /// The boundaries a record lies in, innermost first.
    pub fn ancestors(&self, id: RecordId) -> impl Iterator<Item = RecordId> {
        std::iter::successors(self.parent(id), |above| self.parent(*above))
    }

    /// What lies directly in a boundary.
    pub fn children(&self, boundary: RecordId) -> impl Iterator<Item = RecordId> {
        self.nesting.children(boundary)
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
            if same {
                continue;
            }
            changed.insert(*id);
            if !item.as_ref().is_some_and(|item| self.replace(item)) {
                self.forget(*id);
                self.enter(*id, item);
            }
        }
        self.settle_connections(&mut changed);
        self.settle_nesting(document, draft, touched, &mut changed);
        changed
    }

    /// Takes over what a record says now, if its type, ends and parent are those it had: what every step of a drag
    /// changes. Says whether it did; nothing but the record itself is touched.
    fn replace(&mut self, item: &Arc<Item>) -> bool {
        let Some(held) = self.items.get_mut(&item.id) else { return false };
        let place = |item: &Item| (item.record_type, item.ends(), item.reference(Property::Parent));
        let stays = place(held) == place(item);
        if stays {
            *held = item.clone();
        }
        stays
    }

    fn forget(&mut self, id: RecordId) {
        let Some(old) = self.items.remove(&id).or_else(|| self.hidden.remove(&id)) else { return };
        remove_from(&mut self.by_type, old.record_type, id);
        for end in ends(&old) {
            remove_from(&mut self.by_end, end, id);
        }
        if let Some(parent) = old.reference(Property::Parent) {
            self.nesting.drop_wish(id, parent);
        }
    }

    fn enter(&mut self, id: RecordId, item: Option<Arc<Item>>) {
        let Some(item) = item else { return };
        for end in ends(&item) {
            self.by_end.get_or_default(end).insert(id);
        }
        if let Some(parent) = item.reference(Property::Parent) {
            self.nesting.add_wish(id, parent);
        }
        self.by_type.get_or_default(item.record_type).insert(id);
        self.items.insert(id, item);
    }

    /// Shows or hides the connections that changed or whose ends did.
    fn settle_connections(&mut self, changed: &mut Changes) {
        let mut affected: SortedSet<RecordId> = changed.clone();
        affected.extend(changed.iter().flat_map(|id| self.by_end.get(id).into_iter().flatten()));
        for id in affected {
            let Some(item) = self.items.get(&id).or(self.hidden.get(&id)).cloned() else { continue };
            if item.record_type != RecordType::Connection {
                continue;
            }
            let is_component = |id| self.is(id, RecordType::Component);
            let joined = item.ends().is_some_and(|(from, to)| is_component(from) && is_component(to));
            if joined == self.items.contains_key(&id) {
                continue;
            }
            changed.insert(id);
            if joined {
                self.by_type.get_or_default(RecordType::Connection).insert(id);
                self.hidden.remove(&id);
                self.items.insert(id, item);
            } else {
                remove_from(&mut self.by_type, RecordType::Connection, id);
                self.items.remove(&id);
                self.hidden.insert(id, item);
            }
        }
    }

    fn is(&self, id: RecordId, record_type: RecordType) -> bool {
        self.get(id).is_some_and(|item| item.record_type == record_type)
    }

    /// Puts what changed, and what was put in it, where it belongs. A boundary's edge may have been
    /// written again with no other change to it, which can still move the cut of a circle.
    fn settle_nesting(&mut self, document: &Document, draft: &Transaction, touched: &Changes, changed: &mut Changes) {
        let mut affected: SortedSet<RecordId> = changed.clone();
        affected.extend(changed.iter().flat_map(|id| self.nesting.wishing(*id)));
        let mut nesting = std::mem::take(&mut self.nesting);
        let edges = WrittenEdges { design: self, document, draft };
        let boundaries = affected.union(touched).into_iter().filter(|id| self.is(*id, RecordType::Boundary)).collect();
        affected.extend(nesting.cut_circles(boundaries, &edges));
        changed.extend(affected.into_iter().filter(|id| nesting.settle(*id, self.wished_parent(*id))));
        self.nesting = nesting;
    }

    /// The boundary a record was put in, if that boundary is there.
    fn wished_parent(&self, id: RecordId) -> Option<RecordId> {
        let parent = self.get(id)?.reference(Property::Parent)?;
        Some(parent).filter(|parent| self.is(*parent, RecordType::Boundary))
    }
}

/// The edges between boundaries, read from the document with the draft laid over it.
struct WrittenEdges<'a> {
    design: &'a Design,
    document: &'a Document,
    draft: &'a Transaction,
}

impl Edges for WrittenEdges<'_> {
    fn parent(&self, boundary: RecordId) -> Option<RecordId> {
        self.design.wished_parent(boundary)
    }

    fn written(&self, boundary: RecordId) -> Stamp {
        let key = PropertyKey::Known(Property::Parent);
        let drafted = self.draft.of(boundary).any(|change| matches!(change, Change::Set(set, _) if *set == key));
        let register = self.document.record(boundary).and_then(|record| record.register(&key));
        register.filter(|_| !drafted).map_or_else(|| self.document.next_stamp(), |register| register.stamp)
    }
}

fn ends(item: &Item) -> impl Iterator<Item = RecordId> {
    item.ends().into_iter().flat_map(|(from, to)| [from, to])
}
