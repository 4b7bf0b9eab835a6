//! How much of the time a design works, what that hangs on, and which failures are dangerous together.
//!
//! Two trees are asked. The one of *verdicts*, in which automatic failover is as good as done and
//! failover by hand is not done, has the dangerous combinations as its minimal cut sets. In the one of
//! *availability* failover takes its time: something with a standby is up while it is up itself, or while
//! a standby is and has had time to take over.

mod chances;
mod combinations;
mod contributions;
mod journeys;
mod report;
mod upgrades;

use linchpin_document::Design;

use crate::Prepared;
use journeys::Solved;

pub use report::{
    Availability, Combination, Contribution, Failure, FailureKind, JourneyAvailability, ReliabilityQuery,
    ReliabilityReport, Upgrade, UpgradeKind,
};

/// Only the dangerous combinations of a design: much quicker than the rest.
pub fn combinations(design: &Design, query: &ReliabilityQuery) -> ReliabilityReport {
    let mut report = ReliabilityReport::default();
    combinations::find(&Prepared::of(design), query, &mut report);
    report
}

/// Only how much of the time a design works, as a whole and by entry: much quicker than the rest.
pub fn availability(design: &Design, query: &ReliabilityQuery) -> ReliabilityReport {
    let subject = Prepared::for_availability(design);
    let system = Solved::system(&subject, query).map(|system| system.availability(&subject.model));
    let journeys = if system.is_some() { journeys::each(&subject, query) } else { Vec::new() };
    ReliabilityReport { system, journeys, ..ReliabilityReport::default() }
}

/// Computes availability, what it hangs on, and the dangerous combinations of a design.
pub fn reliability(design: &Design, query: &ReliabilityQuery) -> ReliabilityReport {
    let subject = Prepared::for_availability(design);
    let mut report = combinations(design, query);
    let Some(system) = Solved::system(&subject, query) else {
        return report;
    };
    report.system = Some(system.availability(&subject.model));
    report.journeys = journeys::each(&subject, query);
    report.contributions = contributions::rank(&subject, &system);
    report.upgrades = upgrades::find(&subject, &report, query);
    report
}
