//! What is asked of the whole and of each journey, and whether that is met: targets, endpoints, entities.

mod verdict;

use crate::ui::prelude::*;
use linchpin_catalog::{Property as P, RecordType};
use linchpin_document::RecordId;
use linchpin_editor::listed;

use super::icons::{Icon, icon};
use super::inspector::PropertyField;
use super::look::name;
use super::modal::Modal;
use super::standing::StandingNote;
use super::walk::go_on;
use crate::session::{Session, Topic, use_session};
use verdict::{Whose, verdict};

const TARGETS: [P; 3] = [P::TargetAvailability, P::TargetLatency, P::TargetRecovery];

/// The dialog.
#[component]
pub fn TargetsDialog() -> AnyView {
    let session = use_session();
    let entries = memo(move || {
        let entries = session.read(|editor| {
            let clients = editor.design().components().filter(|item| item.kind().traits().entry);
            clients.map(|item| item.id).collect::<Vec<RecordId>>()
        });
        entries.unwrap_or_default()
    });
    let clients = move || {
        entries
            .get()
            .into_iter()
            .map(|id| view! { <Card whose=Whose::Entry(id) fields=&[P::Peak, P::Profile] /> })
            .collect_view()
    };
    view! {
        <Modal title="Targets and endpoints" class="wide">
            <StandingNote topic=Topic::Availability />
            <StandingNote topic=Topic::Latency />
            <StandingNote topic=Topic::Recovery />
            <StandingNote topic=Topic::Load />
            <Card whose=Whose::All fields=&[] />
            <h3>"What clients and schedulers send"</h3>
            <div class="cards">{living(clients)}</div>
            <Listed
                record_type=RecordType::Endpoint
                title="Endpoints"
                add="Add an endpoint"
                hint="What the system is asked for: a path and the components that own it. Clients share what they send among them."
                fields=&[P::Name, P::Method, P::Path, P::Handlers, P::Peak]
            />
            <Listed
                record_type=RecordType::Entity
                title="Entities"
                add="Add an entity"
                hint="What the system keeps: one owner, one store."
                fields=&[P::Name, P::Owner, P::Store]
            />
        </Modal>
    }
}

/// Records that have no place on the canvas, to be added, changed and removed.
#[component]
fn Listed(
    record_type: RecordType,
    title: &'static str,
    add: &'static str,
    hint: &'static str,
    fields: &'static [P],
) -> AnyView {
    let session = use_session();
    let ids = memo(move || session.read(|editor| listed(editor.design(), record_type)).unwrap_or_default());
    let whose = move |id| if record_type == RecordType::Endpoint { Whose::Endpoint(id) } else { Whose::Nobody(id) };
    let cards = move || ids.get().into_iter().map(|id| view! { <Card whose=whose(id) fields /> }).collect_view();
    view! {
        <h3>{title}</h3>
        <Show when=move || ids.read().is_empty()><p>{hint}</p></Show>
        <div class="cards">{living(cards)}</div>
        <div>
            <button class="small listed" on:click=move |_| session.run(|editor| editor.add_listed(record_type))>
                {icon(Icon::Plus)}{add}
            </button>
        </div>
    }
}

/// Removes a record that a dialog lists; the focus goes on to the next one, or to what adds one.
pub fn remove_listed(session: Session, id: RecordId, event: &web_sys::MouseEvent) {
    go_on(event, ".dialog-body", ".listed");
    session.remove_listed(id);
}

/// What is set of one record, its targets, and how it stands.
#[component]
fn Card(whose: Whose, fields: &'static [P]) -> AnyView {
    let session = use_session();
    let id = whose.record();
    let title = move || match whose {
        Whose::All => "The whole design".to_owned(),
        _ => session.read(|_| name(session, id)).unwrap_or_default(),
    };
    let targets: &[P] = if matches!(whose, Whose::Nobody(_)) { &[] } else { &TARGETS };
    let line = move |property: P| {
        living(move || {
            verdict(session, whose, property).map(|(text, tone)| {
                view! { <p class=format!("target {tone}") role="status">{text}</p> }
            })
        })
    };
    let field = move |property: &P| {
        let judged = (*property == P::Peak || TARGETS.contains(property)).then(|| line(*property));
        view! { <PropertyField ids=vec![id] property=*property />{judged} }
    };
    let whole = (whose == Whose::All).then(|| line(P::Peak));
    let removable = matches!(whose, Whose::Endpoint(_) | Whose::Nobody(_));
    let remove = removable.then(|| {
        let label = move || format!("Remove {}", title());
        let remove = move |event| remove_listed(session, id, &event);
        view! { <button class="ghost icon listed" aria-label=label on:click=remove>{icon(Icon::Trash)}</button> }
    });
    view! {
        <section class="card form" aria-label=title>
            <header><b>{title}</b>{remove}</header>
            {whole}
            {fields.iter().chain(targets).map(field).collect_view()}
        </section>
    }
}
