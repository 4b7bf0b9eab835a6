//! The only reader of the DOM's pointer, key and wheel events.

use kurbo::{Point, Vec2};
use linchpin_editor::{Button, Input, KeyInput, Modifiers, Phase, PointerInput, PointerKind};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::platform;

/// CSS pixels a wheel line stands for.
const LINE: f64 = 16.0;

/// The primary modifier is Cmd on macOS and Ctrl elsewhere.
pub fn modifiers(event: &MouseEvent) -> Modifiers {
    let primary = if platform::is_mac() { event.meta_key() } else { event.ctrl_key() };
    Modifiers { shift: event.shift_key(), alt: event.alt_key(), primary }
}

/// Where an event happened, from the top left corner of an element.
pub fn point_in(element: &HtmlElement, event: &MouseEvent) -> Point {
    let area = element.get_bounding_client_rect();
    Point::new(f64::from(event.client_x()) - area.left(), f64::from(event.client_y()) - area.top())
}

/// A pointer event.
pub fn pointer(element: &HtmlElement, event: &PointerEvent, phase: Phase) -> Input {
    let kind = match event.pointer_type().as_str() {
        "touch" => PointerKind::Touch,
        "pen" => PointerKind::Pen,
        _ => PointerKind::Mouse,
    };
    let button = match event.button() {
        // Moves have no button.
        -1 | 0 => Button::Primary,
        1 => Button::Middle,
        2 => Button::Secondary,
        _ => Button::Other,
    };
    Input::Pointer(PointerInput {
        id: event.pointer_id(),
        kind,
        phase,
        button,
        point_in_screen: point_in(element, event),
        modifiers: modifiers(event),
        time: event.time_stamp(),
    })
}

/// A turn of the wheel. Browsers report a pinch on the trackpad as a wheel with Ctrl, on macOS too.
pub fn wheel(element: &HtmlElement, event: &WheelEvent) -> Input {
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => LINE,
        WheelEvent::DOM_DELTA_PAGE => f64::from(element.client_height()),
        _ => 1.0,
    };
    let held = modifiers(event);
    Input::Wheel {
        delta: Vec2::new(event.delta_x(), event.delta_y()) * unit,
        point_in_screen: point_in(element, event),
        modifiers: Modifiers { primary: held.primary || event.ctrl_key(), ..held },
    }
}

/// A key press or release.
pub fn key(event: &KeyboardEvent) -> KeyInput {
    let primary = if platform::is_mac() { event.meta_key() } else { event.ctrl_key() };
    KeyInput {
        key: event.key(),
        code: event.code(),
        modifiers: Modifiers { shift: event.shift_key(), alt: event.alt_key(), primary },
        repeat: event.repeat(),
    }
}

/// Whether an event goes to something people type into, where single keys are text.
pub fn is_typing(event: &web_sys::Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()).is_some_and(|target| takes_keys(&target))
}

/// Lets the field that has the focus report what was typed so far: the page may be gone before it loses the focus.
pub fn report_typed() {
    let Some(focused) = platform::document().active_element() else { return };
    let Ok(field) = focused.dyn_into::<HtmlElement>() else { return };
    if takes_keys(&field)
        && field.tag_name() != "SELECT"
        && let Ok(change) = web_sys::Event::new("change")
    {
        // Nobody cancels it.
        let _ = field.dispatch_event(&change);
    }
}

fn takes_keys(target: &HtmlElement) -> bool {
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(target.get_attribute("type").as_deref(), Some("range" | "checkbox" | "button")),
        _ => target.is_content_editable(),
    }
}
