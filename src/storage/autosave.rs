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
    entry: Option<Entry>,
    running: bool,
    /// Whether the store, with what waits, has all of the document.
    has_all: bool,
    on_state: Rc<dyn Fn(SaveState)>,
}

impl Autosave {
    /// A queue for one design. Without a library everything waits in memory.
    pub fn new(library: Option<Library>, design: DesignId, on_state: impl Fn(SaveState) + 'static) -> Self {
        Self(Rc::new(RefCell::new(Queue {
            library,
            design,
            ops: Vec::new(),
            entry: None,
            running: false,
            has_all: false,
            on_state: Rc::new(on_state),
        })))
    }

    /// The design was just read from the store: only changes need to be written.
    pub fn has_all(&self) {
        self.0.borrow_mut().has_all = true;
    }

    /// Which design this keeps.
    pub fn design(&self) -> DesignId {
        self.0.borrow().design.clone()
    }

    /// Adds changes; `entry` is the row of the list after them. The first time, everything else the
    /// document has is added too, unless it came from the store: an example is kept with its first
    /// change.
    pub fn push(&self, ops: &[Op], document: &Document, entry: Entry) {
        let mut queue = self.0.borrow_mut();
        if std::mem::replace(&mut queue.has_all, true) {
            queue.ops.extend_from_slice(ops);
        } else {
            queue.ops = document.ops().collect();
        }
        queue.entry = Some(entry);
        let on_state = queue.on_state.clone();
        if queue.library.is_none() {
            drop(queue);
            return on_state(SaveState::Failed(Trouble::Unavailable));
        }
        let start = !queue.running;
        queue.running = true;
        drop(queue);
        on_state(SaveState::Saving);
        if start {
            soon(self.clone().work());
        }
    }

    /// Whether changes wait to be written.
    pub fn is_waiting(&self) -> bool {
        let queue = self.0.borrow();
        queue.running || queue.entry.is_some()
    }

    /// Starts writing at once: the page is about to be hidden.
    pub fn hurry(&self) {
        if self.0.borrow().entry.is_some() {
            soon(async_write(self.clone()));
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
            if queue.entry.is_none() {
                queue.running = false;
                return;
            }
        }
    }

    /// Writes what waits. On failure it waits on, in order.
    async fn write(&self) -> Result<(), ()> {
        let (library, design, ops, entry, on_state) = {
            let mut queue = self.0.borrow_mut();
            let Some(entry) = queue.entry.take() else { return Ok(()) };
            let Some(library) = queue.library.clone() else { return Err(()) };
            (library, queue.design.clone(), std::mem::take(&mut queue.ops), entry, queue.on_state.clone())
        };
        match library.append(&design, &ops, &entry).await {
            Ok(()) => {
                if self.0.borrow().entry.is_none() {
                    on_state(SaveState::Saved);
                }
                Ok(())
            }
            Err(trouble) => {
                let mut queue = self.0.borrow_mut();
                queue.ops.splice(0..0, ops);
                queue.entry.get_or_insert(entry);
                drop(queue);
                on_state(SaveState::Failed(trouble));
                Err(())
            }
        }
    }
}

async fn async_write(autosave: Autosave) {
    // A failure shows in the state and is tried again by the running queue.
    let _ = autosave.write().await;
}
