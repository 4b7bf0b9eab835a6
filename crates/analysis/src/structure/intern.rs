//! Finding out quickly that a gate was built before.

/// Numbers given to keys of a few words, each key once.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// One more than the entry, by hash; 0 is free. The length is a power of two.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    words: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    hash: u64,
    start: usize,
    end: usize,
    number: u32,
}

impl Interner {
    /// The number of a key; `number` if the key is new.
    pub(super) fn find_or_insert(&mut self, head: [u32; 2], words: &[u32], number: u32) -> u32 {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = head.iter().chain(words).fold(0xcbf2_9ce4_8422_2325, |hash, word| mix(hash ^ u64::from(*word)));
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(index) = self.slots[slot].checked_sub(1) {
            let entry = &self.entries[index as usize];
            let held = &self.words[entry.start..entry.end];
            if entry.hash == hash && held[..2] == head && held[2..] == *words {
                return entry.number;
            }
            slot = (slot + 1) & mask;
        }
        let start = self.words.len();
        self.words.extend(head);
        self.words.extend(words);
        self.entries.push(Entry { hash, start, end: self.words.len(), number });
        self.slots[slot] = self.entries.len() as u32;
        number
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![0; size];
        for (index, entry) in self.entries.iter().enumerate() {
            let mut slot = entry.hash as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = index as u32 + 1;
        }
    }
}

/// The finaliser of SplitMix64: every input bit reaches every output bit.
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_its_first_number() {
        let mut interner = Interner::default();
        for round in 0..2 {
            for key in 0..1000u32 {
                let words = [key / 7, key];
                assert_eq!(interner.find_or_insert([key % 3, 0], &words, round * 1000 + key), key);
            }
        }
    }
}
