//! Which of the verdicts are marked.

use linchpin_analysis::{
    BoundaryReport, ComponentReport, ConnectionReport, ContingencyReport, Reach, Report, Severity,
};
use linchpin_document::{Design, RecordId, SortedMap};
use linchpin_scene::{Mark, SinglePoint, State};
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
}

/// The marks of a report. Without a lens there is only how arrows look, which is not a verdict.
pub fn marks(report: &Report, design: &Design, lens: Option<Lens>) -> SortedMap<RecordId, Mark> {
    let mut marks = SortedMap::new();
    if let Some(lens) = lens {
        for component in &report.components {
            marks.insert(component.id, of_component(component, report, design, lens));
        }
        for boundary in &report.boundaries {
            marks.insert(boundary.id, of_boundary(boundary, lens));
        }
    }
    for connection in &report.connections {
        marks.insert(connection.id, of_connection(connection, lens));
    }
    marks.retain(|_, mark| *mark != Mark::default());
    marks
}

fn of_component(component: &ComponentReport, report: &Report, design: &Design, lens: Lens) -> Mark {
    let mark = Mark { state: state_of(report, design, component), ..Mark::default() };
    match lens {
        Lens::Failure => Mark { single_point: component.single_point.and_then(badge), ..mark },
        Lens::Load => {
            let bottleneck = report.bottleneck == Some(component.id);
            Mark { utilisation: component.utilisation, bottleneck, ..mark }
        }
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
