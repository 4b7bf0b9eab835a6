//! What is selected: every property it has, what the analysis says of it, and what can be done.

mod facts;
mod field;
mod number_field;
mod reference_field;
mod sections;
mod text_field;

use crate::ui::prelude::*;
use linchpin_catalog::{Failover, Property, RecordType};
use linchpin_document::{Item, RecordId};
use linchpin_editor::{Command, Input, Placeable};

use super::jobs::Jobs;
use super::tile::placeable_tile;
use super::words;
use crate::session::{Session, use_session};
use facts::Facts;
pub use field::PropertyField;
pub use sections::SCALING_AND_PRICE;
use sections::{SECTIONS, SectionView};

/// What is selected, as far as the form is concerned.
#[derive(Debug, Clone, PartialEq)]
struct Subject {
    ids: Vec<RecordId>,
    record_type: Option<RecordType>,
    fields: Vec<Property>,
}

/// The tab.
#[component]
pub fn Inspector() -> AnyView {
    let session = use_session();
    let subject = memo(move || subject(session));
    view! {
        <div class="panel-body" role="tabpanel" aria-labelledby="tab-inspector">
            {living(move || {
                let subject = subject.get();
                (!subject.ids.is_empty()).then(|| view! { <Form subject /> })
            })}
        </div>
    }
}

fn subject(session: Session) -> Subject {
    let ids = session.signals.selection.get();
    let looked = session.read(|editor| {
        let items: Vec<&Item> = ids.iter().filter_map(|id| editor.design().get(*id)).collect();
        let first = items.first().map(|item| item.record_type);
        let record_type = first.filter(|first| items.iter().all(|item| item.record_type == *first));
        let has = |item: &Item, property: Property| {
            property.belongs_to(item.record_type)
                && (item.record_type != RecordType::Component || item.kind().has(property))
        };
        let all = SECTIONS.iter().flat_map(|section| section.fields).copied();
        let fields =
            all.filter(|property| items.iter().all(|item| has(item, *property)) && is_used(session, &items, *property));
        (items.iter().map(|item| item.id).collect(), record_type, fields.collect())
    });
    let (ids, record_type, fields) = looked.unwrap_or_default();
    Subject { ids, record_type, fields }
}

/// Leaves out what would mean nothing: the share of a connection used by all requests.
fn is_used(session: Session, items: &[&Item], property: Property) -> bool {
    use linchpin_catalog::When;
    match property {
        Property::Share => items.iter().all(|item| item.choice::<When>(Property::When) == Some(When::Share)),
        // Places that do not fail as one have no availability.
        Property::Availability => items.iter().all(|item| {
            let fails = || item.boundary_kind().default(property).is_some();
            item.record_type != RecordType::Boundary || item.flag(Property::FailureDomain).unwrap_or_else(fails)
        }),
        Property::Takeover => items.iter().all(|item| takes_over(session, item)),
        Property::Name if items.len() > 1 => false,
        _ => true,
    }
}

/// Whether anything takes over for a component, or a time for that was typed all the same.
fn takes_over(session: Session, item: &Item) -> bool {
    let report = session.signals.report.read();
    let failover = report.as_ref().and_then(|report| report.component(item.id)?.failover);
    let none = failover.is_some_and(|failover| failover.value == Failover::None);
    !none || item.value(Property::Takeover).is_some()
}

#[component]
fn Form(subject: Subject) -> AnyView {
    let session = use_session();
    let single = (subject.ids.len() == 1).then(|| subject.ids[0]);
    let sections = SECTIONS.iter().map(|section| {
        let own = section.fields.iter().copied().filter(|field| subject.fields.contains(field));
        let (fields, ids): (Vec<Property>, _) = (own.collect(), subject.ids.clone());
        (!fields.is_empty()).then(move || view! { <SectionView section fields ids /> })
    });
    let run = move |command| session.dispatch(Input::Command(command));
    view! {
        <Head subject=subject.clone() />
        {single.map(|id| view! { <Facts id /><Jobs id /> })}
        <div class="form">{sections.collect_view()}</div>
        <div class="panel-actions">
            <button class="small" on:click=move |_| run(Command::Duplicate)>"Duplicate"</button>
            <button class="small danger" on:click=move |_| run(Command::Delete)>"Delete"</button>
        </div>
    }
}

#[component]
fn Head(subject: Subject) -> AnyView {
    let session = use_session();
    let many = subject.ids.len();
    let ids = subject.ids;
    let head = move || {
        let (sign, title, detail) = session.read(|editor| {
            let item = editor.design().get(*ids.first()?)?;
            let name = |id: RecordId| editor.design().get(id).map(|item| item.name().to_owned()).unwrap_or_default();
            let sign = match item.record_type {
                RecordType::Component => Some(Placeable::Component(item.kind())),
                RecordType::Boundary => Some(Placeable::Boundary(item.boundary_kind())),
                RecordType::Note => Some(Placeable::Note),
                RecordType::Text => Some(Placeable::Text),
                _ => None,
            };
            let (title, detail) = match (many, item.ends()) {
                (1, Some((from, to))) => (format!("{} \u{2192} {}", name(from), name(to)), "Connection".to_owned()),
                (1, None) => (item.name().to_owned(), sign.map(Placeable::label).unwrap_or_default().to_owned()),
                _ => (words::count(many, "thing"), "Changes apply to all of them".to_owned()),
            };
            Some((sign.filter(|_| many == 1), title, detail))
        })??;
        Some(view! {
            <div class="inspector-head">
                {sign.map(placeable_tile)}
                <div>
                    <b>{title}</b>
                    <small>{detail}</small>
                </div>
            </div>
        })
    };
    living(head)
}
