//! What a component does, as it is shown.

use linchpin_analysis::{ComponentReport, ComponentState, Report};
use linchpin_catalog::Interaction;
use linchpin_document::Design;
use linchpin_scene::State;

/// What a component does under the failures looked at. What stands by is idle by design, and while
/// nothing fails nobody is cut off.
pub fn state_of(report: &Report, design: &Design, component: &ComponentReport) -> State {
    match component.state {
        ComponentState::Idle if something_fails(report) && !stands_by(report, design, component) => State::Idle,
        ComponentState::Serving | ComponentState::Idle | ComponentState::Unused => State::Serving,
        ComponentState::Degraded => State::Degraded,
        ComponentState::Incomplete => State::Incomplete,
        ComponentState::PartlyDown => State::PartlyDown,
        ComponentState::Down => State::Down,
        ComponentState::Failed => State::Failed,
    }
}

fn something_fails(report: &Report) -> bool {
    report.components.iter().any(|component| component.state == ComponentState::Failed)
        || report.boundaries.iter().any(|boundary| boundary.failed)
}

fn stands_by(report: &Report, design: &Design, component: &ComponentReport) -> bool {
    design.connections_of(component.id).any(|item| {
        let kind = report.connection(item.id).map(|connection| connection.interaction.value);
        item.ends().is_some_and(|(_, to)| to == component.id)
            && matches!(kind, Some(Interaction::Standby | Interaction::Replication))
    })
}
