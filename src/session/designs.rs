//! Opening, keeping and leaving designs. Whatever is opened, the person's own work stays where it is.

use leptos::prelude::*;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, Document, Op, RecordId, Replica, Transaction};
use linchpin_editor::{Command, Input};
use linchpin_format::{Imported, file, link};
use linchpin_scene::layout;
use wasm_bindgen_futures::spawn_local;

use super::{Dialog, Lens, Notice, NoticeAction, Origin, PanelTab, Session, new_editor, set_if_new};
use crate::platform;
use crate::share::{SHARE_PREFIX, pick_file};
use crate::storage::{Autosave, DesignId, Entry, Library, SaveState, TabChannel, TabMessage};

/// What the fragment of an own design's address starts with.
const OWN_PREFIX: &str = "d=";
/// The parameter of the address that names an example.
const TEMPLATE: &str = "template";
/// Where the design last open is remembered.
const LAST: &str = "linchpin-last";

/// An example that ships with the page.
pub struct Template {
    /// Its name in addresses.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What there is to see.
    pub summary: &'static str,
    /// The design file.
    pub text: &'static str,
}

macro_rules! template {
    ($id:literal, $title:literal, $summary:literal) => {
        Template {
            id: $id,
            title: $title,
            summary: $summary,
            text: include_str!(concat!("../../templates/", $id, ".json")),
        }
    };
}

/// The examples, simplest first.
pub const TEMPLATES: &[Template] = &[
    template!("single-server", "Single server", "Where every system starts: one of each, and each takes it down."),
    template!("three-tier", "Three-tier web app", "Two servers, and still one failure takes it all down. Which ones?"),
    template!(
        "three-tier-hardened",
        "Three tiers, hardened",
        "The same app in two zones with failover: nothing left to find."
    ),
    template!("read-heavy-feed", "Read-heavy feed", "Cache, CDN, queue and workers carry what one database cannot."),
    template!("online-boutique", "Online Boutique", "A real demonstration shop of eleven services, one replica each."),
    template!(
        "event-driven-orders",
        "Event-driven orders",
        "Orders flow through a stream; what consumes them may lag, not break."
    ),
    template!("multi-region", "Two regions", "Each region carries everything alone. What does the database do?"),
];

impl Session {
    /// Opens what the address asks for, else the design last open, else an empty one.
    pub fn boot(&self) {
        let session = *self;
        spawn_local(async move {
            let Some(peer) = session.core.try_with_value(|core| core.peer) else { return };
            match Library::open(peer).await {
                Ok(library) => {
                    session.core.try_update_value(|core| core.library = Some(library.clone()));
                    session.open_address().await;
                    // Old rubbish left lying does no harm; it is tried again next time.
                    let _ = library.purge().await;
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
            return self.open_link(payload);
        }
        let named = fragment.strip_prefix(OWN_PREFIX).map(str::to_owned);
        // Once an example became a design of one's own, the address names that.
        if let Some(template) = platform::query_parameter(TEMPLATE).filter(|_| named.is_none()) {
            return self.open_template(&template);
        }
        match named.or_else(|| platform::recall(LAST)).and_then(|id| DesignId::parse(&id)) {
            Some(id) => self.open_design(id).await,
            None => self.open_fresh(),
        }
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
    fn open_unkept(&self) {
        match platform::query_parameter(TEMPLATE) {
            Some(template) => self.open_template(&template),
            None => self.open_fresh(),
        }
    }

    /// Opens a stored design.
    pub async fn open_design(&self, id: DesignId) {
        let Some(Some(library)) = self.core.try_with_value(|core| core.library.clone()) else {
            return self.open_unkept();
        };
        let deleted = library.find(&id).await.is_ok_and(|entry| entry.is_some_and(|entry| entry.deleted.is_some()));
        match library.load(&id).await {
            Ok(ops) if ops.is_empty() || deleted => self.open_unkept(),
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

    /// Opens an example as a new design of one's own.
    pub fn open_template(&self, id: &str) {
        let Some(template) = TEMPLATES.iter().find(|template| template.id == id) else {
            self.open_fresh();
            return self.tell_trouble(&format!("There is no example called {id:?}."));
        };
        match file::read(template.text) {
            Ok(imported) => {
                self.open_imported(imported, Some(DesignId::fresh()));
                self.keep_everything();
            }
            Err(error) => self.tell_trouble(&error.to_string()),
        }
    }

    /// Shows the design of a share link. It is not kept until that is asked for or something changes.
    pub fn open_link(&self, payload: &str) {
        match link::decode(payload) {
            Ok(imported) => self.open_imported(imported, None),
            Err(error) => {
                self.open_fresh();
                self.tell_trouble(&format!("This link cannot be opened: {error}. Your own designs are untouched."));
            }
        }
    }

    /// Lets the person choose a file, and opens it as a new design of their own.
    pub fn open_file(&self) {
        let session = *self;
        pick_file(move |name, text| session.open_text(&name, text));
    }

    /// Opens the text of a design file.
    pub fn open_text(&self, name: &str, text: Result<String, String>) {
        let read = text.and_then(|text| file::read(&text).map_err(|error| error.to_string()));
        match read {
            Ok(imported) => {
                self.open_imported(imported, Some(DesignId::fresh()));
                self.keep_everything();
            }
            Err(problem) => self.tell_trouble(&format!("{name} was not opened: {problem}.")),
        }
    }

    fn open_imported(&self, imported: Imported, id: Option<DesignId>) {
        let Some(peer) = self.core.try_with_value(|core| core.peer) else { return };
        let mut replica = Replica::new(peer);
        let opened = replica.commit(imported.transaction());
        if let Err(refusal) = opened {
            return self.tell_trouble(&format!("The design was not opened: {refusal}"));
        }
        if let Some(placing) = placing(replica.design()) {
            // The layout gives finite coordinates to records that are there.
            let _ = replica.commit(&placing);
        }
        // What was just opened is where undo ends.
        self.install(Replica::from_document(replica.document().clone()), id);
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
    fn keep_everything(&self) {
        let entry = self.entry();
        self.core.try_with_value(|core| {
            if let (Some(autosave), Some(entry)) = (&core.autosave, entry) {
                autosave.push(&[], core.editor.replica().document(), entry);
            }
        });
    }

    /// Puts a design in front of the person.
    fn install(&self, replica: Replica, id: Option<DesignId>) {
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
    fn adopt(&self, id: DesignId) {
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

    fn document_of(&self, ops: &[Op]) -> Document {
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

    /// Looks up the stored designs for the list.
    pub fn look_up_designs(&self) {
        self.in_library(move |session, library| async move {
            session.signals.designs.set(library.list().await?);
            Ok(())
        });
    }

    /// The stored design that is open.
    pub fn open_id(&self) -> Option<DesignId> {
        self.core.try_with_value(|core| core.autosave.as_ref().map(Autosave::design)).flatten()
    }

    /// Gives a stored design another title.
    pub fn rename(&self, id: DesignId, title: String) {
        if self.open_id() == Some(id.clone()) {
            return self.set_title(&title);
        }
        self.in_library(move |session, library| async move {
            let mut replica = Replica::from_document(session.document_of(&library.load(&id).await?));
            let mut transaction = Transaction::new();
            transaction.set(RecordId::DESIGN, Property::Title, title.as_str());
            if let Ok(committed) = replica.commit(&transaction) {
                library.append(&id, &committed.ops, &entry_of(replica.design())).await?;
            }
            session.look_up_designs();
            Ok(())
        });
    }

    /// Makes a second design that starts where this one is.
    pub fn duplicate(&self, id: DesignId) {
        self.in_library(move |session, library| async move {
            let mut replica = Replica::from_document(session.document_of(&library.load(&id).await?));
            let mut transaction = Transaction::new();
            let title = format!("Copy of {}", replica.design().title());
            transaction.set(RecordId::DESIGN, Property::Title, title.as_str());
            // A title too long stays as it was.
            let _ = replica.commit(&transaction);
            let ops: Vec<Op> = replica.document().ops().collect();
            library.append(&DesignId::fresh(), &ops, &entry_of(replica.design())).await?;
            session.look_up_designs();
            Ok(())
        });
    }

    /// Deletes a stored design; a notice offers to bring it back.
    pub fn delete(&self, id: DesignId, title: &str) {
        let text = format!("Deleted \u{201c}{title}\u{201d}.");
        self.in_library(move |session, library| async move {
            library.set_deleted(&id, true).await?;
            if session.open_id() == Some(id.clone()) {
                session.open_fresh();
                session.signals.dialog.set(Some(Dialog::Designs));
            }
            session.notify(&text, false, Some(NoticeAction::Restore(id.as_str().to_owned())));
            session.look_up_designs();
            Ok(())
        });
    }

    /// Brings a deleted design back.
    pub fn restore(&self, id: &str) {
        let Some(id) = DesignId::parse(id) else { return };
        self.in_library(move |session, library| async move {
            library.set_deleted(&id, false).await?;
            session.look_up_designs();
            Ok(())
        });
    }

    fn in_library<F, R>(&self, work: F)
    where
        F: FnOnce(Session, Library) -> R + 'static,
        R: Future<Output = Result<(), crate::storage::Trouble>>,
    {
        let session = *self;
        let Some(Some(library)) = self.core.try_with_value(|core| core.library.clone()) else {
            return self.tell_trouble(&crate::storage::Trouble::Unavailable.to_string());
        };
        spawn_local(async move {
            if let Err(trouble) = work(session, library).await {
                session.tell_trouble(&trouble.to_string());
            }
        });
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
        let number = notices.with_untracked(|held| held.last().map_or(0, |last| last.number + 1));
        notices.update(|held| {
            held.retain(|notice| notice.text != text);
            held.push(Notice { number, text: text.to_owned(), trouble, action });
        });
        let shown_for = if trouble { 12_000 } else { 6_000 };
        gloo_timers::callback::Timeout::new(shown_for, move || {
            notices.try_update(|held| held.retain(|notice| notice.number != number));
        })
        .forget();
    }
}

fn entry_of(design: &Design) -> Entry {
    Entry {
        id: String::new(),
        title: design.title().to_owned(),
        modified: platform::now(),
        components: design.count(RecordType::Component),
        deleted: None,
    }
}

/// Places for what has none: hand-written designs need no coordinates.
fn placing(design: &Design) -> Option<Transaction> {
    let placements = layout::place_in_layers(design);
    let mut transaction = Transaction::new();
    for placement in &placements {
        transaction.set(placement.id, Property::Position, placement.position);
        if let Some(size) = placement.size {
            transaction.set(placement.id, Property::Size, size);
        }
    }
    (!placements.is_empty()).then_some(transaction)
}
