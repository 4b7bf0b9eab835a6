//! What is wrong, most severe first; and what saturates when.

use crate::ui::prelude::*;
use linchpin_analysis::{
    Contingency, ContingencyReport, Finding, Lens as FindingLens, Report, Rung, Severity, SplitProposal,
};
use std::sync::Arc;

use super::cascade;
use super::icons::{Icon, icon};
use super::later::later;
use super::look::{LookRow, name};
use super::panel::alarming;
use super::parts::{Pinned, answers};
use super::standing::{StandingNote, is_old};
use super::words;
use crate::analysis::Freshness;
use crate::session::{Lens, Look, Session, Topic, use_session};

/// At this multiple of today's peak a component counts as close to its limit.
const CLOSE: f64 = 2.0;

/// The findings of both lenses and the headroom ladder.
#[component]
pub fn Findings() -> AnyView {
    let session = use_session();
    let stale = move || matches!(session.signals.freshness.get(), Freshness::Stale | Freshness::Stopped);
    view! {
        <div class="panel-body" class:stale=stale role="tabpanel" aria-labelledby="tab-findings">
            <Show when=move || session.signals.fixes.hardening.get() fallback=move || list(session)>
                {later(|| Box::pin(answers()), |answers| (answers.harden)())}
            </Show>
        </div>
    }
}

fn list(session: Session) -> AnyView {
    // What is read again with every change must not make the list anew: it may have the focus.
    let empty = memo(move || session.read(|editor| editor.design().is_empty()).unwrap_or(true));
    living(move || match session.signals.report.get() {
        _ if empty.get() => {
            view! { <p class="hint">"Findings appear here while you draw: single points of failure, what saturates first, and what to do about it."</p> }
        }
        None => view! { <p class="hint">"Analysing ..."</p> },
        Some(report) => view! { <Groups report /> },
    })
}

#[component]
fn Groups(report: Arc<Report>) -> AnyView {
    let session = use_session();
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
        let rows: Vec<_> = findings.iter().filter(|finding| belongs(finding)).cloned().collect();
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|finding| view! { <FindingRow finding evidence=None /> });
            view! { <h3 class="group-heading">{*title}</h3>{rows.collect_view()} }
        })
    };
    let groups = |groups: &[_]| groups.iter().map(group).collect_view();
    view! {
        {living(clean)}
        <HardenButton />
        {groups(ALARMING)}
        <HiddenPoints />
        {groups(REMARKS)}
        {accepted(findings)}
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
fn accepted(findings: &[Finding]) -> AnyView {
    let rows: Vec<Finding> = findings.iter().filter(|finding| finding.waived.is_some()).cloned().collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let heading = format!("Accepted ({})", rows.len());
    let rows = rows.into_iter().map(|finding| view! { <FindingRow finding evidence=None /> });
    view! {
        <details class="accepted">
            <summary class="group-heading">{heading}</summary>
            {rows.collect_view()}
        </details>
    }
}

/// The jobs of a component that has several, each with how much belongs to it.
fn jobs(session: Session, split: SplitProposal) -> AnyView {
    let rows = split.parts.into_iter().map(|part| {
        let things: Vec<String> = part.endpoints.iter().chain(&part.entities).map(|id| name(session, *id)).collect();
        view! { <li><b>{part.name}</b>{(!things.is_empty()).then(|| format!(" {}", things.join(", ")))}</li> }
    });
    view! { <ul class="job-list">{rows.collect_view()}</ul> }
}

fn sign(finding: &Finding) -> &'static str {
    match (finding.severity, finding.lens) {
        (Severity::Info, _) => "sign info",
        (_, FindingLens::Responsibility) => "sign jobs",
        (_, FindingLens::Load) => "sign load",
        (Severity::Warning, _) => "sign failure partial",
        _ => "sign failure",
    }
}

#[component]
fn FindingRow(finding: Finding, evidence: Option<AnyView>) -> AnyView {
    let class = match (finding.severity, finding.lens) {
        (Severity::Info, _) => "finding info",
        (_, FindingLens::Responsibility) => "finding jobs",
        (_, FindingLens::Load) => "finding load",
        _ => "finding",
    };
    let sign = sign(&finding);
    let remedy = (!finding.remedy.is_empty()).then(|| view! { <p class="remedy">{finding.remedy}</p> });
    let assumptions = finding.assumptions.into_iter().map(|text| view! { <p class="assumption">{text}</p> });
    let rule = finding.rule.to_string();
    let actions = Pinned { rule, subjects: finding.subjects.clone(), waived: finding.waived.is_some() };
    let reason = finding.waived.map(|reason| view! { <p class="remedy">{format!("Accepted: {reason}")}</p> });
    let split = finding.split.map(|split| jobs(use_session(), split));
    let look = Look::Finding(finding.rule.to_string(), finding.subjects);
    let lens = match finding.lens {
        FindingLens::Failure => Lens::Failure,
        FindingLens::Load => Lens::Load,
        FindingLens::Responsibility => Lens::Responsibility,
    };
    let inside = view! {
        <i class=sign></i>
        <span class="grow">
            <b>{finding.title}</b>
            <p>{finding.explanation}</p>
            {evidence}
            {split}
            {reason}
            {remedy}
            {assumptions.collect_view()}
        </span>
    };
    let pinned = look.clone();
    let on_click = Box::new(move |session: Session| {
        session.signals.lens.set(lens);
        session.pin(pinned.clone());
    });
    let row = LookRow { class, look: look.clone(), pins: true, on_click }.view(use_session(), inside);
    view! { {row}<Actions look actions /> }
}

/// What can be done about a finding, while it is pinned.
#[component]
fn Actions(look: Look, actions: Pinned) -> AnyView {
    let session = use_session();
    let is_pinned = memo(move || session.signals.pinned.read().as_ref() == Some(&look));
    living(move || {
        let actions = actions.clone();
        is_pinned.get().then(|| later(|| Box::pin(answers()), move |answers| (answers.actions)(actions.clone())))
    })
}

/// What goes down when something fails only because what is left cannot carry the load.
#[component]
fn HiddenPoints() -> AnyView {
    let session = use_session();
    let list = move || {
        let report = session.signals.contingencies.get()?;
        let rows = report.findings.iter().map(|finding| {
            let evidence = evidence(session, &report, finding);
            view! { <FindingRow finding=finding.clone() evidence /> }
        });
        (!report.findings.is_empty()).then(|| {
            view! { <h3 class="group-heading">"Takes it down under load"</h3>{rows.collect_view()} }
        })
    };
    view! {
        <section aria-label="Hidden single points">
            <div class:old=move || is_old(session, Topic::Contingencies)>{living(list)}</div>
            <StandingNote topic=Topic::Contingencies />
        </section>
    }
}

/// The cascade that makes a hidden single point of what a finding is about.
fn evidence(session: Session, report: &ContingencyReport, finding: &Finding) -> Option<AnyView> {
    let subject = finding.subjects.first()?;
    let sets_off = |contingency: &&Contingency| contingency.hidden.is_some() && contingency.event.record() == *subject;
    let contingency = report.contingencies.iter().find(sets_off)?;
    Some(cascade::steps(session, &contingency.cascade))
}

#[component]
fn Ladder(rungs: Vec<Rung>) -> AnyView {
    let session = use_session();
    let ladder = (!rungs.is_empty()).then(|| {
        let rows = rungs.into_iter().map(|rung| rung_row(session, rung));
        view! {
            <h3 class="group-heading">"Saturates, in order of load"</h3>
            <div class="ladder">{rows.collect_view()}</div>
        }
    });
    ladder.into_any()
}

fn rung_row(session: Session, rung: Rung) -> AnyView {
    let name = name(session, rung.component);
    let used = (1.0 / rung.multiple).clamp(0.02, 1.0) * 100.0;
    let (hot, warm) = (rung.multiple <= 1.0, rung.multiple > 1.0 && rung.multiple < CLOSE);
    let what = words::resource(rung.resource);
    view! {
        <button
            class:hot=hot
            class:warm=warm
            on:click=move |_| session.show([rung.component])
        >
            <span class="multiple">{words::multiple(rung.multiple)}</span>
            <span class="name">{name}{what}</span>
            <span class="bar"><i style:width=format!("{used}%")></i></span>
        </button>
    }
}
