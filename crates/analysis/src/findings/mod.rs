//! What is wrong with a design, in words.

use std::collections::BTreeMap;

use crate::report::*;

/// The single points found, by number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    pub(crate) components: BTreeMap<usize, SinglePoint>,
    pub(crate) boundaries: BTreeMap<usize, SinglePoint>,
}

impl Marks {
    /// How many there are above info.
    pub(crate) fn count(&self) -> SinglePointCount {
        let counted = self.components.values().chain(self.boundaries.values());
        let counted = counted.filter(|point| point.severity > Severity::Info);
        let (total, partial): (Vec<&SinglePoint>, Vec<&SinglePoint>) =
            counted.partition(|point| point.reach == Reach::Total);
        SinglePointCount { total: total.len() as u32, partial: partial.len() as u32 }
    }
}
