//! The marks of the last answers, as they are laid over the drawing.

use linchpin_analysis::{ContingencyReport, Report};
use linchpin_document::{Design, RecordId, SortedMap, SortedSet};
use linchpin_marks::{Lens, mark_hidden_points};
use linchpin_scene::{Mark, Overlay};

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
    /// Of a report, and of what is known of single points that only show under load.
    pub fn of(report: &Report, hidden: Option<&ContingencyReport>, design: &Design, lens: Lens, sight: &Sight) -> Self {
        let mut marks = linchpin_marks::marks(report, design, Some(lens));
        if let Some(hidden) = hidden.filter(|_| lens == Lens::Load) {
            mark_hidden_points(&mut marks, hidden);
        }
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
