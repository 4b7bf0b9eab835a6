//! Numbers with their unit, default, range and source; what cannot be is refused beside the field.

use leptos::prelude::*;
use linchpin_catalog::{NumberSpec, Param, Property, RecordType};
use linchpin_document::{RecordId, Value};

use super::field::{ResetButton, field_id};
use crate::session::{Session, use_session};
use crate::ui::words;

/// The row of a numeric property. What is typed is analysed at once.
#[component]
pub fn NumberField(ids: Vec<RecordId>, property: Property, bounds: NumberSpec) -> impl IntoView {
    let session = use_session();
    let spec = property.spec();
    let problem = RwSignal::new(String::new());
    let typing = RwSignal::new(None::<String>);
    let looked = ids.clone();
    let value = Memo::new(move |_| match session.shared_value(&looked, property) {
        Some(Value::Number(number)) => words::in_field(bounds, number),
        _ => String::new(),
    });
    let shown = move || typing.get().unwrap_or_else(|| value.get());
    let first = ids.first().copied();
    let default = Memo::new(move |_| first.and_then(|id| default_of(session, id, property)));
    let placeholder = move || default.get().map(|param| words::in_field(bounds, param.value)).unwrap_or_default();
    let note = move || default.get().and_then(|param| source_note(bounds, param));
    let stored = StoredValue::new(ids.clone());
    let read = move |text: &str| match text.trim().is_empty() {
        true => Ok(None),
        false => words::from_field(bounds, text).map(|number| Some(Value::Number(number))),
    };
    let on_input = move |text: String| {
        match read(&text) {
            Ok(value) => {
                problem.set(String::new());
                stored.with_value(|ids| session.draft_property(ids, property, value));
            }
            Err(what) => {
                problem.set(what);
                session.drop_draft();
            }
        }
        typing.set(Some(text));
    };
    let settle = move || {
        let Some(text) = typing.get_untracked() else { return };
        let outcome = read(&text).and_then(|value| {
            let committed = stored.with_value(|ids| session.commit_property(ids, property, value));
            committed.map_err(|refusal| format!("This {}.", refusal.reason))
        });
        match outcome {
            Ok(()) => {
                typing.set(None);
                problem.set(String::new());
            }
            // What was typed stays to be mended; the design keeps its last good value.
            Err(what) => problem.set(what),
        }
    };
    let give_up = move || {
        typing.set(None);
        problem.set(String::new());
        session.drop_draft();
    };
    // A form that goes away in the middle of typing keeps what was typed so far.
    on_cleanup(move || {
        if typing.try_get_untracked().flatten().is_some() {
            session.drop_draft();
        }
    });
    view! {
        <div class="field" class:refused=move || !problem.read().is_empty()>
            <label for=field_id(property) title=spec.help>{spec.label}</label>
            <span class="control">
                <input
                    type="text"
                    inputmode="decimal"
                    id=field_id(property)
                    title=spec.help
                    placeholder=placeholder
                    autocomplete="off"
                    aria-invalid=move || (!problem.read().is_empty()).to_string()
                    prop:value=shown
                    on:input:target=move |event| on_input(event.target().value())
                    on:change=move |_| settle()
                    on:blur=move |_| settle()
                    on:keydown=move |event| match event.key().as_str() {
                        "Escape" => give_up(),
                        "Enter" => settle(),
                        _ => {}
                    }
                />
                <span class="unit">{words::unit(bounds)}</span>
                <ResetButton ids property />
            </span>
            {move || {
                let wrong = problem.get();
                match wrong.is_empty() {
                    false => Some(view! { <span class="problem" role="alert">{wrong}</span> }.into_any()),
                    true => note().map(|text| view! { <span class="note">{text}</span> }.into_any()),
                }
            }}
        </div>
    }
}

fn default_of(session: Session, id: RecordId, property: Property) -> Option<Param> {
    session.read(|editor| {
        let item = editor.design().get(id)?;
        match item.record_type {
            RecordType::Component => item.kind().default(property),
            _ => property.spec().default,
        }
    })?
}

/// Where a default comes from and how far it may be off; conventions need no note.
fn source_note(bounds: NumberSpec, param: Param) -> Option<String> {
    let text = |value: f64| match bounds.unit {
        linchpin_catalog::Unit::Share => words::percent(value),
        _ => words::number(value),
    };
    (param.low < param.high).then(|| {
        format!(
            "Default {}, plausible {} to {}: {}.",
            text(param.value),
            text(param.low),
            text(param.high),
            param.source
        )
    })
}
