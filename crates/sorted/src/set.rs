//! The set.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;

use crate::Arrange;

/// So many are put in one by one, each of which moves what comes after it; more are put in order with all.
const FEW: usize = 64;

/// Keys in order.
#[derive(Clone, PartialEq, Eq)]
pub struct SortedSet<K> {
    /// In order, each once.
    pub(crate) keys: Vec<K>,
}

impl<K> Default for SortedSet<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> SortedSet<K> {
    /// A set without keys.
    pub const fn new() -> Self {
        Self { keys: Vec::new() }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Takes every key out.
    pub fn clear(&mut self) {
        self.keys.clear();
    }

    /// The keys in order.
    pub fn iter(&self) -> std::slice::Iter<'_, K> {
        self.keys.iter()
    }

    /// The least key.
    pub fn first(&self) -> Option<&K> {
        self.keys.first()
    }

    /// The greatest key.
    pub fn last(&self) -> Option<&K> {
        self.keys.last()
    }

    /// Takes out what does not fulfil a condition.
    pub fn retain(&mut self, keep: impl FnMut(&K) -> bool) {
        self.keys.retain(keep);
    }
}

impl<K: Ord> SortedSet<K> {
    /// Where the key is, or would have to be put in.
    pub(crate) fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        let (mut low, mut high) = (0, self.keys.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.keys[middle].borrow().cmp(key) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Ok(middle),
                Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    /// Where the key already was, or where it was put in.
    pub(crate) fn put(&mut self, key: K) -> Result<usize, usize> {
        let found = self.find(&key);
        if let Err(index) = found {
            self.keys.insert(index, key);
        }
        found
    }

    /// The same keys, given in any order and any number of times.
    fn of_unordered(mut keys: Vec<K>) -> Self {
        if !keys.is_sorted() {
            keys.arrange();
        }
        keys.dedup();
        Self { keys }
    }

    /// Whether the key is in the set.
    pub fn contains(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Puts a key in; returns whether it is new.
    pub fn insert(&mut self, key: K) -> bool {
        self.put(key).is_err()
    }

    /// Takes a key out; returns whether it was in the set.
    pub fn remove(&mut self, key: &K) -> bool {
        let found = self.find(key);
        if let Ok(index) = found {
            self.keys.remove(index);
        }
        found.is_ok()
    }

    /// What is in either set.
    pub fn union(&self, other: &Self) -> Self
    where
        K: Clone,
    {
        let mut keys = Vec::with_capacity(self.len() + other.len());
        let (mut left, mut right) = (&self.keys[..], &other.keys[..]);
        while let ([a, ..], [b, ..]) = (left, right) {
            let order = a.cmp(b);
            keys.push(if order.is_le() { a.clone() } else { b.clone() });
            left = &left[usize::from(order.is_le())..];
            right = &right[usize::from(order.is_ge())..];
        }
        keys.extend_from_slice(left);
        keys.extend_from_slice(right);
        Self { keys }
    }
}

impl<'a, K> IntoIterator for &'a SortedSet<K> {
    type Item = &'a K;
    type IntoIter = std::slice::Iter<'a, K>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K> IntoIterator for SortedSet<K> {
    type Item = K;
    type IntoIter = std::vec::IntoIter<K>;

    fn into_iter(self) -> Self::IntoIter {
        self.keys.into_iter()
    }
}

impl<K: Ord> Extend<K> for SortedSet<K> {
    fn extend<T: IntoIterator<Item = K>>(&mut self, keys: T) {
        let mut more = Vec::new();
        for key in keys {
            more.push(key);
        }
        if more.len() > FEW {
            self.keys.append(&mut more);
            *self = Self::of_unordered(std::mem::take(&mut self.keys));
        }
        for key in more {
            self.insert(key);
        }
    }
}

impl<'a, K: Ord + Copy + 'a> Extend<&'a K> for SortedSet<K> {
    fn extend<T: IntoIterator<Item = &'a K>>(&mut self, keys: T) {
        self.extend(keys.into_iter().copied());
    }
}

impl<K: Ord> FromIterator<K> for SortedSet<K> {
    fn from_iter<T: IntoIterator<Item = K>>(keys: T) -> Self {
        let mut unordered = Vec::new();
        for key in keys {
            unordered.push(key);
        }
        Self::of_unordered(unordered)
    }
}

impl<K: Ord, const N: usize> From<[K; N]> for SortedSet<K> {
    fn from(keys: [K; N]) -> Self {
        keys.into_iter().collect()
    }
}

impl<K: fmt::Debug> fmt::Debug for SortedSet<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn many_in_no_order_are_put_in_at_once() {
        // One by one they would move hundreds of gigabytes.
        let scattered = |number: u32| number.wrapping_mul(2_654_435_761);
        let mut set = SortedSet::from([7, 3]);
        set.extend((0..400_000).map(scattered));
        let mut expected: Vec<u32> = (0..400_000).map(scattered).chain([7, 3]).collect();
        expected.sort_unstable();
        expected.dedup();
        assert!(set.iter().eq(&expected));
    }

    proptest! {
        #[test]
        fn does_what_the_standard_library_does(given: Vec<u8>, more: Vec<u8>, out: Vec<u8>) {
            let mut set: SortedSet<u8> = given.iter().copied().collect();
            let mut expected: BTreeSet<u8> = given.into_iter().collect();
            prop_assert!(set.iter().eq(&expected));
            set.extend(&more);
            expected.extend(&more);
            for key in &out {
                prop_assert_eq!(set.remove(key), expected.remove(key));
            }
            prop_assert_eq!((set.len(), set.first(), set.last()), (expected.len(), expected.first(), expected.last()));
            prop_assert!((0..=u8::MAX).all(|key| set.contains(&key) == expected.contains(&key)));
            let other: SortedSet<u8> = more.iter().copied().collect();
            prop_assert!(set.union(&other).iter().eq(expected.union(&more.into_iter().collect())));
            prop_assert!(set.into_iter().eq(expected));
        }
    }
}
