//! Tables of things written once and referred to by their place.

use linchpin_document::SortedMap;

/// Things in the order they were first met.
#[derive(Debug, Clone)]
pub(crate) struct Table<T> {
    items: Vec<T>,
    places: SortedMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: SortedMap::new() }
    }
}

impl<T: Ord + Clone> Table<T> {
    /// The place of a thing, a new one if it was not met before.
    pub fn place(&mut self, item: &T) -> usize {
        if let Some(place) = self.places.get(item) {
            return *place;
        }
        self.items.push(item.clone());
        self.places.insert(item.clone(), self.items.len() - 1);
        self.items.len() - 1
    }

    /// Everything met, in order.
    pub fn items(&self) -> &[T] {
        &self.items
    }
}
