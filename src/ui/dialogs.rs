//! The dialogs: a part of the page that is fetched when the first of them is opened.

use crate::ui::prelude::*;
use wasm_split_helpers::wasm_split;

use super::commands_dialog::CommandsDialog;
use super::designs_dialog::DesignsDialog;
use super::find_dialog::{FindDialog, TargetDialog};
use super::kind_picker::KindPicker;
use super::later::later_or;
use super::share_dialog::ShareDialog;
use super::shortcuts_dialog::ShortcutsDialog;
use super::targets::TargetsDialog;
use super::welcome::ExamplesDialog;
use crate::later::Lost;
use crate::session::{Dialog, use_session};

/// The dialog that is open.
#[component]
pub fn Dialogs() -> AnyView {
    let session = use_session();
    let lost = move |lost: Lost| {
        session.signals.dialog.set(None);
        session.tell_trouble(&lost.to_string());
    };
    living(move || {
        let dialog = session.signals.dialog.get()?;
        Some(later_or(lost, || Box::pin(part()), move |show| show(dialog.clone())))
    })
}

#[wasm_split(dialogs, fallible)]
fn part() -> Result<fn(Dialog) -> AnyView, Lost> {
    Ok(show)
}

fn show(dialog: Dialog) -> AnyView {
    match dialog {
        Dialog::Share => view! { <ShareDialog /> },
        Dialog::Designs => view! { <DesignsDialog /> },
        Dialog::Shortcuts => view! { <ShortcutsDialog /> },
        Dialog::Examples => view! { <ExamplesDialog /> },
        Dialog::Kinds(purpose) => view! { <KindPicker purpose /> },
        Dialog::Target(from) => view! { <TargetDialog from /> },
        Dialog::Commands => view! { <CommandsDialog /> },
        Dialog::Find => view! { <FindDialog /> },
        Dialog::Targets => view! { <TargetsDialog /> },
    }
}
