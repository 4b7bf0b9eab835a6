//! The map.

use std::borrow::Borrow;
use std::fmt;

use crate::SortedSet;

/// Values by key, in the order of keys.
#[derive(Clone, PartialEq, Eq)]
pub struct SortedMap<K, V> {
    keys: SortedSet<K>,
    /// One for each key, in the same order.
    values: Vec<V>,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> SortedMap<K, V> {
    /// A map without entries.
    pub const fn new() -> Self {
        Self { keys: SortedSet::new(), values: Vec::new() }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Takes every entry out.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.values.clear();
    }

    /// The entries in the order of keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { keys: self.keys.keys.iter(), values: self.values.iter() }
    }

    /// The keys in order.
    pub fn keys(&self) -> std::slice::Iter<'_, K> {
        self.keys.keys.iter()
    }

    /// The values in the order of keys.
    pub fn values(&self) -> std::slice::Iter<'_, V> {
        self.values.iter()
    }

    /// The values in the order of keys, to be changed.
    pub fn values_mut(&mut self) -> std::slice::IterMut<'_, V> {
        self.values.iter_mut()
    }

    /// The values in the order of keys, without the map.
    pub fn into_values(self) -> std::vec::IntoIter<V> {
        self.values.into_iter()
    }

    /// The entry with the least key.
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.keys.first().zip(self.values.first())
    }

    /// Takes out what does not fulfil a condition.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        for (key, mut value) in std::mem::take(self) {
            if keep(&key, &mut value) {
                self.keys.keys.push(key);
                self.values.push(value);
            }
        }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(self.keys.find(key).ok()?)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.values.get_mut(self.keys.find(key).ok()?)
    }

    /// Whether the key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.keys.find(key).is_ok()
    }

    /// Gives a key a value; returns the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.keys.put(key) {
            Ok(index) => Some(std::mem::replace(&mut self.values[index], value)),
            Err(index) => {
                self.values.insert(index, value);
                None
            }
        }
    }

    /// Takes a key out; returns the value it had.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let index = self.keys.find(key).ok()?;
        self.keys.keys.remove(index);
        Some(self.values.remove(index))
    }

    /// The value of a key, which is made when there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let index = match self.keys.put(key) {
            Ok(index) => index,
            Err(index) => {
                self.values.insert(index, make());
                index
            }
        };
        &mut self.values[index]
    }

    /// The value of a key, which is the default when there is none.
    pub fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.get_or_insert_with(key, V::default)
    }
}

/// The entries of a [`SortedMap`].
pub struct Iter<'a, K, V> {
    keys: std::slice::Iter<'a, K>,
    values: std::slice::Iter<'a, V>,
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { keys: self.keys.clone(), values: self.values.clone() }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.keys.next()?, self.values.next()?))
    }
}

/// The entries taken out of a [`SortedMap`].
pub struct IntoIter<K, V> {
    keys: std::vec::IntoIter<K>,
    values: std::vec::IntoIter<V>,
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.keys.next()?, self.values.next()?))
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
        IntoIter { keys: self.keys.into_iter(), values: self.values.into_iter() }
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
        Extend(Vec<(u16, u32)>),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            8 => (0..500u16, any::<u32>()).prop_map(|(key, value)| Step::Insert(key, value)),
            4 => (0..500u16).prop_map(Step::Remove),
            2 => (0..500u16, any::<u32>()).prop_map(|(key, value)| Step::GetOrInsert(key, value)),
            1 => (2..50u16).prop_map(Step::Retain),
            1 => proptest::collection::vec((0..500u16, any::<u32>()), 0..200).prop_map(Step::Extend),
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
                    Step::Extend(more) => {
                        map.extend(more.iter().copied());
                        expected.extend(more);
                    }
                }
                prop_assert_eq!((map.len(), map.is_empty()), (expected.len(), expected.is_empty()));
            }
            prop_assert!(map.iter().eq(expected.iter()));
            prop_assert!((0..500).all(|key| map.get(&key) == expected.get(&key)));
            prop_assert!(map.into_iter().eq(expected));
        }
    }
}
