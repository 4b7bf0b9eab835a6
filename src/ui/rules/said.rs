//! What a design says of the rules of Linchpin: severities that were changed, and findings that are accepted.

use crate::ui::prelude::*;
use linchpin_catalog::{Property, RecordType, SeveritySetting};
use linchpin_document::{Item, RecordId};

use super::select::select;
use super::title;
use crate::session::{Session, use_session};
use crate::ui::icons::{Icon, icon};
use crate::ui::inspector::PropertyField;
use crate::ui::look::name;
use crate::ui::targets::remove_listed;

/// Waivers that no longer apply are found by this rule.
const STALE: &str = "design.stale-waiver";

/// The severities that were changed.
#[component]
pub fn Severities() -> AnyView {
    let session = use_session();
    let overrides = memo(move || of_type(session, RecordType::Override));
    let row = move |id: RecordId| {
        let text = move |property| {
            session.read(|editor| Some(editor.design().get(id)?.text(property)?.trim().to_owned())).flatten()
        };
        let choices = SeveritySetting::CHOICES.iter().map(|choice| (choice.id, choice.label)).collect();
        let chosen = move || text(Property::Severity).unwrap_or_default();
        let choose = move |setting: String| {
            if let Some(rule) = text(Property::RuleId) {
                session.set_severity(&rule, &setting);
            }
        };
        view! { <li><Named id /><span class="grow">{select("Severity", choices, chosen, choose)}</span>{remove(session, id)}</li> }
    };
    view! {
        <h3>"Severities changed"</h3>
        <Show when=move || overrides.read().is_empty()>
            <p>"None. The card of a finding says how much its rule counts here."</p>
        </Show>
        <ul class="said-list">{living(move || overrides.get().into_iter().map(row).collect_view())}</ul>
    }
}

/// The findings that are accepted, each with the reason.
#[component]
pub fn Accepted() -> AnyView {
    let session = use_session();
    let waivers = memo(move || of_type(session, RecordType::Waiver));
    let row = move |id: RecordId| {
        let no_longer = move || {
            let report = session.signals.report.read();
            let stale = |found: &linchpin_analysis::Finding| found.rule == STALE && found.subjects.contains(&id);
            let is_stale = report.as_ref().is_some_and(|report| report.findings.iter().any(stale));
            is_stale.then(|| view! { <p class="bad">"It applies to nothing any more."</p> })
        };
        view! {
            <li>
                <Named id />
                <div class="grow"><PropertyField ids=vec![id] property=Property::Reason />{living(no_longer)}</div>
                {remove(session, id)}
            </li>
        }
    };
    view! {
        <h3>"Findings accepted"</h3>
        <Show when=move || waivers.read().is_empty()>
            <p>"None. The card of a finding takes a reason to accept it."</p>
        </Show>
        <ul class="said-list">{living(move || waivers.get().into_iter().map(row).collect_view())}</ul>
    }
}

fn of_type(session: Session, record_type: RecordType) -> Vec<RecordId> {
    let ids = session.read(|editor| editor.design().of_type(record_type).map(|item| item.id).collect());
    ids.unwrap_or_default()
}

/// The rule a record names, and what it is about.
#[component]
fn Named(id: RecordId) -> AnyView {
    let session = use_session();
    let named = memo(move || {
        let read = |item: &Item| {
            let rule = item.text(Property::RuleId).unwrap_or_default().trim().to_owned();
            (rule, item.reference(Property::Subject))
        };
        session.read(|editor| editor.design().get(id).map(read)).flatten().unwrap_or_default()
    });
    let about = move || {
        let subject = named.get().1?;
        let name = name(session, subject);
        Some(if name.is_empty() { "about something that is gone".to_owned() } else { format!("about {name}") })
    };
    view! {
        <div class="named">
            <b>{move || title(session, &named.read().0)}</b>
            <small>{move || about()}</small>
            <code>{move || named.get().0}</code>
        </div>
    }
}

fn remove(session: Session, id: RecordId) -> AnyView {
    view! {
        <button
            class="ghost icon listed"
            aria-label="Take back"
            title="Take back"
            on:click=move |event| remove_listed(session, id, &event)
        >
            {icon(Icon::Trash)}
        </button>
    }
}
