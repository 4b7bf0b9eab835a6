//! Going from one thing to the next of its kind by keyboard, as in menus and rows of tabs, and on from one that goes.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent, MouseEvent};

/// Gives the focus to what an arrow key, Home or End leads to among what fits a selector inside of what listens, round
/// and round. Such keys go no further, others do.
pub fn walk(event: &KeyboardEvent, among: &str) -> Option<HtmlElement> {
    let all = all(&event.current_target()?.dyn_into().ok()?, among);
    let at = place(&all, event.target());
    let last = all.len().checked_sub(1)?;
    let next = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => at.map_or(0, |at| if at == last { 0 } else { at + 1 }),
        "ArrowUp" | "ArrowLeft" => at.and_then(|at| at.checked_sub(1)).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    event.prevent_default();
    event.stop_propagation();
    // What is shown and may have the focus takes it.
    let _ = all[next].focus();
    all.into_iter().nth(next)
}

/// The same where what is gone to is chosen with that: of a row of tabs or choices.
pub fn choose(event: &KeyboardEvent, among: &str) {
    if let Some(next) = walk(event, among) {
        next.click();
    }
}

/// Once what was pressed is gone, gives the focus to what comes after it among all inside of an element around it that
/// fit a selector, or to the last of them.
pub fn go_on(event: &MouseEvent, within: &str, among: &'static str) {
    let Some(pressed) = event.current_target().and_then(|pressed| pressed.dyn_into::<Element>().ok()) else { return };
    let Some(within) = pressed.closest(within).ok().flatten() else { return };
    let at = place(&all(&within, among), Some(pressed.into())).unwrap_or(0);
    let focus = move || {
        let left = all(&within, among);
        // What is shown and may have the focus takes it.
        left.get(at).or(left.last()).into_iter().for_each(|next| drop(next.focus()));
    };
    Timeout::new(0, focus).forget();
}

fn all(within: &Element, among: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(among) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn place(all: &[HtmlElement], of: Option<EventTarget>) -> Option<usize> {
    let of = of?;
    all.iter().position(|one| js_sys::Object::is(one, &of))
}
