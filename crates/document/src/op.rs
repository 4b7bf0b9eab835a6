//! Ops: the one currency. An op is the undo step, the unit of sync, the unit of storage and the
//! invalidation signal.

use linchpin_catalog::RecordType;

use crate::{PeerId, PropertyKey, RecordId, SortedMap, Value};

/// When an op was made, in Lamport time; the peer breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// One more than every clock the peer had seen.
    pub clock: u64,
    /// Who made it.
    pub peer: PeerId,
}

/// Whether a record is there, and as what. Deletion is a register like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Existence {
    /// Its type.
    pub record_type: RecordType,
    /// False once deleted.
    pub alive: bool,
}

/// What an op does to its record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Creates, deletes or brings back the record.
    Exist(Existence),
    /// Sets a property; `None` unsets it.
    Set(PropertyKey, Option<Value>),
}

/// A stamped change of one register of one record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Op {
    /// When and by whom.
    pub stamp: Stamp,
    /// The record changed.
    pub record: RecordId,
    /// What changed.
    pub change: Change,
}

/// Which register of a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RegisterName {
    /// Whether the record is there.
    Existence,
    /// A property.
    Property(PropertyKey),
}

impl Change {
    pub(crate) fn register(&self) -> RegisterName {
        match self {
            Self::Exist(_) => RegisterName::Existence,
            Self::Set(key, _) => RegisterName::Property(key.clone()),
        }
    }
}

/// The changes of one gesture or command: applied whole or not at all, undone in one step.
///
/// It holds at most one change a register, the last one pushed, so the order of pushing between
/// registers does not matter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transaction {
    changes: SortedMap<RecordId, SortedMap<RegisterName, Change>>,
}

impl Transaction {
    /// A transaction that does nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a change.
    pub fn push(&mut self, record: RecordId, change: Change) -> &mut Self {
        self.changes.get_or_default(record).insert(change.register(), change);
        self
    }

    /// Creates a record, or brings a deleted one back.
    pub fn create(&mut self, record: RecordId, record_type: RecordType) -> &mut Self {
        self.push(record, Change::Exist(Existence { record_type, alive: true }))
    }

    /// Deletes a record.
    pub fn delete(&mut self, record: RecordId, record_type: RecordType) -> &mut Self {
        self.push(record, Change::Exist(Existence { record_type, alive: false }))
    }

    /// Sets a property.
    pub fn set(&mut self, record: RecordId, key: impl Into<PropertyKey>, value: impl Into<Value>) -> &mut Self {
        self.push(record, Change::Set(key.into(), Some(value.into())))
    }

    /// Takes a property back to its default.
    pub fn unset(&mut self, record: RecordId, key: impl Into<PropertyKey>) -> &mut Self {
        self.push(record, Change::Set(key.into(), None))
    }

    /// Adds the changes of another transaction, which win over those already here.
    pub fn extend(&mut self, other: Transaction) -> &mut Self {
        for (record, changes) in other.changes {
            self.changes.get_or_default(record).extend(changes);
        }
        self
    }

    /// The changes, record by record, existence first.
    pub fn changes(&self) -> impl Iterator<Item = (RecordId, &Change)> {
        self.changes.iter().flat_map(|(id, changes)| changes.values().map(|change| (*id, change)))
    }

    /// The changes of one record.
    pub fn of(&self, record: RecordId) -> impl Iterator<Item = &Change> {
        self.changes.get(&record).into_iter().flat_map(SortedMap::values)
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The records it touches.
    pub fn records(&self) -> crate::Changes {
        self.changes.keys().copied().collect()
    }
}
