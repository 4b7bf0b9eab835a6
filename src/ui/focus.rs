//! Where the keys go after the pointer: to the canvas, unless somebody types into a field.

use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, MouseEvent, Node};

use crate::platform;

/// Gives the focus to the canvas, for somebody who came by pointer and needs no ring around it.
pub fn take_focus(paper: &HtmlElement) {
    // The name is a valid one.
    let _ = paper.class_list().add_1("by-pointer");
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // A paper that cannot take the focus still takes the pointer.
    let _ = paper.focus_with_options(&options);
}

/// The same from elsewhere on the page.
pub fn to_paper() {
    let paper = platform::document().query_selector(".paper").ok().flatten();
    paper.and_then(|paper| paper.dyn_into().ok()).iter().for_each(take_focus);
}

/// Gives the focus of a button that acts on the canvas back to that, so that the next key is not the button's. Who
/// pressed it by keyboard stays on it, and what it opened keeps the focus.
pub fn back_to_paper(event: &MouseEvent) {
    let pressed = event.current_target().and_then(|pressed| pressed.dyn_into::<Node>().ok());
    let focused = platform::document().active_element();
    let is_there = pressed.is_some_and(|pressed| pressed.contains(focused.as_deref()));
    if is_there && !by_keyboard(event) {
        to_paper();
    }
}

/// Whether a click is a key press on what has the focus.
pub fn by_keyboard(click: &MouseEvent) -> bool {
    click.detail() == 0
}
