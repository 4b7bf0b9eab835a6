//! What a check came to, for programs. The form is described in `docs/command-line.md`; fields may be
//! added, but none changes its meaning or goes away within one `format`.

use linchpin_analysis::{
    ComponentReport, ComponentState, Event, Finding, Lens, Outcome, Reach, Rung, Severity, SplitPart,
};
use linchpin_document::RecordId;
use serde_json::{Value as Json, json};

use super::blast;
use super::checked::{Checked, resource, severity};
use super::reliability;

/// The version of the form.
const FORMAT: u32 = 1;

/// The whole report.
pub fn report(checked: &Checked) -> String {
    let report = &checked.report;
    let system = &report.system;
    let mut document = json!({
        "format": FORMAT,
        "source": checked.source(),
        "title": checked.input.design.title(),
        "query": {
            "load": checked.query.scale,
            "failed": checked.query.failed.iter().map(|event| event_of(checked, *event)).collect::<Vec<_>>(),
        },
        "summary": {
            "critical": checked.count(Severity::Critical),
            "warning": checked.count(Severity::Warning),
            "info": checked.count(Severity::Info),
            "waived": checked.waived(),
            "deny": severity(checked.deny),
            "denied": checked.is_denied(),
        },
        "system": {
            "outcome": outcome(system.outcome),
            "peak": system.peak,
            "down_share": system.down_share,
            "partly_down_share": system.partly_down_share,
            "degraded_share": system.degraded_share,
            "single_points": { "total": system.single_points.total, "partial": system.single_points.partial },
        },
        "findings": report.findings.iter().map(|finding| finding_of(checked, finding)).collect::<Vec<_>>(),
        "components": report.components.iter().map(|found| component(checked, found)).collect::<Vec<_>>(),
        "ladder": report.ladder.iter().map(|rung| rung_of(checked, rung)).collect::<Vec<_>>(),
    });
    if let Some(radii) = &checked.failures {
        document["failures"] = radii.iter().map(|radius| blast::json(checked, radius)).collect();
    }
    if let Some(reliability) = &checked.reliability {
        document["reliability"] = reliability::json(checked, reliability);
    }
    format!("{document:#}\n")
}

fn record(checked: &Checked, id: RecordId) -> Json {
    let mut record = json!({ "id": id.to_string(), "name": checked.name(id) });
    if let Some(place) = checked.places.get(id) {
        record["line"] = place.line.into();
        record["column"] = place.column.into();
    }
    record
}

pub(super) fn event_of(checked: &Checked, event: Event) -> Json {
    let mut json = record(checked, event.record());
    json["event"] = match event {
        Event::Component(_) => "component",
        Event::Instance(..) => "instance",
        Event::Provider(_) => "provider",
        Event::Domain(_) => "domain",
    }
    .into();
    if let Event::Instance(_, index) = event {
        json["instance"] = (index + 1).into();
    }
    json
}

pub(super) fn finding_of(checked: &Checked, finding: &Finding) -> Json {
    let records = |ids: &[RecordId]| ids.iter().map(|id| record(checked, *id)).collect::<Vec<_>>();
    let part = |part: &SplitPart| {
        json!({
            "name": part.name,
            "responsibilities": part.responsibilities,
            "endpoints": records(&part.endpoints),
            "entities": records(&part.entities),
            "connections": records(&part.connections),
        })
    };
    let jobs = finding.split.as_ref().map(|split| split.parts.iter().map(part).collect::<Vec<_>>());
    json!({
        "rule": finding.rule,
        "lens": lens(finding.lens),
        "severity": severity(finding.severity),
        "title": finding.title,
        "explanation": finding.explanation,
        "remedy": finding.remedy,
        "subjects": records(&finding.subjects),
        "witness": records(&finding.witness),
        "holds_over_range": finding.holds_over_range,
        "assumptions": finding.assumptions,
        "jobs": jobs,
        "waived": finding.waived,
    })
}

fn component(checked: &Checked, found: &ComponentReport) -> Json {
    let single_point = found.single_point.map(|point| match point.reach {
        Reach::Total => "total",
        Reach::Partial => "partial",
    });
    json!({
        "id": found.id.to_string(),
        "name": checked.name(found.id),
        "state": state(found.state),
        "instances": found.instances,
        "instances_up": found.instances_up,
        "reads": found.rate.read,
        "writes": found.rate.write,
        "utilisation": found.utilisation,
        "single_point": single_point,
    })
}

pub(super) fn rung_of(checked: &Checked, rung: &Rung) -> Json {
    let what = resource(rung.resource);
    let what = if what.is_empty() { "throughput" } else { what };
    json!({
        "id": rung.component.to_string(),
        "name": checked.name(rung.component),
        "resource": what,
        "multiple": rung.multiple,
    })
}

pub(super) fn outcome(outcome: Outcome) -> String {
    super::checked::outcome(outcome).replace(' ', "_")
}

/// A lens as JSON spells it.
pub fn lens(lens: Lens) -> &'static str {
    match lens {
        Lens::Failure => "failure",
        Lens::Load => "load",
        Lens::Responsibility => "responsibility",
    }
}

fn state(state: ComponentState) -> &'static str {
    match state {
        ComponentState::Serving => "serving",
        ComponentState::Degraded => "degraded",
        ComponentState::Incomplete => "incomplete",
        ComponentState::PartlyDown => "partly_down",
        ComponentState::Idle => "idle",
        ComponentState::Down => "down",
        ComponentState::Failed => "failed",
        ComponentState::Unused => "unused",
    }
}
