//! What is wrong, most severe first; and what saturates when.

use crate::ui::prelude::*;
use linchpin_analysis::{Finding, Lens as FindingLens, Report, Rung, Severity};
use std::sync::Arc;

use super::icons::{Icon, icon};
use super::words;
use crate::analysis::Freshness;
use crate::session::{Lens, Session, use_session};

/// At this multiple of today's peak a component counts as close to its limit.
const CLOSE: f64 = 2.0;

/// The findings of both lenses and the headroom ladder.
#[component]
pub fn Findings() -> AnyView {
    let session = use_session();
    let stale = move || matches!(session.signals.freshness.get(), Freshness::Stale | Freshness::Stopped);
    let empty = move || session.read(|editor| editor.design().is_empty()).unwrap_or(true);
    view! {
        <div class="panel-body" class:stale=stale role="tabpanel" aria-labelledby="tab-findings">
            {move || match session.signals.report.get() {
                _ if empty() => view! { <p class="hint">"Findings appear here while you draw: single points of failure, what saturates first, and what to do about it."</p> },
                None => view! { <p class="hint">"Analysing ..."</p> },
                Some(report) => view! { <Groups report /> },
            }}
        </div>
    }
}

#[component]
fn Groups(report: Arc<Report>) -> AnyView {
    let findings: Vec<(usize, Finding)> = report.findings.iter().cloned().enumerate().collect();
    let alarming = findings.iter().any(|(_, finding)| finding.severity > Severity::Info);
    let clean = (!alarming).then(|| {
        view! {
            <div class="clean">
                {icon(Icon::Check)}
                <b>"Nothing takes it down alone"</b>
                <p>"No single point of failure and no bottleneck at this load. Try the load multiplier, or kill something."</p>
            </div>
        }
    });
    let groups = GROUPS.iter().map(|(title, belongs)| {
        let rows: Vec<_> = findings.iter().filter(|(_, finding)| belongs(finding)).cloned().collect();
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|(index, finding)| view! { <FindingRow index finding /> });
            view! { <h3 class="group-heading">{*title}</h3>{rows.collect_view()} }
        })
    });
    view! {
        {clean}
        {groups.collect_view()}
        <Ladder rungs=report.ladder.clone() />
    }
}

type Belongs = fn(&Finding) -> bool;

/// The headings of the list, each with what stands under it; every finding stands under just one.
const GROUPS: &[(&str, Belongs)] = &[
    ("Takes the system down", |finding| finding.severity == Severity::Critical && finding.lens == FindingLens::Failure),
    ("Breaks first", |finding| finding.severity > Severity::Info && finding.lens == FindingLens::Load),
    ("Takes part of it down", |finding| finding.severity == Severity::Warning && finding.lens == FindingLens::Failure),
    ("Does too many jobs", |finding| finding.severity > Severity::Info && finding.lens == FindingLens::Responsibility),
    ("Good to know", |finding| finding.severity == Severity::Info),
];

fn sign(finding: &Finding) -> &'static str {
    match (finding.severity, finding.lens) {
        (Severity::Info, _) => "sign info",
        (_, FindingLens::Load) => "sign load",
        (Severity::Warning, _) => "sign failure partial",
        _ => "sign failure",
    }
}

#[component]
fn FindingRow(index: usize, finding: Finding) -> AnyView {
    let session = use_session();
    let key = (finding.rule.to_string(), finding.subjects.clone());
    let pinned = move || session.signals.pinned.read().as_ref() == Some(&key);
    let class = match (finding.severity, finding.lens) {
        (Severity::Info, _) => "finding info",
        (_, FindingLens::Load) => "finding load",
        _ => "finding",
    };
    let sign = sign(&finding);
    let point_at = move |at: Option<usize>| session.signals.pointed.set(at);
    let remedy = (!finding.remedy.is_empty()).then(|| view! { <p class="remedy">{finding.remedy.clone()}</p> });
    let assumptions = finding.assumptions.clone().into_iter().map(|text| view! { <p class="assumption">{text}</p> });
    let (title, explanation) = (finding.title.clone(), finding.explanation.clone());
    let on_click = move |_| {
        session.signals.lens.set(if finding.lens == FindingLens::Load { Lens::Load } else { Lens::Failure });
        session.pin(&finding);
    };
    view! {
        <button
            class=class
            aria-pressed=move || pinned().to_string()
            on:pointerenter=move |_| point_at(Some(index))
            on:pointerleave=move |_| point_at(None)
            on:focus=move |_| point_at(Some(index))
            on:blur=move |_| point_at(None)
            on:click=on_click
        >
            <i class=sign></i>
            <span class="grow">
                <b>{title}</b>
                <p>{explanation}</p>
                {remedy}
                {assumptions.collect_view()}
            </span>
        </button>
    }
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
    let name = session.with(|editor| editor.design().get(rung.component).map(|item| item.name().to_owned())).flatten();
    let used = (1.0 / rung.multiple).clamp(0.02, 1.0) * 100.0;
    let (hot, warm) = (rung.multiple <= 1.0, rung.multiple > 1.0 && rung.multiple < CLOSE);
    let what = match rung.resource {
        linchpin_analysis::Resource::Reads => " reads",
        linchpin_analysis::Resource::Writes => " writes",
        linchpin_analysis::Resource::Throughput => "",
    };
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
