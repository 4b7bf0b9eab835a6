//! The fixes a plan may be made of.

use linchpin_document::RecordId;

use super::cost::Criterion;
use crate::Remedy;
use crate::bench::Bench;

/// Of each remedy on each record so many amounts are considered, the smallest first.
const MOST_AMOUNTS: usize = 3;
/// In designs of up to this many components every record is considered, in larger ones those at fault.
const MOST_COMPONENTS: usize = 40;

/// A remedy to be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// What is done.
    pub remedy: Remedy,
    /// To what.
    pub subject: RecordId,
    /// How much of it.
    pub amount: u32,
}

impl Candidate {
    /// Whether both do the same to the same thing, only more or less of it.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.remedy == other.remedy && self.subject == other.subject
    }
}

/// Every remedy that may be part of a plan, on every record of the design it started from that may be at fault.
pub(super) fn everything(bench: &Bench, start: &Bench, criterion: Criterion) -> Vec<Candidate> {
    let is_small = bench.design().components().count() <= MOST_COMPONENTS;
    let at_fault: Vec<RecordId> = bench.records_at_fault();
    let considered = |id: &RecordId| start.design().get(*id).is_some() && (is_small || at_fault.contains(id));
    let records: Vec<RecordId> = bench.design().items().map(|item| item.id).filter(considered).collect();
    let mut all = Vec::new();
    for remedy in Remedy::all().filter(|remedy| remedy.row().for_plans.contains(&criterion)) {
        for subject in records.iter().copied() {
            let amounts = bench.amounts(remedy, subject).into_iter().take(MOST_AMOUNTS);
            all.extend(amounts.map(|amount| Candidate { remedy, subject, amount }));
        }
    }
    all
}
