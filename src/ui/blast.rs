//! What becomes of everything while something is failed, in words, and what the forms on the canvas mean.

use crate::ui::prelude::*;
use linchpin_analysis::{Outcome, Report, TrafficClass};
use linchpin_document::Design;
use linchpin_scene::State;

use super::cascade;
use super::standing::{StandingNote, is_old};
use crate::session::{Topic, state_of, use_session};

/// The forms of the states as on the canvas, worst first: name, what is stroked, what is filled.
const KEY: &[(State, &str, &str, &str)] = &[
    (State::Failed, "failed", "M7.6 7.6l4.8 4.8M12.4 7.6l-4.8 4.8", "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15z"),
    (State::Down, "down", "", "M3 5h14l-7 11z"),
    (State::PartlyDown, "partly down", "M3.5 5h13l-6.5 10.5z", "M3 5h7v11z"),
    (State::Incomplete, "incomplete", "M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", ""),
    (State::Degraded, "degraded", "M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", "M3.5 10a6.5 6.5 0 0 0 13 0z"),
    (State::Idle, "idle", "M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM7 10h6", ""),
    (State::Serving, "unaffected", "M3 6h14v8H3z", ""),
];

/// The blast radius of what is failed; nothing while nothing is.
#[component]
pub fn BlastRadius() -> AnyView {
    let session = use_session();
    let failed = move || !session.signals.failed.read().is_empty();
    let told = move || {
        let report = session.signals.report.get()?;
        let counts = session.with(|editor| counts(&report, editor.design()))?;
        let keys = KEY.iter().zip(counts).filter(|(_, many)| *many > 0).map(|((_, name, line, fill), many)| {
            view! {
                <span class=format!("state {}", name.replace(' ', "-"))>
                    <svg viewBox="0 0 20 20" aria-hidden="true"><path class="fill" d=*fill /><path class="line" d=*line /></svg>
                    {format!("{many} {name}")}
                </span>
            }
        });
        Some(view! { <b>{sentence(&report)}</b>{keys.collect_view()} })
    };
    view! {
        <Show when=failed>
            <div class="blast" role="status" aria-label="What becomes of it">{living(told)}<Aftermath /></div>
        </Show>
    }
}

/// What is left and cannot carry the load.
#[component]
fn Aftermath() -> AnyView {
    let session = use_session();
    let told = move || {
        let aftermath = session.signals.aftermath.get()?;
        (!aftermath.cascade.is_empty()).then(|| {
            let end = match aftermath.final_outcome {
                Outcome::Up => "In the end everything is answered.",
                Outcome::Degraded | Outcome::Incomplete => "In the end everything is answered, but not in full.",
                Outcome::PartlyDown => "In the end part of the requests fail.",
                Outcome::Down => "In the end every request fails.",
            };
            view! {
                <div class="aftermath" class:old=move || is_old(session, Topic::Aftermath)>
                    <b>"What is left must carry the load"</b>
                    {cascade::steps(session, &aftermath.cascade)}
                    <span>{end}</span>
                </div>
            }
        })
    };
    view! {
        {living(told)}
        <StandingNote topic=Topic::Aftermath />
    }
}

/// How many components are in each state, in the order of the key.
fn counts(report: &Report, design: &Design) -> [usize; 7] {
    let mut counts = [0; 7];
    for component in report.components.iter().filter(|component| component.instances > 0) {
        let state = state_of(report, design, component);
        let place = KEY.iter().position(|(key, ..)| *key == state);
        place.into_iter().for_each(|place| counts[place] += 1);
    }
    counts
}

/// `Reads degraded, writes down`.
fn sentence(report: &Report) -> String {
    let told = |class: TrafficClass, name: &str| {
        let outcomes = || report.journeys.iter().filter(|journey| journey.class == class).map(|found| found.outcome);
        let (best, worst) = (outcomes().min()?, outcomes().max()?);
        let what = match worst {
            Outcome::Up => "unaffected",
            Outcome::Degraded => "degraded",
            Outcome::Incomplete => "answered, but left undone in part",
            Outcome::PartlyDown => "partly down",
            Outcome::Down => "down",
        };
        Some(if best == worst { format!("{name} {what}") } else { format!("some {name} {what}") })
    };
    let parts: Vec<String> =
        [told(TrafficClass::Read, "reads"), told(TrafficClass::Write, "writes")].into_iter().flatten().collect();
    let text = parts.join(", ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
