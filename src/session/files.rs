//! What is read from links, files, examples and the clipboard, and written to them: a part of the page that is fetched
//! when the first of these is needed, or once the page is idle.

use leptos::prelude::*;
use linchpin_catalog::Property;
use linchpin_document::{Design, Replica, Transaction};
use linchpin_format::{Imported, file, fragment, link};
use linchpin_scene::{Theme, layout};
use wasm_split_helpers::wasm_split;

use super::designs::TEMPLATE;
use super::templates::text_of;
use super::thumbnail::thumbnail;
use super::{Export, NoticeAction, Origin, Session, Template};
use crate::later::{Lost, soon};
use crate::platform;
use crate::share::{pick_file, read_file};
use crate::storage::DesignId;

/// A design that is to be opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// An empty one.
    Empty,
    /// One kept in this browser.
    Kept(DesignId),
    /// What follows the prefix of a share link.
    Link(String),
    /// The example of this name.
    Template(String),
    /// A design file: its name and text.
    File(String, String),
}

/// What the part can do.
#[derive(Clone, Copy)]
pub struct Files {
    /// Reads a design and puts it in front of the person.
    open: fn(&Session, &Wanted),
    /// The text that records are on the clipboard.
    pub(super) copied: fn(&Transaction) -> String,
    /// Pastes such text.
    pub(super) paste: fn(&Session, &str),
    /// Makes something of the design at hand.
    pub(super) export: fn(&Session, Export),
    /// The picture of an example as SVG; empty when it cannot be read.
    pub thumbnail: fn(&Template, Theme) -> String,
}

/// The part.
#[wasm_split(files, fallible)]
pub fn files() -> Result<Files, Lost> {
    Ok(Files {
        open: Session::take_in,
        copied: fragment::write,
        paste: Session::paste_text,
        export: Session::make,
        thumbnail: |template, theme| text_of(template.id).and_then(|text| thumbnail(text, theme)).unwrap_or_default(),
    })
}

impl Session {
    /// Opens a design, unless that would lose another one. Of several asked for, the last is opened.
    pub async fn open(&self, wanted: Wanted) {
        if self.would_lose_work() {
            return self.refuse(wanted);
        }
        let turn = self.take_turn();
        self.signals.opening.set(true);
        match wanted {
            Wanted::Empty => self.open_fresh(),
            Wanted::Kept(id) => self.open_kept(id, turn).await,
            _ => self.open_foreign(wanted, turn).await,
        }
    }

    /// Opens a design from outside as soon as the part is there that reads it.
    pub(super) async fn open_foreign(&self, wanted: Wanted, turn: u32) {
        let files = files().await;
        if !self.is_turn(turn) {
            return;
        }
        self.signals.opening.set(false);
        match files {
            // Something may have been drawn meanwhile.
            Ok(_) if self.would_lose_work() => self.refuse(wanted),
            Ok(files) => (files.open)(self, &wanted),
            Err(lost) => {
                // Whoever came by a link still has a canvas to draw on.
                if self.open_id().is_none() && self.signals.origin.get_untracked() == Origin::Own {
                    self.open_fresh();
                }
                self.notify(&format!("Nothing was opened. {lost}"), true, Some(NoticeAction::Open(wanted)));
            }
        }
    }

    /// From now on this opening counts, and those before it no more.
    fn take_turn(&self) -> u32 {
        let next = |core: &mut super::Core| {
            core.turn = core.turn.wrapping_add(1);
            core.turn
        };
        self.core.try_update_value(next).unwrap_or_default()
    }

    /// Whether no other design was asked for since.
    pub(super) fn is_turn(&self, turn: u32) -> bool {
        self.core.try_with_value(|core| core.turn) == Some(turn)
    }

    /// The same, where nobody waits.
    pub fn open_soon(&self, wanted: Wanted) {
        let session = *self;
        soon(async move { session.open(wanted).await });
    }

    /// Opens something in place of what is drawn.
    pub fn replace_with(&self, wanted: Wanted) {
        self.open_fresh();
        self.open_soon(wanted);
    }

    /// Lets the person choose a file, and opens it as a new design of their own.
    pub fn open_file(&self) {
        let session = *self;
        pick_file(move |file| session.open_chosen(file));
    }

    /// Opens a file that was chosen or dropped as a new design of the person's own.
    pub fn open_chosen(&self, file: web_sys::File) {
        let session = *self;
        soon(async move {
            match read_file(&file).await {
                Ok(text) => session.open(Wanted::File(file.name(), text)).await,
                Err(problem) => session.tell_unopened(&file.name(), &problem),
            }
        });
    }

    fn tell_unopened(&self, name: &str, problem: &str) {
        // Some problems end with a question.
        let end = if problem.ends_with('?') { "" } else { "." };
        self.tell_trouble(&format!("{name} was not opened: {problem}{end}"));
    }

    fn take_in(&self, wanted: &Wanted) {
        match wanted {
            Wanted::Link(payload) => self.read_link(payload),
            Wanted::Template(id) => self.read_template(id),
            Wanted::File(name, text) => match file::read(text) {
                Ok(imported) => self.keep_imported(&imported),
                Err(error) => self.tell_unopened(name, &error.to_string()),
            },
            Wanted::Empty | Wanted::Kept(_) => {}
        }
    }

    /// Shows the design of a share link. It is not kept until that is asked for or something changes.
    fn read_link(&self, payload: &str) {
        match link::decode(payload) {
            Ok(imported) => self.open_imported(&imported, None),
            Err(error) => {
                self.open_fresh();
                self.tell_trouble(&format!("This link cannot be opened: {error}. Your own designs are untouched."));
            }
        }
    }

    fn read_template(&self, id: &str) {
        let Some(text) = text_of(id) else {
            self.open_fresh();
            return self.tell_trouble(&format!("There is no example called \"{id}\"."));
        };
        match file::read(text) {
            Ok(imported) => {
                self.open_imported(&imported, Some(DesignId::fresh()));
                // It is kept with its first change; until then the address leads to it.
                platform::set_query_parameter(TEMPLATE, Some(id));
            }
            Err(error) => self.tell_trouble(&error.to_string()),
        }
    }

    /// Opens a file as a new design of the person's own.
    fn keep_imported(&self, imported: &Imported) {
        self.open_imported(imported, Some(DesignId::fresh()));
        self.keep_everything();
    }

    fn open_imported(&self, imported: &Imported, id: Option<DesignId>) {
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
