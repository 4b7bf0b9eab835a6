//! What panels and dialogs show while a part of the page is on its way.

use crate::ui::prelude::*;

use crate::later::{Coming, Lost, with_part};

/// Shows what a part makes, and until it is there that it is coming.
pub fn later<P: Copy + Send + Sync + 'static>(
    fetch: fn() -> Coming<P>,
    show: impl Fn(P) -> AnyView + Send + 'static,
) -> AnyView {
    later_or(|_| (), fetch, show)
}

/// The same, and says when it cannot come.
pub fn later_or<P: Copy + Send + Sync + 'static>(
    lost: impl Fn(Lost) + Copy + Send + 'static,
    fetch: fn() -> Coming<P>,
    show: impl Fn(P) -> AnyView + Send + 'static,
) -> AnyView {
    let part = RwSignal::new(None);
    let come = move || {
        with_part(fetch(), move |outcome| {
            // What waited for it may be gone by then.
            let _ = part.try_set(Some(outcome));
            let _ = outcome.map_err(lost);
        });
    };
    come();
    living(move || match part.get() {
        Some(Ok(part)) => show(part),
        Some(Err(lost)) => view! {
            <div class="later" role="alert">
                <p>{lost.to_string()}</p>
                <button on:click=move |_| come()>"Try again"</button>
            </div>
        },
        None => view! { <p class="later waited-for" role="status">"Loading ..."</p> },
    })
}
