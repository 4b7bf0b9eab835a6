//! The plan: targets, what is kept down, and the cheapest fixes that meet them, step by step.

use crate::ui::prelude::*;
use linchpin_catalog::Property;
use linchpin_document::RecordId;
use linchpin_fixes::{Criterion, Preview};
use linchpin_studies::HardenReport;
use std::sync::Arc;

use super::fixes::{FixRow, changes};
use super::inspector::PropertyField;
use super::words;
use crate::session::{Planned, Session, Topic, use_session};
use crate::studies::Standing;

/// What the design as a whole can be asked for.
const TARGETS: [Property; 3] = [Property::TargetAvailability, Property::TargetLatency, Property::TargetRecovery];

/// The panel, in place of the findings.
#[component]
pub fn Harden() -> AnyView {
    let session = use_session();
    let fixes = session.signals.fixes;
    let close = move |_| {
        session.drop_proposal();
        fixes.hardening.set(false);
    };
    let targets = TARGETS.map(|property| view! { <PropertyField ids=vec![RecordId::DESIGN] property /> });
    let peak =
        move || format!("The peak to be carried: {} today\u{2019}s.", words::multiple(session.signals.scale.get()));
    view! {
        <section class="harden" aria-label="Harden">
            <div class="panel-actions harden-open"><button on:click=close>"\u{2190} Findings"</button></div>
            <div class="form">
                <h3>"Targets for the whole design"</h3>
                {targets.collect_view()}
                <p class="footnote">"Without a target, no single failure may take everything down. "{peak}</p>
                <CriterionField />
            </div>
            <Search />
            {living(move || fixes.plan.get().map(|plan| planned(session, &plan)))}
        </section>
    }
}

#[component]
fn CriterionField() -> AnyView {
    let criterion = use_session().signals.fixes.criterion;
    let choose = move |id: String| {
        criterion.set(if id == "price" { Criterion::Price } else { Criterion::Instances });
    };
    let is = move |wanted: Criterion| move || criterion.get() == wanted;
    view! {
        <div class="field">
            <label for="field-criterion">"Keep down"</label>
            <span class="control">
                <select id="field-criterion" on:change:target=move |event| choose(event.target().value())>
                    <option value="instances" prop:selected=is(Criterion::Instances)>"Instances"</option>
                    <option value="price" prop:selected=is(Criterion::Price)>"Price a month"</option>
                </select>
            </span>
        </div>
    }
}

/// The button that starts the search, and how far it is.
#[component]
fn Search() -> AnyView {
    let session = use_session();
    let share = move || words::percent(session.signals.fixes.share.get());
    living(move || match session.standing(Topic::Harden) {
        Standing::Due | Standing::Computing => view! {
            <div class="standing computing" role="status">
                <span class="grow">"Looking for the cheapest fixes \u{2026} "{share}</span>
                <button class="small" on:click=move |_| session.cancel(Topic::Harden)>"Cancel"</button>
            </div>
        },
        standing => {
            let trouble = match standing {
                Standing::Failed => Some("The search broke off, perhaps for want of memory."),
                Standing::Unreachable => {
                    Some("What searches could not be loaded. Is there a connection? All else goes on.")
                }
                _ => None,
            };
            view! {
                {trouble.map(|text| view! { <p class="footnote" role="status">{text}</p> })}
                <div class="panel-actions">
                    <button class="primary" on:click=move |_| session.find_plan()>"Find the cheapest fixes"</button>
                </div>
            }
        }
    })
}

fn planned(session: Session, plan: &Arc<Planned>) -> AnyView {
    match &**plan {
        Planned::PriceMissing => view! {
            <p class="footnote" role="status">"A price is missing, so plans cannot be compared by it. Give every component but clients a price, or keep instances down."</p>
        },
        Planned::Plan(report) => steps(session, report),
    }
}

fn steps(session: Session, report: &HardenReport) -> AnyView {
    let report = Arc::new(report.clone());
    let (rows, whole) = (report.clone(), report.clone());
    let current = memo(move || session.is_plan_current());
    let list = move || {
        let (done, current) = (session.signals.fixes.done.get(), current.get());
        let rows = (0..rows.steps.len()).map(|index| step(session, &rows, index, done, current));
        view! { <ol class="plan">{rows.collect_view()}</ol> }
    };
    let left = report.left.iter().map(|gap| view! { <li>{format!("{gap}.")}</li> }).collect_view();
    let left = (!report.left.is_empty()).then(|| {
        view! { <h3 class="group-heading">"Still missed"</h3><ul class="gaps">{left}</ul> }
    });
    let end = move || {
        let (last, done) = (whole.steps.len(), session.signals.fixes.done.get());
        let report = whole.clone();
        if !current.get() {
            return Some(
                view! { <p class="footnote" role="status">"The design has changed since. Find the fixes again."</p> },
            );
        }
        (done < last).then(|| {
            view! {
                <div class="panel-actions">
                    <button class="primary" on:click=move |_| session.apply_plan(&report, last - 1)>
                        {if done == 0 { "Apply all" } else { "Apply the rest" }}
                    </button>
                </div>
            }
        })
    };
    view! {
        <div class="headline" role="status"><b>{headline(&report)}</b><p>{sentence(&report)}</p></div>
        {living(list)}
        {left}
        {living(end)}
    }
}

fn headline(report: &HardenReport) -> String {
    let cost = words::number(report.cost);
    match (report.steps.is_empty(), report.criterion) {
        (true, _) if report.left.is_empty() => "Nothing to do".to_owned(),
        (true, _) => "Nothing helps".to_owned(),
        (_, Criterion::Instances) => format!("+{cost} {}", if report.cost == 1.0 { "instance" } else { "instances" }),
        (_, Criterion::Price) => format!("+{cost} a month"),
    }
}

fn sentence(report: &HardenReport) -> String {
    let met = if report.left.is_empty() { "All targets are met" } else { "The targets cannot all be met" };
    format!("{met}; {}.", report.proof)
}

/// A step: the next ones can be applied, up to and including each.
fn step(session: Session, report: &Arc<HardenReport>, index: usize, done: usize, current: bool) -> AnyView {
    let step = &report.steps[index];
    let before = index.checked_sub(1).map_or(report.before, |before| report.steps[before].after);
    let (looked, applied) = (report.clone(), report.clone());
    let open = current && index >= done;
    let action = move |session: Session| session.apply_plan(&applied, index);
    let row = FixRow {
        title: step.title.clone(),
        figures: changes(&Preview { before, after: step.after }),
        action: open.then(|| Box::new(action) as _),
        change: Box::new(move |session| if open { session.steps_left(&looked, index) } else { Default::default() }),
    };
    view! { <li class:done={index < done}>{row.view(session)}</li> }
}
