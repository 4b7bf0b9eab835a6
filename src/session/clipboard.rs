//! Copy, cut and paste through the system clipboard, between tabs and designs.

use leptos::prelude::*;
use linchpin_document::Transaction;
use linchpin_editor::{Command, Input, Request};
use linchpin_format::fragment;
use wasm_bindgen_futures::spawn_local;
use web_sys::DataTransfer;

use super::Session;
use crate::share::{copy_text, read_text};

const TEXT: &str = "text/plain";

impl Session {
    /// Copies or cuts in answer to the browser's own clipboard event, which works on every page.
    pub fn copy_into(&self, data: &DataTransfer, command: Command) {
        let effects = self.core.try_update_value(|core| core.editor.dispatch(Input::Command(command)));
        let Some(mut effects) = effects else { return };
        effects.requests.retain(|request| match request {
            // Refused only where the event is over, and this runs inside it.
            Request::Copy(records) => data.set_data(TEXT, &fragment::write(records)).is_err(),
            _ => true,
        });
        self.carry_out(effects);
    }

    /// Pastes in answer to the browser's own clipboard event.
    pub fn paste_from(&self, data: &DataTransfer) {
        self.paste_text(&data.get_data(TEXT).unwrap_or_default());
    }

    /// Copies for a menu, where there is no clipboard event.
    pub(super) fn copy_records(&self, records: &Transaction) {
        let session = *self;
        let text = fragment::write(records);
        spawn_local(async move {
            if let Err(problem) = copy_text(&text).await {
                session.tell_trouble(&problem);
            }
        });
    }

    /// Pastes for a menu, where there is no clipboard event.
    pub(super) fn paste_clipboard(&self) {
        let session = *self;
        spawn_local(async move {
            match read_text().await {
                Ok(text) => session.paste_text(&text),
                Err(problem) => session.tell_trouble(&problem),
            }
        });
    }

    fn paste_text(&self, text: &str) {
        match fragment::read(text) {
            Some(Ok(imported)) => self.run(|editor| editor.paste(imported.transaction(), None)),
            Some(Err(error)) => self.tell_trouble(&format!("Not pasted: {error}.")),
            None => self.tell("There is nothing on the clipboard that can be pasted here."),
        }
    }
}
