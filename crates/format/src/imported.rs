//! A design read from outside, checked and ready to be taken in.

use linchpin_catalog::{Property, RecordType, ValueType};
use linchpin_document::{
    Change, Design, Document, Op, PeerId, PropertyKey, Reason, RecordId, Refusal, Replica, SortedMap, Stamp,
    Transaction, Value,
};
use std::borrow::Cow;

/// No design holds more records.
pub const MOST_RECORDS: usize = 50_000;
/// Boundaries lie in one another no deeper than this.
pub const DEEPEST_NESTING: usize = 64;

/// A design read from outside: valid, and applicable to an empty document as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    transaction: Transaction,
    remarks: Vec<String>,
    paths: SortedMap<RecordId, String>,
}

/// Why records read from outside make no design.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Broken {
    /// An invariant does not hold.
    Refused(Refusal),
    /// This boundary lies too deep in others.
    TooDeep(RecordId),
}

impl Imported {
    /// Checks that the transaction, which creates every record, leaves a valid design.
    pub(crate) fn check(transaction: Transaction, remarks: Vec<String>) -> Result<Self, Broken> {
        check_nesting(&transaction)?;
        // Who commits does not matter: only the verdict is kept.
        Replica::new(PeerId::from_bits(0)).commit(&transaction).map_err(Broken::Refused)?;
        Ok(Self { transaction, remarks, paths: SortedMap::new() })
    }

    /// The same, with where in a file each record was written.
    pub(crate) fn with_paths(self, paths: SortedMap<RecordId, String>) -> Self {
        Self { paths, ..self }
    }

    /// Where in its file each record was written, as in `components[3]`; nothing for what came in a link.
    pub fn paths(&self) -> &SortedMap<RecordId, String> {
        &self.paths
    }

    /// The changes that make the design in an empty document.
    pub fn transaction(&self) -> &Transaction {
        &self.transaction
    }

    /// The same, taken out.
    pub fn into_transaction(self) -> Transaction {
        self.transaction
    }

    /// What was odd but kept: fields this version does not know, perhaps misspelt.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// The design as a document of its own, held by this peer and written by it at clock 1.
    pub fn document(&self, peer: PeerId) -> Document {
        let stamp = Stamp { clock: 1, peer };
        let op = |(record, change): (RecordId, &Change)| Op { stamp, record, change: change.clone() };
        let ops: Vec<Op> = self.transaction.changes().map(op).collect();
        let mut document = Document::new(peer);
        document.merge(&ops);
        document
    }

    /// The design to look at.
    pub fn design(&self) -> Design {
        Design::of(&self.document(PeerId::from_bits(0)))
    }
}

/// Refuses circles and endless nesting before anything walks along them for every record.
fn check_nesting(transaction: &Transaction) -> Result<(), Broken> {
    let parents: SortedMap<RecordId, RecordId> = transaction.changes().filter_map(parent_edge).collect();
    for start in parents.keys() {
        let mut above = Some(*start);
        for _ in 0..=DEEPEST_NESTING {
            above = above.and_then(|id| parents.get(&id).copied());
            if above == Some(*start) {
                let property = Some(Property::Parent.into());
                return Err(Broken::Refused(Refusal { record: *start, property, reason: Reason::CyclicNesting }));
            }
        }
        if above.is_some() {
            return Err(Broken::TooDeep(*start));
        }
    }
    Ok(())
}

fn parent_edge((record, change): (RecordId, &Change)) -> Option<(RecordId, RecordId)> {
    match change {
        Change::Set(PropertyKey::Known(Property::Parent), Some(Value::Reference(parent))) => Some((record, *parent)),
        _ => None,
    }
}

/// Whether a record still says something: a waiver about what is gone does not, and without its subject it would
/// accept whatever the rule finds.
pub(crate) fn lasts(design: &Design, record: &linchpin_document::Item) -> bool {
    record.reference(Property::Subject).is_none_or(|subject| design.get(subject).is_some())
}

/// The values of a record that are worth writing down: what refers to nothing is left out, but for what a waiver is
/// about.
pub(crate) fn lasting_values<'a>(
    design: &'a Design,
    record: &'a linchpin_document::Item,
) -> impl Iterator<Item = (&'a PropertyKey, Cow<'a, Value>)> {
    let is_there =
        move |key: &PropertyKey, id: RecordId| match key.known().map(|property| (property, property.spec().value)) {
            Some((Property::Parent, _)) => design.parent(record.id).is_some(),
            Some((Property::Subject, _)) => true,
            Some((_, ValueType::Reference(types) | ValueType::References(types))) => {
                design.get(id).is_some_and(|item| types.contains(&item.record_type))
            }
            _ => true,
        };
    record.values().filter_map(move |(key, value)| match value {
        Value::Reference(id) => is_there(key, *id).then_some((key, Cow::Borrowed(value))),
        Value::References(ids) if ids.iter().all(|id| is_there(key, *id)) => Some((key, Cow::Borrowed(value))),
        Value::References(ids) => {
            let left: Vec<RecordId> = ids.iter().copied().filter(|id| is_there(key, *id)).collect();
            Some((key, Cow::Owned(left.into())))
        }
        _ => Some((key, Cow::Borrowed(value))),
    })
}

/// The design that a transaction by itself makes of an empty document.
pub(crate) fn design_of(transaction: &Transaction) -> Design {
    Imported { transaction: transaction.clone(), remarks: Vec::new(), paths: SortedMap::new() }.design()
}

/// The types of record a file lists, in its order.
pub(crate) const LISTED: [RecordType; 10] = [
    RecordType::Component,
    RecordType::Connection,
    RecordType::Boundary,
    RecordType::Note,
    RecordType::Text,
    RecordType::Endpoint,
    RecordType::Entity,
    RecordType::Waiver,
    RecordType::Override,
    RecordType::Rule,
];
