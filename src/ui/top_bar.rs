//! The bar at the top: menu, title, lenses, undo and redo, share.

use crate::ui::prelude::*;
use linchpin_editor::{Command, Input};
use web_sys::MouseEvent;

use super::focus::back_to_paper;
use super::icons::{Icon, icon};
use super::later::later;
use super::parts::menus;
use super::walk::choose;
use crate::session::{Dialog, Lens, PanelTab, Session, use_session};
use crate::storage::SaveState;

/// The bar.
#[component]
pub fn TopBar() -> AnyView {
    let session = use_session();
    let signals = session.signals;
    let run = move |event: &MouseEvent, command| {
        session.dispatch(Input::Command(command));
        back_to_paper(event);
    };
    view! {
        <header class="topbar">
            <Menu />
            <div class="brand" aria-hidden="true">
                <svg viewBox="0 0 22 22">
                    <rect x="4.5" y="4.5" width="13" height="13" rx="3.5" transform="rotate(45 11 11)" fill="none" stroke="var(--accent)" stroke-width="3" />
                    <circle cx="11" cy="11" r="2.4" fill="var(--failure)" />
                </svg>
                <span>"Linchpin"</span>
            </div>
            <Title />
            <Lenses />
            <span class="grow"></span>
            <button class="ghost icon" aria-label="Undo" title="Undo" prop:disabled=move || !signals.can_undo.get() on:click=move |event| run(&event, Command::Undo)>
                {icon(Icon::Undo)}
            </button>
            <button class="ghost icon" aria-label="Redo" title="Redo" prop:disabled=move || !signals.can_redo.get() on:click=move |event| run(&event, Command::Redo)>
                {icon(Icon::Redo)}
            </button>
            <button class="primary" on:click=move |_| signals.dialog.set(Some(Dialog::Share))>"Share"</button>
        </header>
    }
}

#[component]
fn Title() -> AnyView {
    let session = use_session();
    let title = memo(move || session.read(|editor| editor.design().title().to_owned()).unwrap_or_default());
    let saved = move || match session.signals.saved.get() {
        SaveState::Blank => "",
        SaveState::Saving => "Saving ...",
        SaveState::Saved => "Saved",
        SaveState::Failed(_) => "Not saved",
    };
    let trouble = move || match session.signals.saved.get() {
        SaveState::Failed(trouble) => format!("{trouble} Save a file from the menu to keep your work."),
        _ => String::new(),
    };
    view! {
        <div class="title-box">
            <input
                aria-label="Title of the design"
                type="text"
                maxlength="120"
                spellcheck="false"
                prop:value=move || title.get()
                on:change:target=move |event| session.set_title(&event.target().value())
                on:keydown:target=move |event| {
                    if matches!(event.key().as_str(), "Enter" | "Escape") {
                        // A field that loses the focus reports its change.
                        let _ = event.target().blur();
                    }
                }
            />
            <span
                class="saved"
                class:trouble=move || matches!(session.signals.saved.get(), SaveState::Failed(_))
                title=trouble
                role="status"
            >
                {move || saved()}
            </span>
        </div>
    }
}

#[component]
fn Lenses() -> AnyView {
    let session = use_session();
    let lens = session.signals.lens;
    let button = move |own: Lens, label: &'static str, sign: &'static str| {
        view! {
            <button
                role="radio"
                tabindex=move || if lens.get() == own { "0" } else { "-1" }
                aria-checked=move || (lens.get() == own).to_string()
                aria-label=label
                on:click=move |_| lens.set(own)
            >
                <i class=sign></i>
                <span class="word">{label}</span>
            </button>
        }
    };
    view! {
        <div class="segments" role="radiogroup" aria-label="Lens" on:keydown=move |event| choose(&event, "button") on:click=move |event| back_to_paper(&event)>
            {button(Lens::Failure, "Failure", "sign failure")}
            {button(Lens::Load, "Load", "sign load")}
            {button(Lens::Responsibility, "Responsibility", "sign jobs")}
        </div>
    }
}

/// The menu behind the three bars.
#[component]
fn Menu() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <div class="menu" tabindex="-1">
            <button
                class="ghost icon"
                aria-label="Menu"
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon(Icon::Menu)}
            </button>
            <Show when=move || open.get()>
                <div class="menu-list">
                    {later(|| Box::pin(menus()), move |menus| (menus.main)(open))}
                </div>
            </Show>
        </div>
    }
}

/// Shows a tab of the panel, on a phone too, without what was looked at in its place.
pub fn show_tab(session: Session, tab: PanelTab) {
    session.signals.load_view.set(None);
    session.signals.tab.set(tab);
    session.signals.no_panel.set(false);
    session.signals.sheet.set(Some(crate::session::Sheet::Panel));
}
