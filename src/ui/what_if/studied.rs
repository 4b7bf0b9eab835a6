//! The verdicts that studies give, a moment after the others.

use crate::ui::prelude::*;
use linchpin_analysis::{Answer, PeakReport, PeakVerdict};

use super::super::availability;
use super::super::load::show;
use super::super::look::name;
use super::super::standing::is_old;
use super::super::top_bar::show_tab;
use super::super::words;
use super::verdicts::{Verdict, before};
use crate::session::{Lens, LoadView, PanelTab, Session, Topic, use_session};
use crate::studies::Standing;

/// How much of the time it works.
#[component]
pub fn Available() -> AnyView {
    let session = use_session();
    living(move || available(session).map(|verdict| verdict.view(session)))
}

/// How long answers take, and how a peak passes.
#[component]
pub fn Timely() -> AnyView {
    let session = use_session();
    view! {
        {living(move || slowest(session).map(|verdict| verdict.view(session)))}
        {living(move || peak(session).map(|verdict| verdict.view(session)))}
    }
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

fn p99_in_words(answer: Answer) -> String {
    match answer {
        Answer::Unanswered => "no answer".to_owned(),
        Answer::Unbounded(_) => "unbounded".to_owned(),
        Answer::Within(times) if times.p99 >= 10_000.0 => {
            format!("{} s", words::number((times.p99 / 1000.0).round()))
        }
        Answer::Within(times) => format!("{} ms", words::number(times.p99)),
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
        value: p99_in_words(slowest.answer),
        before: before(session, |before| before.slowest.map(p99_in_words)),
        reason,
        tone,
        open: |session| show(session, LoadView::Times),
    })
}

/// How a peak passes; nothing before the first answer.
fn peak(session: Session) -> Option<Verdict> {
    let report = session.signals.load.get().filter(|report| !report.peak.journeys.is_empty())?;
    let (worst, verdict) = (report.peak.worst(), report.peak.verdict());
    let reason = match worst {
        _ if verdict == PeakVerdict::Unanswered => unanswered(&report.peak).to_owned(),
        None => "all of it".to_owned(),
        Some(worst) => {
            let name = name(session, worst.component);
            match worst.backlog {
                Some(_) => name,
                None if worst.resource.refuses() => {
                    format!("{} at {name}", words::percent(worst.beyond_share))
                }
                None if worst.overloaded >= report.peak.seconds => format!("{name}, always"),
                None => format!("{name}, {}", words::duration(worst.overloaded / 60.0)),
            }
        }
    };
    let tone = match (is_old(session, Topic::Load), verdict) {
        (true, _) => "old",
        (false, PeakVerdict::Carried) => "good",
        (false, _) => "bad",
    };
    Some(Verdict {
        title: "Peak",
        value: in_words(verdict).to_owned(),
        before: report.before.as_ref().map(|before| in_words(before.peak).to_owned()),
        reason,
        tone,
        open: |session| show(session, LoadView::Peak),
    })
}

fn in_words(verdict: PeakVerdict) -> &'static str {
    match verdict {
        PeakVerdict::Unanswered => "Unanswered",
        PeakVerdict::TooMuch => "Too much",
        PeakVerdict::Refused => "Refused",
        PeakVerdict::FallsBehind => "Falls behind",
        PeakVerdict::Carried => "Carried",
    }
}

fn unanswered(peak: &PeakReport) -> &'static str {
    if peak.journeys.iter().any(|journey| journey.answered) { "some of it" } else { "all of it" }
}
