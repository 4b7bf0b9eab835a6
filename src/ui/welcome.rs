//! What an empty canvas offers: one good example, or several.

use crate::ui::prelude::*;

use super::modal::Modal;
use crate::later::with_part;
use crate::session::{Files, Session, TEMPLATES, Wanted, files, use_session};

/// The offer on an empty canvas. It is gone with the first thing drawn.
#[component]
pub fn Welcome() -> AnyView {
    let session = use_session();
    let empty = memo(move || session.read(|editor| editor.design().is_empty()).unwrap_or(false));
    let placing = move || session.signals.tool.get() != linchpin_editor::ToolKind::Select;
    view! {
        <Show when=move || empty.get() && !session.signals.opening.get() && !placing()>
            <div class="welcome">
                <h1>"Draw a system. See what takes it down."</h1>
                <p>"Add a component, or start from an example:"</p>
                <Examples />
            </div>
        </Show>
    }
}

/// The same examples as a dialog, once something is drawn.
#[component]
pub fn ExamplesDialog() -> AnyView {
    view! {
        <Modal title="Examples" class="wide">
            <p>"An example opens as a design of its own. What you have drawn stays in your designs."</p>
            <Examples />
        </Modal>
    }
}

#[component]
fn Examples() -> AnyView {
    let session: Session = use_session();
    let drawn = pictures();
    let cards = TEMPLATES.iter().map(move |template| {
        let picture = move || drawn.get().map(|files| (files.thumbnail)(template, session.themes.shown.get()));
        let open = move |_| {
            session.signals.dialog.set(None);
            session.open_soon(Wanted::Template(template.id.to_owned()));
        };
        view! {
            <button class="example" on:click=open>
                <span class="picture" aria-hidden="true" inner_html=picture></span>
                <b>{template.title}</b>
                <small>{template.summary}</small>
            </button>
        }
    });
    view! { <div class="welcome-list">{cards.collect_view()}</div> }
}

/// What draws the pictures, once it is there; all else works before.
fn pictures() -> RwSignal<Option<Files>> {
    let part = RwSignal::new(None);
    with_part(Box::pin(files()), move |files| {
        // Where it cannot be fetched there are no pictures, and the offer may be gone by now.
        part.set(files.ok());
    });
    part
}
