//! The document: registers filled by ops, merging in any order.

use linchpin_catalog::Property;
use linchpin_sorted::Arrange;

use crate::{Change, Changes, Existence, Op, PeerId, PropertyKey, RecordId, SortedMap, Stamp, Value};

/// A value with the stamp it was written at.
#[derive(Debug, Clone, PartialEq)]
pub struct Register<T> {
    /// When it was written.
    pub stamp: Stamp,
    /// What was written.
    pub value: T,
}

impl<T: Ord + Clone> Register<T> {
    /// Whether a write is later than what is held. Equal stamps, which only a broken peer makes, are settled by
    /// value so that every replica still agrees.
    fn is_news(held: Option<&Self>, stamp: Stamp, value: &T) -> bool {
        held.is_none_or(|held| (held.stamp, &held.value) < (stamp, value))
    }

    /// Takes the later of two writes.
    fn take(slot: &mut Option<Self>, stamp: Stamp, value: &T) -> bool {
        let newer = Self::is_news(slot.as_ref(), stamp, value);
        if newer {
            *slot = Some(Register { stamp, value: value.clone() });
        }
        newer
    }
}

/// The registers of one record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Whether it is there; nothing until its creation arrived.
    pub existence: Option<Register<Existence>>,
    properties: SortedMap<PropertyKey, Option<Register<Option<Value>>>>,
}

impl Record {
    /// The registers of its properties, unset ones included.
    pub fn properties(&self) -> impl Iterator<Item = (&PropertyKey, &Register<Option<Value>>)> {
        self.properties.iter().filter_map(|(key, register)| Some((key, register.as_ref()?)))
    }

    /// The register of one property.
    pub fn register(&self, key: &PropertyKey) -> Option<&Register<Option<Value>>> {
        self.properties.get(key)?.as_ref()
    }

    /// The value of one property as written, valid or not.
    pub fn value(&self, property: Property) -> Option<&Value> {
        self.register(&property.into())?.value.as_ref()
    }

    fn is_news(&self, stamp: Stamp, change: &Change) -> bool {
        match change {
            Change::Exist(existence) => Register::is_news(self.existence.as_ref(), stamp, existence),
            Change::Set(key, value) => Register::is_news(self.register(key), stamp, value),
        }
    }

    fn apply(&mut self, stamp: Stamp, change: &Change) -> bool {
        match change {
            Change::Exist(existence) => Register::take(&mut self.existence, stamp, existence),
            Change::Set(key, value) => Register::take(self.properties.get_or_default(key.clone()), stamp, value),
        }
    }
}

/// All registers of a design, as one peer has them.
#[derive(Debug, Clone)]
pub struct Document {
    peer: PeerId,
    clock: u64,
    serial: u32,
    records: SortedMap<RecordId, Record>,
}

impl PartialEq for Document {
    /// Two documents are equal when their registers are; who holds them does not matter.
    fn eq(&self, other: &Self) -> bool {
        self.records == other.records
    }
}

impl Document {
    /// An empty document held by this peer.
    pub fn new(peer: PeerId) -> Self {
        Self { peer, clock: 0, serial: 0, records: SortedMap::new() }
    }

    /// Who holds it.
    pub fn peer(&self) -> PeerId {
        self.peer
    }

    /// The highest clock seen.
    pub fn clock(&self) -> u64 {
        self.clock
    }

    /// A fresh record id. Asking is what uses it up: an abandoned draft leaves a gap, never a clash.
    pub fn new_id(&mut self) -> RecordId {
        loop {
            let id = RecordId::made_by(self.peer, self.serial);
            self.serial = self.serial.wrapping_add(1);
            if !self.records.contains_key(&id) {
                return id;
            }
        }
    }

    /// Every record, deleted ones included.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.records.iter().map(|(id, record)| (*id, record))
    }

    /// The registers of one record.
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(&id)
    }

    /// Whether the record is there as its registers say. The design itself always is.
    pub fn existence(&self, id: RecordId) -> Option<Existence> {
        if id == RecordId::DESIGN {
            return Some(Existence { record_type: linchpin_catalog::RecordType::Design, alive: true });
        }
        self.record(id)?.existence.as_ref().map(|register| register.value)
    }

    /// The stamp the next local transaction will carry.
    pub(crate) fn next_stamp(&self) -> Stamp {
        Stamp { clock: self.clock.saturating_add(1), peer: self.peer }
    }

    /// Whether merging an op would change a register: not where the same was written, or something later.
    pub fn is_news(&self, op: &Op) -> bool {
        self.record(op.record).is_none_or(|record| record.is_news(op.stamp, &op.change))
    }

    /// Takes in ops from anywhere, in any order, any number of times. Returns the records changed.
    pub fn merge<'a>(&mut self, ops: impl IntoIterator<Item = &'a Op>) -> Changes {
        let mut changes = Changes::new();
        // Their order makes no difference, and in the order of records each of many new ones is put in at the end.
        let mut ops: Vec<&Op> = ops.into_iter().collect();
        ops.arrange_by(|a, b| a.record.cmp(&b.record));
        for op in ops {
            self.clock = self.clock.max(op.stamp.clock);
            if self.records.get_or_default(op.record).apply(op.stamp, &op.change) {
                changes.insert(op.record);
            }
        }
        changes
    }

    /// The whole document as ops: merging them into an empty one gives an equal document.
    pub fn ops(&self) -> impl Iterator<Item = Op> + '_ {
        self.records.iter().flat_map(|(id, record)| {
            let existence = record.existence.iter().map(|held| (held.stamp, Change::Exist(held.value)));
            let properties =
                record.properties().map(|(key, held)| (held.stamp, Change::Set(key.clone(), held.value.clone())));
            existence.chain(properties).map(|(stamp, change)| Op { stamp, record: *id, change })
        })
    }
}
