//! What fails during a run, and when it is back.

use crate::ui::prelude::*;
use linchpin_analysis::{Event, Experiment, Outage};
use linchpin_catalog::{NumberSpec, Unit};
use linchpin_document::RecordId;

use super::super::look::name;
use super::super::walk::go_on;
use super::super::words;
use crate::session::{Session, use_session};

/// The failures, and what adds one.
#[component]
pub fn Outages() -> AnyView {
    let session = use_session();
    let outages = session.signals.simulation.outages;
    // Rows stay while what they say changes: somebody may be typing.
    let many = memo(move || outages.read().len());
    let rows = move || {
        let held = |index: usize| outages.read_untracked().get(index).copied();
        (0..many.get()).filter_map(|index| Some(row(session, index, held(index)?))).collect_view()
    };
    let choices = move || {
        let able = able_to_fail(session);
        able.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()
    };
    let add = move |text: String| {
        if let Some(event) = RecordId::parse(&text).ok().and_then(|id| session.event_of(id)) {
            session.add_outage(event);
        }
    };
    view! {
        <section aria-label="Failures during the run">
            <h3 class="group-heading">"Failures during the run"</h3>
            <div class="outages">
                {living(rows)}
                <select
                    aria-label="Let something fail"
                    prop:value=""
                    on:change:target=move |event| {
                        add(event.target().value());
                        event.target().set_value("");
                    }
                >
                    <option value="">"Let something fail \u{2026}"</option>
                    {living(choices)}
                </select>
            </div>
        </section>
    }
}

/// Everything that can fail, by name.
fn able_to_fail(session: Session) -> Vec<(RecordId, String)> {
    session.signals.report.track();
    let ids: Vec<RecordId> = session
        .read(|editor| {
            let design = editor.design();
            design.components().chain(design.boundaries()).map(|item| item.id).collect()
        })
        .unwrap_or_default();
    let able = ids.into_iter().filter(|id| session.event_of(*id).is_some());
    able.map(|id| (id, name(session, id))).collect()
}

/// Which of the two fields of a row is wrong, and how.
type Problem = Option<(Field, String)>;

#[derive(Clone, Copy, PartialEq)]
enum Field {
    From,
    To,
}

/// Seconds of a run.
fn seconds(from: f64) -> NumberSpec {
    NumberSpec { min: from, max: Experiment::LONGEST, whole: false, unit: Unit::Seconds }
}

/// When it fails and when it is back, if it is, as typed.
fn read(from: &str, to: &str) -> Result<(f64, Option<f64>), (Field, String)> {
    let from = words::from_field(seconds(0.0), from).map_err(|what| (Field::From, what))?;
    if to.trim().is_empty() {
        return Ok((from, None));
    }
    let to = words::from_field(seconds(from), to).map_err(|what| (Field::To, what))?;
    Ok((from, Some(to)))
}

fn row(session: Session, index: usize, outage: Outage) -> AnyView {
    let outages = session.signals.simulation.outages;
    let what = match outage.event {
        Event::Instance(id, instance) => format!("{}, instance {}", name(session, id), instance + 1),
        event => name(session, event.record()),
    };
    let shown = |number: f64| words::in_field(seconds(0.0), number);
    let from = RwSignal::new(shown(outage.from));
    let to = RwSignal::new(outage.to.map_or_else(String::new, shown));
    let problem = RwSignal::new(Problem::None);
    let take = move || match read(&from.read_untracked(), &to.read_untracked()) {
        Ok((from, to)) => {
            problem.set(None);
            outages.update(|outages| {
                outages.get_mut(index).into_iter().for_each(|outage| (outage.from, outage.to) = (from, to));
            });
        }
        Err(what) => problem.set(Some(what)),
    };
    let input = move |field: Field, label: String, text: RwSignal<String>, placeholder: &'static str| {
        let is_wrong = move || problem.read().as_ref().is_some_and(|(wrong, _)| *wrong == field);
        view! {
            <input
                aria-label=label
                type="text"
                inputmode="decimal"
                placeholder=placeholder
                autocomplete="off"
                aria-invalid=move || is_wrong().to_string()
                prop:value=move || text.get()
                on:change:target=move |event| {
                    text.set(event.target().value());
                    take();
                }
            />
        }
    };
    let remove = move |event: web_sys::MouseEvent| {
        go_on(&event, ".outages", ".outage button, .outages > select");
        outages.update(|outages| {
            outages.remove(index);
        });
    };
    let told = move || problem.get().map(|(_, what)| view! { <p class="problem" role="alert">{what}</p> });
    view! {
        <div class="outage">
            <b>{what.clone()}</b>
            {input(Field::From, format!("{what} fails after seconds"), from, "")}
            <span>"to"</span>
            {input(Field::To, format!("{what} is back after seconds"), to, "end")}
            <span>"s"</span>
            <button class="ghost small" aria-label=format!("Let {what} not fail") on:click=remove>"\u{00d7}"</button>
            {living(told)}
        </div>
    }
}
