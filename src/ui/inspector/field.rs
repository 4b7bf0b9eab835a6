//! One property as a row of the form: which control it gets is decided by its type.

use crate::ui::prelude::*;
use linchpin_catalog::{Choice, ComponentKind, Property, ValueType};
use linchpin_document::{RecordId, Value};

use super::number_field::NumberField;
use super::reference_field::ReferenceField;
use super::text_field::TextField;
use crate::platform;
use crate::session::{Session, use_session};
use crate::ui::icons::{Icon, icon};

/// The row of a property, for one record or several at once.
#[component]
pub fn PropertyField(ids: Vec<RecordId>, property: Property) -> AnyView {
    match property.spec().value {
        ValueType::Number(bounds) => view! { <NumberField ids property bounds /> },
        ValueType::Text(_) => view! { <TextField ids property /> },
        ValueType::Flag => view! { <ChoiceField ids property choices=YES_NO /> },
        ValueType::Choice(choices) => view! { <ChoiceField ids property choices /> },
        ValueType::Kind => view! { <KindField ids /> },
        // Where things are and what they join is set on the canvas.
        ValueType::Point | ValueType::Size | ValueType::Order => ().into_any(),
        ValueType::Reference(_) if matches!(property, Property::From | Property::To | Property::Parent) => {
            ().into_any()
        }
        ValueType::Reference(types) => view! { <ReferenceField ids property types several=false /> },
        ValueType::References(types) => view! { <ReferenceField ids property types several=true /> },
    }
}

const YES_NO: &[Choice] = &[Choice { id: "yes", label: "Yes" }, Choice { id: "no", label: "No" }];

/// The id a field's label points to.
pub fn field_id(ids: &[RecordId], property: Property) -> String {
    let first = ids.first().map(RecordId::to_string).unwrap_or_default();
    format!("field-{}-{first}", property.id())
}

/// The button that takes a property back to its default.
#[component]
pub fn ResetButton(ids: Vec<RecordId>, property: Property) -> AnyView {
    let session = use_session();
    let looked = ids.clone();
    let is_set = memo(move || {
        session.read(|editor| {
            looked.iter().any(|id| editor.design().get(*id).is_some_and(|item| item.value(property).is_some()))
        })
    });
    let ids = StoredValue::new(ids);
    let reset = move |event: web_sys::MouseEvent| {
        // Taking a value away is always possible.
        let _ = ids.with_value(|ids| session.commit_property(ids, property, None));
        // The button goes with the value. Who pressed it by key goes on from the field.
        if event.detail() == 0 {
            platform::focus(&format!("[id=\"{}\"]", ids.with_value(|ids| field_id(ids, property))));
        }
    };
    view! {
        <Show when=move || is_set.get() == Some(true)>
            <button class="reset" title="Back to the default" aria-label=format!("{}: back to the default", property.spec().label) on:click=reset>
                {icon(Icon::Reset)}
            </button>
        </Show>
    }
}

/// What the analysis uses where nothing was set.
fn worked_out(session: Session, id: RecordId, property: Property) -> Option<&'static str> {
    let report = session.signals.report.get()?;
    let yes = |flag: bool| if flag { "Yes" } else { "No" };
    let (component, connection) = (report.component(id), report.connection(id));
    match property {
        Property::Managed => component.map(|found| yes(found.managed.value)),
        Property::Spread => component.map(|found| yes(found.spread.value)),
        Property::Failover => component.and_then(|found| found.failover).map(|failover| failover.value.label()),
        Property::FailureDomain => report.boundary(id).map(|found| yes(found.failure_domain.value)),
        Property::Interaction => connection.map(|found| found.interaction.value.label()),
        Property::Dependency => connection.map(|found| found.dependency.value.label()),
        Property::When => connection.map(|found| found.when.value.label()),
        Property::Asks => Some("Same as the request"),
        Property::Weight => Some("Evenly"),
        Property::CircuitBreaker => Some("No"),
        Property::Severity => Some("Warning"),
        _ => None,
    }
}

#[component]
fn ChoiceField(ids: Vec<RecordId>, property: Property, choices: &'static [Choice]) -> AnyView {
    let session = use_session();
    let spec = property.spec();
    let is_flag = spec.value == ValueType::Flag;
    let looked = ids.clone();
    let chosen = memo(move || match session.shared_value(&looked, property) {
        Some(Value::Text(id)) => id.to_string(),
        Some(Value::Flag(flag)) => if flag { "yes" } else { "no" }.to_owned(),
        _ => String::new(),
    });
    let first = ids.first().copied();
    let has_default = property != Property::BoundaryKind;
    // While nothing is set the analysis says what it takes for granted; once set it repeats the setting.
    let default =
        memo(move || first.filter(|_| chosen.read().is_empty()).and_then(|id| worked_out(session, id, property)));
    let label = move || match default.get() {
        Some(value) => format!("Default: {value}"),
        None => "Default".to_owned(),
    };
    let field = field_id(&ids, property);
    let stored = StoredValue::new(ids.clone());
    let on_change = move |id: String| {
        let value = match (id.as_str(), is_flag) {
            ("", _) => None,
            ("yes", true) => Some(Value::Flag(true)),
            (_, true) => Some(Value::Flag(false)),
            (id, false) => Some(Value::text(id)),
        };
        // Only values of the table are offered.
        let _ = stored.with_value(|ids| session.commit_property(ids, property, value));
    };
    let options = choices.iter().map(|choice| {
        view! { <option value=choice.id prop:selected=move || *chosen.read() == choice.id>{choice.label}</option> }
    });
    view! {
        <div class="field">
            <label for=field.clone() title=property.help()>{spec.label}</label>
            <span class="control">
                <select id=field title=property.help() on:change:target=move |event| on_change(event.target().value())>
                    {has_default.then(|| view! { <option value="" prop:selected=move || chosen.read().is_empty()>{move || label()}</option> })}
                    {options.collect_view()}
                </select>
                {has_default.then(|| view! { <ResetButton ids property /> })}
            </span>
        </div>
    }
}

#[component]
fn KindField(ids: Vec<RecordId>) -> AnyView {
    let session = use_session();
    let looked = ids.clone();
    let chosen = memo(move || match session.shared_value(&looked, Property::Kind) {
        Some(Value::Text(id)) => id.to_string(),
        _ => String::new(),
    });
    let field = field_id(&ids, Property::Kind);
    let stored = StoredValue::new(ids);
    let on_change = move |id: String| {
        if let Some(kind) = ComponentKind::from_id(&id) {
            stored.with_value(|ids| session.run(|editor| editor.replace(ids, kind)));
        }
    };
    let options = ComponentKind::all().map(|kind| {
        view! { <option value=kind.id() prop:selected=move || *chosen.read() == kind.id()>{kind.label()}</option> }
    });
    view! {
        <div class="field">
            <label for=field.clone()>"Kind"</label>
            <span class="control">
                <select id=field on:change:target=move |event| on_change(event.target().value())>
                    {options.collect_view()}
                </select>
            </span>
        </div>
    }
}
