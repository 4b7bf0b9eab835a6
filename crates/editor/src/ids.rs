//! Fresh record ids for drafts.

use linchpin_document::{Document, PeerId, RecordId};
use std::cell::Cell;

/// The source of ids for what this editor creates.
///
/// Asking is what uses an id up: an abandoned draft leaves a gap, never a clash. A cell, so that
/// tools that only look at the editor can still name what they would create.
#[derive(Debug)]
pub(crate) struct Ids {
    peer: PeerId,
    serial: Cell<u32>,
}

impl Ids {
    pub fn of(document: &Document) -> Self {
        Self { peer: document.peer(), serial: Cell::new(0) }
    }

    /// An id the document has never seen.
    pub fn fresh(&self, document: &Document) -> RecordId {
        loop {
            let id = RecordId::made_by(self.peer, self.serial.get());
            self.serial.set(self.serial.get().wrapping_add(1));
            if document.record(id).is_none() {
                return id;
            }
        }
    }
}
