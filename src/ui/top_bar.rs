//! The bar at the top: menu, title, lenses, undo and redo, share.

use crate::ui::prelude::*;
use linchpin_editor::{Command, Input};

use super::icons::{Icon, icon};
use crate::platform;
use crate::session::{Dialog, Export, Lens, PanelTab, Session, use_session};
use crate::storage::SaveState;
use crate::theme::ThemeChoice;

/// The bar.
#[component]
pub fn TopBar() -> AnyView {
    let session = use_session();
    let signals = session.signals;
    let run = move |command| session.dispatch(Input::Command(command));
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
            <button class="ghost icon" aria-label="Undo" title="Undo" prop:disabled=move || !signals.can_undo.get() on:click=move |_| run(Command::Undo)>
                {icon(Icon::Undo)}
            </button>
            <button class="ghost icon" aria-label="Redo" title="Redo" prop:disabled=move || !signals.can_redo.get() on:click=move |_| run(Command::Redo)>
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
                    if event.key() == "Enter" || event.key() == "Escape" {
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
        <div class="segments" role="radiogroup" aria-label="Lens">
            {button(Lens::Failure, "Failure", "sign failure")}
            {button(Lens::Load, "Load", "sign load")}
            {button(Lens::Responsibility, "Responsibility", "sign jobs")}
        </div>
    }
}

/// The menu behind the three bars.
#[component]
fn Menu() -> AnyView {
    let session = use_session();
    let open = RwSignal::new(false);
    let close_if_outside = move |event: web_sys::FocusEvent| {
        use wasm_bindgen::JsCast;
        let into = event.related_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if into.and_then(|element| element.closest(".menu").ok().flatten()).is_none() {
            open.set(false);
        }
    };
    let item = move |label: &'static str, hint: &'static str, act: fn(Session)| {
        let on_click = move |_| {
            open.set(false);
            act(session);
        };
        let hint = (!hint.is_empty()).then(|| view! { <kbd>{hint}</kbd> });
        view! { <button role="menuitem" on:click=on_click>{label}{hint}</button> }
    };
    view! {
        <div class="menu" on:focusout=close_if_outside on:keydown=move |event| if event.key() == "Escape" { open.set(false) }>
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
                <div class="menu-list" role="menu">
                    {item("New design", "", |session| session.open_fresh())}
                    {item("Designs ...", "", |session| session.signals.dialog.set(Some(Dialog::Designs)))}
                    {item("Examples ...", "", |session| session.signals.dialog.set(Some(Dialog::Examples)))}
                    <hr />
                    {item("Open a file ...", "", |session| session.open_file())}
                    {item("Save as a file", "", |session| session.export(Export::File))}
                    {item("Targets and endpoints ...", "", |session| session.signals.dialog.set(Some(Dialog::Targets)))}
                    {item("Rules of this design ...", "", |session| session.signals.dialog.set(Some(Dialog::Rules)))}
                    {item("Share ...", "", |session| session.signals.dialog.set(Some(Dialog::Share)))}
                    <hr />
                    {item("Download as SVG", "", |session| session.export(Export::Svg))}
                    {item("Download as PNG", "", |session| session.export(Export::Png))}
                    {item("Copy as SVG", "", |session| session.export(Export::SvgCopy))}
                    {item("Copy as PNG", "", |session| session.export(Export::PngCopy))}
                    <hr />
                    {item("Fold or show the palette", "", |session| session.signals.no_palette.update(|folded| *folded = !*folded))}
                    {item("Fold or show the panel", "", |session| session.signals.no_panel.update(|folded| *folded = !*folded))}
                    {item("Grid on or off", "Ctrl+'", |session| session.dispatch(Input::Command(Command::ToggleGrid)))}
                    {item("Wheel pans or zooms", "", toggle_wheel)}
                    <hr />
                    <div class="heading">"Theme"</div>
                    <ThemeRow />
                    <hr />
                    {item("All commands", if platform::is_mac() { "\u{2318}K" } else { "Ctrl+K" }, |session| session.signals.dialog.set(Some(Dialog::Commands)))}
                    {item("Keyboard shortcuts", "?", |session| session.signals.dialog.set(Some(Dialog::Shortcuts)))}
                </div>
            </Show>
        </div>
    }
}

fn toggle_wheel(session: Session) {
    let zooms = !session.signals.wheel_zooms.get_untracked();
    session.change_settings(|settings| settings.wheel_zooms = zooms);
    session.tell(if zooms { "The wheel zooms now." } else { "The wheel pans now; with Ctrl it zooms." });
}

#[component]
fn ThemeRow() -> AnyView {
    let themes = use_session().themes;
    let buttons = ThemeChoice::ALL.map(|(choice, _, label)| {
        view! {
            <button
                role="menuitemradio"
                aria-checked=move || (themes.choice.get() == choice).to_string()
                on:click=move |_| themes.choose(choice)
            >
                {label}
            </button>
        }
    });
    view! { <div class="row">{buttons.collect_view()}</div> }
}

/// Shows a tab of the panel, on a phone too, without what was looked at in its place.
pub fn show_tab(session: Session, tab: PanelTab) {
    session.signals.load_view.set(None);
    session.signals.tab.set(tab);
    session.signals.no_panel.set(false);
    session.signals.sheet.set(Some(crate::session::Sheet::Panel));
}
