//! Undo and redo as new ops, of one's own changes only.

use crate::op::RegisterName;
use crate::{Change, Document, Existence, RecordId, SortedMap, Stamp, Transaction, Value};

/// One register a step wrote: what it was before, and at which stamp each state was written.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    record: RecordId,
    before: Change,
    /// The stamp of the state before; `None` when the register did not exist.
    stamp_before: Option<Stamp>,
    /// The stamp of the state this step wrote.
    stamp_after: Stamp,
}

/// One undoable step.
pub(crate) type Step = Vec<Written>;

/// The steps that can be undone and redone, without limit.
///
/// An undo writes an old state at a new stamp. `restores` remembers which state that is, so that a
/// chain of undos and redos still recognises its own states, while a state written by somebody else
/// is never taken for one's own.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    restores: SortedMap<Stamp, Restored>,
}

/// For every register a revert wrote, the stamp of the state it restored; nothing where none was written before.
type Restored = SortedMap<(RecordId, RegisterName), Option<Stamp>>;

/// What reverting a step comes to.
pub(crate) struct Revert {
    /// The changes that take the step back.
    pub transaction: Transaction,
    /// The records somebody else changed since: left as they are.
    pub left: Vec<RecordId>,
    /// Which states that restores.
    pub restored: Restored,
}

impl History {
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Remembers a new step; what was undone before can no longer be redone.
    pub fn record(&mut self, step: Step) {
        self.redo.clear();
        self.undo.push(step);
    }

    pub fn take(&mut self, redo: bool) -> Option<Step> {
        if redo { self.redo.pop() } else { self.undo.pop() }
    }

    /// Remembers the step that reverted another: its own revert is the other direction. A step that
    /// came to nothing, since others changed all of it, has no other direction.
    pub fn record_revert(&mut self, redo: bool, step: Step, restored: Restored, stamp: Stamp) {
        if step.is_empty() {
            return;
        }
        self.restores.insert(stamp, restored);
        if redo { self.undo.push(step) } else { self.redo.push(step) }
    }

    /// The state a stamp stands for: its own, or the one it restored.
    fn origin(&self, record: RecordId, name: &RegisterName, stamp: Option<Stamp>) -> Option<Stamp> {
        let restored = self.restores.get(&stamp?).and_then(|restored| restored.get(&(record, name.clone())));
        restored.copied().unwrap_or(stamp)
    }

    /// Plans taking a step back, leaving what others changed since.
    pub fn plan_revert(&self, document: &Document, step: &[Written]) -> Revert {
        let mut revert = Revert { transaction: Transaction::new(), left: Vec::new(), restored: Restored::new() };
        for written in step {
            let name = written.before.register();
            let now = self.origin(written.record, &name, stamp_of(document, written.record, &name));
            if now == self.origin(written.record, &name, Some(written.stamp_after)) {
                revert.transaction.push(written.record, written.before.clone());
                let restored = self.origin(written.record, &name, written.stamp_before);
                revert.restored.insert((written.record, name), restored);
            } else if !revert.left.contains(&written.record) {
                revert.left.push(written.record);
            }
        }
        revert
    }
}

/// Notes what a transaction is about to overwrite.
pub(crate) fn note(document: &Document, transaction: &Transaction, stamp_after: Stamp) -> Step {
    let written = transaction.changes().map(|(record, change)| {
        let stamp_before = stamp_of(document, record, &change.register());
        Written { record, before: state_before(document, record, change), stamp_before, stamp_after }
    });
    written.collect()
}

fn state_before(document: &Document, record: RecordId, change: &Change) -> Change {
    match change {
        Change::Exist(existence) => {
            let absent = Existence { record_type: existence.record_type, alive: false };
            Change::Exist(document.existence(record).unwrap_or(absent))
        }
        Change::Set(key, _) => {
            let register = document.record(record).and_then(|held| held.register(key));
            let before: Option<Value> = register.and_then(|register| register.value.clone());
            Change::Set(key.clone(), before)
        }
    }
}

fn stamp_of(document: &Document, record: RecordId, name: &RegisterName) -> Option<Stamp> {
    let record = document.record(record)?;
    match name {
        RegisterName::Existence => record.existence.as_ref().map(|register| register.stamp),
        RegisterName::Property(key) => record.register(key).map(|register| register.stamp),
    }
}
