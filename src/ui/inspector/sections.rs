//! The fields of the form under their headings.

use crate::ui::prelude::*;
use linchpin_catalog::{Property as P, RecordType};
use linchpin_document::RecordId;

use super::field::PropertyField;
use crate::session::{Session, use_session};
use crate::ui::icons::{Icon, icon};

/// The section that holds prices.
pub const SCALING_AND_PRICE: &str = "Scaling and price";

/// Fields under one heading. What is rarely set is folded away; what is set shows all the same.
pub struct Section {
    title: &'static str,
    folded: bool,
    pub fields: &'static [P],
}

const fn open(title: &'static str, fields: &'static [P]) -> Section {
    Section { title, folded: false, fields }
}

const fn folded(title: &'static str, fields: &'static [P]) -> Section {
    Section { title, folded: true, fields }
}

/// In the order people fill them in.
pub const SECTIONS: &[Section] = &[
    open("", &[P::Name, P::Content, P::Kind, P::BoundaryKind]),
    open("Traffic", &[P::Peak, P::ReadShare]),
    folded("Over the day", &[P::Profile, P::OffPeak, P::PeakLength]),
    folded("Targets", &[P::TargetAvailability, P::TargetLatency, P::TargetRecovery]),
    open("Instances", &[P::Instances, P::Needed, P::Failover, P::Managed, P::Spread]),
    folded(SCALING_AND_PRICE, &[P::MaxInstances, P::ScaleAt, P::ScaleOutTime, P::Price]),
    open(
        "Capacity of one instance",
        &[P::Capacity, P::ReadCapacity, P::WriteCapacity, P::ServiceTime, P::Slots, P::HitRatio, P::Shards, P::Skew],
    ),
    folded("Finer limits", &[P::CpuTime, P::Cores, P::Bandwidth, P::Variation, P::QueueLimit, P::RateLimit]),
    folded("Memory and disk", &[P::Memory, P::WorkingSet, P::Storage, P::Stored, P::Growth, P::Retention, P::BackedUp]),
    open("Failure", &[P::FailureDomain, P::Availability, P::Repair, P::Takeover]),
    folded("Jobs", &[P::Responsibilities, P::KeepsState]),
    open("What the arrow means", &[P::Interaction, P::Dependency]),
    open("When it is used", &[P::When, P::Share, P::Asks, P::Calls, P::Payload]),
    folded("Called at once with others", &[P::Group]),
    open("Alternatives", &[P::Pool, P::PoolNeeds, P::Priority, P::Weight]),
    open("When a call fails", &[P::Timeout, P::Retries, P::CircuitBreaker]),
];

/// The section with those of its fields that these records have.
#[component]
pub fn SectionView(
    section: &'static Section,
    ids: Vec<RecordId>,
    record_type: Option<RecordType>,
    /// What these records have at the moment.
    fields: Memo<Vec<P>>,
) -> AnyView {
    let session = use_session();
    let turned = session.signals.turned_sections;
    let title = section.title;
    let is_open = memo(move || turned.read().contains(&title) == section.folded);
    let turn = move |_| {
        turned.update(|turned| match turned.iter().position(|other| *other == title) {
            Some(index) => drop(turned.remove(index)),
            None => turned.push(title),
        });
    };
    let shown = shown(session, section, ids.clone(), is_open, fields);
    // One row a property: a row that comes or goes leaves the others as they are.
    let possible = section.fields.iter().copied();
    let possible = possible.filter(|property| record_type.is_none_or(|of| property.belongs_to(of)));
    let rows = possible.map(|property| {
        let ids = ids.clone();
        view! {
            <Show when=move || shown.read().contains(&property)>
                <PropertyField ids=ids.clone() property />
            </Show>
        }
    });
    view! {
        <Show when=move || !title.is_empty() && section.fields.iter().any(|property| fields.read().contains(property))>
            <h3>
                <button class="turn" aria-expanded=move || is_open.get().to_string() on:click=turn>
                    {icon(Icon::Chevron)}
                    {title}
                </button>
            </h3>
        </Show>
        {rows.collect_view()}
    }
}

/// The fields to be seen. What a folded section shows because it is set stays until the section is turned, although
/// somebody empties it: to type something else, perhaps.
fn shown(
    session: Session,
    section: &'static Section,
    ids: Vec<RecordId>,
    is_open: Memo<bool>,
    fields: Memo<Vec<P>>,
) -> Memo<Vec<P>> {
    let kept = StoredValue::new((false, Vec::<P>::new()));
    let is_set = move |property: P| {
        let has = |id: &RecordId| session.read(|editor| Some(editor.design().get(*id)?.value(property).is_some()));
        ids.iter().any(|id| has(id).flatten() == Some(true))
    };
    memo(move || {
        let (open, fields) = (is_open.get(), fields.get());
        let (was_open, seen) = kept.get_value();
        let stays = |property: &P| !was_open && seen.contains(property);
        let own = section.fields.iter().copied().filter(|property| fields.contains(property));
        let shown: Vec<P> = own.filter(|property| open || is_set(*property) || stays(property)).collect();
        kept.set_value((open, shown.clone()));
        shown
    })
}
