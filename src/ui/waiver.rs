//! Accepting a finding with a reason, and taking that back: what stands under a finding that is pinned.

use crate::ui::prelude::*;
use linchpin_document::RecordId;

use crate::session::{Look, Session, use_session};

/// The actions under a finding: shown while it is pinned.
#[component]
pub fn WaiverActions(rule: String, subjects: Vec<RecordId>, waived: bool) -> AnyView {
    let session = use_session();
    let look = Look::Finding(rule.clone(), subjects.clone());
    let pinned = memo(move || session.signals.pinned.read().as_ref() == Some(&look));
    let subject = subjects.first().copied();
    let rule = StoredValue::new(rule);
    let actions = move || match (pinned.get(), waived) {
        (false, _) => ().into_any(),
        (true, true) => {
            let take_back = move |_| rule.with_value(|rule| session.unwaive(rule, subject));
            view! { <div class="waive"><button class="small" on:click=take_back>"No longer accept"</button></div> }
        }
        (true, false) => accept(session, rule, subject),
    };
    living(actions)
}

/// A reason and a button; without a reason nothing is accepted.
fn accept(session: Session, rule: StoredValue<String>, subject: Option<RecordId>) -> AnyView {
    let reason = RwSignal::new(String::new());
    let empty = move || reason.read().trim().is_empty();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !empty() {
            reason.with_untracked(|reason| rule.with_value(|rule| session.waive(rule, subject, reason.trim())));
        }
    };
    view! {
        <form class="waive" on:submit=submit>
            <input
                type="text"
                aria-label="Why this is accepted"
                placeholder="Accept it, because ..."
                autocomplete="off"
                prop:value=reason
                on:input:target=move |event| reason.set(event.target().value())
            />
            <button class="small" disabled=empty>"Accept"</button>
        </form>
    }
}
