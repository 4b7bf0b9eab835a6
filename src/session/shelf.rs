//! What is done with the designs kept in this browser, apart from opening and keeping them.

use linchpin_catalog::Property;
use linchpin_document::{Op, RecordId, Replica, Transaction};
use wasm_split_helpers::wasm_split;

use super::keeping::entry_of;
use super::{Dialog, NoticeAction, Session};
use crate::later::{Lost, soon, with_part};
use crate::platform;
use crate::storage::{DesignId, Library, TabChannel, Trouble};
use std::pin::Pin;

/// What is done with them outside of their list.
#[derive(Clone, Copy)]
pub struct Shelf {
    /// Brings a deleted design back.
    restore: fn(&Session, &str),
    /// Removes what was deleted long ago.
    pub purge: fn(&Session),
}

/// Comes with the dialog that lists them.
#[wasm_split(dialogs, fallible)]
pub fn shelf() -> Result<Shelf, Lost> {
    Ok(Shelf { restore: Session::bring_back, purge: Session::purge })
}

impl Session {
    /// Brings a deleted design back.
    pub fn restore(&self, id: String) {
        let session = *self;
        with_part(Box::pin(shelf()), move |part| match part {
            Ok(shelf) => (shelf.restore)(&session, &id),
            Err(lost) => session.tell_trouble(&lost.to_string()),
        });
    }

    /// Looks up the stored designs for the list.
    pub fn look_up_designs(&self) {
        self.in_library(move |session, library| async move {
            let mut rows = library.list().await?;
            rows.retain(|row| !session.will_be_deleted(&row.id));
            session.signals.designs.set(Some(rows));
            Ok(())
        });
    }

    /// Gives a stored design another title.
    pub fn rename(&self, id: DesignId, title: String) {
        if self.open_id() == Some(id.clone()) {
            self.set_title(&title);
            return self.list_title(&id);
        }
        self.in_library(move |session, library| async move {
            let mut replica = session.stored(&library, &id).await?;
            let mut transaction = Transaction::new();
            transaction.set(RecordId::DESIGN, Property::Title, title.as_str());
            if let Ok(committed) = replica.commit(&transaction) {
                library.append(&id, &committed.ops, &entry_of(replica.design())).await?;
                // Another tab that has it open would write the old title back into the list.
                if let Some(others) = TabChannel::join(&id, |_| ()) {
                    others.send(&committed.ops);
                }
            }
            session.look_up_designs();
            Ok(())
        });
    }

    /// The list shows the title of the open design before it is written.
    fn list_title(&self, id: &DesignId) {
        let title = self.with(|editor| editor.design().title().to_owned()).unwrap_or_default();
        self.signals.designs.update(|rows| {
            if let Some(row) = rows.iter_mut().flatten().find(|row| row.id == id.as_str()) {
                row.title = title;
            }
        });
    }

    /// Makes a second design that starts where this one is.
    pub fn duplicate(&self, id: DesignId) {
        self.in_library(move |session, library| async move {
            let mut replica = session.stored(&library, &id).await?;
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
            if !session.mark_unwritten(&id, Some(platform::now())) {
                library.set_deleted(&id, true).await?;
            }
            if session.open_id() == Some(id.clone()) {
                session.open_fresh();
                session.signals.dialog.set(Some(Dialog::Designs));
            }
            session.notify(&text, false, Some(NoticeAction::Restore(id.as_str().to_owned())));
            session.look_up_designs();
            Ok(())
        });
    }

    fn bring_back(&self, id: &str) {
        let Some(id) = DesignId::parse(id) else { return };
        self.in_library(move |session, library| async move {
            if !session.mark_unwritten(&id, None) {
                library.set_deleted(&id, false).await?;
            }
            session.look_up_designs();
            Ok(())
        });
    }

    /// A stored design with what is not in the store yet.
    async fn stored(&self, library: &Library, id: &DesignId) -> Result<Replica, Trouble> {
        let mut ops = library.load(id).await?;
        ops.extend(self.unwritten(id));
        Ok(Replica::from_document(self.document_of(&ops)))
    }

    fn purge(&self) {
        let Some(library) = self.library() else { return };
        soon(async move {
            // Old rubbish left lying does no harm; it is tried again next time.
            let _ = library.purge().await;
        });
    }

    fn in_library<R>(&self, work: impl FnOnce(Session, Library) -> R)
    where
        R: Future<Output = Result<(), Trouble>> + 'static,
    {
        match self.library() {
            Some(library) => self.carry_through(Box::pin(work(*self, library))),
            None => self.tell_trouble(&Trouble::Unavailable.to_string()),
        }
    }

    fn carry_through(&self, work: Pin<Box<dyn Future<Output = Result<(), Trouble>>>>) {
        let session = *self;
        soon(async move {
            if let Err(trouble) = work.await {
                session.tell_trouble(&trouble.to_string());
            }
        });
    }
}
