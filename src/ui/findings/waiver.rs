//! Accepting a finding with a reason, and taking that back.

use crate::ui::prelude::*;
use linchpin_document::RecordId;

use crate::session::{Session, use_session};

/// A field for the reason, or the button that takes it back.
#[component]
pub fn WaiverActions(rule: String, subject: Option<RecordId>, waived: bool) -> AnyView {
    let session = use_session();
    let rule = StoredValue::new(rule);
    if !waived {
        return accept(session, rule, subject);
    }
    let take_back = move |_| rule.with_value(|rule| session.unwaive(rule, subject));
    view! { <div class="waive"><button class="small" on:click=take_back>"No longer accept"</button></div> }
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
                aria-label="Why this is accepted"
                type="text"
                placeholder="Accept it, because ..."
                autocomplete="off"
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            />
            <button class="small" disabled=empty>"Accept"</button>
        </form>
    }
}
