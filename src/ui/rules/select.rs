//! A list to choose one of, without a default.

use crate::ui::prelude::*;

/// Options are ids and names; the one chosen is known by its id.
pub fn select(
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    chosen: impl Fn() -> String + Clone + Send + Sync + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let chosen = memo(chosen);
    let option = |(id, name): (&'static str, &'static str)| {
        view! { <option value=id prop:selected=move || *chosen.read() == id>{name}</option> }
    };
    let options: Vec<AnyView> = options.into_iter().map(option).collect();
    view! { <select aria-label=label on:change:target=move |event| choose(event.target().value())>{options}</select> }
}
