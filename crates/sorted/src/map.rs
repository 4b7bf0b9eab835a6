//! The map.

use std::borrow::Borrow;
use std::fmt;

/// The most entries of a chunk: moving them takes about as long as finding the place.
const CHUNK: usize = 64;

/// Values by key, in the order of keys.
#[derive(Clone)]
pub struct SortedMap<K, V> {
    /// In order and never empty.
    chunks: Vec<Vec<(K, V)>>,
}

/// Where an entry is, or would have to be put in.
#[derive(Clone, Copy)]
struct Place {
    chunk: usize,
    index: usize,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> SortedMap<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        Self { chunks: Vec::new() }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(Vec::len).sum()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Takes every entry out.
    pub fn clear(&mut self) {
        self.chunks.clear();
    }

    /// The entries in the order of keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { chunks: self.chunks.iter(), chunk: [].iter() }
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The values in the order of keys, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.chunks.iter_mut().flatten().map(|(_, value)| value)
    }

    /// The values in the order of keys, without the map.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    /// The entry with the least key.
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    /// The entry with the greatest key.
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.chunks.last()?.last().map(|(key, value)| (key, value))
    }

    /// Takes out what does not fulfil a condition.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        for chunk in &mut self.chunks {
            chunk.retain_mut(|(key, value)| keep(key, value));
        }
        self.chunks.retain(|chunk| !chunk.is_empty());
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(&self.chunks[place.chunk][place.index].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(&mut self.chunks[place.chunk][place.index].1)
    }

    /// Whether the key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Gives a key a value; returns the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.chunks[place.chunk][place.index].1, value)),
            Err(place) => {
                self.put(place, (key, value));
                None
            }
        }
    }

    /// Takes a key out; returns the value it had.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        let (_, value) = self.chunks[place.chunk].remove(place.index);
        if self.chunks[place.chunk].is_empty() {
            self.chunks.remove(place.chunk);
        }
        Some(value)
    }

    /// The value of a key, which is made when there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let place = match self.place(&key) {
            Ok(place) => place,
            Err(place) => self.put(place, (key, make())),
        };
        &mut self.chunks[place.chunk][place.index].1
    }

    /// The value of a key, which is the default when there is none.
    pub fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.get_or_insert_with(key, V::default)
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Place, Place>
    where
        K: Borrow<Q>,
    {
        let before = self.chunks.partition_point(|chunk| chunk.last().is_some_and(|(last, _)| last.borrow() < key));
        let chunk = before.min(self.chunks.len().saturating_sub(1));
        let entries = self.chunks.get(chunk).map_or(&[][..], Vec::as_slice);
        let found = entries.binary_search_by(|(held, _)| held.borrow().cmp(key));
        found.map(|index| Place { chunk, index }).map_err(|index| Place { chunk, index })
    }

    /// Puts an entry in where its key belongs; returns where it came to be.
    fn put(&mut self, place: Place, entry: (K, V)) -> Place {
        let Place { mut chunk, mut index } = place;
        if self.chunks.is_empty() {
            self.chunks.push(Vec::new());
        }
        if self.chunks[chunk].len() == CHUNK {
            // What is filled in order keeps full chunks; in the middle both halves get room.
            let half = if index == CHUNK { CHUNK } else { CHUNK / 2 };
            let rest = self.chunks[chunk].split_off(half);
            self.chunks.insert(chunk + 1, rest);
            if index >= half {
                (chunk, index) = (chunk + 1, index - half);
            }
        }
        self.chunks[chunk].insert(index, entry);
        Place { chunk, index }
    }
}

/// The entries of a [`SortedMap`].
pub struct Iter<'a, K, V> {
    chunks: std::slice::Iter<'a, Vec<(K, V)>>,
    chunk: std::slice::Iter<'a, (K, V)>,
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), chunk: self.chunk.clone() }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.chunk.next() {
                return Some((key, value));
            }
            self.chunk = self.chunks.next()?.iter();
        }
    }
}

/// The entries taken out of a [`SortedMap`].
pub struct IntoIter<K, V> {
    chunks: std::vec::IntoIter<Vec<(K, V)>>,
    chunk: std::vec::IntoIter<(K, V)>,
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.chunk.next() {
                return Some(entry);
            }
            self.chunk = self.chunks.next()?.into_iter();
        }
    }
}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter { chunks: self.chunks.into_iter(), chunk: Vec::new().into_iter() }
    }
}

/// Of equal keys the last one stays.
impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, entries: T) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(entries: T) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for SortedMap<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Debug, Clone)]
    enum Step {
        Insert(u16, u32),
        Remove(u16),
        GetOrInsert(u16, u32),
        Retain(u16),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            8 => (0..500u16, any::<u32>()).prop_map(|(key, value)| Step::Insert(key, value)),
            4 => (0..500u16).prop_map(Step::Remove),
            2 => (0..500u16, any::<u32>()).prop_map(|(key, value)| Step::GetOrInsert(key, value)),
            1 => (2..50u16).prop_map(Step::Retain),
        ]
    }

    proptest! {
        #[test]
        fn does_what_the_standard_library_does(steps in proptest::collection::vec(step(), 0..1000)) {
            let (mut map, mut expected) = (SortedMap::new(), BTreeMap::new());
            for step in steps {
                match step {
                    Step::Insert(key, value) => prop_assert_eq!(map.insert(key, value), expected.insert(key, value)),
                    Step::Remove(key) => prop_assert_eq!(map.remove(&key), expected.remove(&key)),
                    Step::GetOrInsert(key, value) => {
                        prop_assert_eq!(map.get_or_insert_with(key, || value), expected.entry(key).or_insert(value));
                    }
                    Step::Retain(divisor) => {
                        map.retain(|key, _| key % divisor != 0);
                        expected.retain(|key, _| key % divisor != 0);
                    }
                }
                prop_assert_eq!((map.len(), map.is_empty()), (expected.len(), expected.is_empty()));
            }
            prop_assert!(map.iter().eq(expected.iter()));
            prop_assert!((0..500).all(|key| map.get(&key) == expected.get(&key)));
            prop_assert!(map.into_iter().eq(expected));
        }
    }

    #[test]
    fn what_is_filled_in_order_keeps_full_chunks() {
        let map: SortedMap<usize, ()> = (0..10 * CHUNK).map(|key| (key, ())).collect();
        assert_eq!(map.chunks.len(), 10);
    }
}
