//! The live verdicts, each with its reason, and with what it was before anything was supposed.

use crate::ui::prelude::*;
use linchpin_analysis::{Answer, Outcome, PeakComponent, Report, Resource};
use linchpin_studies::{Before, is_overloaded};

use super::super::availability;
use super::super::load::show;
use super::super::look::name;
use super::super::standing::is_old;
use super::super::top_bar::show_tab;
use super::super::words;
use crate::session::{Lens, LoadView, PanelTab, Session, Topic, use_session};
use crate::studies::Standing;

/// A verdict: what it is about, its value, a reason, and how bad it is.
struct Verdict {
    title: &'static str,
    value: String,
    /// The value with nothing supposed, where that is another.
    before: Option<String>,
    reason: String,
    tone: &'static str,
    /// Shows what it follows from.
    open: fn(Session),
}

impl Verdict {
    fn view(self, session: Session) -> AnyView {
        let Self { title, value, before, reason, tone, open } = self;
        let before = before.filter(|before| *before != value);
        let hover = match &before {
            Some(before) => format!("{title}: {value}, before {before}. {reason}"),
            None => format!("{title}: {value}. {reason}"),
        };
        let was = before.map(|before| view! { <span class="hidden-visually">", was "</span><s>{before}</s> });
        view! {
            <button class=format!("verdict {tone}") title=hover on:click=move |_| open(session)>
                <small>{title}{was}</small>
                <b>{value}</b>
                <span>{reason}</span>
            </button>
        }
    }
}

fn findings(session: Session, lens: Lens) {
    session.signals.lens.set(lens);
    show_tab(session, PanelTab::Findings);
}

/// All of them.
#[component]
pub fn Verdicts() -> AnyView {
    let session = use_session();
    living(move || {
        let report = session.signals.report.get()?;
        let counted = report.clone();
        let loaded = report.clone();
        Some(view! {
            <div class="verdicts" aria-live="polite">
                {living(move || serving(session, &report).view(session))}
                {living(move || available(session).map(|verdict| verdict.view(session)))}
                {living(move || single_points(session, &counted).view(session))}
                {living(move || breaks_at(session, &loaded).view(session))}
                {living(move || slowest(session).map(|verdict| verdict.view(session)))}
                {living(move || peak(session).map(|verdict| verdict.view(session)))}
            </div>
        })
    })
}

/// What was said before anything was supposed.
fn before<T>(session: Session, of: impl Fn(&Before) -> Option<T>) -> Option<T> {
    session.signals.load.get().and_then(|load| load.before.as_ref().and_then(of))
}

fn state(outcome: Outcome, overloaded: bool) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Up if overloaded => ("Overloaded", "bad"),
        Outcome::Up => ("Up", "good"),
        Outcome::Degraded => ("Degraded", "warn"),
        Outcome::Incomplete => ("Incomplete", "warn"),
        Outcome::PartlyDown => ("Partly down", "bad"),
        Outcome::Down => ("Down", "bad"),
    }
}

fn serving(session: Session, report: &Report) -> Verdict {
    let failed = session.signals.failed.read().len();
    let overloaded = is_overloaded(report);
    let (value, tone) = state(report.system.outcome, overloaded);
    let reason = match (report.system.outcome, failed) {
        (Outcome::Up, _) if overloaded => busiest(session, report),
        _ if report.journeys.is_empty() => "no traffic enters".to_owned(),
        (Outcome::Up, 0) => "nothing failed".to_owned(),
        (Outcome::Up, _) => format!("{} failed", words::count(failed, "thing")),
        (Outcome::Down, _) => "no request is answered".to_owned(),
        (Outcome::PartlyDown, _) => {
            let lost = report.system.down_share + report.system.partly_down_share;
            format!("{} of traffic hit", words::percent(lost))
        }
        (Outcome::Degraded, _) => format!("{} of traffic", words::percent(report.system.degraded_share)),
        (Outcome::Incomplete, _) => "work is left undone".to_owned(),
    };
    Verdict {
        title: "Now",
        value: value.to_owned(),
        before: before(session, |before| Some(state(before.outcome, before.overloaded).0.to_owned())),
        reason,
        tone,
        open: |session| findings(session, Lens::Failure),
    }
}

/// What has most to do, and how much.
fn busiest(session: Session, report: &Report) -> String {
    let found = report.bottleneck.and_then(|id| report.component(id));
    let used = found.and_then(|found| Some((found.id, found.utilisation?)));
    used.map_or_else(String::new, |(id, used)| format!("{} at {}", name(session, id), words::percent(used)))
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
    let open = |session: Session| {
        session.signals.lens.set(Lens::Failure);
        show_tab(session, PanelTab::Availability);
    };
    Some(Verdict { title: "Availability", value: availability::percent(system), before: None, reason, tone, open })
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
    Verdict {
        title: "Single points",
        value: (total + partial).to_string(),
        before: None,
        reason,
        tone,
        open: |session| findings(session, Lens::Failure),
    }
}

fn breaks_at(session: Session, report: &Report) -> Verdict {
    let first = report.ladder.first();
    let (value, reason, tone) = match first {
        None => ("\u{2013}".to_owned(), "nothing saturates".to_owned(), ""),
        Some(first) => {
            let tone = match first.multiple / session.signals.scale.get() {
                room if room <= 1.0 => "bad",
                room if room < 2.0 => "warn",
                _ => "good",
            };
            let reason = format!("{}{}", name(session, first.component), words::resource(first.resource));
            (words::multiple(first.multiple), reason, tone)
        }
    };
    Verdict {
        title: "Breaks at",
        value,
        before: before(session, |before| before.first.map(|rung| words::multiple(rung.multiple))),
        reason,
        tone,
        open: |session| show(session, LoadView::Headroom),
    }
}

fn p99_in_words(time: f64) -> String {
    match time {
        time if time == f64::INFINITY => "unbounded".to_owned(),
        time if time >= 10_000.0 => format!("{} s", words::number((time / 1000.0).round())),
        time => format!("{} ms", words::number(time)),
    }
}

/// How long the slowest answers take; nothing before the first answer.
fn slowest(session: Session) -> Option<Verdict> {
    let report = session.signals.latency.get()?;
    let slowest = report.slowest()?;
    let missed = report.journeys.iter().filter_map(|journey| journey.target).filter(|target| !target.met).count();
    let reason = match missed {
        0 => name(session, slowest.endpoint.unwrap_or(slowest.entry)),
        _ => words::count(missed, "target") + " missed",
    };
    let tone = match is_old(session, Topic::Latency) {
        true => "old",
        false if missed > 0 || slowest.p99() == f64::INFINITY => "bad",
        false => "",
    };
    Some(Verdict {
        title: "p99",
        value: match slowest.answer {
            Answer::Unanswered => "no answer".to_owned(),
            _ => p99_in_words(slowest.p99()),
        },
        before: before(session, |before| before.p99.map(p99_in_words)),
        reason,
        tone,
        open: |session| show(session, LoadView::Times),
    })
}

/// How a peak passes; nothing before the first answer.
fn peak(session: Session) -> Option<Verdict> {
    let report = session.signals.load.get().filter(|report| !report.peak.journeys.is_empty())?;
    let worst = report.peak.worst();
    let reason = match worst {
        None => "all of it".to_owned(),
        Some(worst) => {
            let name = name(session, worst.component);
            match worst.backlog {
                Some(_) => name,
                None if worst.resource == Resource::RateLimit => {
                    format!("{} at {name}", words::percent(worst.beyond_share))
                }
                None if worst.overloaded >= report.peak.seconds => format!("{name}, always"),
                None => format!("{name}, {}", words::duration(worst.overloaded / 60.0)),
            }
        }
    };
    let tone = match (is_old(session, Topic::Load), worst) {
        (true, _) => "old",
        (false, None) => "good",
        (false, Some(_)) => "bad",
    };
    Some(Verdict {
        title: "Peak",
        value: passes(worst).to_owned(),
        before: report.before.as_ref().map(|before| passes(before.short.as_ref()).to_owned()),
        reason,
        tone,
        open: |session| show(session, LoadView::Peak),
    })
}

/// What becomes of a peak, by what is shortest of something.
fn passes(short: Option<&PeakComponent>) -> &'static str {
    match short {
        None => "Carried",
        Some(short) if short.backlog.is_some() => "Falls behind",
        Some(short) if short.resource == Resource::RateLimit => "Refused",
        Some(_) => "Too much",
    }
}
