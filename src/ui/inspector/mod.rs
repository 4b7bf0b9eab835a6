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
use linchpin_editor::{Command, Editor, Input, Placeable};

use super::jobs::Jobs;
use super::look::way;
use super::tile::placeable_tile;
use super::words;
use crate::session::{Session, use_session};
use facts::Facts;
pub use field::PropertyField;
pub use sections::SCALING_AND_PRICE;
use sections::{SECTIONS, SectionView};

/// What is selected: the form is made anew only when this changes, since somebody may be typing into it.
#[derive(Debug, Clone, PartialEq)]
struct Subject {
    ids: Vec<RecordId>,
    record_type: Option<RecordType>,
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
        (items.iter().map(|item| item.id).collect(), record_type)
    });
    let (ids, record_type) = looked.unwrap_or_default();
    Subject { ids, record_type }
}

/// The properties that all these records have and that mean something for them as they are.
fn fields(session: Session, ids: &[RecordId]) -> Vec<Property> {
    let has = |item: &Item, property: Property| {
        property.belongs_to(item.record_type)
            && (item.record_type != RecordType::Component || item.kind().has(property))
    };
    let looked = session.read(|editor| {
        let items: Vec<&Item> = ids.iter().filter_map(|id| editor.design().get(*id)).collect();
        let all = SECTIONS.iter().flat_map(|section| section.fields).copied();
        let of_all = all.filter(|property| items.iter().all(|item| has(item, *property)));
        of_all.filter(|property| is_used(session, &items, *property)).collect()
    });
    looked.unwrap_or_default()
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

/// Whether anything takes over for a component, or the design gives a time for that all the same. One that is being
/// typed does not count: emptying the field would take it away from under the hand.
fn takes_over(session: Session, item: &Item) -> bool {
    let report = session.signals.report.read();
    let failover = report.as_ref().and_then(|report| report.component(item.id)?.failover);
    let none = failover.is_some_and(|failover| failover.value == Failover::None);
    let given = |editor: &Editor| editor.replica().document().record(item.id)?.value(Property::Takeover).cloned();
    !none || session.with(given).flatten().is_some()
}

#[component]
fn Form(subject: Subject) -> AnyView {
    let session = use_session();
    let single = (subject.ids.len() == 1).then(|| subject.ids[0]);
    let looked = subject.ids.clone();
    let fields = memo(move || fields(session, &looked));
    let sections = SECTIONS.iter().map(|section| {
        let (ids, record_type) = (subject.ids.clone(), subject.record_type);
        view! { <SectionView section ids record_type fields /> }
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
            let sign = match item.record_type {
                RecordType::Component => Some(Placeable::Component(item.kind())),
                RecordType::Boundary => Some(Placeable::Boundary(item.boundary_kind())),
                RecordType::Note => Some(Placeable::Note),
                RecordType::Text => Some(Placeable::Text),
                _ => None,
            };
            let (title, detail) = match (many, item.ends()) {
                (1, Some(ends)) => (way(editor.design(), ends), "Connection".to_owned()),
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
