//! One peer's copy of a design: registers, what they mean, the draft under way, and history.

use crate::check::check_transaction;
use crate::history::{History, note};
use crate::{Changes, Design, Document, Op, PeerId, RecordId, Refusal, Transaction};

/// What applying a transaction came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Committed {
    /// The ops to store and to send.
    pub ops: Vec<Op>,
    /// The records whose effective state changed.
    pub changes: Changes,
}

/// What an undo or redo came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reverted {
    /// The ops to store and to send.
    pub ops: Vec<Op>,
    /// The records whose effective state changed.
    pub changes: Changes,
    /// Records somebody else changed since: theirs was left as it is.
    pub left: Vec<RecordId>,
}

/// A document, its effective design with the draft laid over it, and the history of this peer.
#[derive(Debug, Clone)]
pub struct Replica {
    document: Document,
    draft: Transaction,
    design: Design,
    history: History,
}

impl Replica {
    /// An empty design held by this peer.
    pub fn new(peer: PeerId) -> Self {
        Self::from_document(Document::new(peer))
    }

    /// A replica of an existing document.
    pub fn from_document(document: Document) -> Self {
        let design = Design::of(&document);
        Self { document, draft: Transaction::new(), design, history: History::default() }
    }

    /// The registers.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The effective design, with the draft.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The draft of the gesture under way; empty between gestures.
    pub fn draft(&self) -> &Transaction {
        &self.draft
    }

    /// A fresh record id.
    pub fn new_id(&mut self) -> RecordId {
        self.document.new_id()
    }

    /// Replaces the draft: what the gesture under way would do if it ended now. The document stays
    /// as it is; an empty draft drops the old one. Invalid drafted values count as unset.
    pub fn set_draft(&mut self, draft: Transaction) -> Changes {
        if draft == self.draft {
            return Changes::new();
        }
        let mut touched = self.draft.records();
        touched.extend(draft.records());
        self.draft = draft;
        self.design.refresh(&self.document, &self.draft, &touched)
    }

    /// Applies a transaction as one undo step and drops the draft.
    ///
    /// # Errors
    /// When it would break an invariant; nothing is applied then, and the draft stays.
    pub fn commit(&mut self, transaction: &Transaction) -> Result<Committed, Refusal> {
        check_transaction(&self.document, transaction)?;
        let step = note(&self.document, transaction, self.document.next_stamp());
        let mut changes = self.set_draft(Transaction::new());
        if transaction.is_empty() {
            return Ok(Committed { ops: Vec::new(), changes });
        }
        self.history.record(step);
        let (ops, changed) = self.write(transaction);
        changes.extend(changed);
        Ok(Committed { ops, changes })
    }

    /// Takes in the ops of others.
    pub fn merge<'a>(&mut self, ops: impl IntoIterator<Item = &'a Op>) -> Changes {
        let touched = self.document.merge(ops);
        self.design.refresh(&self.document, &self.draft, &touched)
    }

    /// Takes back the last step of this peer.
    pub fn undo(&mut self) -> Option<Reverted> {
        self.revert(false)
    }

    /// Takes back the last undo of this peer.
    pub fn redo(&mut self) -> Option<Reverted> {
        self.revert(true)
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    fn revert(&mut self, redo: bool) -> Option<Reverted> {
        let step = self.history.take(redo)?;
        let mut changes = self.set_draft(Transaction::new());
        let revert = self.history.plan_revert(&self.document, &step);
        let stamp = self.document.next_stamp();
        let reverting = note(&self.document, &revert.transaction, stamp);
        self.history.record_revert(redo, reverting, revert.restored, stamp);
        let (ops, changed) = self.write(&revert.transaction);
        changes.extend(changed);
        Some(Reverted { ops, changes, left: revert.left })
    }

    fn write(&mut self, transaction: &Transaction) -> (Vec<Op>, Changes) {
        let stamp = self.document.next_stamp();
        let stamped = |(record, change): (RecordId, &crate::Change)| Op { stamp, record, change: change.clone() };
        let ops: Vec<Op> = transaction.changes().map(stamped).collect();
        let touched = self.document.merge(&ops);
        let changes = self.design.refresh(&self.document, &self.draft, &touched);
        (ops, changes)
    }
}
