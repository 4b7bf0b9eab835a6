//! Finding things by where they are.

use kurbo::Rect;
use linchpin_document::Arrange;
use rstar::{AABB, RTree, RTreeObject};

/// An area with the key of what covers it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry<K> {
    area: Rect,
    key: K,
}

impl<K> RTreeObject for Entry<K> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        envelope(self.area)
    }
}

fn envelope(area: Rect) -> AABB<[f64; 2]> {
    AABB::from_corners([area.x0, area.y0], [area.x1, area.y1])
}

/// Areas found by place. Every key has at most one area.
#[derive(Debug, Clone)]
pub(crate) struct SpatialIndex<K: Copy + Ord> {
    tree: RTree<Entry<K>>,
}

impl<K: Copy + Ord> Default for SpatialIndex<K> {
    fn default() -> Self {
        Self { tree: RTree::new() }
    }
}

/// From this share of the index on, building it anew is quicker than changing it.
const REBUILD_SHARE: usize = 10;
const REBUILD_LEAST: usize = 32;

impl<K: Copy + Ord> SpatialIndex<K> {
    /// Takes some areas out and puts others in. What is taken out must be as it was put in.
    pub(crate) fn replace(&mut self, mut out: Vec<(Rect, K)>, mut into: Vec<(Rect, K)>) {
        out.arrange_by_key(|(_, key)| *key);
        into.arrange_by_key(|(_, key)| *key);
        let stays = |entry: &(Rect, K), others: &[(Rect, K)]| {
            let place = others.binary_search_by_key(&entry.1, |(_, key)| *key);
            place.is_ok_and(|place| others[place].0 == entry.0)
        };
        let staying: Vec<bool> = out.iter().map(|entry| stays(entry, &into)).collect();
        into.retain(|entry| !stays(entry, &out));
        let mut staying = staying.into_iter();
        out.retain(|_| staying.next() != Some(true));
        if out.len() + into.len() > REBUILD_LEAST.max(self.tree.size() / REBUILD_SHARE) {
            self.rebuild(&out, into);
            return;
        }
        for (area, key) in out {
            self.tree.remove(&Entry { area, key });
        }
        for (area, key) in into {
            self.tree.insert(Entry { area, key });
        }
    }

    /// `out` is in the order of keys.
    fn rebuild(&mut self, out: &[(Rect, K)], into: Vec<(Rect, K)>) {
        let is_kept = |entry: &&Entry<K>| out.binary_search_by_key(&entry.key, |(_, key)| *key).is_err();
        let kept = self.tree.iter().filter(is_kept).copied();
        self.tree = RTree::bulk_load(kept.chain(into.into_iter().map(|(area, key)| Entry { area, key })).collect());
    }

    /// What shares at least a point with an area, in no particular order.
    pub(crate) fn touching(&self, area: Rect) -> impl Iterator<Item = (Rect, K)> + '_ {
        self.tree.locate_in_envelope_intersecting(&envelope(area)).map(|entry| (entry.area, entry.key))
    }

    /// What shares at least a point with an area, in the order of keys.
    pub(crate) fn touching_in_order(&self, area: Rect) -> Vec<(Rect, K)> {
        let mut found: Vec<(Rect, K)> = self.touching(area).collect();
        found.arrange_by_key(|(_, key)| *key);
        found
    }

    /// The area around everything; nothing when it is empty.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        let around = self.tree.root().envelope();
        let ([x0, y0], [x1, y1]) = (around.lower(), around.upper());
        (self.tree.size() > 0).then(|| Rect::new(x0, y0, x1, y1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn area() -> impl Strategy<Value = Rect> {
        (0..100u8, 0..100u8, 0..20u8, 0..20u8).prop_map(|(x, y, w, h)| {
            Rect::new(f64::from(x), f64::from(y), f64::from(x) + f64::from(w), f64::from(y) + f64::from(h))
        })
    }

    proptest! {
        #[test]
        fn finds_what_a_look_at_everything_finds(
            steps in proptest::collection::vec(proptest::collection::btree_map(0..200u32, area(), 0..60), 1..6),
            asked in area(),
        ) {
            let mut held: BTreeMap<u32, Rect> = BTreeMap::new();
            let mut index = SpatialIndex::default();
            for step in steps {
                let out: Vec<(Rect, u32)> = step.keys().filter_map(|key| Some((*held.get(key)?, *key))).collect();
                index.replace(out, step.iter().map(|(key, area)| (*area, *key)).collect());
                held.extend(step);
                let found: Vec<u32> = index.touching_in_order(asked).into_iter().map(|(_, key)| key).collect();
                let touches = |a: &Rect| a.x0 <= asked.x1 && asked.x0 <= a.x1 && a.y0 <= asked.y1 && asked.y0 <= a.y1;
                let expected: Vec<u32> = held.iter().filter(|(_, area)| touches(area)).map(|(key, _)| *key).collect();
                prop_assert_eq!(found, expected);
                prop_assert_eq!(index.bounds(), held.values().copied().reduce(|a, b| a.union(b)));
            }
        }
    }
}
