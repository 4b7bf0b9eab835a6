//! Copy, cut and paste through the system clipboard, between tabs and designs.

use leptos::prelude::*;
use linchpin_document::Transaction;
use linchpin_editor::{Command, Input, Request};
use linchpin_format::fragment;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::DataTransfer;

use super::{Session, files};
use crate::later::{soon, with_part};
use crate::share::{copy_text, read_text};

const TEXT: &str = "text/plain";

impl Session {
    /// Copies or cuts in answer to the browser's own clipboard event, which works on every page.
    pub fn copy_into(&self, data: DataTransfer, command: Command) {
        let effects = self.core.try_update_value(|core| core.editor.dispatch(Input::Command(command)));
        let Some(mut effects) = effects else { return };
        // Only while the event lasts does it take anything.
        let lasts = Rc::new(Cell::new(true));
        for request in std::mem::take(&mut effects.requests) {
            match request {
                Request::Copy(records) => {
                    let (data, lasts) = (data.clone(), lasts.clone());
                    self.copy(records, move |text| lasts.get() && data.set_data(TEXT, text).is_ok());
                }
                other => effects.requests.push(other),
            }
        }
        lasts.set(false);
        self.carry_out(effects);
    }

    /// Pastes in answer to the browser's own clipboard event.
    pub fn paste_from(&self, data: &DataTransfer) {
        self.paste(data.get_data(TEXT).unwrap_or_default());
    }

    /// Copies for a menu, where there is no clipboard event.
    pub(super) fn copy_records(&self, records: Transaction) {
        self.copy(records, |_| false);
    }

    /// Copies records: in the way that is at hand, where one is, else through the browser's other door.
    fn copy(&self, records: Transaction, at_hand: impl Fn(&str) -> bool + 'static) {
        let session = *self;
        with_part(Box::pin(files()), move |part| {
            let text = match part {
                Ok(files) => (files.copied)(&records),
                Err(lost) => return session.tell_trouble(&lost.to_string()),
            };
            if !at_hand(&text) {
                soon(async move {
                    if let Err(problem) = copy_text(&text).await {
                        session.tell_trouble(&problem);
                    }
                });
            }
        });
    }

    /// Pastes for a menu, where there is no clipboard event.
    pub(super) fn paste_clipboard(&self) {
        let session = *self;
        soon(async move {
            match read_text().await {
                Ok(text) => session.paste(text),
                Err(problem) => session.tell_trouble(&problem),
            }
        });
    }

    fn paste(&self, text: String) {
        let session = *self;
        with_part(Box::pin(files()), move |part| match part {
            Ok(files) => (files.paste)(&session, &text),
            Err(lost) => session.tell_trouble(&lost.to_string()),
        });
    }

    pub(super) fn paste_text(&self, text: &str) {
        match fragment::read(text) {
            Some(Ok(imported)) => self.run(|editor| editor.paste(imported.transaction(), None)),
            Some(Err(error)) => self.tell_trouble(&format!("Not pasted: {error}.")),
            None => self.tell("There is nothing on the clipboard that can be pasted here."),
        }
    }
}
