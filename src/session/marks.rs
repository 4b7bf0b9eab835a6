//! What the analysis says, in the words of the scene.

use linchpin_analysis::{ComponentReport, ComponentState, Reach, Report, Severity};
use linchpin_catalog::Interaction;
use linchpin_document::{Design, RecordId, SortedMap, SortedSet};
use linchpin_scene::{Mark, Overlay, SinglePoint, State};
use std::sync::Arc;

use super::Lens;

/// The marks of the last report under the lens in use.
#[derive(Debug, Default, PartialEq)]
pub struct Marks {
    marks: SortedMap<RecordId, Mark>,
    witness: SortedSet<RecordId>,
    dimmed: SortedSet<RecordId>,
    linked: Vec<RecordId>,
}

/// What is looked at, as it is shown.
#[derive(Debug, Default)]
pub struct Sight {
    /// The path that proves a finding.
    pub witness: Vec<RecordId>,
    /// What it is about; all else stands back.
    pub subjects: Vec<RecordId>,
    /// What is marked as belonging together.
    pub linked: Vec<RecordId>,
}

impl Marks {
    /// Translates a report.
    pub fn of(report: &Report, design: &Design, lens: Lens, sight: &Sight) -> Self {
        let mut marks = SortedMap::new();
        for component in &report.components {
            let mut mark = Mark { state: state_of(report, design, component), ..Mark::default() };
            match lens {
                Lens::Failure => mark.single_point = component.single_point.and_then(badge),
                Lens::Load => {
                    mark.utilisation = component.utilisation;
                    mark.bottleneck = report.bottleneck == Some(component.id);
                }
            }
            marks.insert(component.id, mark);
        }
        for boundary in &report.boundaries {
            let state = if boundary.failed { State::Failed } else { State::Serving };
            let single_point = boundary.single_point.filter(|_| lens == Lens::Failure).and_then(badge);
            marks.insert(boundary.id, Mark { state, single_point, ..Mark::default() });
        }
        for connection in &report.connections {
            let state = if connection.broken { State::Down } else { State::Serving };
            let rate = connection.rate.total();
            let caption = (lens == Lens::Load && rate > 0.0).then(|| Arc::from(format!("{}/s", short(rate))));
            let (interaction, dependency) = (Some(connection.interaction.value), Some(connection.dependency.value));
            marks.insert(connection.id, Mark { state, caption, interaction, dependency, ..Mark::default() });
        }
        marks.retain(|_, mark| *mark != Mark::default());
        let witness: SortedSet<RecordId> = sight.witness.iter().copied().collect();
        let dimmed = stand_back(design, &witness, sight);
        Self { marks, witness, dimmed, linked: sight.linked.clone() }
    }

    /// Puts the marks into an overlay for the length of a frame.
    pub fn lend(&mut self, overlay: &mut Overlay) {
        overlay.marks = std::mem::take(&mut self.marks);
        overlay.witness = std::mem::take(&mut self.witness);
        overlay.dimmed = std::mem::take(&mut self.dimmed);
        overlay.linked = std::mem::take(&mut self.linked);
    }

    /// Takes them back.
    pub fn take_back(&mut self, overlay: &mut Overlay) {
        self.marks = std::mem::take(&mut overlay.marks);
        self.witness = std::mem::take(&mut overlay.witness);
        self.dimmed = std::mem::take(&mut overlay.dimmed);
        self.linked = std::mem::take(&mut overlay.linked);
    }
}

/// While a path or a pair is shown, what is neither on it nor what it is about stands back.
fn stand_back(design: &Design, witness: &SortedSet<RecordId>, sight: &Sight) -> SortedSet<RecordId> {
    let subjects = &sight.subjects;
    if witness.is_empty() && (sight.linked.is_empty() || subjects.is_empty()) {
        return SortedSet::new();
    }
    let concerned = |id: &RecordId| {
        let inside = subjects.iter().any(|subject| design.ancestors(*id).any(|above| above == *subject));
        witness.contains(id) || subjects.contains(id) || inside
    };
    let drawn = design.components().map(|item| item.id).chain(design.connections().map(|(item, ..)| item.id));
    drawn.filter(|id| !concerned(id)).collect()
}

/// Single points accepted by convention carry no badge.
fn badge(single_point: linchpin_analysis::SinglePoint) -> Option<SinglePoint> {
    let reach = match single_point.reach {
        Reach::Total => SinglePoint::Total,
        Reach::Partial => SinglePoint::Partial,
    };
    (single_point.severity > Severity::Info).then_some(reach)
}

/// What a component does under the failures looked at. What stands by is idle by design, and while
/// nothing fails nobody is cut off.
pub fn state_of(report: &Report, design: &Design, component: &ComponentReport) -> State {
    let fails = || {
        let components = report.components.iter().any(|component| component.state == ComponentState::Failed);
        components || report.boundaries.iter().any(|boundary| boundary.failed)
    };
    let stands_by = || {
        design.connections_of(component.id).any(|item| {
            let kind = report.connection(item.id).map(|connection| connection.interaction.value);
            item.ends().is_some_and(|(_, to)| to == component.id)
                && matches!(kind, Some(Interaction::Standby | Interaction::Replication))
        })
    };
    match component.state {
        ComponentState::Idle if fails() && !stands_by() => State::Idle,
        ComponentState::Serving | ComponentState::Idle | ComponentState::Unused => State::Serving,
        ComponentState::Degraded => State::Degraded,
        ComponentState::Incomplete => State::Incomplete,
        ComponentState::PartlyDown => State::PartlyDown,
        ComponentState::Down => State::Down,
        ComponentState::Failed => State::Failed,
    }
}

/// A rate in few characters: `950`, `1.2k`, `34k`, `2.5M`.
pub fn short(rate: f64) -> String {
    let (value, unit) = match rate {
        rate if rate >= 1e6 => (rate / 1e6, "M"),
        rate if rate >= 1e3 => (rate / 1e3, "k"),
        rate => (rate, ""),
    };
    let text = if value >= 9.95 || value.fract() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") };
    format!("{text}{unit}")
}
