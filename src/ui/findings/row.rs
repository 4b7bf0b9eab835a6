//! One finding, as a card.

use crate::ui::prelude::*;
use linchpin_analysis::{Finding, Lens as FindingLens, Severity};

use crate::session::{Lens, Look, Session, use_session};
use crate::ui::jobs::job_list;
use crate::ui::later::later;
use crate::ui::look::LookRow;
use crate::ui::parts::{Pinned, answers};

/// How bad it is, as a sign.
pub fn sign(finding: &Finding) -> &'static str {
    match (finding.severity, finding.lens) {
        (Severity::Info, _) => "sign info",
        (_, FindingLens::Responsibility) => "sign jobs",
        (_, FindingLens::Load) => "sign load",
        (Severity::Warning, _) => "sign failure partial",
        _ => "sign failure",
    }
}

/// A finding: what is wrong and why; while it is pinned, also what helps, what its rule is about, and how to accept it.
#[component]
pub fn FindingRow(finding: Finding, evidence: Option<AnyView>) -> AnyView {
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
    let split = finding.split.map(|split| job_list(use_session(), &split));
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
