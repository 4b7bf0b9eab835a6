//! What would buy most: the likeliest changes tried out.

use linchpin_catalog::Failover;
use linchpin_document::Arrange;

use super::journeys::Solved;
use super::report::{FailureKind, ReliabilityQuery, ReliabilityReport, Upgrade, UpgradeKind};
use crate::Prepared;
use crate::ResolvedChoice;
use crate::model::components::Component;
use crate::model::{Model, Purpose};

/// How many of the greatest contributions are looked at: each costs as much as the whole system.
const MOST_TRIED: usize = 12;

/// Changes that help, the best first.
pub(super) fn find(subject: &Prepared, report: &ReliabilityReport, query: &ReliabilityQuery) -> Vec<Upgrade> {
    let Some(before) = report.system else { return Vec::new() };
    let greatest = report.contributions.iter().filter_map(|contribution| {
        let index = subject.model.component_of(contribution.record)?;
        let kinds: &[UpgradeKind] = match contribution.kind {
            FailureKind::Instances => &[UpgradeKind::AnotherInstance, UpgradeKind::AutomaticFailover],
            FailureKind::Takeover => &[UpgradeKind::AutomaticFailover],
            FailureKind::Provider | FailureKind::Domain | FailureKind::Connection => return None,
        };
        Some(kinds.iter().map(move |kind| (index, *kind)))
    });
    let mut wanted: Vec<(usize, UpgradeKind)> = Vec::new();
    for (index, kind) in greatest.take(MOST_TRIED).flatten() {
        let useful = kind == UpgradeKind::AnotherInstance || fails_over_by_hand(subject, index);
        if useful && !wanted.contains(&(index, kind)) {
            wanted.push((index, kind));
        }
    }
    let attempt = |(index, kind): (usize, UpgradeKind)| {
        let changed = Model::changed(subject.design, Purpose::Availability, |at, component| {
            if at == index {
                change(component, kind);
            }
        });
        let changed = Prepared::with_model(subject.design, changed);
        let availability = Solved::system(&changed, query)?.availability(&changed.model);
        (availability.low > before.low).then_some(Upgrade {
            component: subject.model.components[index].item.id,
            kind,
            availability,
        })
    };
    let mut upgrades: Vec<Upgrade> = wanted.into_iter().filter_map(attempt).collect();
    upgrades.arrange_by(|a, b| b.availability.low.total_cmp(&a.availability.low));
    upgrades.truncate(ReliabilityReport::MOST_UPGRADES);
    upgrades
}

/// Whether there is something to take over that does not do so by itself.
fn fails_over_by_hand(subject: &Prepared, index: usize) -> bool {
    let component = &subject.model.components[index];
    let manual = component.failover.value != Failover::Automatic;
    let connections = &subject.model.connections;
    let has_standby = subject.model.outgoing.get(index).iter().any(|connection| connections[*connection].takes_over());
    manual && (component.is_replicated_store() || has_standby)
}

fn change(component: &mut Component, kind: UpgradeKind) {
    match kind {
        UpgradeKind::AnotherInstance => component.instances += 1,
        UpgradeKind::AutomaticFailover => {
            component.failover = ResolvedChoice { value: Failover::Automatic, guessed: false };
        }
    }
}
