//! Sorting with little code.
//!
//! The standard library's sort is fast and large: each type and each order compiles four kilobytes of
//! it. All sorting but the hottest of the analysis goes through one compiled copy here.

use std::cmp::Ordering;

/// So many are put in order without merging.
const SHORT: usize = 12;

/// Stable sorting of slices, as the methods of the same names in the standard library, all with one
/// compiled copy of the algorithm. Comparing costs an indirect call.
pub trait Arrange<T> {
    /// Sorts by the natural order.
    fn arrange(&mut self)
    where
        T: Ord;

    /// Sorts by a key.
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);

    /// Sorts by a total order.
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
}

impl<T> Arrange<T> for [T] {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }

    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }

    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let sources = sources(self.len(), &|a, b| compare(&self[a], &self[b]));
        fetch(sources, &mut |a, b| self.swap(a, b));
    }
}

/// Puts every element where it belongs, given for each place where its element is now.
fn fetch(mut sources: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..sources.len() {
        // Follows the circle of places that starts here; each is visited once.
        let mut at = start;
        loop {
            let source = std::mem::replace(&mut sources[at], at);
            if source == start || source == at {
                break;
            }
            swap(at, source);
            at = source;
        }
    }
}

/// For each place of a sorted slice, where its element is now.
///
/// Short runs are put in order one by one, then merged two by two until there is one.
fn sources(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sources: Vec<usize> = (0..length).collect();
    sources.chunks_mut(SHORT).for_each(|run| move_left(run, compare));
    let mut merged = Vec::new();
    let mut run = SHORT;
    while run < length {
        for pair in sources.chunks(2 * run) {
            merge(pair.split_at(run.min(pair.len())), &mut merged, compare);
        }
        std::mem::swap(&mut sources, &mut merged);
        merged.clear();
        run *= 2;
    }
    sources
}

/// Moves one after the other to the left until it is in place.
fn move_left(run: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    for end in 1..run.len() {
        let mut at = end;
        while at > 0 && compare(run[at], run[at - 1]).is_lt() {
            run.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Of equal things those on the left come first. What is in order already costs one look.
fn merge(runs: (&[usize], &[usize]), merged: &mut Vec<usize>, compare: &dyn Fn(usize, usize) -> Ordering) {
    let (mut left, mut right) = runs;
    if let ([.., a], [b, ..]) = (left, right)
        && compare(*b, *a).is_ge()
    {
        merged.extend_from_slice(left);
        left = &[];
    }
    while let ([a, ..], [b, ..]) = (left, right) {
        let from = if compare(*b, *a).is_lt() { &mut right } else { &mut left };
        merged.push(from[0]);
        *from = &from[1..];
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn arranges_as_the_standard_library_sorts(mut items: Vec<(u8, u32)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            items.arrange_by_key(|(key, _)| *key);
            prop_assert_eq!(items, expected);
        }
    }

    #[test]
    fn moves_what_owns_memory() {
        let mut words = ["pear", "apple", "fig"].map(String::from);
        words.arrange();
        assert_eq!(words, ["apple", "fig", "pear"]);
    }
}
