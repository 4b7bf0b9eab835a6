//! The frame of a dialog: the browser's own, which traps the focus and closes with Escape.

use crate::ui::prelude::*;
use leptos::html::Dialog as DialogElement;

use super::icons::{Icon, icon};
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
    let close = move || session.signals.dialog.set(None);
    let close_outside = move |event: web_sys::MouseEvent| {
        let on_backdrop =
            event.target().zip(element.get()).is_some_and(|(target, dialog)| js_sys::Object::is(&target, &dialog));
        if on_backdrop {
            close();
        }
    };
    view! {
        <dialog
            class=format!("dialog {class}")
            aria-label=title
            node_ref=element
            on:close=move |_| close()
            on:pointerdown=move |event| close_outside(event.into())
        >
            <header>
                <h2>{title}</h2>
                <button class="ghost icon" aria-label="Close" on:click=move |_| close()>{icon(Icon::Close)}</button>
            </header>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}
