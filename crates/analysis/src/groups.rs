//! Numbers put together: filed under others, sorted into groups, joined into sets. Nothing here is generic, so
//! that it is compiled once.

use linchpin_document::Arrange;
use std::cmp::Ordering;

/// Numbers filed under other numbers, in the order they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grouped {
    starts: Vec<usize>,
    values: Vec<usize>,
}

impl Grouped {
    /// Files, under keys below `keys`, what `pair` answers for each number below `count`: key and value, or nothing.
    pub(crate) fn of(keys: usize, count: usize, pair: &dyn Fn(usize) -> Option<(usize, usize)>) -> Self {
        let mut starts = vec![0; keys + 1];
        for (key, _) in (0..count).filter_map(pair) {
            starts[key + 1] += 1;
        }
        for key in 0..keys {
            starts[key + 1] += starts[key];
        }
        let mut next = starts.clone();
        let mut values = vec![0; starts[keys]];
        for (key, value) in (0..count).filter_map(pair) {
            values[next[key]] = value;
            next[key] += 1;
        }
        Self { starts, values }
    }

    /// What is filed under a key.
    pub(crate) fn get(&self, key: usize) -> &[usize] {
        &self.values[self.starts[key]..self.starts[key + 1]]
    }

    /// Whether nothing is filed.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// The numbers in ascending order, each once.
pub(crate) fn distinct(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.arrange();
    numbers.dedup();
    numbers
}

/// The numbers in groups of those that compare as equal, the least group first; within a group they stay in order.
pub(crate) fn sorted_groups(mut numbers: Vec<usize>, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<Vec<usize>> {
    numbers.arrange_by(|a, b| compare(*a, *b));
    let mut groups = Vec::new();
    for group in numbers.chunk_by(|a, b| compare(*a, *b).is_eq()) {
        groups.push(group.to_vec());
    }
    groups
}

/// Sets that are joined and never parted (union-find), each known by its least member.
#[derive(Debug, Clone)]
pub(crate) struct Sets {
    /// Another of the same set, or itself.
    nearer: Vec<usize>,
    /// Whether anything was ever joined to it.
    joined: Vec<bool>,
}

impl Sets {
    /// Each of so many things alone.
    pub(crate) fn new(count: usize) -> Self {
        Self { nearer: (0..count).collect(), joined: vec![false; count] }
    }

    /// The least member of the set something is in.
    pub(crate) fn first_of(&mut self, mut index: usize) -> usize {
        while self.nearer[index] != index {
            self.nearer[index] = self.nearer[self.nearer[index]];
            index = self.nearer[index];
        }
        index
    }

    /// Makes two sets one; whether they were two.
    pub(crate) fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.first_of(a), self.first_of(b));
        if a != b {
            self.nearer[a.max(b)] = a.min(b);
            self.joined[a.min(b)] = true;
        }
        a != b
    }

    /// Whether the set with this least member has no other.
    pub(crate) fn is_alone(&self, first: usize) -> bool {
        !self.joined[first]
    }

    /// Of each thing the least member of its set.
    pub(crate) fn firsts(mut self) -> Vec<usize> {
        (0..self.nearer.len()).map(|index| self.first_of(index)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_in_order_and_keep_theirs() {
        let parity = |a: usize, b: usize| (a % 2).cmp(&(b % 2));
        assert_eq!(sorted_groups(vec![5, 2, 9, 4, 2], &parity), [vec![2, 4, 2], vec![5, 9]]);
        assert_eq!(distinct(vec![5, 2, 9, 2]), [2, 5, 9]);
    }

    #[test]
    fn pairs_are_filed_under_their_keys() {
        let filed = Grouped::of(3, 5, &|number| (number != 3).then_some((number % 2 * 2, number)));
        assert_eq!([filed.get(0), filed.get(1), filed.get(2)], [&[0, 2, 4][..], &[], &[1]]);
    }
}
