//! What is selected.

use linchpin_document::{Design, RecordId, SortedSet};

/// The selected records. The lead is the one chosen last: keyboard navigation goes on from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    ids: SortedSet<RecordId>,
    lead: Option<RecordId>,
}

impl Selection {
    /// Just this record.
    pub fn one(id: RecordId) -> Self {
        Self { ids: SortedSet::from([id]), lead: Some(id) }
    }

    /// The selected records, in the order of their ids.
    pub fn ids(&self) -> &SortedSet<RecordId> {
        &self.ids
    }

    /// The one chosen last.
    pub fn lead(&self) -> Option<RecordId> {
        self.lead
    }

    /// The only selected record, if there is just one.
    pub fn single(&self) -> Option<RecordId> {
        self.ids.first().copied().filter(|_| self.ids.len() == 1)
    }

    /// Whether a record is selected.
    pub fn contains(&self, id: RecordId) -> bool {
        self.ids.contains(&id)
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many records are selected.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// With a record added, or taken out if it was in.
    #[must_use]
    pub fn toggled(mut self, id: RecordId) -> Self {
        if self.ids.remove(&id) {
            self.lead = self.ids.last().copied();
        } else {
            self.ids.insert(id);
            self.lead = Some(id);
        }
        self
    }

    /// Without the records that are no longer there.
    #[must_use]
    pub fn living_in(mut self, design: &Design) -> Self {
        self.ids.retain(|id| design.get(*id).is_some());
        self.lead = self.lead.filter(|id| self.ids.contains(id)).or(self.ids.last().copied());
        self
    }
}

impl FromIterator<RecordId> for Selection {
    fn from_iter<T: IntoIterator<Item = RecordId>>(ids: T) -> Self {
        let ids: Vec<RecordId> = ids.into_iter().collect();
        Self { lead: ids.last().copied(), ids: ids.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> RecordId {
        RecordId::parse(text).unwrap()
    }

    #[test]
    fn toggling_moves_the_lead() {
        let both = Selection::one(id("b")).toggled(id("a"));
        assert_eq!(both.lead(), Some(id("a")));
        assert_eq!(both.single(), None);
        let left = both.toggled(id("a"));
        assert_eq!((left.lead(), left.single()), (Some(id("b")), Some(id("b"))));
        assert!(left.toggled(id("b")).is_empty());
    }
}
