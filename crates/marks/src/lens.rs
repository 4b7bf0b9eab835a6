//! Which of the verdicts are marked.

use linchpin_analysis::{
    BoundaryReport, ComponentReport, ConnectionReport, ContingencyReport, Finding, Reach, Report, Severity,
};
use linchpin_document::{Arrange, Design, RecordId, SortedMap};
use linchpin_scene::{Duty, Mark, SinglePoint, State};
use std::sync::Arc;

use crate::rate::short;
use crate::state::state_of;

/// What of the analysis is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lens {
    /// What takes it down.
    Failure,
    /// What it cannot carry.
    Load,
    /// What does too many jobs.
    Responsibility,
}

/// The marks of a report. Without a lens there is only how arrows look, which is not a verdict.
pub fn marks(report: &Report, design: &Design, lens: Option<Lens>) -> SortedMap<RecordId, Mark> {
    let mut found: Vec<(RecordId, Mark)> = Vec::new();
    if let Some(lens) = lens {
        let components = report.components.iter();
        found.extend(components.map(|component| (component.id, of_component(component, report, design, lens))));
        found.extend(report.boundaries.iter().map(|boundary| (boundary.id, of_boundary(boundary, lens))));
    }
    found.extend(report.connections.iter().map(|connection| (connection.id, of_connection(connection, lens))));
    found.retain(|(_, mark)| *mark != Mark::default());
    // In the order of ids each is put in at the end.
    found.arrange_by(|a, b| a.0.cmp(&b.0));
    let mut marks = found.into_iter().collect();
    if lens == Some(Lens::Responsibility) {
        mark_duties(&mut marks, report);
    }
    marks
}

/// Marks what findings of responsibility are about; what is accepted carries no badge.
fn mark_duties(marks: &mut SortedMap<RecordId, Mark>, report: &Report) {
    let of_lens = |finding: &&Finding| finding.lens == linchpin_analysis::Lens::Responsibility;
    for finding in report.findings.iter().filter(of_lens).filter(|finding| finding.waived.is_none()) {
        let duty = if finding.is_open() { Duty::Trouble } else { Duty::Remark };
        for subject in finding.subjects.iter().filter(|subject| report.component(**subject).is_some()) {
            let mark = marks.get_or_default(*subject);
            mark.duty = mark.duty.max(Some(duty));
        }
    }
}

fn of_component(component: &ComponentReport, report: &Report, design: &Design, lens: Lens) -> Mark {
    let mark = Mark { state: state_of(report, design, component), ..Mark::default() };
    match lens {
        Lens::Failure => Mark { single_point: component.single_point.and_then(badge), ..mark },
        Lens::Load => {
            let bottleneck = report.bottleneck == Some(component.id);
            Mark { utilisation: component.utilisation, bottleneck, ..mark }
        }
        Lens::Responsibility => mark,
    }
}

fn of_boundary(boundary: &BoundaryReport, lens: Lens) -> Mark {
    let state = if boundary.failed { State::Failed } else { State::Serving };
    let single_point = boundary.single_point.filter(|_| lens == Lens::Failure).and_then(badge);
    Mark { state, single_point, ..Mark::default() }
}

fn of_connection(connection: &ConnectionReport, lens: Option<Lens>) -> Mark {
    let state = if connection.broken && lens.is_some() { State::Down } else { State::Serving };
    let rate = connection.rate.total();
    let caption = (lens == Some(Lens::Load) && rate > 0.0).then(|| Arc::from(format!("{}/s", short(rate))));
    let (interaction, dependency) = (Some(connection.interaction.value), Some(connection.dependency.value));
    Mark { state, caption, interaction, dependency, ..Mark::default() }
}

/// Single points accepted by convention carry no badge.
fn badge(single_point: linchpin_analysis::SinglePoint) -> Option<SinglePoint> {
    (single_point.severity > Severity::Info).then(|| reaching(single_point.reach))
}

fn reaching(reach: Reach) -> SinglePoint {
    match reach {
        Reach::Total => SinglePoint::Total,
        Reach::Partial => SinglePoint::Partial,
    }
}

/// Adds the single points of failure that only show under load, which belong to [`Lens::Load`].
pub fn mark_hidden_points(marks: &mut SortedMap<RecordId, Mark>, report: &ContingencyReport) {
    for contingency in &report.contingencies {
        let Some(hidden) = contingency.hidden else { continue };
        let mark = marks.get_or_default(contingency.event.record());
        mark.single_point = mark.single_point.max(Some(reaching(hidden.reach)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linchpin_analysis::{Query, analyse};
    use linchpin_testkit::{design, id};

    #[test]
    fn what_does_several_jobs_is_marked_until_it_is_accepted() {
        let fixture = "web:web-client -> lb:load-balancer -> app:service instances=2 responsibilities=\"Sell; Mail\"\n";
        let duty = |fixture: &str| {
            let design = design(fixture);
            let marks = marks(&analyse(&design, &Query::default()), &design, Some(Lens::Responsibility));
            marks.get(&id("app")).and_then(|mark| mark.duty)
        };
        assert_eq!(duty(fixture), Some(Duty::Trouble));
        let waived = format!("{fixture}waiver w \"One team\" rule=responsibility.many-jobs subject=app");
        assert_eq!(duty(&waived), None);
        assert_eq!(duty(&fixture.replace("; Mail", "")), None);
    }
}
