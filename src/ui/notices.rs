//! What is told in passing, at the foot of the canvas, or of the dialog in front of it.

use crate::ui::prelude::*;

use super::icons::{Icon, icon};
use crate::session::{Export, Notice, NoticeAction, Session, Wanted, use_session};

/// The notices. While a dialog is open nothing outside of it can be reached, so it shows them itself.
#[component]
pub fn Notices(#[prop(optional)] in_dialog: bool) -> AnyView {
    let signals = use_session().signals;
    let are_here = memo(move || signals.dialog.read().is_some() == in_dialog);
    let here = move || signals.notices.get().into_iter().filter(move |_| are_here.get());
    view! {
        <div class="notices" role="status" aria-live="polite">
            {living(move || here().map(|notice| view! { <NoticeRow notice /> }).collect_view())}
        </div>
    }
}

#[component]
fn NoticeRow(notice: Notice) -> AnyView {
    let session = use_session();
    let number = notice.number;
    let close = move || session.signals.notices.update(|held| held.retain(|notice| notice.number != number));
    let action = notice.action.map(|action| {
        let label = match &action {
            NoticeAction::Restore(_) => "Undo",
            NoticeAction::Open(Wanted::Kept(_)) => "Open it",
            NoticeAction::Open(_) => "Try again",
            NoticeAction::Replace(_) => "Open it instead",
            NoticeAction::SaveFile => "Save a file",
        };
        let act = move |_| {
            act(session, action.clone());
            close();
        };
        view! { <button on:click=act>{label}</button> }
    });
    view! {
        <div class="notice" class:trouble=notice.trouble>
            <p>{notice.text}</p>
            {action}
            <button class="icon" aria-label="Dismiss" on:click=move |_| close()>{icon(Icon::Close)}</button>
        </div>
    }
}

fn act(session: Session, action: NoticeAction) {
    match action {
        NoticeAction::Restore(id) => session.restore(id),
        NoticeAction::Open(wanted) => session.open_soon(wanted),
        NoticeAction::Replace(wanted) => session.replace_with(wanted),
        NoticeAction::SaveFile => session.export(Export::File),
    }
}
