//! Enough of what can be said of a design to tell whether two builds say the same.

use linchpin_document::Design;
use serde::Serialize;

use crate::{
    Event, Experiment, HeadroomReport, LatencyReport, Outage, PeakReport, Query, RecoveryReport, ReliabilityQuery,
    ReliabilityReport, Report, SimulationReport, SimulationRun, analyse, headroom, latency, peak, recovery,
    reliability,
};

/// Reports on a design, to be compared bit by bit between builds.
#[derive(Debug, Serialize)]
pub struct Probe {
    as_it_is: Report,
    strained: Report,
    reliability: ReliabilityReport,
    latency: LatencyReport,
    headroom: HeadroomReport,
    peak: PeakReport,
    recovery: RecoveryReport,
    simulation: Option<SimulationReport>,
}

impl Probe {
    /// Of a design as it is, at three times its peak with the first two components failed, and its
    /// reliability with triples, latency at a hundredth of its peak, headroom, a peak, recovery, and a short run in
    /// which its last component fails.
    pub fn of(design: &Design) -> Self {
        let failed = design.components().take(2).map(|item| Event::Component(item.id)).collect();
        Self {
            as_it_is: analyse(design, &Query::default()),
            strained: analyse(design, &Query { scale: 3.0, failed, ..Query::default() }),
            reliability: reliability(design, &ReliabilityQuery { order: 3, ..ReliabilityQuery::default() }),
            latency: latency(design, &Query { scale: 0.01, ..Query::default() }),
            headroom: headroom(design, &Query::default()),
            peak: peak(design, &Query { scale: 3.0, ..Query::default() }),
            recovery: recovery(design),
            simulation: simulation(design),
        }
    }
}

/// Nothing where it cannot be simulated.
fn simulation(design: &Design) -> Option<SimulationReport> {
    let able = |item: &&linchpin_document::Item| !item.kind().traits().entry;
    let last = design.components().filter(able).last()?.id;
    let experiment = Experiment {
        outages: vec![Outage { event: Event::Component(last), from: 2.0, to: Some(4.0) }],
        most_events: 100_000,
        ..Experiment::lasting(6.0)
    };
    let mut run = SimulationRun::new(design, &experiment).ok()?;
    run.finish();
    Some(run.report())
}
