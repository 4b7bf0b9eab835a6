//! What the menu at the top offers.

use crate::ui::prelude::*;
use linchpin_editor::{Command, Input};

use super::menu::MenuEntries;
use crate::platform;
use crate::session::{Dialog, Export, Session, Wanted, use_session};
use crate::theme::ThemeChoice;

/// The button that opens it.
const MENU_BUTTON: &str = ".menu > button";

/// Its entries. Each closes it but those of the theme.
#[component]
pub fn MainMenu(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> AnyView {
    let session = use_session();
    let item = move |label: &'static str, hint: &'static str, act: fn(Session)| {
        let on_click = move |event: web_sys::MouseEvent| {
            if event.detail() == 0 {
                // The entry goes. Who chose it by key goes on from the menu, after a dialog too.
                platform::focus(MENU_BUTTON);
            }
            open.set(false);
            act(session);
        };
        let hint = (!hint.is_empty()).then(|| view! { <kbd>{hint}</kbd> });
        view! { <button role="menuitem" on:click=on_click>{label}{hint}</button> }
    };
    let give_back = || platform::focus(MENU_BUTTON);
    let close = move || open.set(false);
    view! {
        <MenuEntries within=".menu" give_back=move |()| give_back() close=move |()| close()>
            {item("New design", "", |session| session.open_soon(Wanted::Empty))}
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
        </MenuEntries>
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
