//! The numbers of records by their ids.

use linchpin_document::RecordId;
use std::hash::{Hash, Hasher};

/// A hash table from ids to numbers: connections ask for their ends often enough that searching a
/// sorted list would be a good part of reading a design.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    /// One more than the number, by hash; 0 is free. The length is a power of two, at least twice the
    /// number of ids.
    slots: Vec<u32>,
    ids: Vec<RecordId>,
}

impl Ids {
    /// Numbers these ids from 0 on.
    pub(crate) fn of(ids: impl Iterator<Item = RecordId>) -> Self {
        let ids: Vec<RecordId> = ids.collect();
        let mut table = Self { slots: vec![0; (ids.len() * 2 + 1).next_power_of_two()], ids };
        for number in 0..table.ids.len() {
            let mut slot = table.first_slot(table.ids[number]);
            while table.slots[slot] != 0 {
                slot = (slot + 1) & (table.slots.len() - 1);
            }
            table.slots[slot] = number as u32 + 1;
        }
        table
    }

    /// The number of an id.
    pub(crate) fn find(&self, id: RecordId) -> Option<usize> {
        let mut slot = self.first_slot(id);
        while let Some(number) = self.slots[slot].checked_sub(1) {
            if self.ids[number as usize] == id {
                return Some(number as usize);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        None
    }

    fn first_slot(&self, id: RecordId) -> usize {
        let mut hasher = Folding(0);
        id.hash(&mut hasher);
        hasher.finish() as usize & (self.slots.len() - 1)
    }
}

/// A multiplicative hash, the same everywhere.
struct Folding(u64);

impl Hasher for Folding {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u128(u128::from(*byte)));
    }

    fn write_u128(&mut self, number: u128) {
        let folded = self.0 ^ (number as u64) ^ ((number >> 64) as u64).rotate_left(32);
        // The high half of a full product depends on every bit of the factor.
        let product = u128::from(folded) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_found_and_no_other() {
        let id = |word: &str, number: usize| RecordId::parse(&format!("{word}-{number}")).unwrap();
        let ids = Ids::of((0..5000).map(|number| id("server", number)));
        assert!((0..5000).all(|number| ids.find(id("server", number)) == Some(number)));
        assert!((0..5000).all(|number| ids.find(id("client", number)).is_none()));
        assert_eq!(Ids::of(std::iter::empty()).find(RecordId::DESIGN), None);
    }
}
