//! The what-if bar: more load, failed things, and the live verdicts.

use crate::ui::prelude::*;
use linchpin_analysis::{Event, Outcome, Report};

use super::availability;
use super::blast::BlastRadius;
use super::icons::{Icon, icon};
use super::look::name;
use super::standing::is_old;
use super::targets::p99;
use super::top_bar::show_tab;
use super::words;
use crate::analysis::Freshness;
use crate::session::{Dialog, Lens, PanelTab, Session, Topic, use_session};
use crate::studies::Standing;

/// The slider runs over two decades in this many steps.
const STEPS: f64 = 200.0;

fn scale_of(step: f64) -> f64 {
    10f64.powf(2.0 * step / STEPS)
}

fn step_of(scale: f64) -> f64 {
    (scale.log10() / 2.0 * STEPS).round()
}

/// The bar. It appears with the first component.
#[component]
pub fn WhatIf() -> AnyView {
    let session = use_session();
    let signals = session.signals;
    let drawn = move || session.read(|editor| editor.design().components().next().is_some()).unwrap_or(false);
    let stale = move || matches!(signals.freshness.get(), Freshness::Stale | Freshness::Stopped);
    view! {
        <Show when=drawn>
            <section class="whatif" class:stale=stale aria-label="What if">
                <Scale />
                <span class="rule"></span>
                <Verdicts />
                <StaleMark />
                <span class="rule"></span>
                <button
                    class="kill"
                    aria-pressed=move || signals.killing.get().to_string()
                    aria-label="Kill mode"
                    on:click=move |_| signals.killing.update(|killing| *killing = !*killing)
                >
                    {icon(Icon::Bolt)}
                    <span>"Kill mode"</span>
                </button>
            </section>
        </Show>
    }
}

#[component]
fn Scale() -> AnyView {
    let session = use_session();
    let scale = session.signals.scale;
    let breaks = move || session.signals.report.read().as_ref().and_then(|report| report.ladder.first().copied());
    let mark = move || {
        let multiple = breaks().map(|rung| rung.multiple).filter(|multiple| (1.0..=100.0).contains(multiple))?;
        let left = format!("{}%", multiple.log10() / 2.0 * 100.0);
        Some(view! { <i style:left=left title="The first component saturates here"></i> })
    };
    view! {
        <div class="scale">
            <label for="load-scale">"Load"</label>
            <div class="track">
                <input
                    id="load-scale"
                    type="range"
                    min="0"
                    max=STEPS
                    step="1"
                    prop:value=move || step_of(scale.get())
                    aria-valuetext=move || format!("{} of today's peak", words::multiple(scale.get()))
                    on:input:target=move |event| scale.set(scale_of(event.target().value_as_number()))
                />
                <div class="ticks" aria-hidden="true">
                    <span style:left="0">"1x"</span>
                    <span style:left="50%">"10x"</span>
                    <span style:left="100%">"100x"</span>
                    {living(mark)}
                </div>
            </div>
            <output for="load-scale">{move || words::multiple(scale.get())}</output>
        </div>
    }
}

/// A verdict: what it is about, its value, a reason, and how bad it is.
struct Verdict {
    title: &'static str,
    value: String,
    reason: String,
    tone: &'static str,
}

#[component]
fn Verdicts() -> AnyView {
    let session = use_session();
    let chip = move |verdict: Verdict, lens: Lens, tab: PanelTab| {
        let open = move |_| {
            session.signals.lens.set(lens);
            show_tab(session, tab);
        };
        let Verdict { title, value, reason, tone } = verdict;
        let hover = format!("{title}: {value}. {reason}");
        view! {
            <button class=format!("verdict {tone}") on:click=open title=hover>
                <small>{title}</small>
                <b>{value}</b>
                <span>{reason}</span>
            </button>
        }
    };
    let latency_chip = move |verdict: Verdict| {
        let Verdict { title, value, reason, tone } = verdict;
        let hover = format!("{title}: {value}. {reason}");
        view! {
            <button
                class=format!("verdict {tone}")
                title=hover
                on:click=move |_| session.signals.dialog.set(Some(Dialog::Targets))
            >
                <small>{title}</small>
                <b>{value}</b>
                <span>{reason}</span>
            </button>
        }
    };
    living(move || {
        let report = session.signals.report.get()?;
        let counted = report.clone();
        Some(view! {
            <div class="verdicts" aria-live="polite">
                {chip(serving(session, &report), Lens::Failure, PanelTab::Findings)}
                {living(move || available(session).map(|verdict| chip(verdict, Lens::Failure, PanelTab::Availability)))}
                {living(move || Some(chip(single_points(session, &counted), Lens::Failure, PanelTab::Findings)))}
                {chip(breaks_at(session, &report), Lens::Load, PanelTab::Findings)}
                {living(move || slowest(session).map(latency_chip))}
            </div>
        })
    })
}

fn serving(session: Session, report: &Report) -> Verdict {
    let failed = session.signals.failed.read().len();
    let share = |share: f64| words::percent(share);
    let overloaded = report.bottleneck.and_then(|id| report.component(id)).and_then(|found| {
        let name = session.with(|editor| editor.design().get(found.id).map(|item| item.name().to_owned())).flatten()?;
        found.utilisation.filter(|used| *used > 1.0).map(|used| format!("{name} at {}", words::percent(used)))
    });
    let (value, tone) = match report.system.outcome {
        Outcome::Up if overloaded.is_some() => ("Overloaded".to_owned(), "bad"),
        Outcome::Up => ("Up".to_owned(), "good"),
        Outcome::Degraded => ("Degraded".to_owned(), "warn"),
        Outcome::Incomplete => ("Incomplete".to_owned(), "warn"),
        Outcome::PartlyDown => ("Partly down".to_owned(), "bad"),
        Outcome::Down => ("Down".to_owned(), "bad"),
    };
    let reason = match (report.system.outcome, failed) {
        (Outcome::Up, _) if overloaded.is_some() => overloaded.unwrap_or_default(),
        _ if report.journeys.is_empty() => "no traffic enters".to_owned(),
        (Outcome::Up, 0) => "nothing failed".to_owned(),
        (Outcome::Up, _) => format!("{} failed", words::count(failed, "thing")),
        (Outcome::Down, _) => "no request is answered".to_owned(),
        (Outcome::PartlyDown, _) => {
            let lost = report.system.down_share + report.system.partly_down_share;
            format!("{} of traffic hit", share(lost))
        }
        (Outcome::Degraded, _) => format!("{} of traffic", share(report.system.degraded_share)),
        (Outcome::Incomplete, _) => "work is left undone".to_owned(),
    };
    Verdict { title: "Now", value, reason, tone }
}

/// Nothing before the first answer; what it says of an earlier design is marked as such.
fn available(session: Session) -> Option<Verdict> {
    let system = session.signals.reliability.get()?.system?;
    let (reason, tone) = match session.standing(Topic::Availability) {
        Standing::Current => (format!("{} down", availability::downtime(system)), ""),
        Standing::Due | Standing::Outdated => (format!("{} down", availability::downtime(system)), "old"),
        Standing::Computing => ("computing ...".to_owned(), "old"),
        Standing::Cancelled | Standing::Failed | Standing::Unreachable => ("out of date".to_owned(), "old"),
    };
    Some(Verdict { title: "Availability", value: availability::percent(system), reason, tone })
}

/// How long the slowest answers take; nothing before the first answer.
fn slowest(session: Session) -> Option<Verdict> {
    let report = session.signals.latency.get()?;
    let slowest = report.journeys.iter().max_by(|a, b| p99(a).total_cmp(&p99(b)))?;
    let is_old = is_old(session, Topic::Latency);
    let missed = report.journeys.iter().filter_map(|journey| journey.target).filter(|target| !target.met).count();
    let (value, tone) = match p99(slowest) {
        time if time == f64::INFINITY => ("unbounded".to_owned(), "bad"),
        time if time >= 10_000.0 => (format!("{} s", words::number((time / 1000.0).round())), ""),
        time => (format!("{} ms", words::number(time)), ""),
    };
    let reason = match missed {
        0 => name(session, slowest.endpoint.unwrap_or(slowest.entry)),
        _ => words::count(missed, "target") + " missed",
    };
    let tone = match (is_old, missed) {
        (true, _) => "old",
        (false, 0) => tone,
        _ => "bad",
    };
    Some(Verdict { title: "p99", value, reason, tone })
}

/// With those that only show under load, where that is known.
fn single_points(session: Session, report: &Report) -> Verdict {
    let (total, partial) = (report.system.single_points.total, report.system.single_points.partial);
    let known = session.signals.contingencies.get().filter(|_| !is_old(session, Topic::Contingencies));
    let hidden = known.map_or(0, |known| known.contingencies.iter().filter(|one| one.hidden.is_some()).count());
    let reason = match (total, partial) {
        _ if hidden > 0 => format!("{hidden} more under load"),
        (0, 0) => "none takes it down".to_owned(),
        (_, 0) => "all total".to_owned(),
        (0, _) => "all partial".to_owned(),
        _ => format!("{total} total, {partial} partial"),
    };
    let tone = if total > 0 {
        "bad"
    } else if partial > 0 || hidden > 0 {
        "warn"
    } else {
        "good"
    };
    Verdict { title: "Single points", value: (total + partial).to_string(), reason, tone }
}

fn breaks_at(session: Session, report: &Report) -> Verdict {
    let Some(first) = report.ladder.first() else {
        return Verdict { title: "Breaks at", value: "\u{2013}".into(), reason: "nothing loaded".into(), tone: "" };
    };
    let name = session.with(|editor| editor.design().get(first.component).map(|item| item.name().to_owned())).flatten();
    let scale = session.signals.scale.get();
    let tone = match first.multiple / scale {
        room if room <= 1.0 => "bad",
        room if room < 2.0 => "warn",
        _ => "good",
    };
    Verdict { title: "Breaks at", value: words::multiple(first.multiple), reason: name.unwrap_or_default(), tone }
}

#[component]
fn StaleMark() -> AnyView {
    let session = use_session();
    living(move || match session.signals.freshness.get() {
        Freshness::Current | Freshness::Updating => None,
        Freshness::Stale => {
            Some(view! { <span class="stale-mark" role="status">{icon(Icon::Reset)} "catching up"</span> })
        }
        Freshness::Stopped => Some(view! {
            <button class="small" on:click=move |_| session.restart_analysis()>"Analysis stopped. Start again"</button>
        }),
    })
}

/// What has been failed, each to be taken back.
#[component]
pub fn FailedChips() -> AnyView {
    let session = use_session();
    let failed = session.signals.failed;
    effect(move || {
        session.signals.revision.track();
        if !session.signals.drafting.get_untracked() {
            session.forget_lost_failures();
        }
    });
    let chip = move |event: Event| {
        let name = memo(move || session.read(|editor| name_of(editor.design(), event)).unwrap_or_default());
        view! {
            <span class="chip">
                {icon(Icon::Bolt)}
                {name}
                <button
                    aria-label=move || format!("Bring {} back", name.get())
                    on:click=move |_| session.toggle_failed(event)
                >
                    {icon(Icon::Close)}
                </button>
            </span>
        }
    };
    view! {
        <Show when=move || !failed.read().is_empty()>
            <div class="failed-chips" role="group" aria-label="Failed">
                <BlastRadius />
                <div>
                    {move || failed.get().into_iter().map(chip).collect_view()}
                    <button class="small" on:click=move |_| failed.set(Vec::new())>"Bring all back"</button>
                </div>
            </div>
        </Show>
    }
}

fn name_of(design: &linchpin_document::Design, event: Event) -> String {
    let name = design.get(event.record()).map(|item| item.name().to_owned()).unwrap_or_default();
    match event {
        Event::Instance(_, index) => format!("{name}, instance {}", index + 1),
        Event::Provider(_) => format!("{name}, provider"),
        Event::Component(_) | Event::Domain(_) => name,
    }
}
