//! What tests of laws share: a system under many failures.

use linchpin_analysis::{Event, Outcome, Query, Reach, Report, TrafficClass, analyse};
use linchpin_document::{Design, RecordId};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Settings for systems that are drawn at random and shrunk far; more cases where `LINCHPIN_CASES` asks.
pub fn config(cases: u32) -> ProptestConfig {
    let wanted = std::env::var("LINCHPIN_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: wanted.unwrap_or(cases),
        max_shrink_iters: 4_000,
        max_global_rejects: u32::MAX,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

pub fn asked(design: &Design, failed: &[Event]) -> Report {
    analyse(design, &Query { failed: failed.to_vec(), ..Query::default() })
}

/// What becomes of each class of each client.
pub fn outcomes(report: &Report) -> BTreeMap<(RecordId, TrafficClass), Outcome> {
    report.journeys.iter().map(|journey| ((journey.entry, journey.class), journey.outcome)).collect()
}

/// Every single point with its reach.
pub fn single_points(report: &Report) -> BTreeMap<RecordId, Reach> {
    let components = report.components.iter().map(|found| (found.id, found.single_point));
    let boundaries = report.boundaries.iter().map(|found| (found.id, found.single_point));
    components.chain(boundaries).filter_map(|(id, point)| Some((id, point?.reach))).collect()
}

/// Whether every request is answered while nothing has failed: only then do single points say it all.
pub fn answers_everything(report: &Report) -> bool {
    report.journeys.iter().all(|journey| journey.outcome < Outcome::PartlyDown)
}

/// Everything that can fail in a design, one at a time.
pub fn events(design: &Design) -> Vec<Event> {
    let report = asked(design, &[]);
    let mut events = Vec::new();
    for component in report.components.iter().filter(|component| component.instances > 0) {
        events.push(Event::Component(component.id));
        if component.managed.value {
            events.push(Event::Provider(component.id));
        } else {
            events.extend((0..component.instances).map(|instance| Event::Instance(component.id, instance)));
        }
    }
    let domains = report.boundaries.iter().filter(|boundary| boundary.failure_domain.value);
    events.extend(domains.map(|boundary| Event::Domain(boundary.id)));
    events
}

/// Nothing, each event alone, and pairs: each event with one the numbers pick.
pub fn scenarios(design: &Design, picks: &[usize]) -> Vec<Vec<Event>> {
    let events = events(design);
    let mut scenarios: Vec<Vec<Event>> = events.iter().map(|event| vec![*event]).collect();
    scenarios.push(Vec::new());
    for (pick, event) in picks.iter().zip(&events) {
        scenarios.push(vec![*event, events[pick % events.len()]]);
    }
    scenarios
}
