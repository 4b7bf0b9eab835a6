//! What goes down when something fails only because what is left cannot carry the load.

use crate::ui::prelude::*;
use linchpin_analysis::{Contingency, ContingencyReport, Finding};

use super::row::FindingRow;
use crate::session::{Session, Topic, use_session};
use crate::ui::cascade;
use crate::ui::standing::{StandingNote, is_old};

/// Findings of hidden single points, each with the cascade that makes it one.
#[component]
pub fn HiddenPoints() -> AnyView {
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
