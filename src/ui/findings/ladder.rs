//! What saturates, in the order of the load.

use crate::ui::prelude::*;
use linchpin_analysis::Rung;

use crate::css;
use crate::session::{Session, use_session};
use crate::ui::look::name;
use crate::ui::words;

/// At this multiple of today's peak a component counts as close to its limit.
const CLOSE: f64 = 2.0;

/// The headroom ladder.
#[component]
pub fn Ladder(rungs: Vec<Rung>) -> AnyView {
    let session = use_session();
    let ladder = (!rungs.is_empty()).then(|| {
        let rows = rungs.into_iter().map(|rung| rung_row(session, rung));
        view! {
            <h3 class="group-heading">"Saturates, in order of load"</h3>
            <div class="ladder">{rows.collect_view()}</div>
        }
    });
    ladder.into_any()
}

fn rung_row(session: Session, rung: Rung) -> AnyView {
    let name = name(session, rung.component);
    let used = (1.0 / rung.multiple).clamp(0.02, 1.0) * 100.0;
    let (hot, warm) = (rung.multiple <= 1.0, rung.multiple > 1.0 && rung.multiple < CLOSE);
    let what = words::resource(rung.resource);
    view! {
        <button
            class:hot=hot
            class:warm=warm
            on:click=move |_| session.show([rung.component])
        >
            <span class="multiple">{words::multiple(rung.multiple)}</span>
            <span class="name">{name}{what}</span>
            <span class="bar"><i style:width=css::percent(used)></i></span>
        </button>
    }
}
