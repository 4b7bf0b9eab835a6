//! Keeping what is drawn: every change goes into the queue of its design, and each queue is heard to its end,
//! also when another design is open by then.

use leptos::prelude::*;
use linchpin_catalog::RecordType;
use linchpin_document::{Design, Op};
use linchpin_editor::Input;

use super::designs::{LAST, TEMPLATE, address_of};
use super::{Core, NoticeAction, Origin, Session, Wanted};
use crate::platform;
use crate::storage::{Autosave, DesignId, Entry, Library, SaveState, TabChannel, TabMessage, Trouble};

impl Session {
    /// Stores a design that came by a link as one's own.
    pub fn keep_copy(&self) {
        self.signals.origin.set(Origin::Own);
        self.adopt(DesignId::fresh());
        self.keep_everything();
        self.tell("Kept as your own copy.");
    }

    /// Writes the whole design, not only what changes from now on.
    pub(super) fn keep_everything(&self) {
        self.keep(&[]);
    }

    /// Writes what changed.
    pub(super) fn keep(&self, ops: &[Op]) {
        let keep = |core: &Core| {
            if let Some(autosave) = &core.autosave {
                autosave.push(ops, core.editor.replica().document(), entry_of(core.editor.design()));
            }
        };
        self.core.try_with_value(keep);
    }

    /// From now on changes belong to this stored design.
    pub(super) fn adopt(&self, id: DesignId) {
        let session = *self;
        let tabs = TabChannel::join(&id, move |message| session.hear(message));
        platform::set_fragment(&address_of(&id));
        let autosave = self.queue_of(id);
        self.core.try_update_value(|core| {
            core.autosave = autosave;
            core.tabs = tabs;
        });
    }

    /// The queue of a design: the one left with changes in it, else a new one.
    fn queue_of(&self, id: DesignId) -> Option<Autosave> {
        let session = *self;
        self.core.try_update_value(|core| {
            let left = core.leaving.iter().position(|queue| queue.design() == id);
            let left = left.map(|index| core.leaving.remove(index));
            // What is opened is not deleted, or not any more.
            left.inspect(|queue| _ = queue.mark_deleted(None)).unwrap_or_else(|| {
                let kept = id.clone();
                Autosave::new(core.library.clone(), id, move |state| session.note_saved(&kept, state))
            })
        })
    }

    /// Leaves the design at hand. What is not written yet still is; what could not be was given up.
    pub(super) fn leave(&self) {
        self.keep_stray();
        let could_not = matches!(*self.signals.saved.read_untracked(), SaveState::Failed(_));
        self.core.try_update_value(|core| {
            core.tabs = None;
            let Some(queue) = core.autosave.take() else { return };
            if could_not && !queue.is_deleted() {
                queue.give_up();
            } else if queue.is_waiting() {
                core.leaving.push(queue);
            }
        });
    }

    /// Keeps what was drawn before there was a design to draw in: while a link was on its way, say.
    fn keep_stray(&self) {
        let is_stray = self.open_id().is_none() && self.has_drawn() && self.library().is_some();
        if is_stray {
            let queue = self.queue_of(DesignId::fresh());
            self.core.try_update_value(|core| core.autosave = queue);
            self.keep_everything();
            self.tell("What you drew meanwhile is kept among your designs.");
        }
    }

    /// Whether something was drawn that could not be kept so far, and that another design would replace for good.
    pub(super) fn would_lose_work(&self) -> bool {
        let could_not = matches!(*self.signals.saved.read_untracked(), SaveState::Failed(_));
        let would = |core: &Core| {
            let replica = core.editor.replica();
            let has_drawn = replica.can_undo() || core.autosave.as_ref().is_some_and(Autosave::has_changes);
            (could_not || core.library.is_none()) && has_drawn && !replica.design().is_empty()
        };
        self.core.try_with_value(would).unwrap_or(false)
    }

    /// Whether something was drawn since the design was opened, and is still there.
    pub(super) fn has_drawn(&self) -> bool {
        self.with(|editor| editor.replica().can_undo() && !editor.design().is_empty()).unwrap_or(false)
    }

    /// What was changed in a design, and is not in the store yet.
    pub(super) fn unwritten(&self, id: &DesignId) -> Vec<Op> {
        self.with_queue(id, Autosave::waiting).unwrap_or_default()
    }

    /// Has a design deleted, or brought back, with what waits to be written of it, which would undo that. Says whether
    /// anything waits.
    pub(super) fn mark_unwritten(&self, id: &DesignId, deleted: Option<f64>) -> bool {
        self.with_queue(id, |queue| queue.mark_deleted(deleted)) == Some(true)
    }

    /// Whether a design is deleted once all of it is written.
    pub(super) fn will_be_deleted(&self, id: &str) -> bool {
        let is_doomed = |queue: &Autosave| queue.is_deleted() && queue.design().as_str() == id;
        self.core.try_with_value(|core| core.queues().any(is_doomed)).unwrap_or(false)
    }

    fn with_queue<T>(&self, id: &DesignId, look: impl FnOnce(&Autosave) -> T) -> Option<T> {
        let of = |core: &Core| core.queues().find(|queue| queue.design() == *id).map(look);
        self.core.try_with_value(of).flatten()
    }

    /// The design at hand came from the store: only changes are written.
    pub(super) fn note_whole(&self) {
        let state = self.core.try_with_value(|core| {
            let queue = core.autosave.as_ref()?;
            queue.has_all();
            Some((queue.design(), queue.state()))
        });
        if let Some((id, state)) = state.flatten() {
            self.note_saved(&id, state);
        }
    }

    /// The store is there after all: what was drawn until then is kept.
    pub(super) fn lend(&self, library: Library) {
        self.core.try_with_value(|core| core.autosave.iter().for_each(|queue| queue.take_library(library.clone())));
    }

    /// How a design is kept; that one is not is told once, with what can be done.
    fn note_saved(&self, id: &DesignId, state: SaveState) {
        if self.open_id().as_ref() != Some(id) {
            return self.note_left(id, &state);
        }
        if let SaveState::Failed(trouble) = &state {
            return self.tell_unkept(trouble);
        }
        if state == SaveState::Saved {
            // The next visit starts with this design, and the address names nothing else any more.
            platform::set_query_parameter(TEMPLATE, None);
            platform::remember(LAST, id.as_str());
        }
        self.signals.saved.set(state);
    }

    /// The design at hand is not kept.
    pub(super) fn tell_unkept(&self, trouble: &Trouble) {
        let was_failing = matches!(*self.signals.saved.read_untracked(), SaveState::Failed(_));
        if !was_failing {
            self.notify(&trouble.to_string(), true, Some(NoticeAction::SaveFile));
        }
        self.signals.saved.set(SaveState::Failed(trouble.clone()));
    }

    /// The same of one that was left while it was being written.
    fn note_left(&self, id: &DesignId, state: &SaveState) {
        match state {
            SaveState::Saved => {
                self.core.try_update_value(|core| core.leaving.retain(Autosave::is_waiting));
                if *self.signals.saved.read_untracked() == SaveState::Blank {
                    // Nothing of the design at hand is there to start the next visit with.
                    platform::remember(LAST, id.as_str());
                }
            }
            SaveState::Failed(trouble) => {
                let text = format!("The design you had open before is not kept yet. {trouble}");
                self.notify(&text, true, Some(NoticeAction::Open(Wanted::Kept(id.clone()))));
            }
            _ => {}
        }
    }

    /// What another tab with the same design says.
    fn hear(&self, message: TabMessage) {
        match message {
            TabMessage::Ops(ops) => self.merge(ops),
            TabMessage::Hello => drop(self.core.try_with_value(|core| {
                let ops: Vec<Op> = core.editor.replica().document().ops().collect();
                if let Some(tabs) = core.tabs.as_ref().filter(|_| !ops.is_empty()) {
                    tabs.send(&ops);
                }
            })),
        }
    }

    /// Takes in what is new of what another tab says: to one that joins, all that have the design open say all of it.
    fn merge(&self, mut ops: Vec<Op>) {
        self.with(|editor| ops.retain(|op| editor.replica().document().is_news(op)));
        if !ops.is_empty() {
            self.dispatch(Input::Remote(ops.clone()));
            self.core.try_update_value(|core| core.tell_analysis(self.signals, &ops));
        }
    }

    /// The page is about to be hidden or closed.
    pub fn hurry(&self) {
        self.core.try_with_value(|core| core.queues().for_each(Autosave::hurry));
    }

    /// Whether closing the page now would lose something.
    pub fn has_unsaved(&self) -> bool {
        self.core.try_with_value(|core| core.queues().any(Autosave::is_waiting)).unwrap_or(false)
    }

    /// The stored design that is open.
    pub fn open_id(&self) -> Option<DesignId> {
        self.core.try_with_value(|core| core.autosave.as_ref().map(Autosave::design)).flatten()
    }
}

impl Core {
    /// The queue of the design at hand, and those of designs left before they were written.
    fn queues(&self) -> impl Iterator<Item = &Autosave> {
        self.autosave.iter().chain(&self.leaving)
    }
}

pub(super) fn entry_of(design: &Design) -> Entry {
    Entry {
        id: String::new(),
        title: design.title().to_owned(),
        modified: platform::now(),
        components: design.count(RecordType::Component),
        deleted: None,
    }
}
