//! The fields of the form under their headings.

use crate::ui::prelude::*;
use linchpin_catalog::Property as P;
use linchpin_document::RecordId;

use super::field::PropertyField;
use crate::session::use_session;
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
pub fn SectionView(section: &'static Section, fields: Vec<P>, ids: Vec<RecordId>) -> AnyView {
    let session = use_session();
    let turned = session.signals.turned_sections;
    let (title, folds) = (section.title, section.folded);
    let is_open = move || turned.read().contains(&title) == folds;
    let turn = move |_| {
        turned.update(|turned| match turned.iter().position(|other| *other == title) {
            Some(index) => drop(turned.remove(index)),
            None => turned.push(title),
        });
    };
    let looked = ids.clone();
    let shown = memo(move || {
        let is_set = |property: &P| {
            let has = |id: &RecordId| session.with(|editor| Some(editor.design().get(*id)?.value(*property).is_some()));
            looked.iter().any(|id| has(id).flatten() == Some(true))
        };
        session.signals.revision.track();
        let open = is_open();
        fields.iter().copied().filter(|property| open || is_set(property)).collect::<Vec<P>>()
    });
    let rows = move || {
        let fields = shown.get().into_iter();
        fields.map(|property| view! { <PropertyField ids=ids.clone() property /> }).collect_view()
    };
    let heading = (!title.is_empty()).then(|| {
        view! {
            <h3>
                <button class="turn" aria-expanded=move || is_open().to_string() on:click=turn>
                    {icon(Icon::Chevron)}
                    {title}
                </button>
            </h3>
        }
    });
    view! { {heading}{living(rows)} }
}
