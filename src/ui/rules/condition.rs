//! The conditions of a rule as rows of three controls: what is looked at, how it is compared, and with what.
//!
//! Only what can be read can be chosen. A text that cannot be read, say from a file, is shown as it is, to be mended.

use crate::ui::prelude::*;
use linchpin_analysis::{OwnCondition, OwnField, OwnValues};
use linchpin_catalog::{BoundaryKind, Choice, ComponentKind, NumberSpec, Property, Unit};
use linchpin_document::{RecordId, Value};
use linchpin_figures::trimmed;

use super::select::select;
use crate::platform;
use crate::session::{Session, use_session};
use crate::ui::icons::{Icon, icon};
use crate::ui::walk::go_on;
use crate::ui::words;

/// What a rule is about, or what it requires.
#[component]
pub fn Conditions(id: RecordId, property: Property, heading: &'static str, empty: &'static str) -> AnyView {
    let session = use_session();
    let said = Said { session, id, property, conditions: memo(move || read(session, id, property)) };
    // Rows stay while what they say changes: they may have the focus.
    let many = memo(move || said.conditions.read().as_ref().map(Vec::len));
    let rows = move || match many.get() {
        None => as_written(said, heading),
        Some(many) => {
            let rows = (0..many).map(|index| row(said, index)).collect_view();
            view! {
                {(many == 0).then(|| view! { <p class="quiet">{empty}</p> })}
                {rows}
                <div>
                    <button class="small" on:click=move |_| said.change(add)>{icon(Icon::Plus)}"Add a condition"</button>
                </div>
            }
        }
    };
    view! {
        <div class="conditions" role="group" aria-label=heading>
            <h3>{heading}</h3>
            {living(rows)}
        </div>
    }
}

fn read(session: Session, id: RecordId, property: Property) -> Option<Vec<OwnCondition>> {
    OwnCondition::read(&written(session, id, property)).ok()
}

fn written(session: Session, id: RecordId, property: Property) -> String {
    let text = session.read(|editor| editor.design().get(id).and_then(|item| item.text(property)).map(str::to_owned));
    text.flatten().unwrap_or_default()
}

/// What cannot be read, as it is; nothing of it is taken over before it is typed to the end.
fn as_written(said: Said, heading: &'static str) -> AnyView {
    let Said { session, id, property, .. } = said;
    let label = format!("{heading}, as written");
    let take = move |text: String| said.write(&text);
    let text = memo(move || written(session, id, property));
    view! {
        <input
            class="as-written"
            type="text"
            aria-label=label
            autocomplete="off"
            spellcheck="false"
            prop:value=move || text.get()
            on:change:target=move |event| take(event.target().value())
        />
    }
}

fn add(conditions: &mut Vec<OwnCondition>) {
    conditions.push(OwnCondition { field: "instances", comparison: ">=", value: "2".to_owned() });
}

/// The conditions of one property, and how they are changed.
#[derive(Clone, Copy)]
struct Said {
    session: Session,
    id: RecordId,
    property: Property,
    conditions: Memo<Option<Vec<OwnCondition>>>,
}

impl Said {
    fn get(self, index: usize) -> Option<OwnCondition> {
        self.conditions.read().as_ref()?.get(index).cloned()
    }

    /// Changes them as one undo step.
    fn change(self, change: impl FnOnce(&mut Vec<OwnCondition>)) {
        let Some(mut conditions) = self.conditions.get_untracked() else { return };
        change(&mut conditions);
        self.write(&OwnCondition::write(&conditions));
    }

    fn write(self, text: &str) {
        let value = (!text.trim().is_empty()).then(|| Value::text(text));
        if let Err(refusal) = self.session.commit_property(&[self.id], self.property, value) {
            self.session.tell_trouble(&format!("Nothing was changed: {}.", refusal.reason));
        }
    }

    fn change_one(self, index: usize, change: impl FnOnce(&mut OwnCondition)) {
        self.change(|conditions| {
            if let Some(one) = conditions.get_mut(index) {
                change(one);
            }
        });
    }
}

fn row(said: Said, index: usize) -> AnyView {
    let condition = memo(move || said.get(index));
    let field = memo(move || condition.get().map_or("", |one| one.field));
    let comparison = memo(move || condition.get().map_or("", |one| one.comparison));
    let values = memo(move || condition.get().map(|one| one.values()));
    let fields: Vec<(&str, &str)> = OwnField::all().into_iter().map(|field| (field.id, field.label)).collect();
    let choose_field = move |id: String| {
        let Some(chosen) = OwnField::all().into_iter().find(|field| field.id == id) else { return };
        said.change_one(index, |one| start(one, chosen.id, chosen.comparisons[0]));
    };
    let comparisons = move || {
        let of_field = OwnField::all().into_iter().find(|one| one.id == field.get());
        let signs: Vec<(&str, &str)> =
            of_field.into_iter().flat_map(|one| one.comparisons).map(|sign| (sign, in_words(sign))).collect();
        let choose = move |sign: String| {
            let known = OwnField::all().into_iter().flat_map(|field| field.comparisons).find(|known| *known == sign);
            let Some(sign) = known else { return };
            said.change_one(index, |one| {
                let before = one.values();
                one.comparison = sign;
                if one.values() != before {
                    start(one, one.field, sign);
                }
            });
        };
        select("Comparison", signs, move || comparison.get().to_owned(), choose)
    };
    let remove = move |event: web_sys::MouseEvent| {
        go_on(&event, ".conditions", "button");
        said.change(|all| drop(all.remove(index)));
    };
    view! {
        <div class="condition">
            {select("Field", fields, move || field.get().to_owned(), choose_field)}
            {living(comparisons)}
            {living(move || values.get().map(|values| value_control(said, index, values)))}
            <button class="ghost icon" aria-label="Remove the condition" on:click=remove>
                {icon(Icon::Close)}
            </button>
        </div>
    }
}

/// Another field or way to compare begins with a value that can be read.
fn start(condition: &mut OwnCondition, field: &'static str, comparison: &'static str) {
    condition.field = field;
    condition.comparison = comparison;
    condition.value = condition.values().first();
}

fn in_words(comparison: &str) -> &'static str {
    match comparison {
        ">=" => "at least",
        "<=" => "at most",
        ">" => "more than",
        "<" => "less than",
        "!=" => "is not",
        "~" => "contains",
        _ => "is",
    }
}

fn value_control(said: Said, index: usize, values: OwnValues) -> AnyView {
    let value = memo(move || said.get(index).map(|one| one.value).unwrap_or_default());
    let choose = move |chosen: String| said.change_one(index, |one| one.value = chosen);
    let of_choices = |choices: &[Choice]| choices.iter().map(|choice| (choice.id, choice.label)).collect();
    let options: Vec<(&str, &str)> = match values {
        OwnValues::Number(bounds) => return number(said, index, bounds),
        OwnValues::Text => return text(value, choose),
        OwnValues::Kinds => ComponentKind::all().map(|kind| (kind.id(), kind.label())).collect(),
        OwnValues::Boundaries => of_choices(BoundaryKind::CHOICES),
        OwnValues::Choices(choices) => of_choices(choices),
    };
    select("Value", options, move || value.get(), choose)
}

/// A text; without one there is nothing to compare with.
fn text(value: Memo<String>, choose: impl Fn(String) + 'static) -> AnyView {
    let problem = RwSignal::new(false);
    let take = move |typed: String| {
        let typed = typed.trim().to_owned();
        problem.set(typed.is_empty());
        if !typed.is_empty() {
            choose(typed);
        }
    };
    view! {
        <input
            aria-label="Value"
            type="text"
            autocomplete="off"
            spellcheck="false"
            prop:value=move || value.get()
            aria-invalid=move || problem.get().to_string()
            on:change:target=move |event| take(event.target().value())
        />
        <Show when=move || problem.get()><span class="problem" role="alert">"Type what to look for."</span></Show>
    }
}

/// A number within the bounds of its property; what cannot be stays in the field to be mended.
fn number(said: Said, index: usize, bounds: NumberSpec) -> AnyView {
    let problem = RwSignal::new(String::new());
    let shown = memo(move || {
        let written = said.get(index).map(|one| one.value).unwrap_or_default();
        let share = written.strip_suffix('%');
        let number = platform::number(share.unwrap_or(&written)).unwrap_or(0.0);
        words::in_field(bounds, if share.is_some() { number / 100.0 } else { number })
    });
    let take = move |typed: String| match words::from_field(bounds, &typed) {
        Ok(number) => {
            problem.set(String::new());
            let written = match bounds.unit {
                Unit::Share => format!("{}%", words::in_field(bounds, number)),
                _ => trimmed(number, 12),
            };
            said.change_one(index, |one| one.value = written);
        }
        Err(what) => problem.set(what),
    };
    let refused = move || !problem.read().is_empty();
    view! {
        <span class="measured">
            <input
                inputmode="decimal"
                type="text"
                aria-label="Value"
                autocomplete="off"
                prop:value=move || shown.get()
                aria-invalid=move || refused().to_string()
                on:change:target=move |event| take(event.target().value())
            />
            <span class="unit">{words::unit(bounds)}</span>
        </span>
        <Show when=refused><span class="problem" role="alert">{move || problem.get()}</span></Show>
    }
}
