//! Which boundary lies in which, when two people may have nested them in each other at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::{RecordId, Stamp};

/// An edge from a boundary to the one it was put in, with when that was written.
pub(crate) type Edges = BTreeMap<RecordId, (RecordId, Stamp)>;

/// The edges to ignore so that no boundary lies in itself: the youngest of each circle.
///
/// Every boundary has at most one edge, so circles do not share edges and each is cut on its own.
pub(crate) fn cut(edges: &Edges) -> BTreeSet<RecordId> {
    let mut cut = BTreeSet::new();
    let mut done: BTreeSet<RecordId> = BTreeSet::new();
    for start in edges.keys() {
        let mut trail = Vec::new();
        let mut on_trail = BTreeSet::new();
        let mut next = Some(*start);
        while let Some(id) = next.filter(|id| !done.contains(id)) {
            if !on_trail.insert(id) {
                let circle = trail.iter().skip_while(|step| **step != id);
                cut.extend(circle.max_by_key(|step| edges.get(step).map(|(_, stamp)| (*stamp, **step))).copied());
                break;
            }
            trail.push(id);
            next = edges.get(&id).map(|(parent, _)| *parent);
        }
        done.extend(on_trail);
    }
    cut
}
