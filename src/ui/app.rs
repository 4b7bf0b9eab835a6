//! The page: its parts, and the events that belong to no part of it.

use crate::ui::prelude::*;
use gloo_timers::callback::Timeout;
use leptos::ev;
use linchpin_editor::{Command, Input};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::later::{later, later_or};
use super::palette::Palette;
use super::panel::{Panel, PhoneBar};
use super::parts;
use super::stage::Stage;
use super::top_bar::TopBar;
use crate::input;
use crate::later::{Lost, soon};
use crate::session::{Session, Sheet, files, shelf, use_session};
use crate::theme;

/// How long after the first verdicts the rest of the page is fetched, in milliseconds.
const IDLE: u32 = 2_000;

/// The whole page.
#[component]
pub fn App() -> AnyView {
    let session = Session::start(theme::install());
    provide_context(session);
    listen(session);
    session.boot();
    fetch_rest(session);
    let signals = session.signals;
    view! {
        <div
            class="app"
            class:no-palette=move || signals.no_palette.get()
            class:no-panel=move || signals.no_panel.get()
            class:sheet-add=move || signals.sheet.get() == Some(Sheet::Add)
            class:sheet-panel=move || signals.sheet.get() == Some(Sheet::Panel)
        >
            <TopBar />
            <Palette />
            <Stage />
            <Panel />
            <PhoneBar />
        </div>
        <MenuAtPointer />
        <Dialogs />
    }
}

#[component]
fn MenuAtPointer() -> AnyView {
    let menu = use_session().signals.context_menu;
    let open = memo(move || menu.read().is_some());
    living(move || open.get().then(|| later(|| Box::pin(parts::menus()), |menus| (menus.context)())))
}

#[component]
fn Dialogs() -> AnyView {
    let session = use_session();
    let lost = move |lost: Lost| {
        session.signals.dialog.set(None);
        session.tell_trouble(&lost.to_string());
    };
    living(move || {
        let dialog = session.signals.dialog.get()?;
        Some(later_or(lost, || Box::pin(parts::dialogs()), move |show| show(dialog.clone())))
    })
}

fn fetch_rest(session: Session) {
    let usable = memo(move || session.signals.report.read().is_some());
    effect(move || {
        if usable.get() {
            Timeout::new(IDLE, move || soon(fetch_all(session))).forget();
        }
    });
}

/// Fetches everything, so that nothing is waited for, and nothing is missing once the connection is.
async fn fetch_all(session: Session) {
    // What cannot be fetched now is fetched when it is needed.
    let _ =
        (files().await, parts::menus().await, parts::selected().await, parts::answers().await, parts::dialogs().await);
    if let Ok(shelf) = shelf().await {
        (shelf.purge)(&session);
    }
}

fn listen(session: Session) {
    let signals = session.signals;
    let busy = move |event: &web_sys::Event| signals.dialog.get_untracked().is_some() || input::is_typing(event);
    window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && escape(session, busy(&event)) {
            return;
        }
        // A field keeps its keys, but for the one that leads out of it.
        let leads_out = || event.key() == "F6" && signals.dialog.get_untracked().is_none();
        if (!busy(&event) || leads_out())
            && !is_for_a_button(&event, signals.killing.get_untracked())
            && session.press(input::key(&event))
        {
            event.prevent_default();
        }
    });
    window_event_listener(ev::keyup, move |event| session.dispatch(Input::KeyUp(input::key(&event))));
    window_event_listener(ev::blur, move |_| session.dispatch(Input::Blur));
    for (name, command) in [("copy", Command::Copy), ("cut", Command::Cut)] {
        window_event_listener_untyped(name, move |event| on_copy(session, &event, command, busy(&event)));
    }
    window_event_listener_untyped("paste", move |event| {
        let Some(data) = clipboard_data(&event).filter(|_| !busy(&event)) else { return };
        event.prevent_default();
        session.paste_from(&data);
    });
    window_event_listener(ev::hashchange, move |_| session.follow_address());
    window_event_listener_untyped("visibilitychange", move |_| session.hurry());
    for name in ["pagehide", "beforeunload"] {
        window_event_listener_untyped(name, move |_| {
            input::report_typed();
            session.hurry();
        });
    }
    window_event_listener(ev::beforeunload, move |event| {
        if session.has_unsaved() {
            event.prevent_default();
        }
    });
}

/// Leaves kill mode, else lets go of what is pinned. A dialog closes itself, unless it is still on its way. Says
/// whether that was all.
fn escape(session: Session, busy: bool) -> bool {
    let signals = session.signals;
    let is_shown = || crate::platform::document().query_selector("dialog").ok().flatten().is_some();
    let kills = !busy && signals.killing.get_untracked();
    if kills {
        signals.killing.set(false);
    } else if !busy {
        signals.pinned.set(None);
    } else if !is_shown() {
        signals.dialog.set(None);
    }
    kills
}

/// Enter and Space press the button that has the focus, arrows move the slider that has it, and Tab
/// goes on to the next one. On what is drawn Enter is the editor's, except where a press fails things.
fn is_for_a_button(event: &web_sys::KeyboardEvent, killing: bool) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    let on_button = target.tag_name() == "BUTTON";
    let drawn = || target.closest(".outline").ok().flatten().is_some();
    match event.key().as_str() {
        "Tab" => true,
        " " => on_button,
        "Enter" => on_button && (killing || !drawn()),
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" => {
            target.get_attribute("type").as_deref() == Some("range")
        }
        _ => false,
    }
}

fn on_copy(session: Session, event: &web_sys::Event, command: Command, busy: bool) {
    let marked = crate::platform::window().get_selection().ok().flatten();
    let has_marked_text = marked.is_some_and(|selection| !selection.is_collapsed());
    let Some(data) = clipboard_data(event).filter(|_| !busy && !has_marked_text) else { return };
    if !session.signals.selection.get_untracked().is_empty() {
        event.prevent_default();
        session.copy_into(data, command);
    }
}

fn clipboard_data(event: &web_sys::Event) -> Option<web_sys::DataTransfer> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()
}
