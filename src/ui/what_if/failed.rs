//! What has been failed by hand.

use crate::ui::prelude::*;
use linchpin_analysis::Event;
use linchpin_document::Design;

use super::super::blast::BlastRadius;
use super::super::focus::back_to_paper;
use super::super::icons::{Icon, icon};
use super::super::later::later;
use super::super::parts::answers;
use crate::session::use_session;

/// What has been failed, each to be taken back.
#[component]
pub fn FailedChips() -> AnyView {
    let session = use_session();
    let failed = session.signals.failed;
    effect(move || {
        session.signals.revision.track();
        if !session.signals.drafting.get_untracked() {
            session.forget_lost_failures();
        }
    });
    view! {
        <Show when=move || !failed.read().is_empty()>
            <div class="failed-chips" role="group" aria-label="Failed">
                {later(|| Box::pin(answers()), |answers| (answers.failed)())}
            </div>
        </Show>
    }
}

/// One by one, and what becomes of everything.
#[component]
pub fn Failed() -> AnyView {
    let session = use_session();
    let failed = session.signals.failed;
    let chip = move |event: Event| {
        let name = memo(move || session.read(|editor| name_of(editor.design(), event)).unwrap_or_default());
        view! {
            <span class="chip">
                {icon(Icon::Bolt)}
                {move || name.get()}
                <button
                    aria-label=move || format!("Bring {} back", name.get())
                    on:click=move |_| session.toggle_failed(event)
                >
                    {icon(Icon::Close)}
                </button>
            </span>
        }
    };
    view! {
        <BlastRadius />
        <div on:click=move |event| back_to_paper(&event)>
            {living(move || failed.get().into_iter().map(chip).collect_view())}
            <button class="small" on:click=move |_| failed.set(Vec::new())>"Bring all back"</button>
        </div>
    }
}

fn name_of(design: &Design, event: Event) -> String {
    let name = design.get(event.record()).map(|item| item.name().to_owned()).unwrap_or_default();
    match event {
        Event::Instance(_, index) => format!("{name}, instance {}", index + 1),
        Event::Provider(_) => format!("{name}, provider"),
        Event::Component(_) | Event::Domain(_) => name,
    }
}
