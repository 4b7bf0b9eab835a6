//! What panels and dialogs show while a part of the page is on its way.

use crate::ui::prelude::*;
use std::sync::Arc;

use crate::later::{Coming, Lost, with_part};

/// What shows something of a part.
type Show = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// Shows what a part makes, and until it is there that it is coming.
pub fn later<P: Copy + Send + Sync + 'static>(
    fetch: fn() -> Coming<P>,
    show: impl Fn(P) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    later_or(|_| (), fetch, show)
}

/// Shows what a part makes once it is there, and nothing before: for what nobody has asked for.
pub fn once_there<P: Copy + Send + Sync + 'static>(
    fetch: fn() -> Coming<P>,
    show: impl Fn(P) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let there = RwSignal::new(None::<Show>);
    with_part(fetch(), move |part| {
        // It is fetched again with the next that needs it.
        if let Ok(part) = part {
            there.set(Some(Arc::new(move || show(part))));
        }
    });
    living(move || there.get().map(|show| show()))
}

/// As [`later`], and says when it cannot come.
pub fn later_or<P: Copy + Send + Sync + 'static>(
    lost: impl Fn(Lost) + Send + Sync + 'static,
    fetch: fn() -> Coming<P>,
    show: impl Fn(P) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let show = Arc::new(show);
    let come = move || -> Coming<Show> {
        let show = show.clone();
        Box::pin(async move {
            let part = fetch().await?;
            Ok(Arc::new(move || show(part)) as Show)
        })
    };
    shown_later(Arc::new(lost), Arc::new(come))
}

/// Compiled once for all parts.
fn shown_later(lost: Arc<dyn Fn(Lost) + Send + Sync>, fetch: Arc<dyn Fn() -> Coming<Show> + Send + Sync>) -> AnyView {
    let part = RwSignal::new(None::<Result<Show, Lost>>);
    let come = move || {
        let lost = lost.clone();
        with_part(fetch(), move |outcome| {
            let failed = outcome.as_ref().err().copied();
            // What waited for it may be gone by then.
            part.set(Some(outcome));
            failed.into_iter().for_each(|failed| lost(failed));
        });
    };
    come();
    let come = Arc::new(come);
    living(move || match part.get() {
        Some(Ok(show)) => show(),
        Some(Err(lost)) => {
            let come = come.clone();
            view! {
                <div class="later" role="alert">
                    <p>{lost.to_string()}</p>
                    <button on:click=move |_| come()>"Try again"</button>
                </div>
            }
        }
        None => view! { <p class="later waited-for" role="status">"Loading ..."</p> },
    })
}
