//! Names, texts and pool names.

use crate::ui::prelude::*;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{RecordId, Value};

use super::field::field_id;
use crate::session::use_session;

/// The row of a text property. What is typed shows on the canvas at once.
#[component]
pub fn TextField(ids: Vec<RecordId>, property: Property) -> AnyView {
    let session = use_session();
    let spec = property.spec();
    let problem = RwSignal::new(String::new());
    let looked = ids.clone();
    let value = memo(move || match session.shared_value(&looked, property) {
        Some(Value::Text(text)) => text.to_string(),
        _ => String::new(),
    });
    let first = ids.first().copied();
    let placeholder = move || {
        let default = first.and_then(|id| {
            session.read(|editor| {
                let item = editor.design().get(id)?;
                Some(match (property, item.record_type) {
                    (Property::Name, RecordType::Component) => item.kind().label().to_owned(),
                    (Property::Name, RecordType::Boundary) => item.boundary_kind().label().to_owned(),
                    (Property::Name, RecordType::Connection) => "no label".to_owned(),
                    _ => String::new(),
                })
            })?
        });
        match property {
            Property::Pool => {
                session.signals.report.get().and_then(|report| pool_of(&report, first?)).unwrap_or_default()
            }
            _ => default.unwrap_or_default(),
        }
    };
    let field = field_id(&ids, property);
    let ids = StoredValue::new(ids);
    let wanted = |text: &str| (!text.trim().is_empty()).then(|| Value::text(text));
    let draft = move |text: String| ids.with_value(|ids| session.draft_property(ids, property, wanted(&text)));
    let commit = move |text: String| {
        let commit = |ids: &Vec<RecordId>| session.commit_property(ids, property, wanted(&text));
        // A field that is taken away while it has the focus still reports its change.
        let Some(outcome) = ids.try_with_value(commit) else { return };
        problem.set(outcome.err().map(|refusal| refusal.reason.to_string()).unwrap_or_default());
    };
    let long = matches!(property, Property::Content | Property::Responsibilities);
    let control = match long {
        true => view! {
            <textarea
                id=field.clone()
                prop:value=move || value.get()
                on:input:target=move |event| draft(event.target().value())
                on:change:target=move |event| commit(event.target().value())
            ></textarea>
        },
        false => view! {
            <input
                id=field.clone()
                type="text"
                title=property.help()
                placeholder=placeholder
                spellcheck="false"
                autocomplete="off"
                prop:value=move || value.get()
                on:input:target=move |event| draft(event.target().value())
                on:change:target=move |event| commit(event.target().value())
                on:blur=move |_| session.drop_draft()
                on:keydown:target=move |event| {
                    if event.key() == "Escape" {
                        event.target().set_value(&value.get_untracked());
                        session.drop_draft();
                    }
                }
            />
        },
    };
    view! {
        <div class="field" class:whole=long class:refused=move || !problem.read().is_empty()>
            <label for=field title=property.help()>{spec.label}</label>
            <span class="control">{control}</span>
            <Show when=move || !problem.read().is_empty()>
                <span class="problem" role="alert">{move || problem.get()}</span>
            </Show>
        </div>
    }
}

/// What the analysis takes the pool for where none is named.
fn pool_of(report: &linchpin_analysis::Report, connection: RecordId) -> Option<String> {
    let pool = report.connection(connection)?.pool.as_ref()?;
    pool.guessed.then(|| format!("with {} others", pool.size.saturating_sub(1)))
}
