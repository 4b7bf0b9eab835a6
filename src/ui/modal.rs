//! The frame of a dialog: the browser's own, which traps the focus and closes with Escape.

use crate::ui::prelude::*;
use leptos::html::Dialog as DialogElement;
use wasm_bindgen::JsCast;

use super::icons::{Icon, icon};
use super::notices::Notices;
use crate::session::use_session;

/// A dialog with a heading. Closing it any way clears the session's dialog.
#[component]
pub fn Modal(
    /// The heading.
    title: &'static str,
    /// `wide`, `narrow` or nothing.
    #[prop(optional)]
    class: &'static str,
    /// What is in it.
    children: Children,
) -> AnyView {
    let session = use_session();
    let element = NodeRef::<DialogElement>::new();
    effect(move || {
        if let Some(dialog) = element.get().filter(|dialog| !dialog.open()) {
            // Fails only for a dialog that is open or not in the page.
            let _ = dialog.show_modal();
        }
    });
    // First in the browser, which gives the focus back, whoever closes it.
    let close_in_browser = move || {
        if let Some(dialog) = element.try_get_untracked().flatten() {
            dialog.close();
        }
    };
    on_cleanup(close_in_browser);
    let close = move || {
        close_in_browser();
        session.signals.dialog.set(None);
    };
    // Not at what comes from inside, nor at what is heard after it has left the page.
    let close_at = move |event: web_sys::Event| {
        let Some((target, dialog)) = event.target().zip(event.current_target()) else { return };
        let is_shown = dialog.dyn_ref::<web_sys::Node>().is_some_and(web_sys::Node::is_connected);
        if is_shown && js_sys::Object::is(&target, &dialog) {
            close();
        }
    };
    view! {
        <dialog
            class=format!("dialog {class}")
            aria-label=title
            node_ref=element
            // Escape: the next key is no longer the dialog's. The event that it has closed comes only later.
            on:cancel=close_at
            on:close=close_at
            on:pointerdown=move |event| close_at(event.into())
        >
            <header>
                <h2>{title}</h2>
                <button class="ghost icon" aria-label="Close" on:click=move |_| close()>{icon(Icon::Close)}</button>
            </header>
            <div class="dialog-body">{children()}</div>
            <Notices in_dialog=true />
        </dialog>
    }
}
