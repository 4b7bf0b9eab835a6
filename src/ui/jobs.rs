//! The jobs of a component that has several, and how they could be dealt out.

use crate::ui::prelude::*;
use linchpin_analysis::{SplitPart, SplitProposal};
use linchpin_document::RecordId;

use super::look::name;
use super::words;
use crate::session::{Session, use_session};

/// Each job with what belongs to it.
pub fn job_list(session: Session, split: &SplitProposal) -> AnyView {
    let rows = split.parts.iter().map(|part| {
        view! { <li><b>{part.name.clone()}</b>{dealt_out(session, part)}</li> }
    });
    view! { <ul class="job-list">{rows.collect_view()}</ul> }
}

/// " handles Place an order, owns Order, calls Orders DB"; nothing where nothing belongs to it.
fn dealt_out(session: Session, part: &SplitPart) -> Option<String> {
    let callee =
        |call: &RecordId| session.with(|editor| editor.design().get(*call)?.ends()).flatten().map(|(_, to)| to);
    let called: Vec<RecordId> = part.connections.iter().filter_map(callee).collect();
    let told = [("handles", &part.endpoints), ("owns", &part.entities), ("calls", &called)];
    let told = told.into_iter().filter(|(_, ids)| !ids.is_empty());
    let told: Vec<String> = told
        .map(|(what, ids)| {
            let names: Vec<String> = ids.iter().map(|id| name(session, *id)).collect();
            format!("{what} {}", names.join(", "))
        })
        .collect();
    (!told.is_empty()).then(|| format!(" {}", told.join("; ")))
}

/// What the analysis takes for the jobs of a component, where they are several.
#[component]
pub fn Jobs(id: RecordId) -> AnyView {
    let session = use_session();
    let split = memo(move || {
        let report = session.signals.report.get()?;
        let of_component = report.findings.iter().filter(|finding| finding.subjects.contains(&id));
        of_component.filter_map(|finding| finding.split.clone()).next()
    });
    living(move || {
        let split = split.get()?;
        let heading = format!("{}, and what belongs to each", words::count(split.parts.len(), "job"));
        Some(
            view! { <section class="jobs-of" aria-label="Jobs"><h3>{heading}</h3>{job_list(session, &split)}</section> },
        )
    })
}
