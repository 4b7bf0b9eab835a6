//! A rule of the design's own: what it is about, what it requires, and how it stands.

use crate::ui::prelude::*;
use linchpin_catalog::Property;
use linchpin_document::RecordId;

use super::condition::Conditions;
use crate::session::{Session, use_session};
use crate::ui::icons::{Icon, icon};
use crate::ui::inspector::PropertyField;
use crate::ui::look::name;
use crate::ui::targets::remove_listed;
use crate::ui::words;

/// What is wrong with a rule itself is found by this one.
const UNUSABLE: &str = "design.unusable-rule";

/// The card of a rule.
#[component]
pub fn OwnRule(id: RecordId) -> AnyView {
    let session = use_session();
    let title = move || session.read(|_| name(session, id)).unwrap_or_default();
    let label = move || format!("Remove {}", title());
    let ids = vec![id];
    view! {
        <section class="card form own-rule" aria-label=title>
            <header>
                <b>{title}</b>
                <button class="ghost icon listed" aria-label=label on:click=move |event| remove_listed(session, id, &event)>
                    {icon(Icon::Trash)}
                </button>
            </header>
            {living(move || standing(session, id).map(|(text, tone)| view! { <p class=format!("target {tone}") role="status">{text}</p> }))}
            <PropertyField ids=ids.clone() property=Property::Name />
            <Conditions id property=Property::Selects heading="Applies to components with" empty="Every component" />
            <Conditions id property=Property::Requires heading="They must have" empty="Nothing yet" />
            <PropertyField ids=ids.clone() property=Property::Severity />
            <PropertyField ids property=Property::Content />
        </section>
    }
}

/// How many components break it, or why it cannot be checked.
fn standing(session: Session, id: RecordId) -> Option<(String, &'static str)> {
    let report = session.signals.report.get()?;
    let unusable = report.findings.iter().find(|found| found.rule == UNUSABLE && found.subjects.contains(&id));
    if let Some(found) = unusable {
        return Some((format!("It cannot be checked. {}", found.explanation), "bad"));
    }
    let rule = format!("own.{id}");
    let of_rule = report.findings.iter().filter(|found| found.rule == rule);
    // One finding is about a component and the rule; one that sums up names components only.
    let broken: usize = of_rule.map(|found| found.subjects.iter().filter(|subject| **subject != id).count()).sum();
    Some(match broken {
        0 => ("No component breaks it.".to_owned(), "good"),
        many => (format!("Broken by {}.", words::count(many, "component")), "bad"),
    })
}
