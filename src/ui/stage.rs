//! The canvas and what floats above it.

use crate::ui::prelude::*;
use kurbo::Point;
use leptos::html::Div;
use linchpin_document::RecordId;
use linchpin_editor::{Cursor, Editor, Phase};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, PointerEvent, ResizeObserver, WheelEvent};

use super::banners::{KillBanner, LinkBanner, OpeningNote};
use super::focus::take_focus;
use super::label_editor::LabelEditor;
use super::later::once_there;
use super::notices::Notices;
use super::outline::Outline;
use super::parts;
use super::tool_bar::{ToolBar, ZoomBox};
use super::welcome::Welcome;
use super::what_if::{FailedChips, WhatIf};
use crate::css;
use crate::input;
use crate::session::{Session, use_session};

/// The canvas with everything on it.
#[component]
pub fn Stage() -> AnyView {
    let session = use_session();
    let signals = session.signals;
    view! {
        <main
            class="stage"
            class:killing=move || signals.killing.get()
        >
            <Paper />
            <ToolBar />
            <ZoomBox />
            <div class="head">
                <KillBanner />
                <LinkBanner />
            </div>
            <OpeningNote />
            <PadPlace />
            <LabelEditor />
            <div class="foot">
                <Welcome />
                <Notices />
                <FailedChips />
                <WhatIf />
            </div>
        </main>
    }
}

/// Where the pad beside what is selected appears.
#[component]
fn PadPlace() -> AnyView {
    let selection = use_session().signals.selection;
    let selected = memo(move || !selection.read().is_empty());
    living(move || selected.get().then(|| once_there(|| Box::pin(parts::selected()), |selected| (selected.pad)())))
}

#[component]
fn Paper() -> AnyView {
    let session = use_session();
    let paper = NodeRef::<Div>::new();
    effect(move || {
        if let Some(element) = paper.get() {
            let element: HtmlElement = element.into();
            session.mount(&element);
            watch_size(session, &element);
            listen_to_wheel(session, &element);
        }
    });
    let held = StoredValue::new_local(None);
    let on_pointer = move |event: PointerEvent, phase: Phase| {
        if let Some(element) = paper.get_untracked() {
            handle_pointer(session, &element, &event, phase, held);
        }
    };
    let cursor = move || {
        session.signals.view.track();
        session.read(|editor| css_cursor(editor.cursor())).unwrap_or("default")
    };
    let style = move || {
        format!(
            "cursor:{};background-image:{};background-size:{};background-position:{}",
            cursor(),
            grid_image(session),
            grid_size(session),
            grid_position(session)
        )
    };
    view! {
        <div
            class="paper"
            tabindex="0"
            role="application"
            aria-label="Drawing. Tab walks through what is drawn, slash adds a component."
            node_ref=paper
            style=style
            on:pointerdown=move |event| on_pointer(event, Phase::Down)
            on:pointermove=move |event| on_pointer(event, Phase::Move)
            on:pointerup=move |event| on_pointer(event, Phase::Up)
            on:pointercancel=move |event| on_pointer(event, Phase::Cancel)
            on:pointerleave=move |event| on_pointer(event, Phase::Leave)
            on:blur:target=move |event| drop(event.target().class_list().remove_1("by-pointer"))
            on:contextmenu=move |event| event.prevent_default()
            on:dragover=move |event| event.prevent_default()
            on:drop=move |event| open_dropped(session, &event)
        >
            <Outline />
        </div>
    }
}

/// A press of a pointer in kill mode.
#[derive(Clone)]
struct Press {
    event: PointerEvent,
    /// Whether it is on something that can fail; then the editor was not told of it.
    fails: bool,
}

type Held = StoredValue<Option<Press>, LocalStorage>;

fn handle_pointer(session: Session, element: &HtmlElement, event: &PointerEvent, phase: Phase, held: Held) {
    if phase == Phase::Down {
        // Where capture is refused the gesture ends at the border, and nothing else.
        let _ = element.set_pointer_capture(event.pointer_id());
        session.signals.context_menu.set(None);
        session.signals.sheet.set(None);
        // Middle buttons scroll and fingers drag text otherwise; focus comes by hand then.
        event.prevent_default();
        take_focus(element);
    }
    if kill(session, element, event, phase, held) {
        return;
    }
    // A pointer captured by the canvas leaves it only when it is lifted.
    if phase == Phase::Leave && event.buttons() != 0 {
        return;
    }
    session.dispatch(input::pointer(element, event, phase));
    if phase == Phase::Up {
        session.follow_selection();
    }
}

/// In kill mode a click fails what is under the pointer; everything else still pans and zooms. Says whether the event
/// was of such a click.
fn kill(session: Session, element: &HtmlElement, event: &PointerEvent, phase: Phase, held: Held) -> bool {
    let killing = session.signals.killing.get_untracked();
    let first = held.get_value();
    let is_first = first.as_ref().is_some_and(|first| first.event.pointer_id() == event.pointer_id());
    match (phase, first) {
        (Phase::Down, Some(first)) if !is_first => {
            // A second finger makes it a pinch, which the editor sees from its start.
            held.set_value(None);
            if first.fails {
                session.dispatch(input::pointer(element, &first.event, phase));
            }
            false
        }
        (Phase::Down, _) => {
            let begins = killing && event.button() <= 0;
            let fails = begins && hit_by(session, element, event).and_then(|hit| session.event_of(hit)).is_some();
            held.set_value(begins.then(|| Press { event: event.clone(), fails }));
            fails
        }
        (Phase::Up | Phase::Cancel, Some(first)) if is_first => {
            held.set_value(None);
            let way = input::point_in(element, event) - input::point_in(element, &first.event);
            if phase == Phase::Up && way.hypot() < CLICK {
                kill_at(session, element, &first.event, event.time_stamp() - first.event.time_stamp());
            }
            first.fails
        }
        _ => false,
    }
}

/// Fails what was clicked: a component or what it stands in, with Shift or a finger that rests on it one instance. Says
/// why not where nothing can fail.
fn kill_at(session: Session, element: &HtmlElement, press: &PointerEvent, milliseconds: f64) {
    let Some(hit) = hit_by(session, element, press) else { return };
    let is_long = press.pointer_type() == "touch" && milliseconds >= LONG_PRESS;
    let killed = if press.shift_key() || is_long { session.instance_of(hit) } else { session.event_of(hit) };
    match killed {
        Some(killed) => session.toggle_failed(killed),
        None => session.why_it_stays(hit).iter().for_each(|why| session.tell(why)),
    }
}

fn hit_by(session: Session, element: &HtmlElement, event: &PointerEvent) -> Option<RecordId> {
    session.with(|editor| record_at(editor, input::point_in(element, event))).flatten()
}

/// Milliseconds after which a finger that rests means something else than a tap, as where it asks for a menu.
const LONG_PRESS: f64 = 500.0;
/// Pixels a pointer may move between press and release of a click: fingers are not still.
const CLICK: f64 = 10.0;
/// Pixels around a line that count as on it.
const REACH: f64 = 6.0;

fn record_at(editor: &Editor, point_in_screen: Point) -> Option<RecordId> {
    let camera = editor.camera();
    let hit = editor.scene().hit_test(camera.world_from_screen(point_in_screen), camera.length_in_world(REACH))?;
    Some(hit.id())
}

fn css_cursor(cursor: Cursor) -> &'static str {
    match cursor {
        Cursor::Arrow => "default",
        Cursor::Move => "move",
        Cursor::Grab => "grab",
        Cursor::Grabbing => "grabbing",
        Cursor::Cross => "crosshair",
        Cursor::Text => "text",
        Cursor::Copy => "copy",
        Cursor::ResizeHorizontal => "ew-resize",
        Cursor::ResizeVertical => "ns-resize",
        Cursor::ResizeDiagonal => "nwse-resize",
        Cursor::ResizeAntidiagonal => "nesw-resize",
    }
}

fn watch_size(session: Session, element: &HtmlElement) {
    let resized = element.clone();
    let on_resize = Closure::<dyn FnMut()>::new(move || session.resized(&resized));
    if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // The canvas lives as long as the page.
    on_resize.forget();
}

/// Leptos listens passively to wheels, and a passive listener cannot keep the page from zooming.
fn listen_to_wheel(session: Session, element: &HtmlElement) {
    let paper = element.clone();
    let on_wheel = Closure::<dyn FnMut(WheelEvent)>::new(move |event: WheelEvent| {
        event.prevent_default();
        session.dispatch(input::wheel(&paper, &event));
    });
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    let callback = on_wheel.as_ref().unchecked_ref();
    // Fails only for arguments that are no functions.
    let _ = element.add_event_listener_with_callback_and_add_event_listener_options("wheel", callback, &options);
    on_wheel.forget();
}

fn open_dropped(session: Session, event: &web_sys::DragEvent) {
    event.prevent_default();
    let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) else { return };
    session.open_chosen(file);
}

/// Dots closer than this on the screen are thinned out.
const CLOSEST_DOTS: f64 = 14.0;

fn dot_distance(session: Session) -> f64 {
    session.signals.view.track();
    let distance = session.with(|editor| editor.settings().grid_size * editor.camera().zoom).unwrap_or(20.0);
    let mut shown = distance.max(0.5);
    while shown < CLOSEST_DOTS {
        shown *= 2.0;
    }
    shown
}

fn grid_image(session: Session) -> &'static str {
    if session.signals.grid.get() { "radial-gradient(var(--grid) 1px, transparent 1.4px)" } else { "none" }
}

fn grid_size(session: Session) -> String {
    let distance = css::px(dot_distance(session));
    format!("{distance} {distance}")
}

fn grid_position(session: Session) -> String {
    let distance = dot_distance(session);
    let origin = session.with(|editor| editor.camera().screen_from_world(kurbo::Point::ZERO)).unwrap_or_default();
    // The dot sits in the middle of its tile; grid lines go through the dots.
    format!("{} {}", css::px(origin.x - distance / 2.0), css::px(origin.y - distance / 2.0))
}
