//! The palette: everything that can be drawn, to drag or to click and place.

use crate::ui::prelude::*;
use kurbo::Point;
use linchpin_catalog::Family;
use linchpin_editor::{Command, Input, Placeable, ToolKind};
use web_sys::PointerEvent;

use super::focus::{back_to_paper, by_keyboard, to_paper};
use super::icons::{Icon, icon};
use super::kind_picker::{description, placeable_row, placeables};
use super::picker::search;
use super::tile::placeable_tile;
use crate::css;
use crate::input;
use crate::platform;
use crate::session::{Session, use_session};

/// A pointer that moved this far drags; less is a click.
const DRAG_THRESHOLD: f64 = 4.0;

/// The heading a thing stands under.
fn heading(what: Placeable) -> &'static str {
    match what {
        Placeable::Component(kind) => kind.spec().family.label(),
        Placeable::Boundary(_) => "Boundaries",
        Placeable::Note | Placeable::Text => "Remarks",
    }
}

/// What is being dragged out of the palette.
#[derive(Clone, Copy, PartialEq)]
struct Carried {
    what: Placeable,
    start: Point,
    at: Point,
    moved: bool,
}

/// The palette.
#[component]
pub fn Palette() -> AnyView {
    let typed = RwSignal::new(String::new());
    let carried = RwSignal::new(None::<Carried>);
    let all = placeables();
    let rows: Vec<_> = all.iter().map(|what| placeable_row(*what)).collect();
    let shown = memo(move || search(&rows, &typed.read()));
    let found = move || shown.get().into_iter().map(|index| all[index]).collect::<Vec<_>>();
    let sections = move || {
        let found = found();
        if !typed.read().trim().is_empty() {
            return view! { <section><div>{things(found, carried)}</div></section> };
        }
        let headings = Family::ALL.iter().map(|family| family.label()).chain(["Boundaries", "Remarks"]);
        headings
            .map(|title| {
                let under: Vec<_> = found.iter().copied().filter(|what| heading(*what) == title).collect();
                view! { <section><h3>{title}</h3><div>{things(under, carried)}</div></section> }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <aside class="palette" aria-label="Palette">
            <div class="palette-search">
                <div class="search">
                    {icon(Icon::Search)}
                    <input
                        aria-label="Find a kind"
                        type="search"
                        placeholder="Find a kind"
                        prop:value=move || typed.get()
                        on:input:target=move |event| typed.set(event.target().value())
                    />
                    <kbd>"/"</kbd>
                </div>
            </div>
            <div class="palette-list">
                {living(sections)}
                <Show when=move || shown.with(Vec::is_empty)>
                    <p class="empty-search">"Nothing is called that. A component can stand for anything else."</p>
                </Show>
            </div>
            <Ghost carried />
        </aside>
    }
}

fn things(list: Vec<Placeable>, carried: RwSignal<Option<Carried>>) -> Vec<AnyView> {
    list.into_iter().map(|what| view! { <Thing what carried /> }).collect_view()
}

#[component]
fn Thing(what: Placeable, carried: RwSignal<Option<Carried>>) -> AnyView {
    let session = use_session();
    let is_active = move || session.signals.tool.get() == ToolKind::Place(what);
    let on_down = move |event: PointerEvent| {
        // Fingers scroll the list first; a long drag sideways is reported as moves all the same.
        let at = client_point(&event);
        if event.button() == 0 {
            carried.set(Some(Carried { what, start: at, at, moved: false }));
            if let Some(element) = event.current_target().and_then(|target| {
                use wasm_bindgen::JsCast;
                target.dyn_into::<web_sys::HtmlElement>().ok()
            }) {
                // Where capture is refused the drag ends at the border, and nothing else.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let on_move = move |event: PointerEvent| follow(session, carried, &event);
    let on_up = move |event: PointerEvent| let_go(session, carried, &event);
    let on_cancel = move |_| {
        carried.set(None);
        session.dispatch(Input::CarryCancel);
    };
    // A click without a pointer comes from the keyboard: the thing goes straight onto the canvas.
    let on_click = move |event: web_sys::MouseEvent| {
        if by_keyboard(&event) {
            session.run(|editor| editor.add(what));
        } else {
            back_to_paper(&event);
        }
    };
    view! {
        <button
            class="thing"
            class:on=is_active
            title=description(what).0
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_cancel
            on:click=on_click
        >
            {placeable_tile(what)}
            {what.label()}
        </button>
    }
}

/// What hangs at the pointer until it is over the canvas, which shows the real thing.
#[component]
fn Ghost(carried: RwSignal<Option<Carried>>) -> AnyView {
    let ghost = move || {
        let held = carried.get().filter(|held| held.moved && canvas_point(held.at).is_none())?;
        let (x, y) = (css::px(held.at.x), css::px(held.at.y));
        Some(view! {
            <div class="carried" style:left=x style:top=y>
                {placeable_tile(held.what)}
                {held.what.label()}
            </div>
        })
    };
    living(ghost)
}

fn follow(session: Session, carried: RwSignal<Option<Carried>>, event: &PointerEvent) {
    let Some(mut held) = carried.get_untracked() else { return };
    held.at = client_point(event);
    held.moved |= (held.at - held.start).hypot() > DRAG_THRESHOLD;
    carried.set(Some(held));
    if !held.moved {
        return;
    }
    session.dispatch(match canvas_point(held.at) {
        Some(point_in_screen) => Input::Carry { what: held.what, point_in_screen, modifiers: input::modifiers(event) },
        None => Input::CarryCancel,
    });
}

fn let_go(session: Session, carried: RwSignal<Option<Carried>>, event: &PointerEvent) {
    let Some(held) = carried.get_untracked() else { return };
    carried.set(None);
    if !held.moved {
        session.dispatch(Input::Command(Command::Tool(ToolKind::Place(held.what))));
        session.signals.sheet.set(None);
        return;
    }
    session.dispatch(match canvas_point(client_point(event)) {
        Some(point_in_screen) => {
            session.signals.sheet.set(None);
            to_paper();
            Input::Drop { what: held.what, point_in_screen, modifiers: input::modifiers(event) }
        }
        None => Input::CarryCancel,
    });
}

fn client_point(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Where a point of the page lies on the canvas, if the canvas is what is seen there, or the examples on an empty one.
fn canvas_point(at: Point) -> Option<Point> {
    let page = platform::document();
    page.element_from_point(at.x as f32, at.y as f32)?.closest(".paper, .welcome").ok()??;
    let area = page.query_selector(".paper").ok()??.get_bounding_client_rect();
    Some(at - kurbo::Vec2::new(area.left(), area.top()))
}
