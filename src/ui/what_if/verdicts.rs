//! The live verdicts, each with its reason, and with what it was before anything was supposed.

use crate::ui::prelude::*;
use linchpin_analysis::{Outcome, Report};
use linchpin_studies::{Before, is_overloaded};

use super::super::later::once_there;
use super::super::load::show;
use super::super::look::name;
use super::super::parts::answers;
use super::super::standing::is_old;
use super::super::top_bar::show_tab;
use super::super::words;
use crate::session::{Lens, LoadView, PanelTab, Session, Topic, use_session};

/// A verdict: what it is about, its value, a reason, and how bad it is.
pub(super) struct Verdict {
    pub title: &'static str,
    pub value: String,
    /// The value with nothing supposed, where that is another.
    pub before: Option<String>,
    pub reason: String,
    pub tone: &'static str,
    /// Shows what it follows from.
    pub open: fn(Session),
}

impl Verdict {
    pub fn view(self, session: Session) -> AnyView {
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
                {once_there(|| Box::pin(answers()), |answers| (answers.available)())}
                {living(move || single_points(session, &counted).view(session))}
                {living(move || breaks_at(session, &loaded).view(session))}
                {once_there(|| Box::pin(answers()), |answers| (answers.timely)())}
            </div>
        })
    })
}

/// What was said before anything was supposed.
pub(super) fn before<T>(session: Session, of: impl Fn(&Before) -> Option<T>) -> Option<T> {
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
