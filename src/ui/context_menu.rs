//! The menu of a right click or long press.

use crate::ui::prelude::*;
use kurbo::Point;
use leptos::html::Div;
use linchpin_editor::{Command, Input};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

use super::focus::by_keyboard;
use super::menu::MenuEntries;
use crate::css;
use crate::platform;
use crate::session::{ContextMenu as Opened, use_session};

/// The room left between the menu and the edges of the page, in pixels.
const MARGIN: f64 = 8.0;

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
    let menu = use_session().signals.context_menu;
    living(move || menu.get().map(|opened| view! { <OpenMenu opened /> }))
}

#[component]
fn OpenMenu(opened: Opened) -> AnyView {
    let session = use_session();
    let menu = session.signals.context_menu;
    let opener = platform::document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let opener = StoredValue::new_local(opener);
    let give_back = move || {
        // What is shown and may have the focus takes it.
        opener.with_value(|opener| opener.iter().for_each(|opener| drop(opener.focus())));
    };
    // The entry goes: what it opens gives the focus back to what had it before the menu.
    let end = move || {
        give_back();
        menu.set(None);
    };
    // The menu may open below the very press that asks for it: letting go of that chooses nothing.
    let pressed = StoredValue::new(false);
    let is_meant = move |click: &MouseEvent| by_keyboard(click) || pressed.get_value();
    let available = move |command: Command| session.with(|editor| editor.is_available(command)).unwrap_or(false);
    let entry = move |command: Command| {
        let spec = command.spec()?;
        let hint = spec.shortcuts.first().map(|shortcut| view! { <kbd>{shortcut.text(platform::is_mac())}</kbd> });
        let run = move |event: MouseEvent| {
            if is_meant(&event) {
                end();
                session.dispatch(Input::Command(command));
            }
        };
        Some(view! { <button role="menuitem" on:click=run>{spec.label}{hint}</button> })
    };
    let rows = groups().into_iter().map(move |group| {
        let rows: Vec<_> = group.into_iter().filter(|command| available(*command)).collect();
        (!rows.is_empty()).then(|| view! { {rows.into_iter().map(entry).collect_view()}<hr /> })
    });
    let fail = opened.on.and_then(|on| session.event_of(on)).map(|event| {
        let failed = session.signals.failed.read_untracked().contains(&event);
        let run = move |click: MouseEvent| {
            if is_meant(&click) {
                end();
                session.toggle_failed(event);
            }
        };
        view! {
            <button role="menuitem" class="danger" on:click=run>{if failed { "Bring back" } else { "Fail it" }}</button>
        }
    });
    let element = NodeRef::<Div>::new();
    effect(move || {
        if let Some(element) = element.get() {
            place(&element, Point::new(opened.x, opened.y));
        }
    });
    view! {
        <div class="menu-list floating" node_ref=element on:pointerdown=move |_| pressed.set_value(true)>
            <MenuEntries within=".floating" give_back=move |()| give_back() close=move |()| menu.set(None)>
                {rows.collect_view()}
                {fail}
            </MenuEntries>
        </div>
        <ClickAway />
    }
}

/// Closes the menu with the next press anywhere else, where that takes the focus from nothing.
#[component]
fn ClickAway() -> impl IntoView {
    let menu = use_session().signals.context_menu;
    let pressed = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.and_then(|target| target.closest(".menu-list").ok().flatten()).is_none() {
            menu.set(None);
        }
    });
    on_cleanup(move || pressed.remove());
}

fn groups() -> Vec<Vec<Command>> {
    ENTRIES.split(Option::is_none).map(|group| group.iter().flatten().copied().collect()).collect()
}

/// At a point of the canvas, and as far from there as the menu needs to lie inside the page.
fn place(element: &HtmlElement, at: Point) {
    let paper = platform::document().query_selector(".paper").ok().flatten();
    let corner = paper.map_or(Point::ZERO, |paper| {
        let area = paper.get_bounding_client_rect();
        Point::new(area.left(), area.top())
    });
    let page = platform::document().document_element();
    let (width, height) = page.map_or((0, 0), |page| (page.client_width(), page.client_height()));
    let inside = |start: f64, size: i32, room: i32| start.min(f64::from(room - size) - MARGIN).max(MARGIN);
    let x = inside(corner.x + at.x, element.offset_width(), width);
    let y = inside(corner.y + at.y, element.offset_height(), height);
    // Elements of the page take attributes.
    let _ = element.set_attribute("style", &css::at(Point::new(x, y)));
}
