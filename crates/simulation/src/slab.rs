//! Records that come and go, in places that are used again.

/// Nothing: no record, the end of a list.
pub const NONE: u32 = u32::MAX;

/// Names one record; void once its place is freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    /// Place in the slab.
    pub index: u32,
    /// How often the place was freed before.
    pub generation: u32,
}

impl Handle {
    /// Names no record.
    pub const NOTHING: Self = Self { index: NONE, generation: 0 };

    /// Whether it names no record.
    pub fn is_nothing(self) -> bool {
        self.index == NONE
    }
}

#[derive(Clone, Debug)]
struct Slot<T> {
    value: T,
    generation: u32,
    used: bool,
    /// The next free place, if it is not in use.
    next_free: u32,
}

/// A list of records with holes that are filled again; allocates only while it grows.
#[derive(Clone, Debug)]
pub struct Slab<T> {
    slots: Vec<Slot<T>>,
    first_free: u32,
    used: usize,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), first_free: NONE, used: 0 }
    }
}

impl<T> Slab<T> {
    /// Memory of one record in bytes.
    #[cfg(test)]
    pub const BYTES: usize = size_of::<Slot<T>>();

    /// Number of records.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Adds a record.
    #[inline]
    pub fn insert(&mut self, value: T) -> Handle {
        self.used += 1;
        let index = self.first_free;
        if let Some(slot) = self.slots.get_mut(index as usize) {
            self.first_free = slot.next_free;
            slot.value = value;
            slot.used = true;
            return Handle { index, generation: slot.generation };
        }
        // The caller bounds the number of records far below the range of the index.
        let index = self.slots.len() as u32;
        self.slots.push(Slot { value, generation: 0, used: true, next_free: NONE });
        Handle { index, generation: 0 }
    }

    /// Takes a record out; its handles are void from now on.
    #[inline]
    pub fn remove(&mut self, index: u32) {
        let slot = &mut self.slots[index as usize];
        slot.used = false;
        slot.generation = slot.generation.wrapping_add(1);
        slot.next_free = self.first_free;
        self.first_free = index;
        self.used -= 1;
    }

    /// Makes all handles of a record void, and returns the one that is valid now.
    pub fn renew(&mut self, index: u32) -> Handle {
        let slot = &mut self.slots[index as usize];
        slot.generation = slot.generation.wrapping_add(1);
        Handle { index, generation: slot.generation }
    }

    /// Whether the handle names a record that is still there.
    #[inline]
    pub fn is_valid(&self, handle: Handle) -> bool {
        self.slots.get(handle.index as usize).is_some_and(|slot| slot.used && slot.generation == handle.generation)
    }

    /// The valid handle of the record at `index`.
    #[inline]
    pub fn handle(&self, index: u32) -> Handle {
        Handle { index, generation: self.slots[index as usize].generation }
    }

    /// All records with their places.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.slots.iter().enumerate().filter(|(_, slot)| slot.used).map(|(index, slot)| (index as u32, &slot.value))
    }
}

impl<T> std::ops::Index<u32> for Slab<T> {
    type Output = T;

    #[inline]
    fn index(&self, index: u32) -> &T {
        &self.slots[index as usize].value
    }
}

impl<T> std::ops::IndexMut<u32> for Slab<T> {
    #[inline]
    fn index_mut(&mut self, index: u32) -> &mut T {
        &mut self.slots[index as usize].value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_used_again_and_old_handles_are_void() {
        let mut slab = Slab::default();
        let (a, b) = (slab.insert('a'), slab.insert('b'));
        slab.remove(a.index);
        let c = slab.insert('c');
        assert_eq!(c.index, a.index);
        assert!(slab.is_valid(c) && slab.is_valid(b) && !slab.is_valid(a));
        let renewed = slab.renew(b.index);
        assert!(!slab.is_valid(b) && slab.is_valid(renewed) && slab.handle(b.index) == renewed);
        assert_eq!(slab.iter().map(|(_, c)| *c).collect::<String>(), "cb");
        assert!(!slab.is_valid(Handle::NOTHING) && slab.len() == 2);
    }
}
