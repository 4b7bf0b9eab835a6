//! What menus have in common: they take the focus, are walked with the arrow keys, and give the focus back.

use crate::ui::prelude::*;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, KeyboardEvent};

use super::walk::walk;
use crate::platform;

/// The entries of a menu. No key goes on from them to what lies below.
#[component]
pub fn MenuEntries(
    /// Where the focus may go without closing the menu.
    within: &'static str,
    /// Gives the focus back to what had it.
    #[prop(into)]
    give_back: Callback<()>,
    /// Closes the menu.
    #[prop(into)]
    close: Callback<()>,
    /// The entries.
    children: Children,
) -> AnyView {
    // Once they are in the page.
    Timeout::new(0, || platform::focus("[role=menu] [role^=menuitem]")).forget();
    let on_key = move |event: KeyboardEvent| {
        walk(&event, "[role^=menuitem]");
        event.stop_propagation();
        if event.key() == "Escape" {
            give_back.run(());
            close.run(());
        }
    };
    let on_leave = move |event: FocusEvent| {
        let into = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
        if into.and_then(|into| into.closest(within).ok().flatten()).is_none() {
            // The menu may be gone by now: what has the focus loses it when it leaves the page.
            close.try_run(());
        }
    };
    view! {
        <div
            role="menu"
            // Where buttons take no focus from the pointer, it must stay here all the same.
            tabindex="-1"
            on:keydown=on_key
            on:focusout=on_leave
            on:contextmenu=move |event| event.prevent_default()
        >
            {children()}
        </div>
    }
}
