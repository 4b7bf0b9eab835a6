//! Writes every change soon after it was made, one write at a time.

use gloo_timers::future::TimeoutFuture;
use linchpin_document::{Document, Op};
use std::cell::RefCell;
use std::rc::Rc;

use super::database::Trouble;
use super::library::{DesignId, Entry, Library};
use crate::later::soon;

/// Changes of one burst share a write.
const BURST: u32 = 120;
/// After a failed write the next is tried this much later.
const RETRY: u32 = 4_000;

/// Whether the design is kept.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveState {
    /// There is nothing to keep yet.
    Blank,
    /// Changes wait to be written.
    Saving,
    /// All is written.
    Saved,
    /// The last write failed; the changes wait and are tried again.
    Failed(Trouble),
}

/// The queue of changes to be written.
#[derive(Clone)]
pub struct Autosave(Rc<RefCell<Queue>>);

struct Queue {
    library: Option<Library>,
    design: DesignId,
    ops: Vec<Op>,
    /// The row of the list after all there is; nothing before the first change.
    row: Option<Entry>,
    /// Whether the row waits to be written, alone or with changes.
    due: bool,
    /// Whether somebody will look again at what waits.
    attended: bool,
    /// Whether a write is under way; until it is done, what it writes waits on.
    writing: bool,
    /// Whether the store, with what waits, has all of the document.
    has_all: bool,
    /// Whether some of it was drawn by hand, not read from somewhere.
    has_changes: bool,
    state: SaveState,
    on_state: Rc<dyn Fn(SaveState)>,
}

impl Autosave {
    /// A queue for one design. Without a library everything waits in memory.
    pub fn new(library: Option<Library>, design: DesignId, on_state: impl Fn(SaveState) + 'static) -> Self {
        Self(Rc::new(RefCell::new(Queue {
            library,
            design,
            ops: Vec::new(),
            row: None,
            due: false,
            attended: false,
            writing: false,
            has_all: false,
            has_changes: false,
            state: SaveState::Blank,
            on_state: Rc::new(on_state),
        })))
    }

    /// The design was just read from the store: only changes need to be written.
    pub fn has_all(&self) {
        let mut queue = self.0.borrow_mut();
        queue.has_all = true;
        if queue.state == SaveState::Blank {
            queue.state = SaveState::Saved;
        }
    }

    /// Whether all of it is kept.
    pub fn state(&self) -> SaveState {
        self.0.borrow().state.clone()
    }

    /// Whether it has changes drawn by hand, written or not.
    pub fn has_changes(&self) -> bool {
        self.0.borrow().has_changes
    }

    /// Which design this keeps.
    pub fn design(&self) -> DesignId {
        self.0.borrow().design.clone()
    }

    /// What is not in the store yet.
    pub fn waiting(&self) -> Vec<Op> {
        self.0.borrow().ops.clone()
    }

    /// Adds changes; `entry` is the row of the list after them. The first time, everything else the
    /// document has is added too, unless it came from the store: an example is kept with its first change.
    pub fn push(&self, ops: &[Op], document: &Document, entry: Entry) {
        let mut queue = self.0.borrow_mut();
        if std::mem::replace(&mut queue.has_all, true) {
            queue.ops.extend_from_slice(ops);
        } else {
            queue.ops = document.ops().collect();
        }
        queue.row = Some(entry);
        queue.due = true;
        queue.has_changes |= !ops.is_empty();
        let is_kept = queue.library.is_some();
        drop(queue);
        self.tell(if is_kept { SaveState::Saving } else { SaveState::Failed(Trouble::Unavailable) });
        self.attend();
    }

    /// The store is there after all.
    pub fn take_library(&self, library: Library) {
        self.0.borrow_mut().library = Some(library);
        self.attend();
    }

    /// Whether changes wait to be written, or are being written.
    pub fn is_waiting(&self) -> bool {
        let queue = self.0.borrow();
        queue.writing || queue.due
    }

    /// Marks the design as deleted with all that waits, or takes the mark away. Says whether anything waits; if not,
    /// the mark is the library's business.
    pub fn mark_deleted(&self, deleted: Option<f64>) -> bool {
        if !self.is_waiting() {
            return false;
        }
        let mut queue = self.0.borrow_mut();
        queue.due = true;
        if let Some(row) = &mut queue.row {
            row.deleted = deleted;
        }
        drop(queue);
        self.attend();
        true
    }

    /// Whether it is deleted as soon as what waits is written.
    pub fn is_deleted(&self) -> bool {
        self.is_waiting() && self.0.borrow().row.as_ref().is_some_and(|row| row.deleted.is_some())
    }

    /// Starts writing at once: the page is about to be hidden.
    pub fn hurry(&self) {
        let queue = self.clone();
        soon(async move {
            if queue.write().await.is_err() {
                // Who attended to the queue may have found nothing meanwhile, and left.
                queue.attend();
            }
        });
    }

    /// Forgets what waits, and who is told of it.
    pub fn give_up(&self) {
        let mut queue = self.0.borrow_mut();
        queue.library = None;
        queue.ops.clear();
        queue.due = false;
        queue.on_state = Rc::new(|_| ());
    }

    /// Tells when something else is so than before.
    fn tell(&self, state: SaveState) {
        let mut queue = self.0.borrow_mut();
        if queue.state != state {
            queue.state = state.clone();
            let on_state = queue.on_state.clone();
            drop(queue);
            on_state(state);
        }
    }

    /// Sees to it that what waits is written.
    fn attend(&self) {
        let mut queue = self.0.borrow_mut();
        if queue.due && queue.library.is_some() && !std::mem::replace(&mut queue.attended, true) {
            soon(self.clone().work());
        }
    }

    async fn work(self) {
        loop {
            TimeoutFuture::new(BURST).await;
            let wait = match self.write().await {
                Ok(()) => 0,
                Err(()) => RETRY,
            };
            TimeoutFuture::new(wait).await;
            let mut queue = self.0.borrow_mut();
            if !queue.due || queue.library.is_none() {
                queue.attended = false;
                return;
            }
        }
    }

    /// Writes what waits, unless that is being done. On failure it waits on, in order.
    async fn write(&self) -> Result<(), ()> {
        let Some((library, design, ops, row)) = self.start_writing() else { return Ok(()) };
        let written = library.append(&design, &ops, &row).await;
        self.finish_writing(written.is_ok(), ops.len());
        match written {
            Ok(()) if self.is_waiting() => {}
            Ok(()) => self.tell(SaveState::Saved),
            Err(trouble) => {
                self.tell(SaveState::Failed(trouble));
                return Err(());
            }
        }
        Ok(())
    }

    fn start_writing(&self) -> Option<(Library, DesignId, Vec<Op>, Entry)> {
        let mut queue = self.0.borrow_mut();
        let library = queue.library.clone().filter(|_| queue.due && !queue.writing)?;
        let row = queue.row.clone()?;
        (queue.due, queue.writing) = (false, true);
        Some((library, queue.design.clone(), queue.ops.clone(), row))
    }

    fn finish_writing(&self, is_written: bool, ops: usize) {
        let mut queue = self.0.borrow_mut();
        queue.writing = false;
        if is_written {
            // What was given up meanwhile is gone already.
            let written = ops.min(queue.ops.len());
            queue.ops.drain(..written);
        } else {
            queue.due = true;
        }
    }
}
