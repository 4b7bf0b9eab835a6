//! Failures that are dangerous together, and looking for more of them.

use crate::ui::prelude::*;
use linchpin_analysis::{Availability, Combination, Reach, ReliabilityReport};
use std::sync::Arc;

use super::look::{LookRow, failure, name};
use super::standing::{StandingNote, is_old};
use super::words;
use crate::platform;
use crate::session::{Lens, Look, Session, Topic, use_session};

/// More than this many are shown when asked for.
const SHOWN_FIRST: usize = 6;

/// The list, below the single points of failure.
#[component]
pub fn Combinations() -> AnyView {
    let session = use_session();
    let all = RwSignal::new(false);
    let list = move || {
        let report = session.signals.reliability.get()?;
        report.system?;
        Some(
            view! { <h3 class="group-heading">{heading(&report)}</h3>{rows(session, &report, all)}{deeper(session, &report)} },
        )
    };
    view! {
        <section aria-label="Dangerous together">
            <div class:old=move || is_old(session, Topic::Availability)>{living(list)}</div>
            <StandingNote topic=Topic::Availability />
        </section>
    }
}

fn heading(report: &ReliabilityReport) -> String {
    let triples = report.combinations.iter().any(|combination| combination.order > 2);
    let many = match report.combinations_in_all as usize {
        0 => "none".to_owned(),
        many if triples => format!("{} pairs and triples", words::number(many as f64)),
        many => words::count(many, "pair"),
    };
    format!("Down together: {many}")
}

fn rows(session: Session, report: &Arc<ReliabilityReport>, all: RwSignal<bool>) -> AnyView {
    let known = report.combinations.len();
    let shown = if all.get() { known } else { known.min(SHOWN_FIRST) };
    let rows: Vec<AnyView> = report.combinations[..shown].iter().map(|combination| row(session, combination)).collect();
    let more = (shown < known).then(|| {
        let whole = report.combinations_in_all as usize == known;
        let label = if whole { format!("Show all {known}") } else { format!("Show the {known} most dangerous") };
        view! { <button class="small" on:click=move |_| all.set(true)>{label}</button> }
    });
    view! { {rows}<div class="panel-actions">{more}</div> }
}

fn row(session: Session, combination: &Combination) -> AnyView {
    let names: Vec<String> = combination.failures.iter().map(|part| failure(session, part)).collect();
    let both = if combination.order == 2 { "Both" } else { "All" };
    let reach = match combination.reach {
        Reach::Total => "everything",
        Reach::Partial => "part of it",
    };
    let a_year = words::duration(combination.probability * Availability::MINUTES_A_YEAR);
    let shared = combination.shared.and_then(|id| {
        let kind =
            session.with(|editor| Some(platform::lower_case(editor.design().get(id)?.boundary_kind().label())))??;
        Some(view! { <span class="badge">{format!("same {kind}: {}", name(session, id))}</span> })
    });
    let sign = if combination.reach == Reach::Total { "sign failure pair" } else { "sign failure partial pair" };
    let inside = view! {
        <i class=sign></i>
        <span class="grow">
            <b>{names.join(" and ")}</b>
            <p>{format!("{both} down at once about {a_year} a year: takes {reach} down.")}</p>
            {shared}
        </span>
    };
    let look = Look::Together(combination.failures.clone());
    let pinned = look.clone();
    let on_click = Box::new(move |session: Session| {
        session.signals.lens.set(Lens::Failure);
        session.pin(pinned.clone());
    });
    LookRow { class: "finding together", look, pins: true, on_click }.view(session, inside)
}

/// What else can be looked for, and what was not found because there is too much of it.
fn deeper(session: Session, report: &ReliabilityReport) -> AnyView {
    if report.combinations_to_order < session.signals.order.get() {
        return view! { <p class="footnote">"There are too many combinations to list them all."</p> };
    }
    (session.signals.order.get() < 3)
        .then(|| {
            let none = report.combinations.is_empty();
            view! {
                {none.then(|| view! { <p class="footnote">"No two failures together take down what neither does alone."</p> })}
                <div class="panel-actions">
                    <button class="small" on:click=move |_| session.look_deeper(3)>"Look for triples"</button>
                </div>
            }
        })
        .into_any()
}
