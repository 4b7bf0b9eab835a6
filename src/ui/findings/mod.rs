//! What is wrong, most severe first; and what saturates when.

mod about;
mod explanation;
mod groups;
mod hidden;
mod ladder;
mod row;
mod waiver;

use crate::ui::prelude::*;
use linchpin_analysis::{Finding, Lens as FindingLens, Report, Severity};
use std::sync::Arc;

use super::icons::{Icon, icon};
use super::later::later;
use super::panel::alarming;
use super::parts::answers;
use super::rules::RulesButton;
use crate::session::{Session, use_session};
pub use about::AboutFinding;
use groups::{Opened, rows};
use hidden::HiddenPoints;
use ladder::Ladder;

/// The findings of all lenses and the headroom ladder.
#[component]
pub fn Findings() -> AnyView {
    let session = use_session();
    let stale = move || session.signals.freshness.get().is_old();
    view! {
        <div class="panel-body" class:stale=stale role="tabpanel" aria-labelledby="tab-findings">
            <Show when=move || session.signals.fixes.hardening.get() fallback=move || list(session)>
                {later(|| Box::pin(answers()), |answers| (answers.harden)())}
            </Show>
        </div>
    }
}

/// A report, as far as it is listed: one that lists the same is the same.
#[derive(Clone)]
struct Listed(Arc<Report>);

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.findings == other.0.findings && self.0.ladder == other.0.ladder
    }
}

fn list(session: Session) -> AnyView {
    // What is read again with every change must not make the list anew: it may have the focus.
    let empty = memo(move || session.read(|editor| editor.design().is_empty()).unwrap_or(true));
    let listed = memo(move || session.signals.report.get().map(Listed));
    let opened = Opened::default();
    living(move || match listed.get() {
        // Nothing is claimed of what is not there yet.
        _ if empty.get() && session.signals.opening.get() => view! { <p class="hint">"Loading ..."</p> },
        _ if empty.get() => {
            view! { <p class="hint">"Findings appear here while you draw: single points of failure, what saturates first, and what to do about it."</p> }
        }
        None => view! { <p class="hint">"Analysing ..."</p> },
        Some(Listed(report)) => all(session, &report, opened),
    })
}

fn all(session: Session, report: &Report, opened: Opened) -> AnyView {
    let findings = &report.findings;
    let clean = move || {
        (alarming(session) == 0).then(|| {
            view! {
                <div class="clean">
                    {icon(Icon::Check)}
                    <b>"Nothing takes it down alone"</b>
                    <p>"No single point of failure and no bottleneck at this load. Try the load multiplier, or kill something."</p>
                </div>
            }
        })
    };
    let group = |(title, belongs): &(&'static str, Belongs)| {
        let found: Vec<Finding> = findings.iter().filter(|finding| belongs(finding)).cloned().collect();
        (!found.is_empty()).then(|| {
            view! { <h3 class="group-heading">{*title}</h3>{rows(session, title, found, findings.len(), opened)} }
        })
    };
    let groups = |groups: &[_]| groups.iter().map(group).collect_view();
    view! {
        {living(clean)}
        <HardenButton />
        {groups(ALARMING)}
        <HiddenPoints />
        {groups(REMARKS)}
        {accepted(session, findings, opened)}
        <RulesButton />
        {later(|| Box::pin(answers()), |answers| (answers.combinations)())}
        <Ladder rungs=report.ladder.clone() />
    }
}

/// The button that opens the plan.
#[component]
fn HardenButton() -> AnyView {
    let session = use_session();
    view! {
        <div class="panel-actions harden-open">
            <button on:click=move |_| {
                session.signals.pinned.set(None);
                session.signals.fixes.hardening.set(true);
            }>"Harden \u{2026}"</button>
            <span>"The cheapest fixes that meet your targets"</span>
        </div>
    }
}

type Belongs = fn(&Finding) -> bool;

/// The headings of the list, each with what stands under it; every finding stands under just one.
const ALARMING: &[(&str, Belongs)] = &[
    ("Takes the system down", |finding| finding.severity == Severity::Critical && is(finding, FindingLens::Failure)),
    ("Breaks first", |finding| is(finding, FindingLens::Load)),
    ("Takes part of it down", |finding| finding.severity == Severity::Warning && is(finding, FindingLens::Failure)),
    ("Does too many jobs", |finding| is(finding, FindingLens::Responsibility)),
];

/// What stands at the end.
const REMARKS: &[(&str, Belongs)] =
    &[("Good to know", |finding| finding.severity == Severity::Info && finding.waived.is_none())];

/// Whether it is to be changed, and answers this question.
fn is(finding: &Finding, lens: FindingLens) -> bool {
    finding.is_open() && finding.lens == lens
}

/// What is accepted, folded away until somebody asks.
fn accepted(session: Session, findings: &[Finding], opened: Opened) -> AnyView {
    const KEY: &str = "accepted";
    let found: Vec<Finding> = findings.iter().filter(|finding| finding.waived.is_some()).cloned().collect();
    if found.is_empty() {
        return ().into_any();
    }
    let heading = format!("Accepted ({})", found.len());
    let all = findings.len();
    view! {
        <div class="accepted">
            <h3 class="group-heading">
                <button class="turn" aria-expanded=move || opened.is(KEY).to_string() on:click=move |_| opened.turn(KEY)>
                    {icon(Icon::Chevron)}
                    {heading}
                </button>
            </h3>
            {living(move || opened.is(KEY).then(|| rows(session, KEY, found.clone(), all, opened)))}
        </div>
    }
}
