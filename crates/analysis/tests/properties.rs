//! What holds of every design: redundancy never hurts, load never relieves, nothing panics, and the
//! same question has the same answer.

use linchpin_analysis::{Event, Outcome, Query, Report, analyse, synthetic};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, PeerId, RecordId, Replica, Transaction};
use linchpin_testkit::designs;
use proptest::prelude::*;

fn drawn(transaction: &Transaction) -> Replica {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(transaction).unwrap();
    replica
}

fn asked(design: &Design, failed: &[Event]) -> Report {
    analyse(design, &Query { failed: failed.to_vec(), ..Query::default() })
}

fn outcomes(report: &Report) -> Vec<Outcome> {
    report.journeys.iter().map(|journey| journey.outcome).collect()
}

/// Components with instances to add to: neither entries nor run by a provider.
fn growable(design: &Design) -> Vec<RecordId> {
    let report = asked(design, &[]);
    let grows = |component: &&linchpin_analysis::ComponentReport| component.instances > 0 && !component.managed.value;
    report.components.iter().filter(grows).map(|component| component.id).collect()
}

fn instances(design: &Design, component: RecordId) -> f64 {
    design.get(component).and_then(|item| item.number(Property::Instances)).unwrap_or(1.0)
}

/// A few events of a design, picked by numbers.
fn pick_events(design: &Design, picks: &[usize]) -> Vec<Event> {
    let components = || design.components().map(|item| item.id);
    let instances = components().map(|id| Event::Instance(id, 0));
    let providers = components().map(Event::Provider);
    let domains = design.boundaries().map(|item| Event::Domain(item.id));
    let all: Vec<Event> = components().map(Event::Component).chain(instances).chain(providers).chain(domains).collect();
    picks.iter().filter_map(|pick| all.get(pick % all.len().max(1)).copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_global_rejects: u32::MAX, failure_persistence: None, ..ProptestConfig::default() })]

    /// Another instance, with nothing spread anew by it, leaves no outcome worse, whatever has failed.
    #[test]
    fn another_instance_never_hurts(seed: u64, pick: usize, picks in prop::collection::vec(any::<usize>(), 0..4)) {
        let mut replica = drawn(&synthetic(24, seed));
        let candidates = growable(replica.design());
        let component = candidates[pick % candidates.len()];
        let failed = pick_events(replica.design(), &picks);
        let before = asked(replica.design(), &failed);
        let mut more = Transaction::new();
        more.set(component, Property::Instances, instances(replica.design(), component) + 1.0);
        replica.commit(&more).unwrap();
        let after = asked(replica.design(), &failed);
        for (before, after) in outcomes(&before).iter().zip(outcomes(&after)) {
            prop_assert!(after <= *before, "{component} {failed:?}: {before:?} became {after:?}");
        }
    }

    /// Failing one thing more leaves no outcome better.
    #[test]
    fn another_failure_never_helps(seed: u64, picks in prop::collection::vec(any::<usize>(), 1..6)) {
        let replica = drawn(&synthetic(24, seed));
        let failed = pick_events(replica.design(), &picks);
        let fewer = asked(replica.design(), &failed[1..]);
        let all = asked(replica.design(), &failed);
        for (fewer, all) in outcomes(&fewer).iter().zip(outcomes(&all)) {
            prop_assert!(all >= *fewer);
        }
    }

    /// A second balancer-like path: an alternative to a member of a pool leaves no single point where
    /// there was none.
    #[test]
    fn an_alternative_adds_no_single_point_elsewhere(seed: u64, pick: usize) {
        let mut replica = drawn(&synthetic(24, seed));
        let before = asked(replica.design(), &[]);
        let pooled: Vec<_> = before.connections.iter().filter_map(|c| Some((c.id, c.pool.as_ref()?))).collect();
        prop_assume!(!pooled.is_empty());
        let (connection, _) = pooled[pick % pooled.len()];
        let (from, to) = replica.design().get(connection).unwrap().ends().unwrap();
        let (twin, arrow) = (replica.new_id(), replica.new_id());
        let mut more = Transaction::new();
        more.create(twin, RecordType::Component);
        for (key, value) in replica.design().get(to).unwrap().values() {
            more.set(twin, key.clone(), value.clone());
        }
        more.create(arrow, RecordType::Connection).set(arrow, Property::From, from).set(arrow, Property::To, twin);
        // The twin needs what its like needs.
        let calls: Vec<RecordId> = replica.design().connections_of(to).filter_map(|item| item.ends()).filter(|(from, _)| *from == to).map(|(_, to)| to).collect();
        for callee in calls {
            let call = replica.new_id();
            more.create(call, RecordType::Connection).set(call, Property::From, twin).set(call, Property::To, callee);
        }
        replica.commit(&more).unwrap();
        let after = asked(replica.design(), &[]);
        for component in before.components.iter().filter(|component| component.single_point.is_none()) {
            // Spread over zones shifts with a new mate, so zones are not compared.
            let now = after.component(component.id).unwrap().single_point;
            prop_assert!(now.is_none(), "{} became a single point beside {}", component.id, to);
        }
    }

    /// More traffic lowers no utilisation.
    #[test]
    fn more_load_never_relieves(seed: u64, pick: usize, more in 1.0f64..50.0) {
        let mut replica = drawn(&synthetic(60, seed));
        let before = asked(replica.design(), &[]);
        let entries: Vec<RecordId> = before.components.iter().filter(|c| c.instances == 0).map(|c| c.id).collect();
        let mut busier = Transaction::new();
        busier.set(entries[pick % entries.len()], Property::Peak, 100.0 * more);
        replica.commit(&busier).unwrap();
        let after = asked(replica.design(), &[]);
        for (before, after) in before.components.iter().zip(&after.components) {
            let (was, is) = (before.utilisation.unwrap_or(0.0), after.utilisation.unwrap_or(0.0));
            prop_assert!(is >= was * (1.0 - 1e-12), "{}: {was} became {is}", before.id);
        }
    }

    /// The ladder is the scale at which the report itself says saturated.
    #[test]
    fn a_rung_is_where_utilisation_reaches_one(seed: u64) {
        let replica = drawn(&synthetic(60, seed));
        let report = asked(replica.design(), &[]);
        for rung in report.ladder.iter().take(5) {
            let there = analyse(replica.design(), &Query { scale: rung.multiple, ..Query::default() });
            let used = there.component(rung.component).unwrap().utilisation.unwrap();
            prop_assert!((used - 1.0).abs() < 1e-9, "{used}");
        }
        prop_assert!(report.ladder.is_sorted_by(|a, b| a.multiple <= b.multiple));
    }

    /// Whatever people draw and set, and whatever they ask: an answer without a number that is none.
    #[test]
    fn any_design_gets_a_sound_report(design in designs(60), picks in prop::collection::vec(any::<usize>(), 0..4), scale: f64) {
        let query = Query { scale, failed: pick_events(&design, &picks), ..Query::default() };
        let report = analyse(&design, &query);
        prop_assert_eq!(report.components.len(), design.components().count());
        prop_assert_eq!(report.connections.len(), design.connections().count());
        for component in &report.components {
            prop_assert!(component.rate.total() >= 0.0 && component.rate.total().is_finite());
            prop_assert!(component.utilisation.is_none_or(|used| used >= 0.0 && !used.is_nan()));
            prop_assert!(component.instances_up <= component.instances);
        }
        let system = report.system;
        prop_assert!((0.0..=1.0).contains(&system.down_share) && (0.0..=1.0).contains(&system.partly_down_share));
        for finding in &report.findings {
            prop_assert!(!finding.title.is_empty() && !finding.explanation.contains("NaN"));
            prop_assert!(finding.subjects.iter().chain(&finding.witness).all(|id| design.get(*id).is_some()));
        }
        prop_assert_eq!(&analyse(&design, &query), &report);
    }

    /// What leads to a single point is a path: component, connection, component, from an entry on.
    #[test]
    fn a_witness_is_a_path_from_an_entry(seed: u64) {
        let replica = drawn(&synthetic(40, seed));
        let report = asked(replica.design(), &[]);
        for finding in report.findings.iter().filter(|finding| finding.rule == "failure.single-point") {
            let witness = &finding.witness;
            prop_assert!(report.journeys.iter().any(|journey| journey.entry == witness[0]));
            prop_assert_eq!(witness.last(), finding.subjects.first());
            for step in witness.windows(3).step_by(2) {
                let ends = replica.design().get(step[1]).unwrap().ends().unwrap();
                // An arrow from a worker into its queue is walked the other way.
                prop_assert!(ends == (step[0], step[2]) || ends == (step[2], step[0]));
            }
        }
    }
}

#[test]
fn a_report_travels_between_worker_and_page() {
    let replica = drawn(&synthetic(60, 5));
    let report = asked(replica.design(), &pick_events(replica.design(), &[3, 60]));
    assert!(!report.findings.is_empty());
    let bytes = postcard::to_allocvec(&report).unwrap();
    assert_eq!(postcard::from_bytes::<Report>(&bytes).unwrap(), report);
    let query = Query { scale: 2.5, failed: pick_events(replica.design(), &[1, 61, 122, 181]), ..Query::default() };
    assert_eq!(postcard::from_bytes::<Query>(&postcard::to_allocvec(&query).unwrap()).unwrap(), query);
}

#[test]
fn nothing_drawn_is_nothing_wrong() {
    let report = analyse(&Design::default(), &Query::default());
    assert_eq!(report, Report::default());
}
