//! Opening, keeping and leaving designs. Whatever is opened, the person's own work stays where it is.

use leptos::prelude::*;
use linchpin_catalog::RecordType;
use linchpin_document::{Design, Document, Op, Replica};
use linchpin_editor::{Command, Input};

use super::{Lens, Notice, NoticeAction, Origin, PanelTab, Session, Wanted, new_editor, set_if_new};
use crate::later::soon;
use crate::platform;
use crate::share::SHARE_PREFIX;
use crate::storage::{Autosave, DesignId, Entry, Library, SaveState, TabChannel, TabMessage};

/// What the fragment of an own design's address starts with.
const OWN_PREFIX: &str = "d=";
/// The parameter of the address that names an example.
const TEMPLATE: &str = "template";
/// Where the design last open is remembered.
const LAST: &str = "linchpin-last";

impl Session {
    /// Opens what the address asks for, else the design last open, else an empty one.
    pub fn boot(&self) {
        let session = *self;
        soon(async move {
            let Some(peer) = session.core.try_with_value(|core| core.peer) else { return };
            match Library::open(peer).await {
                Ok(library) => {
                    session.core.try_update_value(|core| core.library = Some(library));
                    session.open_address().await;
                }
                Err(trouble) => {
                    session.open_address().await;
                    session.note_saved(SaveState::Failed(trouble));
                }
            }
        });
    }

    /// Opens what the address names. Also called when the person changes the address.
    pub async fn open_address(&self) {
        let fragment = platform::fragment();
        if let Some(payload) = fragment.strip_prefix(SHARE_PREFIX) {
            return self.open(Wanted::Link(payload.to_owned())).await;
        }
        let named = fragment.strip_prefix(OWN_PREFIX).map(str::to_owned);
        // Once an example became a design of one's own, the address names that.
        if let Some(template) = platform::query_parameter(TEMPLATE).filter(|_| named.is_none()) {
            return self.open(Wanted::Template(template)).await;
        }
        match named.or_else(|| platform::recall(LAST)).and_then(|id| DesignId::parse(&id)) {
            Some(id) => self.open_design(id).await,
            None => self.open_fresh(),
        }
    }

    /// The designs kept in this browser, where it lets the page keep any.
    pub(super) fn library(&self) -> Option<Library> {
        self.core.try_with_value(|core| core.library.clone()).flatten()
    }

    /// Whether the address already names the design that is open.
    pub fn is_at_address(&self) -> bool {
        let open = self.core.try_with_value(|core| core.autosave.as_ref().map(Autosave::design)).flatten();
        open.is_some_and(|id| platform::fragment() == format!("{OWN_PREFIX}{}", id.as_str()))
    }

    /// Opens an empty design of one's own.
    pub fn open_fresh(&self) {
        platform::drop_query_parameter(TEMPLATE);
        if let Some(peer) = self.core.try_with_value(|core| core.peer) {
            self.install(Replica::new(peer), Some(DesignId::fresh()));
        }
    }

    /// Opens what the address names but nobody has changed yet, so that nothing of it is stored: an
    /// example, else an empty design.
    async fn open_unkept(&self) {
        match platform::query_parameter(TEMPLATE) {
            Some(template) => self.open(Wanted::Template(template)).await,
            None => self.open_fresh(),
        }
    }

    /// Opens a stored design.
    pub async fn open_design(&self, id: DesignId) {
        let Some(library) = self.library() else { return self.open_unkept().await };
        let deleted = library.find(&id).await.is_ok_and(|entry| entry.is_some_and(|entry| entry.deleted.is_some()));
        match library.load(&id).await {
            Ok(ops) if ops.is_empty() || deleted => self.open_unkept().await,
            Ok(ops) => {
                let document = self.document_of(&ops);
                self.install(Replica::from_document(document), Some(id));
                self.core.try_with_value(|core| core.autosave.iter().for_each(Autosave::has_all));
                self.note_saved(SaveState::Saved);
            }
            Err(trouble) => {
                self.open_fresh();
                self.tell_trouble(&trouble.to_string());
            }
        }
    }

    /// Stores a design that came by a link as one's own.
    pub fn keep_copy(&self) {
        let id = DesignId::fresh();
        self.signals.origin.set(Origin::Own);
        self.adopt(id);
        self.keep_everything();
        self.tell("Kept as your own copy.");
    }

    /// Writes the whole design, not only what changes from now on.
    pub(super) fn keep_everything(&self) {
        let entry = self.entry();
        self.core.try_with_value(|core| {
            if let (Some(autosave), Some(entry)) = (&core.autosave, entry) {
                autosave.push(&[], core.editor.replica().document(), entry);
            }
        });
    }

    /// Whether something is drawn that another design would replace for good: nothing is kept here.
    pub(super) fn would_lose_work(&self) -> bool {
        let would = |core: &super::Core| {
            let replica = core.editor.replica();
            core.library.is_none() && replica.can_undo() && !replica.design().is_empty()
        };
        self.core.try_with_value(would).unwrap_or(false)
    }

    /// Keeps what was drawn before there was a design to draw in: while a link was on its way, say.
    fn keep_stray(&self) {
        let entry = self.entry();
        let is_kept = self.core.try_with_value(|core| {
            let replica = core.editor.replica();
            let is_stray = core.autosave.is_none() && replica.can_undo() && !replica.design().is_empty();
            let entry = entry.filter(|_| is_stray && core.library.is_some())?;
            Autosave::new(core.library.clone(), DesignId::fresh(), |_| ()).push(&[], replica.document(), entry);
            Some(())
        });
        if is_kept.flatten().is_some() {
            self.tell("What you drew meanwhile is kept among your designs.");
        }
    }

    /// Puts a design in front of the person.
    pub(super) fn install(&self, replica: Replica, id: Option<DesignId>) {
        self.keep_stray();
        let signals = self.signals;
        let blank = replica.design().is_empty();
        self.core.try_update_value(|core| {
            let (settings, viewport) = (core.editor.settings(), core.editor.viewport());
            core.editor = new_editor(replica);
            core.editor.set_covered(super::frame::covered(viewport));
            core.editor.set_settings(settings);
            core.editor.dispatch(Input::Resize(viewport));
            core.live.clear();
            core.tabs = None;
            core.autosave = None;
        });
        signals.selection.set(Vec::new());
        signals.failed.set(Vec::new());
        signals.scale.set(1.0);
        signals.profile.set(None);
        signals.killing.set(false);
        signals.pinned.set(None);
        signals.pointed.set(None);
        signals.report.set(None);
        signals.reliability.set(None);
        signals.contingencies.set(None);
        signals.aftermath.set(None);
        signals.latency.set(None);
        signals.recovery.set(None);
        signals.load.set(None);
        signals.load_view.set(None);
        self.forget_fixes();
        signals.order.set(2);
        signals.saved.set(SaveState::Blank);
        signals.editing.set(None);
        set_if_new(signals.dialog, None);
        set_if_new(signals.opening, false);
        signals.origin.set(if id.is_some() { Origin::Own } else { Origin::Link });
        signals.tab.set(if blank { PanelTab::Inspector } else { PanelTab::Findings });
        signals.lens.set(Lens::Failure);
        if let Some(id) = id {
            self.adopt(id);
        }
        self.tell_everything();
        signals.revision.update(|revision| *revision += 1);
        self.run(|editor| editor.dispatch(Input::Command(Command::ZoomFit)));
        self.repaint();
    }

    /// From now on changes belong to this stored design.
    pub(super) fn adopt(&self, id: DesignId) {
        let session = *self;
        let tabs = TabChannel::join(&id, move |message| session.hear(message));
        platform::set_fragment(&format!("{OWN_PREFIX}{}", id.as_str()));
        self.core.try_update_value(|core| {
            core.autosave = Some(Autosave::new(core.library.clone(), id, move |state| session.note_saved(state)));
            core.tabs = tabs;
        });
    }

    /// Whether the design is kept; that it is not is told once, with what can be done.
    fn note_saved(&self, state: SaveState) {
        let was_failing = matches!(*self.signals.saved.read_untracked(), SaveState::Failed(_));
        if let SaveState::Failed(trouble) = &state
            && !was_failing
        {
            self.notify(&trouble.to_string(), true, Some(NoticeAction::SaveFile));
        }
        if state == SaveState::Saved {
            self.remember_stored();
        }
        self.signals.saved.set(state);
    }

    /// The next visit starts with this design, and the address names nothing else any more.
    fn remember_stored(&self) {
        platform::drop_query_parameter(TEMPLATE);
        if let Some(id) = self.open_id() {
            platform::remember(LAST, id.as_str());
        }
    }

    /// What another tab with the same design says.
    fn hear(&self, message: TabMessage) {
        match message {
            TabMessage::Ops(ops) => self.dispatch(Input::Remote(ops)),
            TabMessage::Hello => drop(self.core.try_with_value(|core| {
                let ops: Vec<Op> = core.editor.replica().document().ops().collect();
                if let Some(tabs) = core.tabs.as_ref().filter(|_| !ops.is_empty()) {
                    tabs.send(&ops);
                }
            })),
        }
    }

    /// The row of the design in the list of designs.
    pub(super) fn entry(&self) -> Option<Entry> {
        self.with(|editor| entry_of(editor.design()))
    }

    pub(super) fn document_of(&self, ops: &[Op]) -> Document {
        let peer = self.core.try_with_value(|core| core.peer);
        let mut document = Document::new(peer.unwrap_or(linchpin_document::PeerId::from_bits(0)));
        document.merge(ops);
        document
    }

    /// The page is about to be hidden or closed.
    pub fn hurry(&self) {
        self.core.try_with_value(|core| {
            if let Some(autosave) = &core.autosave {
                autosave.hurry();
            }
        });
    }

    /// Whether closing the page now would lose something.
    pub fn has_unsaved(&self) -> bool {
        let waiting = |core: &super::Core| core.autosave.as_ref().is_some_and(Autosave::is_waiting);
        self.core.try_with_value(waiting).unwrap_or(false)
    }

    /// The stored design that is open.
    pub fn open_id(&self) -> Option<DesignId> {
        self.core.try_with_value(|core| core.autosave.as_ref().map(Autosave::design)).flatten()
    }

    /// Tells something in passing.
    pub fn tell(&self, text: &str) {
        self.notify(text, false, None);
    }

    /// Tells that something went wrong.
    pub fn tell_trouble(&self, text: &str) {
        self.notify(text, true, None);
    }

    /// Shows a notice for a while; troubles stay longer.
    pub fn notify(&self, text: &str, trouble: bool, action: Option<NoticeAction>) {
        let notices = self.signals.notices;
        let number = self.signals.noticed.get_untracked();
        self.signals.noticed.set(number + 1);
        notices.update(|held| {
            held.retain(|notice| notice.text != text);
            held.push(Notice { number, text: text.to_owned(), trouble, action });
        });
        let shown_for = if trouble { 12_000 } else { 6_000 };
        gloo_timers::callback::Timeout::new(shown_for, move || {
            notices.update(|held| held.retain(|notice| notice.number != number));
        })
        .forget();
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
