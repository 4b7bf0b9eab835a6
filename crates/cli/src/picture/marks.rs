//! What the analysis says, as marks on the drawing: the same as in the app.

use clap::ValueEnum;
use linchpin_analysis::{ComponentReport, ComponentState, Reach, Report, Severity};
use linchpin_scene::{Mark, Overlay, SinglePoint, State};
use std::sync::Arc;

/// What of the analysis is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lens {
    /// Single points of failure, and what is down
    Failure,
    /// How full everything is, and how much flows
    Load,
    /// Nothing but what the design says
    None,
}

/// The marks of a report under a lens.
pub fn overlay(report: &Report, lens: Lens) -> Overlay {
    let mut overlay = Overlay::default();
    for component in report.components.iter().filter(|_| lens != Lens::None) {
        overlay.marks.insert(component.id, component_mark(component, report, lens));
    }
    for boundary in report.boundaries.iter().filter(|_| lens != Lens::None) {
        let state = if boundary.failed { State::Failed } else { State::Serving };
        let single_point = boundary.single_point.filter(|_| lens == Lens::Failure).and_then(badge);
        overlay.marks.insert(boundary.id, Mark { state, single_point, ..Mark::default() });
    }
    for connection in &report.connections {
        let state = if connection.broken && lens != Lens::None { State::Down } else { State::Serving };
        let rate = connection.rate.total();
        let caption = (lens == Lens::Load && rate > 0.0).then(|| Arc::from(format!("{}/s", short(rate))));
        // What an arrow is taken for is how it looks, under any lens.
        let (interaction, dependency) = (Some(connection.interaction.value), Some(connection.dependency.value));
        overlay.marks.insert(connection.id, Mark { state, caption, interaction, dependency, ..Mark::default() });
    }
    overlay
}

fn component_mark(component: &ComponentReport, report: &Report, lens: Lens) -> Mark {
    let mark = Mark { state: state(component.state), ..Mark::default() };
    match lens {
        Lens::Failure => Mark { single_point: component.single_point.and_then(badge), ..mark },
        Lens::Load => {
            let bottleneck = report.bottleneck == Some(component.id);
            Mark { utilisation: component.utilisation, bottleneck, ..mark }
        }
        Lens::None => mark,
    }
}

/// Single points accepted by convention carry no badge.
fn badge(single_point: linchpin_analysis::SinglePoint) -> Option<SinglePoint> {
    let reach = match single_point.reach {
        Reach::Total => SinglePoint::Total,
        Reach::Partial => SinglePoint::Partial,
    };
    (single_point.severity > Severity::Info).then_some(reach)
}

fn state(state: ComponentState) -> State {
    match state {
        ComponentState::Serving | ComponentState::Idle | ComponentState::Unused => State::Serving,
        ComponentState::Degraded => State::Degraded,
        ComponentState::Incomplete => State::Incomplete,
        ComponentState::PartlyDown => State::PartlyDown,
        ComponentState::Down => State::Down,
        ComponentState::Failed => State::Failed,
    }
}

/// A rate in few characters: `950`, `1.2k`, `34k`, `2.5M`.
fn short(rate: f64) -> String {
    let (value, unit) = match rate {
        rate if rate >= 1e6 => (rate / 1e6, "M"),
        rate if rate >= 1e3 => (rate / 1e3, "k"),
        rate => (rate, ""),
    };
    let text = if value >= 9.95 || value.fract() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") };
    format!("{text}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_short() {
        assert_eq!([950.0, 1200.0, 34_000.0, 2.5e6, 0.5].map(short), ["950", "1.2k", "34k", "2.5M", "0.5"]);
    }
}
