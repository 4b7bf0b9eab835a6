//! A list one searches by typing and walks with the arrows: kinds, commands, things.

use crate::ui::prelude::*;
use leptos::html::Input as InputElement;
use linchpin_document::Arrange;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::icons::{Icon, icon};
use super::modal::Modal;
use super::words;
use crate::platform;

/// More rows than this at once nobody looks through.
const MOST: usize = 200;

/// What draws the picture in front of a row.
pub type Sign = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A row to choose.
#[derive(Clone)]
pub struct Row {
    /// What is read.
    pub label: String,
    /// What stands below it, smaller.
    pub detail: String,
    /// What stands at the end: a shortcut.
    pub hint: String,
    /// What is searched besides the label.
    pub keywords: String,
    /// What stands in front of it.
    pub sign: Option<Sign>,
}

impl Row {
    /// A row with nothing but a label.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), detail: String::new(), hint: String::new(), keywords: String::new(), sign: None }
    }

    /// How well the row fits what was typed, in lower case, the best first; nothing when it does not.
    fn rank(&self, typed: &str) -> Option<u8> {
        let label = platform::lower_case(&self.label);
        let starts_word = label.split_whitespace().any(|word| word.starts_with(typed));
        match () {
            () if label.starts_with(typed) => Some(0),
            () if starts_word => Some(1),
            () if platform::lower_case(&self.keywords).split(',').any(|word| word.trim().starts_with(typed)) => Some(2),
            () if label.contains(typed) => Some(3),
            () => None,
        }
    }
}

/// The places of the rows that fit, best first.
pub fn search(rows: &[Row], typed: &str) -> Vec<usize> {
    let typed = platform::lower_case(typed.trim());
    let mut found: Vec<(u8, usize)> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((row.rank(&typed)?, index))).collect();
    found.arrange();
    found.into_iter().map(|(_, index)| index).collect()
}

/// A dialog to choose one of many rows.
#[component]
pub fn Picker(
    /// The heading.
    title: &'static str,
    /// What the empty search field says.
    placeholder: &'static str,
    /// What there is to choose.
    rows: Vec<Row>,
    /// Is told the place of the row chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let rows = StoredValue::new(rows);
    let found = memo(move || rows.with_value(|rows| search(rows, &typed.read())));
    let field = NodeRef::<InputElement>::new();
    effect(move || {
        if let Some(field) = field.get() {
            // The dialog is open by the next task, and only then takes the focus.
            gloo_timers::callback::Timeout::new(0, move || drop(field.focus())).forget();
        }
    });
    let choose = move |index: usize| {
        close_in_browser();
        on_choose.run(index);
    };
    let step = move |by: isize| {
        let many = found.read_untracked().len().clamp(1, MOST);
        at.update(|at| *at = (*at as isize + by).rem_euclid(many as isize) as usize);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Enter" => {
                if let Some(index) = found.get_untracked().get(at.get_untracked()) {
                    choose(*index);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let row = move |(place, index): (usize, usize)| {
        let row = rows.with_value(|rows| rows[index].clone());
        row_view(row, at, place, move || choose(index))
    };
    view! {
        <Modal title class="picker">
            <div class="search">
                {icon(Icon::Search)}
                <input
                    aria-label=placeholder
                    type="text"
                    placeholder=placeholder
                    autocomplete="off"
                    spellcheck="false"
                    node_ref=field
                    prop:value=move || typed.get()
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        at.set(0);
                    }
                    on:keydown=on_key
                />
            </div>
            <div class="picker-list" role="listbox" aria-label=title>
                {living(move || found.get().into_iter().take(MOST).enumerate().map(row).collect_view())}
                {living(move || more(found.read().len()))}
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="empty-search">"Nothing is called that."</p>
                </Show>
            </div>
        </Modal>
    }
}

/// The browser gives the focus back, and what gets it may be selected by that: so before anything else is.
fn close_in_browser() {
    let open = platform::document().query_selector("dialog[open]").ok().flatten();
    open.and_then(|open| open.dyn_into::<HtmlDialogElement>().ok()).iter().for_each(HtmlDialogElement::close);
}

/// How many rows fit that are not shown.
fn more(found: usize) -> Option<AnyView> {
    let more = found.checked_sub(MOST).filter(|more| *more > 0)?;
    Some(view! { <p class="empty-search">{format!("And {}: type more.", words::count(more, "other"))}</p> })
}

/// A row. The pointer takes the choice over when it moves, not when the list appears below it.
fn row_view(row: Row, at: RwSignal<usize>, place: usize, choose: impl Fn() + 'static) -> impl IntoView {
    let sign = row.sign.map(|sign| sign());
    let detail = (!row.detail.is_empty()).then(|| view! { <small>{row.detail}</small> });
    let hint = (!row.hint.is_empty()).then(|| view! { <kbd>{row.hint}</kbd> });
    view! {
        <button
            class="thing"
            role="option"
            tabindex="-1"
            aria-selected=move || (at.get() == place).to_string()
            on:pointermove=move |_| at.set(place)
            on:click=move |_| choose()
        >
            {sign}
            <span class="grow">{row.label}{detail}</span>
            {hint}
        </button>
    }
}
