//! The queue of what happens next.

/// What happens at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub time: f64,
    /// Order of creation, for events at the same time, and the kind in the lowest bits.
    key: u64,
    /// What it happens to; the meaning depends on the kind.
    pub index: u32,
    /// Generation of what it happens to: if it is another one by then, the event is void.
    pub generation: u32,
}

/// Bits of the key that hold the kind.
const KIND_BITS: u32 = 3;

impl Event {
    /// The kind given when it was scheduled.
    #[inline]
    pub fn kind(&self) -> u8 {
        (self.key & ((1 << KIND_BITS) - 1)) as u8
    }

    /// One number to compare: bits of floats of 0 and more are in the order of the floats.
    #[inline]
    fn rank(&self) -> u128 {
        u128::from(self.time.to_bits()) << 64 | u128::from(self.key)
    }

    #[inline]
    fn is_before(&self, other: &Self) -> bool {
        self.rank() < other.rank()
    }
}

/// A heap in which each node has `ARITY` children: flatter than a binary one, and children lie together.
///
/// Plain data of 24 bytes each, no allocation in steady state. Events at one time come in the order in
/// which they were scheduled.
#[derive(Clone, Debug, Default)]
pub struct EventQueue<const ARITY: usize = 4> {
    heap: Vec<Event>,
    scheduled: u64,
}

impl<const ARITY: usize> EventQueue<ARITY> {
    /// Number of events that wait.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether no event waits.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// The next event, which stays where it is.
    #[inline]
    pub fn next(&self) -> Option<&Event> {
        self.heap.first()
    }

    /// Adds an event; `time` is 0 or more, and `kind` less than 8.
    #[inline]
    pub fn schedule(&mut self, time: f64, kind: u8, index: u32, generation: u32) {
        let event = Event { time, key: self.scheduled << KIND_BITS | u64::from(kind), index, generation };
        self.scheduled += 1;
        self.heap.push(event);
        self.rise(self.heap.len() - 1, event);
    }

    /// Puts an event at or above a place, whose own event may be lost.
    #[inline]
    fn rise(&mut self, mut at: usize, event: Event) {
        while at > 0 {
            let parent = (at - 1) / ARITY;
            if !event.is_before(&self.heap[parent]) {
                break;
            }
            self.heap[at] = self.heap[parent];
            at = parent;
        }
        self.heap[at] = event;
    }

    /// Takes out the next event.
    #[inline]
    pub fn pop(&mut self) -> Option<Event> {
        let last = self.heap.pop()?;
        let Some(&first) = self.heap.first() else { return Some(last) };
        // The last event belongs near the bottom: the gap sinks all the way, and the event rises from there.
        let mut gap = 0;
        while let Some(child) = self.earliest_child(gap) {
            self.heap[gap] = self.heap[child];
            gap = child;
        }
        self.rise(gap, last);
        Some(first)
    }

    /// Drops the events that mean nothing any more. What is left comes in the same order as before.
    pub fn purge(&mut self, is_void: impl Fn(&Event) -> bool) {
        self.heap.retain(|event| !is_void(event));
        for at in 1..self.heap.len() {
            self.rise(at, self.heap[at]);
        }
    }

    #[inline]
    fn earliest_child(&self, parent: usize) -> Option<usize> {
        let start = parent * ARITY + 1;
        let children = self.heap.get(start..(start + ARITY).min(self.heap.len()))?;
        let mut best = 0;
        let mut rank = children.first()?.rank();
        for (i, child) in children.iter().enumerate().skip(1) {
            let other = child.rank();
            (best, rank) = if other < rank { (i, other) } else { (best, rank) };
        }
        Some(start + best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn sorted<const ARITY: usize>() {
        let mut queue = EventQueue::<ARITY>::default();
        let mut random = Random::new(1, 0);
        let mut expected: Vec<(u64, u32)> = (0..3_000).map(|i| (random.bits() % 50, i)).collect();
        for &(time, i) in &expected {
            queue.schedule(time as f64, (i % 8) as u8, i, i);
        }
        expected.sort_unstable();
        for (time, i) in expected {
            let event = queue.pop().unwrap();
            assert_eq!((event.time, event.index, u32::from(event.kind())), (time as f64, i, i % 8));
        }
        assert!(queue.is_empty() && queue.pop().is_none());
    }

    #[test]
    fn a_purge_leaves_the_rest_in_order() {
        let mut queue = EventQueue::<4>::default();
        let mut random = Random::new(2, 0);
        let mut expected: Vec<(u64, u32)> = (0..2_000).map(|i| (random.bits() % 50, i)).collect();
        for &(time, i) in &expected {
            queue.schedule(time as f64, 0, i, 0);
        }
        queue.purge(|event| event.index % 3 > 0);
        expected.retain(|(_, i)| i % 3 == 0);
        expected.sort_unstable();
        let left: Vec<(u64, u32)> =
            std::iter::from_fn(|| queue.pop()).map(|event| (event.time as u64, event.index)).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn events_come_in_order_of_time_and_then_of_scheduling() {
        sorted::<2>();
        sorted::<4>();
        sorted::<8>();
    }
}
