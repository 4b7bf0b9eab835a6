//! Fractional indices: between any two there is always room for another.

use std::sync::Arc;

/// Digits in ASCII order, so that keys compare as text does.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

/// A place among siblings: the digits of a fraction between 0 and 1, never ending in 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderKey(Arc<str>);

impl OrderKey {
    /// Reads a key.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = !text.is_empty() && text.bytes().all(|b| DIGITS.contains(&b)) && !text.ends_with('0');
        well_formed.then(|| Self(text.into()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A key strictly between two others; `None` stands for the very first or last place.
    ///
    /// Keys handed over in the wrong order, or equal ones, give a key just after the lower.
    pub fn between(low: Option<&OrderKey>, high: Option<&OrderKey>) -> Self {
        let low_digits = low.map_or(&[][..], |key| key.0.as_bytes());
        let high_digits = high.filter(|key| low.is_none_or(|low| low < *key)).map(|key| key.0.as_bytes());
        let mut digits = Vec::new();
        let mut high_bound = high_digits;
        for index in 0.. {
            let from = low_digits.get(index).map_or(0, |byte| value(*byte));
            let to = high_bound.map_or(BASE, |bound| bound.get(index).map_or(0, |byte| value(*byte)));
            if to > from + 1 {
                digits.push(DIGITS[middle(from, to, low_digits.len() <= index, high_bound.is_none())]);
                break;
            }
            digits.push(DIGITS[from]);
            if to > from {
                // Past this digit the upper bound no longer limits.
                high_bound = None;
            }
        }
        // Only ASCII digits were pushed.
        Self(String::from_utf8_lossy(&digits).into())
    }
}

fn value(byte: u8) -> usize {
    DIGITS.iter().position(|digit| *digit == byte).unwrap_or(0)
}

/// Appending at the end is by far the most common, so it steps by one instead of halving the room.
fn middle(from: usize, to: usize, low_ended: bool, unbounded: bool) -> usize {
    if unbounded && !low_ended { from + 1 } else { from + (to - from) / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_thousand_appended_keys_stay_short() {
        let mut last = OrderKey::between(None, None);
        for _ in 0..1000 {
            let next = OrderKey::between(Some(&last), None);
            assert!(last < next);
            last = next;
        }
        assert!(last.as_str().len() < 40, "{}", last.as_str());
    }

    proptest! {
        #[test]
        fn there_is_always_room(steps in proptest::collection::vec(0usize..50, 1..200)) {
            let mut keys: Vec<OrderKey> = Vec::new();
            for step in steps {
                let at = step % (keys.len() + 1);
                let low = at.checked_sub(1).map(|index| keys[index].clone());
                let key = OrderKey::between(low.as_ref(), keys.get(at));
                prop_assert!(OrderKey::parse(key.as_str()).is_some());
                keys.insert(at, key);
                prop_assert!(keys.is_sorted_by(|a, b| a < b));
            }
        }
    }
}
