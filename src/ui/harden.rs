//! The plan: what is asked for, what is kept down, and the cheapest fixes that meet it, step by step.

use crate::ui::prelude::*;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, Item, RecordId};
use linchpin_editor::Editor;
use linchpin_fixes::{Criterion, Preview};
use linchpin_studies::HardenReport;
use std::sync::Arc;

use super::fixes::{FixRow, changes};
use super::inspector::SCALING_AND_PRICE;
use super::top_bar::show_tab;
use super::words;
use crate::session::{Dialog, PanelTab, Planned, Session, Topic, use_session};
use crate::studies::Standing;

/// The panel, in place of the findings.
#[component]
pub fn Harden() -> AnyView {
    let session = use_session();
    let fixes = session.signals.fixes;
    let close = move |_| {
        session.drop_proposal();
        fixes.hardening.set(false);
    };
    let peak = move || match session.signals.scale.get() {
        1.0 => "Today\u{2019}s peak is to be carried.".to_owned(),
        scale => format!("{} today\u{2019}s peak is to be carried.", words::multiple(scale)),
    };
    view! {
        <section class="harden" aria-label="Harden">
            <div class="panel-actions harden-open"><button on:click=close>"\u{2190} Findings"</button></div>
            <div class="form">
                <h3>"Targets"</h3>
                <Asked />
                <p class="footnote">{peak}</p>
                <CriterionField />
            </div>
            <Search />
            {living(move || fixes.plan.get().map(|plan| planned(session, &plan)))}
        </section>
    }
}

/// Every target the design has, and where they are changed.
#[component]
fn Asked() -> AnyView {
    let session = use_session();
    let asked = memo(move || session.read(|editor| asked_for(editor.design())).unwrap_or_default());
    let list = move || match asked.get() {
        asked if asked.is_empty() => {
            view! { <p class="footnote">"None is set, so no single failure may take everything down, and what is found weak is mended."</p> }
        }
        asked => {
            let row = |(whose, what): (String, String)| view! { <li><b>{whose}</b>" "{what}</li> };
            view! { <ul class="asked">{asked.into_iter().map(row).collect_view()}</ul> }
        }
    };
    view! {
        {living(list)}
        <div>
            <button class="small" on:click=move |_| session.signals.dialog.set(Some(Dialog::Targets))>
                "Targets and endpoints \u{2026}"
            </button>
        </div>
    }
}

/// Who asks for what: the design, its entries and endpoints.
fn asked_for(design: &Design) -> Vec<(String, String)> {
    let asks = |item: &Item| {
        let number = |property| item.number(property);
        let told = [
            number(Property::TargetAvailability).map(|share| format!("available {}", words::availability(share))),
            number(Property::TargetLatency).map(|time| format!("p99 within {} ms", words::number(time))),
            number(Property::TargetRecovery).map(|seconds| format!("back within {}", words::duration(seconds / 60.0))),
        ];
        let told: Vec<String> = told.into_iter().flatten().collect();
        let name = if item.id == RecordId::DESIGN { "The whole design" } else { item.name() };
        (!told.is_empty()).then(|| (name.to_owned(), told.join(", ")))
    };
    let may_ask = |item: &&Item| item.record_type != RecordType::Component || item.kind().traits().entry;
    design.items().filter(may_ask).filter_map(asks).collect()
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
        Planned::PriceMissing => price_missing(session),
        Planned::Plan(report) => steps(session, report),
    }
}

/// Plans cannot be compared: which prices are needed.
fn price_missing(session: Session) -> AnyView {
    let missing = move || {
        let unpriced = |item: &&Item| item.kind().has(Property::Price) && item.number(Property::Price).is_none();
        let ids =
            |editor: &Editor| editor.design().components().filter(unpriced).map(|item| item.id).collect::<Vec<_>>();
        session.read(ids).unwrap_or_default()
    };
    let text = move || match missing().len() {
        0 => "Every component has a price now. Find the fixes again.".to_owned(),
        many => format!(
            "{} no price, so plans cannot be compared by it.",
            if many == 1 { "A component has".to_owned() } else { format!("{} have", words::count(many, "component")) }
        ),
    };
    view! {
        <p class="footnote" role="status">{text}</p>
        <div class="panel-actions">
            <button class="small" on:click=move |_| {
                session.show(missing());
                let unfold = |turned: &mut Vec<&str>| {
                    if !turned.contains(&SCALING_AND_PRICE) {
                        turned.push(SCALING_AND_PRICE);
                    }
                };
                session.signals.turned_sections.update(unfold);
                show_tab(session, PanelTab::Inspector);
            }>"Set prices \u{2026}"</button>
        </div>
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
    let considered = report.considered.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let considered = (!report.considered.is_empty()).then(|| {
        view! { <details class="considered"><summary>"The fixes that help"</summary><ul class="gaps">{considered}</ul></details> }
    });
    view! {
        <div class="headline" role="status"><b>{headline(&report)}</b><p>{sentence(&report)}</p></div>
        {considered}
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
    format!("{met}. {}", report.proof)
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
