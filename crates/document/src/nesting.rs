//! Which record lies in which boundary, also when two people nested boundaries in each other at once.

use crate::{RecordId, SortedMap, SortedSet, Stamp};

/// Sets of records kept under another record; a key without records is not kept.
pub(crate) type Index<K> = SortedMap<K, SortedSet<RecordId>>;

/// Removes a record from its set, and the set with the last one.
pub(crate) fn remove_from<K: Ord>(index: &mut Index<K>, key: K, id: RecordId) {
    if let Some(ids) = index.get_mut(&key) {
        ids.remove(&id);
        if ids.is_empty() {
            index.remove(&key);
        }
    }
}

/// The nesting as it is, and what it follows from.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Nesting {
    /// Every record that is there by the record it was put in, whether that is a boundary or not.
    wishes: Index<RecordId>,
    parents: SortedMap<RecordId, RecordId>,
    children: Index<RecordId>,
    /// The boundaries put in what lies inside themselves: their edge is ignored.
    cut: SortedSet<RecordId>,
}

impl Nesting {
    pub fn parent(&self, id: RecordId) -> Option<RecordId> {
        self.parents.get(&id).copied()
    }

    pub fn children(&self, boundary: RecordId) -> impl Iterator<Item = RecordId> {
        self.children.get(&boundary).into_iter().flatten().copied()
    }

    /// The records put in this one.
    pub fn wishing(&self, parent: RecordId) -> impl Iterator<Item = RecordId> {
        self.wishes.get(&parent).into_iter().flatten().copied()
    }

    pub fn add_wish(&mut self, id: RecordId, parent: RecordId) {
        self.wishes.get_or_default(parent).insert(id);
    }

    pub fn drop_wish(&mut self, id: RecordId, parent: RecordId) {
        remove_from(&mut self.wishes, parent, id);
    }

    /// Finds anew which edges to ignore, where the edges of `changed` boundaries may have changed.
    /// Returns every record whose edge is ignored now or was until now.
    ///
    /// A circle that stays as it was is met again through its ignored edge.
    pub fn cut_circles(&mut self, changed: SortedSet<RecordId>, edges: &impl Edges) -> SortedSet<RecordId> {
        let starts = changed.union(&self.cut);
        let before = std::mem::replace(&mut self.cut, youngest_of_circles(&starts, edges));
        before.union(&self.cut)
    }

    /// Puts a record where it was wished to be, unless that edge is ignored. Returns whether it moved.
    pub fn settle(&mut self, id: RecordId, wished: Option<RecordId>) -> bool {
        let parent = wished.filter(|_| !self.cut.contains(&id));
        if parent == self.parent(id) {
            return false;
        }
        if let Some(old) = self.parents.remove(&id) {
            remove_from(&mut self.children, old, id);
        }
        if let Some(parent) = parent {
            self.parents.insert(id, parent);
            self.children.get_or_default(parent).insert(id);
        }
        true
    }
}

/// The edges between boundaries as they were written.
pub(crate) trait Edges {
    /// The boundary this one was put in.
    fn parent(&self, boundary: RecordId) -> Option<RecordId>;
    /// When it was put there.
    fn written(&self, boundary: RecordId) -> Stamp;
}

/// The youngest edge of each circle that can be reached from the starts.
///
/// Every boundary has at most one edge, so circles do not share edges and each is cut on its own.
fn youngest_of_circles(starts: &SortedSet<RecordId>, edges: &impl Edges) -> SortedSet<RecordId> {
    let mut cut = SortedSet::new();
    let mut done: SortedSet<RecordId> = SortedSet::new();
    for start in starts {
        let mut trail = Vec::new();
        let mut on_trail = SortedSet::new();
        let mut next = Some(*start);
        while let Some(id) = next.filter(|id| !done.contains(id)) {
            if !on_trail.insert(id) {
                let circle = trail.iter().copied().skip_while(|step| *step != id);
                cut.extend(circle.max_by_key(|step| (edges.written(*step), *step)));
                break;
            }
            trail.push(id);
            next = edges.parent(id);
        }
        done.extend(on_trail);
    }
    cut
}
