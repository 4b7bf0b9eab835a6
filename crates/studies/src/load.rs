//! What the page shows of load beside its live verdicts: ranges, a peak while it passes, and how things were before
//! anything was supposed.

use linchpin_analysis::{Answer, Outcome, PeakReport, PeakVerdict, Prepared, Query, RangedRung, Report, Rung};
use linchpin_document::Design;
use serde::{Deserialize, Serialize};

/// Nobody reads more rungs, or more of what a peak does.
const MOST_RUNGS: usize = 40;
const MOST_COMPONENTS: usize = 12;

/// The answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LoadReport {
    /// How far the load may grow: the first rungs with their ranges.
    pub rungs: Vec<RangedRung>,
    /// What becomes of a peak: the worst components.
    pub peak: PeakReport,
    /// The verdicts at today's peak with nothing failed, as drawn; nothing where that is what was asked.
    pub before: Option<Before>,
}

/// Verdicts to compare with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// What becomes of requests.
    pub outcome: Outcome,
    /// Whether something has more to do than it can.
    pub overloaded: bool,
    /// What saturates, or refuses, first.
    pub first: Option<Rung>,
    /// How long the answers of the slowest journey take; nothing without journeys.
    pub slowest: Option<Answer>,
    /// What becomes of a peak.
    pub peak: PeakVerdict,
}

/// Whether something has more to do than it can.
pub fn is_overloaded(report: &Report) -> bool {
    let bottleneck = report.bottleneck.and_then(|id| report.component(id));
    bottleneck.and_then(|found| found.utilisation).is_some_and(|used| used > 1.0)
}

/// Works it out.
pub(crate) fn load(design: &Design, query: &Query) -> LoadReport {
    let prepared = Prepared::of(design);
    let mut report = LoadReport {
        rungs: prepared.headroom(query).rungs,
        peak: prepared.peak(query),
        before: (*query != Query::default()).then(|| before(&prepared)),
    };
    report.rungs.truncate(MOST_RUNGS);
    report.peak.components.truncate(MOST_COMPONENTS);
    report
}

fn before(prepared: &Prepared) -> Before {
    let asked = Query::default();
    let report = prepared.report(&asked);
    Before {
        outcome: report.system.outcome,
        overloaded: is_overloaded(&report),
        first: report.ladder.first().copied(),
        slowest: prepared.latency(&asked).slowest().map(|journey| journey.answer),
        peak: prepared.peak(&asked).verdict(),
    }
}
