//! Numbers with their unit, default, range and source; what cannot be is refused beside the field.

use crate::ui::prelude::*;
use linchpin_analysis::Report;
use linchpin_catalog::{NumberSpec, Param, Property, RecordType};
use linchpin_document::{RecordId, Value};

use super::field::{ResetButton, field_id};
use crate::session::{Session, use_session};
use crate::ui::words;

/// What is being typed into a number field, and what is wrong with it.
#[derive(Clone, Copy)]
struct Typing {
    session: Session,
    ids: StoredValue<Vec<RecordId>>,
    property: Property,
    bounds: NumberSpec,
    /// Nothing while the field shows the design's own value.
    text: RwSignal<Option<String>>,
    problem: RwSignal<String>,
}

impl Typing {
    fn read(&self, text: &str) -> Result<Option<Value>, String> {
        match text.trim().is_empty() {
            true => Ok(None),
            false => words::from_field(self.bounds, text).map(|number| Some(Value::Number(number))),
        }
    }

    /// Shows and analyses what has been typed so far.
    fn type_in(&self, text: String) {
        match self.read(&text) {
            Ok(value) => {
                self.problem.set(String::new());
                self.ids.with_value(|ids| self.session.draft_property(ids, self.property, value));
            }
            Err(what) => {
                self.problem.set(what);
                self.session.drop_draft();
            }
        }
        self.text.set(Some(text));
    }

    /// Takes what was typed into the design. What cannot be stays in the field to be mended; the
    /// design keeps its last good value.
    fn settle(&self) {
        // A field that is taken away while it has the focus still reports that it lost it.
        let Some(text) = self.text.try_get_untracked().flatten() else { return };
        let outcome = self.read(&text).and_then(|value| {
            let committed = self.ids.with_value(|ids| self.session.commit_property(ids, self.property, value));
            committed.map_err(|refusal| format!("This {}.", refusal.reason))
        });
        match outcome {
            Ok(()) => {
                self.text.set(None);
                self.problem.set(String::new());
            }
            Err(what) => self.problem.set(what),
        }
    }

    fn give_up(&self) {
        self.text.set(None);
        self.problem.set(String::new());
        self.session.drop_draft();
    }
}

/// The row of a numeric property. What is typed is analysed at once.
#[component]
pub fn NumberField(ids: Vec<RecordId>, property: Property, bounds: NumberSpec) -> AnyView {
    let session = use_session();
    let spec = property.spec();
    let (text, problem) = (RwSignal::new(None), RwSignal::new(String::new()));
    let typing = Typing { session, ids: StoredValue::new(ids.clone()), property, bounds, text, problem };
    let (looked, first) = (ids.clone(), ids.first().copied());
    let value = memo(move || match session.shared_value(&looked, property) {
        Some(Value::Number(number)) => words::in_field(bounds, number),
        _ => String::new(),
    });
    let shown = move || text.get().unwrap_or_else(|| value.get());
    let default = memo(move || first.and_then(|id| default_of(session, id, property)));
    let placeholder = move || default.get().map(|param| words::in_field(bounds, param.value)).unwrap_or_default();
    // What a provider promises is not what one machine does.
    let by_contract = memo(move || {
        let managed = |report: &std::sync::Arc<Report>| report.component(first?).map(|found| found.managed.value);
        property == Property::Availability && session.signals.report.read().as_ref().and_then(managed) == Some(true)
    });
    let label = move || if by_contract.get() { "Provider's SLA" } else { spec.label };
    // A form that goes away in the middle of typing leaves no draft behind.
    on_cleanup(move || {
        if text.try_get_untracked().flatten().is_some() {
            session.drop_draft();
        }
    });
    let field = field_id(&ids, property);
    let refused = move || !problem.read().is_empty();
    let problem_id = format!("{field}-problem");
    let told_in = problem_id.clone();
    view! {
        <div class="field" class:refused=refused>
            <label for=field.clone() title=property.help()>{label}</label>
            <span class="control">
                <input
                    inputmode="decimal"
                    type="text"
                    id=field
                    title=property.help()
                    placeholder=placeholder
                    autocomplete="off"
                    // Else what it is for is read with it.
                    aria-describedby=move || refused().then(|| told_in.clone())
                    aria-invalid=move || refused().to_string()
                    prop:value=shown
                    on:input:target=move |event| typing.type_in(event.target().value())
                    on:change=move |_| typing.settle()
                    on:blur=move |_| typing.settle()
                    on:keydown=move |event| match event.key().as_str() {
                        "Escape" => typing.give_up(),
                        "Enter" => typing.settle(),
                        _ => {}
                    }
                />
                <span class="unit">{words::unit(bounds)}</span>
                <ResetButton ids property />
            </span>
            {move || remark(&problem_id, property, bounds, problem.get(), default.get())}
            {living(move || by_contract.get().then(|| view! { <span class="note">"A contract threshold, no forecast."</span> }))}
        </div>
    }
}

/// What stands below the field: what is wrong, which is read with it, else where the default comes from.
fn remark(
    problem_id: &str,
    property: Property,
    bounds: NumberSpec,
    problem: String,
    default: Option<Param>,
) -> Option<AnyView> {
    if !problem.is_empty() {
        return Some(view! { <span class="problem" role="alert" id=problem_id.to_owned()>{problem}</span> });
    }
    let note = default.and_then(|param| source_note(property, bounds, param))?;
    Some(view! { <span class="note">{note}</span> })
}

fn default_of(session: Session, id: RecordId, property: Property) -> Option<Param> {
    session.read(|editor| {
        let item = editor.design().get(id)?;
        match item.record_type {
            // By hand takes longer than by itself.
            RecordType::Component if property == Property::Takeover => {
                let report = session.signals.report.get()?;
                report.component(id)?.failover.and_then(|failover| failover.value.takeover())
            }
            RecordType::Component => item.kind().usual(property, |other| item.number(other)),
            RecordType::Boundary => item.boundary_kind().default(property),
            _ => property.spec().default,
        }
    })?
}

/// Where a default comes from and how far it may be off; conventions need no note.
fn source_note(property: Property, bounds: NumberSpec, param: Param) -> Option<String> {
    let text = |value: f64| match bounds.unit {
        _ if property == Property::Availability => words::availability(value),
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
