//! What stands under a pinned finding: its rule, how much that matters in this design, and accepting the finding.

use crate::ui::prelude::*;
use linchpin_catalog::{Choice, SeveritySetting};
use linchpin_document::RecordId;

use super::explanation::Explanation;
use super::waiver::WaiverActions;
use crate::session::{Session, use_session};
use crate::ui::rules::{is_own, title};

/// Shown while the finding is pinned.
#[component]
pub fn AboutFinding(rule: String, subjects: Vec<RecordId>, waived: bool) -> AnyView {
    let session = use_session();
    let subject = subjects.first().copied();
    view! {
        <div class="about-finding">
            <Explanation rule=rule.clone() />
            {(!is_own(&rule)).then(|| severity(session, rule.clone()))}
            <WaiverActions rule subject waived />
        </div>
    }
}

/// How much the rule matters in this design.
fn severity(session: Session, rule: String) -> AnyView {
    let label = format!("{} counts here as", title(session, &rule));
    let rule = StoredValue::new(rule);
    let set = memo(move || rule.with_value(|rule| session.severity_of(rule)).unwrap_or_default());
    let on_change = move |id: String| rule.with_value(|rule| session.set_severity(rule, &id));
    let option = |choice: &'static Choice| {
        view! { <option value=choice.id prop:selected=move || *set.read() == choice.id>{choice.label}</option> }
    };
    view! {
        <label class="counts-as">
            <span>{label}</span>
            <select on:change:target=move |event| on_change(event.target().value())>
                <option value="" prop:selected=move || set.read().is_empty()>"usual"</option>
                {SeveritySetting::CHOICES.iter().map(option).collect_view()}
            </select>
        </label>
    }
}
