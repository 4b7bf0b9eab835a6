//! The menu of a right click or long press.

use crate::ui::prelude::*;
use linchpin_editor::{Command, Input};

use crate::css;
use crate::platform;
use crate::session::use_session;

/// What the menu offers, in order; a gap is `None`.
const ENTRIES: &[Option<Command>] = &[
    Some(Command::EditLabel),
    Some(Command::Connect),
    Some(Command::Replace),
    None,
    Some(Command::Cut),
    Some(Command::Copy),
    Some(Command::Paste),
    Some(Command::Duplicate),
    Some(Command::Delete),
    None,
    Some(Command::BringToFront),
    Some(Command::SendToBack),
    None,
    Some(Command::SearchKinds),
    Some(Command::SelectAll),
    Some(Command::ZoomFit),
];

/// The menu, while it is open.
#[component]
pub fn ContextMenu() -> AnyView {
    let session = use_session();
    let menu = session.signals.context_menu;
    let available = move |command: Command| session.with(|editor| editor.is_available(command)).unwrap_or(false);
    let entry = move |command: Command| {
        let spec = command.spec()?;
        let hint = spec.shortcuts.first().map(|shortcut| view! { <kbd>{shortcut.text(platform::is_mac())}</kbd> });
        let run = move |_| {
            menu.set(None);
            session.dispatch(Input::Command(command));
        };
        Some(view! { <button role="menuitem" on:click=run>{spec.label}{hint}</button> })
    };
    let fail = move || {
        let on = menu.get()?.on?;
        let event = session.event_of(on)?;
        let failed = session.signals.failed.read().contains(&event);
        let run = move |_| {
            menu.set(None);
            session.toggle_failed(event);
        };
        Some(view! {
            <button role="menuitem" class="danger" on:click=run>{if failed { "Bring back" } else { "Fail it" }}</button>
        })
    };
    living(move || {
        let at = menu.get()?;
        let rows = groups().into_iter().map(move |group| {
            let rows: Vec<_> = group.into_iter().filter(|command| available(*command)).collect();
            (!rows.is_empty()).then(|| view! { {rows.into_iter().map(entry).collect_view()}<hr /> })
        });
        let style = place(at.x, at.y);
        Some(view! {
            <div class="menu-list floating" role="menu" style=style on:pointerleave=|_| ()>
                {rows.collect_view()}
                {living(fail)}
            </div>
            <ClickAway />
        })
    })
}

/// Closes the menu with the next press anywhere else, or Escape.
#[component]
fn ClickAway() -> impl IntoView {
    let menu = use_session().signals.context_menu;
    let pressed = window_event_listener(leptos::ev::pointerdown, move |event| {
        use wasm_bindgen::JsCast;
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.and_then(|target| target.closest(".menu-list").ok().flatten()).is_none() {
            menu.set(None);
        }
    });
    let key = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" {
            menu.set(None);
        }
    });
    on_cleanup(move || {
        pressed.remove();
        key.remove();
    });
}

fn groups() -> Vec<Vec<Command>> {
    ENTRIES.split(Option::is_none).map(|group| group.iter().flatten().copied().collect()).collect()
}

/// Beside the pointer, and inside the page.
fn place(x: f64, y: f64) -> String {
    let paper = platform::document().query_selector(".paper").ok().flatten();
    let (left, top) = paper.map_or((0.0, 0.0), |paper| {
        let area = paper.get_bounding_client_rect();
        (area.left(), area.top())
    });
    let inner = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64()).unwrap_or(800.0);
    let window = platform::window();
    let x = (left + x).min(inner(window.inner_width()) - 260.0).max(4.0);
    let y = (top + y).min(inner(window.inner_height()) - 440.0).max(4.0);
    css::at(kurbo::Point::new(x, y))
}
