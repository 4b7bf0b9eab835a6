//! What the canvas is being used for when it is not plain drawing.

use crate::ui::prelude::*;
use web_sys::MouseEvent;

use super::focus::back_to_paper;
use super::icons::{Icon, icon};
use crate::session::{Origin, use_session};

/// Says that a design came by a link and offers to keep it.
#[component]
pub fn LinkBanner() -> AnyView {
    let session = use_session();
    let shown = move || session.signals.origin.get() == Origin::Link;
    view! {
        <Show when=shown>
            <div class="banner" role="status">
                <span class="grow">"A shared design. Your own designs are untouched; changes here make it your copy."</span>
                <button class="primary" on:click=move |_| session.keep_copy()>"Keep a copy"</button>
            </div>
        </Show>
    }
}

/// Says that a design is on its way.
#[component]
pub fn OpeningNote() -> AnyView {
    let opening = use_session().signals.opening;
    view! {
        <Show when=move || opening.get()>
            <p class="opening waited-for" role="status">"Loading ..."</p>
        </Show>
    }
}

/// Says that clicks fail things.
#[component]
pub fn KillBanner() -> AnyView {
    let session = use_session();
    let killing = session.signals.killing;
    let leave = move |event: MouseEvent| {
        back_to_paper(&event);
        killing.set(false);
    };
    view! {
        <Show when=move || killing.get()>
            <div class="kill-banner" role="status">
                {icon(Icon::Bolt)}
                <span class="by-mouse">"Click what should fail, click again to bring it back"<span class="wide">". Shift+click fails one instance"</span></span>
                <span class="by-finger">"Tap what should fail, tap again to bring it back. Hold to fail one instance"</span>
                <button class="small" on:click=leave>"Done"</button>
            </div>
        </Show>
    }
}
