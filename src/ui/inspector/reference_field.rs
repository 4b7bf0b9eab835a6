//! Other records, chosen by name.

use crate::ui::prelude::*;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Arrange, RecordId, Value};

use super::field::field_id;
use crate::session::{Session, use_session};
use crate::ui::icons::{Icon, icon};

/// The row of a property that names one record, or several: what is named, and a list to choose from.
#[component]
pub fn ReferenceField(ids: Vec<RecordId>, property: Property, types: &'static [RecordType], several: bool) -> AnyView {
    let session = use_session();
    let spec = property.spec();
    let field = field_id(&ids, property);
    let looked = ids.clone();
    let named = memo(move || named(session, &looked, property));
    let stored = StoredValue::new(ids);
    let set = move |wanted: Vec<RecordId>| {
        let value = match several {
            _ if wanted.is_empty() => None,
            true => Some(Value::References(wanted.into())),
            false => wanted.last().copied().map(Value::Reference),
        };
        // Only records that are there are offered.
        let _ = stored.with_value(|ids| session.commit_property(ids, property, value));
    };
    let choose = move |text: String| {
        let Ok(id) = RecordId::parse(&text) else { return };
        let held = if several { named.get_untracked() } else { Vec::new() };
        set(held.into_iter().filter(|other| *other != id).chain([id]).collect());
    };
    let chips = move || {
        let chip = |id: RecordId| {
            let name = name_of(session, id);
            let label = format!("{}: take {name} away", spec.label);
            let drop = move |_| set(named.get_untracked().into_iter().filter(|other| *other != id).collect());
            view! { <span class="chip">{name}<button aria-label=label on:click=drop>{icon(Icon::Close)}</button></span> }
        };
        named.get().into_iter().map(chip).collect_view()
    };
    let options = move || {
        let offered = candidates(session, types).into_iter().filter(|(id, _)| !named.read().contains(id));
        offered.map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()
    };
    let prompt = if several { "Add ..." } else { "Choose ..." };
    view! {
        <div class="field references">
            <label for=field.clone() title=property.help()>{spec.label}</label>
            <span class="control">
                {living(chips)}
                <select
                    id=field
                    title=property.help()
                    on:change:target=move |event| {
                        choose(event.target().value());
                        event.target().set_value("");
                    }
                >
                    <option value="">{prompt}</option>
                    {living(options)}
                </select>
            </span>
        </div>
    }
}

fn name_of(session: Session, id: RecordId) -> String {
    session.with(|editor| editor.design().get(id).map(|item| item.name().to_owned())).flatten().unwrap_or_default()
}

/// What all these records name, as far as it is there.
fn named(session: Session, ids: &[RecordId], property: Property) -> Vec<RecordId> {
    let held = match session.shared_value(ids, property) {
        Some(Value::Reference(id)) => vec![id],
        Some(Value::References(ids)) => ids.to_vec(),
        _ => Vec::new(),
    };
    held.into_iter().filter(|id| !name_of(session, *id).is_empty()).collect()
}

/// Every record of these types with its name, by name.
fn candidates(session: Session, types: &[RecordType]) -> Vec<(RecordId, String)> {
    let found = session.read(|editor| {
        let items = editor.design().items().filter(|item| types.contains(&item.record_type));
        items.map(|item| (item.id, item.name().to_owned())).collect::<Vec<_>>()
    });
    let mut found = found.unwrap_or_default();
    found.arrange_by(|a, b| a.1.cmp(&b.1));
    found
}
