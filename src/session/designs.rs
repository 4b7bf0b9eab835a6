//! Opening and leaving designs. Whatever is opened, the person's own work stays where it is.

use leptos::prelude::*;
use linchpin_document::{Document, Op, Replica};
use linchpin_editor::{Command, Input};

use super::{Dialog, KindPurpose, Lens, NoticeAction, Origin, PanelTab, Session, Wanted, new_editor, set_if_new};
use crate::later::soon;
use crate::platform;
use crate::share::SHARE_PREFIX;
use crate::storage::{DesignId, Library, SaveState, Trouble};

/// What the fragment of an own design's address starts with.
const OWN_PREFIX: &str = "d=";
/// The parameter of the address that names an example.
pub(super) const TEMPLATE: &str = "template";
/// Where the design last open is remembered.
pub(super) const LAST: &str = "linchpin-last";
/// How long is waited for the store before anything is shown, in milliseconds. A store that gives neither itself
/// nor an error happens: an older page holds on to it.
const PATIENCE: u32 = 3_000;

/// The fragment of the address of a design of one's own.
pub(super) fn address_of(id: &DesignId) -> String {
    format!("{OWN_PREFIX}{}", id.as_str())
}

/// What the address names, else the design last open, else an empty one.
fn addressed() -> Wanted {
    let fragment = platform::fragment();
    let named = fragment.strip_prefix(OWN_PREFIX).map(str::to_owned);
    if let Some(payload) = fragment.strip_prefix(SHARE_PREFIX) {
        return Wanted::Link(payload.to_owned());
    }
    // Once an example became a design of one's own, the address names that.
    if let Some(template) = platform::query_parameter(TEMPLATE).filter(|_| named.is_none()) {
        return Wanted::Template(template);
    }
    let last = named.or_else(|| platform::recall(LAST)).and_then(|id| DesignId::parse(&id));
    last.map_or(Wanted::Empty, Wanted::Kept)
}

impl Session {
    /// Opens what the address asks for, else the design last open, else an empty one.
    pub fn boot(&self) {
        let session = *self;
        gloo_timers::callback::Timeout::new(PATIENCE, move || session.go_on(Err(Trouble::Silent))).forget();
        soon(async move {
            let Some(peer) = session.core.try_with_value(|core| core.peer) else { return };
            session.go_on(Library::open(peer).await);
        });
    }

    /// Starts with the library, or without it; when it comes late, keeps what was drawn until then.
    fn go_on(&self, opened: Result<Library, Trouble>) {
        let wanted = addressed();
        let first = self.core.try_update_value(|core| {
            if let Ok(library) = &opened {
                core.library = Some(library.clone());
            }
            core.first.replace(wanted.clone())
        });
        let (session, Some(first)) = (*self, first) else { return };
        match (first, opened) {
            (None, Ok(_)) => self.open_soon(wanted),
            (None, Err(trouble)) => soon(async move {
                session.open(wanted).await;
                session.tell_unkept(&trouble);
            }),
            (Some(_), Ok(library)) if self.has_drawn() => self.lend(library),
            (Some(first), Ok(_)) => self.open_soon(first),
            (Some(_), Err(_)) => {}
        }
    }

    /// Opens what the person changed the address to.
    pub fn follow_address(&self) {
        if self.open_id().is_none_or(|id| platform::fragment() != address_of(&id)) {
            self.open_soon(addressed());
        }
    }

    /// The designs kept in this browser, where it lets the page keep any.
    pub(super) fn library(&self) -> Option<Library> {
        self.core.try_with_value(|core| core.library.clone()).flatten()
    }

    /// Opens an empty design of one's own.
    pub fn open_fresh(&self) {
        platform::set_query_parameter(TEMPLATE, None);
        if let Some(peer) = self.core.try_with_value(|core| core.peer) {
            self.install(Replica::new(peer), Some(DesignId::fresh()));
        }
    }

    /// Opens a stored design.
    pub(super) async fn open_kept(&self, id: DesignId, turn: u32) {
        let found = match self.library() {
            Some(library) => read(&library, &id).await,
            None => Ok(Vec::new()),
        };
        if !self.is_turn(turn) {
            return;
        }
        let unwritten = self.unwritten(&id);
        match found {
            Ok(ops) if ops.is_empty() && unwritten.is_empty() => self.open_in_place_of(&id, turn).await,
            Ok(mut ops) => {
                ops.extend(unwritten);
                self.install(Replica::from_document(self.document_of(&ops)), Some(id));
                self.note_whole();
            }
            Err(trouble) => {
                self.open_fresh();
                self.tell_trouble(&trouble.to_string());
            }
        }
    }

    /// Opens what there is in place of a design that is not here: the example the address names, else an
    /// empty one.
    async fn open_in_place_of(&self, id: &DesignId, turn: u32) {
        if let Some(template) = platform::query_parameter(TEMPLATE) {
            return self.open_foreign(Wanted::Template(template), turn).await;
        }
        let is_foreign = platform::fragment() == address_of(id) && !platform::wrote_address();
        self.open_fresh();
        if is_foreign && self.library().is_some() {
            self.tell_trouble(
                "The design of this address is not in this browser: it was drawn in another one, or deleted. \
                 To show a design to others, use Share.",
            );
        }
    }

    /// Puts a design in front of the person.
    pub(super) fn install(&self, replica: Replica, id: Option<DesignId>) {
        let signals = self.signals;
        let is_first = self.open_id().is_none() && signals.origin.get_untracked() == Origin::Own;
        self.leave();
        let blank = replica.design().is_empty();
        self.core.try_update_value(|core| {
            let (settings, viewport) = (core.editor.settings(), core.editor.viewport());
            core.editor = new_editor(replica);
            core.editor.set_covered(super::frame::covered(viewport));
            core.editor.set_settings(settings);
            core.editor.dispatch(Input::Resize(viewport));
            core.live.clear();
            core.proposed = None;
        });
        signals.forget_design();
        signals.saved.set(SaveState::Blank);
        set_if_new(signals.opening, false);
        signals.origin.set(if id.is_some() { Origin::Own } else { Origin::Link });
        signals.tab.set(if blank { PanelTab::Inspector } else { PanelTab::Findings });
        signals.lens.set(Lens::Failure);
        if let Some(id) = id {
            self.adopt(id);
        }
        self.tell_everything();
        signals.revision.update(|revision| *revision += 1);
        self.settle_dialog(is_first);
        self.run(|editor| editor.dispatch(Input::Command(Command::ZoomFit)));
        self.repaint();
    }

    /// What lay over the last design goes with it. What was opened before there was a design stays, and is shown anew
    /// where it is about the design.
    fn settle_dialog(&self, is_first: bool) {
        let dialog = self.signals.dialog;
        match dialog.get_untracked() {
            Some(Dialog::Share | Dialog::Find | Dialog::Targets | Dialog::Rules) if is_first => dialog.update(|_| ()),
            // About a record of what was drawn before.
            Some(Dialog::Kinds(KindPurpose::Asked(_)) | Dialog::Target(_)) => dialog.set(None),
            Some(_) if is_first => {}
            _ => set_if_new(dialog, None),
        }
    }

    pub(super) fn document_of(&self, ops: &[Op]) -> Document {
        let peer = self.core.try_with_value(|core| core.peer);
        let mut document = Document::new(peer.unwrap_or(linchpin_document::PeerId::from_bits(0)));
        document.merge(ops);
        document
    }

    /// Goes on with what is drawn, where opening another design would lose it.
    pub(super) fn refuse(&self, wanted: Wanted) {
        match self.open_id() {
            None => {
                self.adopt(DesignId::fresh());
                self.keep_everything();
            }
            // The address may name what was asked for.
            Some(id) => platform::set_fragment(&address_of(&id)),
        }
        let text = "Nothing was opened: this browser could not keep what you drew, and it would be lost. \
                    Save it as a file from the menu first.";
        self.notify(text, true, Some(NoticeAction::Replace(wanted)));
    }
}

/// All of a stored design; nothing of one that is deleted.
async fn read(library: &Library, id: &DesignId) -> Result<Vec<Op>, Trouble> {
    let deleted = library.find(id).await?.is_some_and(|entry| entry.deleted.is_some());
    if deleted { Ok(Vec::new()) } else { library.load(id).await }
}
