//! What failures do to the load on everything else: cases solved by hand, and every step against an
//! analysis with the same things failed.

use linchpin_analysis::{
    CascadeStep, Contingency, ContingencyReport, Event, Outcome, Query, Reach, Report, Resource, Severity, aftermath,
    analyse, contingencies, synthetic,
};
use linchpin_document::{Design, PeerId, RecordId, Replica};
use linchpin_testkit::{design, id};
use proptest::prelude::*;

fn asked(fixture: &str, scale: f64) -> ContingencyReport {
    contingencies(&design(fixture), &Query { scale, ..Query::default() })
}

fn instance(component: &str) -> Event {
    Event::Instance(id(component), 0)
}

#[track_caller]
fn found(report: &ContingencyReport, event: Event) -> &Contingency {
    report.contingencies.iter().find(|contingency| contingency.event == event).expect("it overloads something")
}

/// Who is at how much, step by step.
fn steps(contingency: &Contingency) -> Vec<Vec<(RecordId, f64)>> {
    let rounded = |value: f64| (value * 1e9).round() / 1e9;
    let of = |step: &CascadeStep| step.overloads.iter().map(|one| (one.component, rounded(one.utilisation))).collect();
    contingency.cascade.iter().map(of).collect()
}

const CACHED: &str = "web:web-client peak=10000 read_share=0.9 -> s:service \"Shop\" capacity=20000 instances=2
    s -> redis:cache \"Redis\" hit_ratio=0.9
    s -> db:relational-database \"Orders DB\" read_capacity=3000 write_capacity=3000 slots=100000";

#[test]
fn a_lost_cache_floods_the_database() {
    let report = asked(CACHED, 1.0);
    // Shop, Redis and the database can fail; only without Redis is anything overloaded.
    assert_eq!((report.checked, report.contingencies.len()), (3, 1));
    let lost = found(&report, instance("redis"));
    assert_eq!((lost.outcome, lost.final_outcome), (Outcome::Degraded, Outcome::Down));
    // All 9,000 reads instead of 900, and 1,000 writes.
    let overload = lost.cascade[0].overloads[0];
    assert_eq!((overload.component, overload.resource, overload.backlog), (id("db"), Resource::Reads, false));
    assert!((overload.utilisation - 10.0 / 3.0).abs() < 1e-12 && (overload.before - 1.9 / 3.0).abs() < 1e-12);
    let hidden = lost.hidden.unwrap();
    assert_eq!(hidden.reach, Reach::Total);
    assert!((hidden.share - 1.0).abs() < 1e-12);
    let finding = &report.findings[0];
    assert_eq!((report.findings.len(), finding.severity), (1, Severity::Critical));
    assert_eq!(finding.title, "Redis is a hidden single point of failure");
    assert_eq!(
        finding.explanation,
        "Without Redis, what is left must carry all of the load: Orders DB at 333 %. In the end every request fails."
    );
    assert_eq!(
        finding.remedy,
        "Size Orders DB for it (four instances, not one). Or keep more of Redis, so that less is lost at once; or shed load it cannot carry."
    );
    assert_eq!(finding.subjects, ["redis", "db"].map(id));
    assert_eq!(finding.witness, ["web", "web-s", "s", "s-db", "db"].map(id));
    assert!(finding.holds_over_range);
}

#[test]
fn what_fails_together_is_followed_together() {
    // Each of three takes 800 of 2,400, each of two 1,200; alone the third must take it all.
    let fixture = "web:web-client peak=2400 -> lb:load-balancer
        lb -> a:service capacity=1300
        lb -> b:service capacity=1300
        lb -> c:service capacity=1300";
    let failing = |failed: &[&str]| {
        let failed = failed.iter().map(|name| Event::Component(id(name))).collect();
        aftermath(&design(fixture), &Query { failed, ..Query::default() })
    };
    assert!(failing(&[]).cascade.is_empty());
    let one = failing(&["a"]);
    assert_eq!((one.cascade.len(), one.final_outcome), (0, Outcome::Up));
    let two = failing(&["a", "b"]);
    let overload = two.cascade[0].overloads[0];
    assert_eq!((two.cascade.len(), overload.component), (1, id("c")));
    assert!((overload.utilisation - 2400.0 / 1300.0).abs() < 1e-12);
    assert_eq!((two.outcome, two.final_outcome), (Outcome::Up, Outcome::Down));
}

#[test]
fn at_less_load_nothing_is_hidden() {
    // 10/3 of the database at today's peak is all of it at 0.3 times.
    assert!(asked(CACHED, 0.3).contingencies.is_empty());
    assert_eq!(asked(CACHED, 0.301).contingencies.len(), 1);
}

#[test]
fn you_run_three_and_need_four() {
    let fixture = "web:web-client peak=1200 -> lb:load-balancer
        lb -> a:application-server \"App 1\" capacity=500
        lb -> b:application-server \"App 2\" capacity=500
        lb -> c:application-server \"App 3\" capacity=500";
    let report = asked(fixture, 1.0);
    assert_eq!(steps(found(&report, instance("b"))), [[(id("a"), 1.2), (id("c"), 1.2)]]);
    assert_eq!((report.contingencies.len(), report.findings.len()), (3, 1));
    let finding = &report.findings[0];
    assert_eq!(finding.title, "App 1, App 2 and App 3 cannot spare one");
    assert_eq!(finding.remedy, "You run three and need four: three carry the load, and one may fail.");
    assert_eq!(finding.subjects, ["a", "b", "c"].map(id));
}

#[test]
fn instances_of_one_component_are_the_same() {
    let report = asked("web:web-client peak=1500 -> app:service \"App\" capacity=500 instances=3", 1.0);
    assert_eq!(steps(found(&report, instance("app"))), [[(id("app"), 1.5)]]);
    assert_eq!(report.findings[0].title, "App cannot spare an instance");
    assert_eq!(report.findings[0].remedy, "You run three and need four: three carry the load, and one may fail.");
    // With another one more than that it can, even when that one has failed already.
    let four = "web:web-client peak=1500 -> app:service capacity=500 instances=4";
    assert!(asked(four, 1.0).contingencies.is_empty());
    let failed = vec![instance("app")];
    let next = contingencies(&design(four), &Query { failed, ..Query::default() });
    assert_eq!(next.contingencies[0].event, Event::Instance(id("app"), 1));
}

#[test]
fn what_is_left_of_two_zones_must_carry_both() {
    let report = asked(
        "web:web-client peak=800 -> lb:load-balancer instances=2
        lb -> a:application-server capacity=500
        lb -> b:application-server capacity=500
        zone za \"Zone A\" { a }
        zone zb \"Zone B\" { b }",
        1.0,
    );
    let lost = found(&report, Event::Domain(id("za")));
    assert_eq!(steps(lost), [[(id("b"), 1.6)]]);
    assert_eq!((lost.outcome, lost.final_outcome), (Outcome::Up, Outcome::Down));
    let finding = report.findings.iter().find(|finding| finding.subjects[0] == id("za")).unwrap();
    assert_eq!(finding.title, "Zone A is a hidden single point of failure");
}

#[test]
fn one_falls_after_the_other() {
    let report = asked(
        "web:web-client peak=1200 -> lb:load-balancer
        lb -> a:application-server capacity=500
        lb -> b:application-server capacity=1000
        lb -> c:application-server capacity=1000",
        1.0,
    );
    // 600 each without b, which is more than a can do; then 1,200 for c alone.
    assert_eq!(steps(found(&report, instance("b"))), [[(id("a"), 1.2)], [(id("c"), 1.2)]]);
    assert_eq!(found(&report, instance("b")).final_outcome, Outcome::Down);
    // Without a, 600 each is no trouble.
    assert_eq!(report.contingencies.len(), 2);
}

#[test]
fn consumers_fall_behind_and_do_not_fail() {
    let report = asked(
        "web:web-client peak=100 read_share=0 -> s:service -> q:message-queue
        q -> v:worker capacity=60
        q -> w:worker capacity=60",
        1.0,
    );
    let lost = found(&report, instance("v"));
    assert!(lost.cascade.len() == 1 && lost.cascade[0].overloads[0].backlog);
    assert_eq!((lost.final_outcome, lost.hidden), (lost.outcome, None));
    assert!(report.findings.is_empty());
}

#[test]
fn what_was_overloaded_before_is_no_news() {
    let report = asked("web:web-client peak=1100 -> app:service capacity=500 instances=2", 1.0);
    assert!(report.contingencies.is_empty());
}

#[test]
fn a_pool_of_thousands_is_one_finding() {
    let mut fixture = "web:web-client peak=1000000 read_share=1 -> lb:load-balancer capacity=10000000\n".to_owned();
    for index in 0..1000 {
        fixture += &format!("lb -> a{index}:application-server capacity=1000\n");
    }
    let report = asked(&fixture, 1.0);
    assert_eq!((report.contingencies.len(), report.findings.len()), (1000, 1));
    assert!(report.findings[0].title.ends_with(" and 998 more cannot spare one"), "{}", report.findings[0].title);
    assert_eq!(report.findings[0].remedy, "You run 1,000 and need 1,001: 1,000 carry the load, and one may fail.");
}

#[test]
fn random_designs_have_cascades_of_several_steps_and_hidden_points() {
    let reports = (0..12).map(|seed| contingencies(&drawn(30, seed), &Query { scale: 100.0, ..Query::default() }));
    let found: Vec<Contingency> = reports.flat_map(|report| report.contingencies).collect();
    assert!(found.iter().filter(|contingency| contingency.cascade.len() > 1).count() > 5);
    assert!(found.iter().filter(|contingency| contingency.hidden.is_some()).count() > 5);
}

fn drawn(components: usize, seed: u64) -> Design {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(&synthetic(components, seed)).unwrap();
    replica.design().clone()
}

/// Everything that can fail, each instance on its own.
fn events(design: &Design, report: &Report) -> Vec<Event> {
    let mut events: Vec<Event> = design.boundaries().map(|item| Event::Domain(item.id)).collect();
    for component in &report.components {
        if component.managed.value && component.instances > 0 {
            events.push(Event::Provider(component.id));
        } else {
            events.extend((0..component.instances).map(|at| Event::Instance(component.id, at)));
        }
    }
    events
}

/// What newly exceeds its ceiling with these things failed.
fn newly(report: &Report, before: &Report, told: &[RecordId]) -> Vec<(RecordId, f64)> {
    let exceeds = |used: Option<f64>| used.filter(|used| *used > 1.0 + 1e-9);
    let both =
        report.components.iter().zip(&before.components).filter(|(_, before)| exceeds(before.utilisation).is_none());
    let over = both.filter_map(|(now, _)| Some((now.id, exceeds(now.utilisation)?)));
    over.filter(|(id, _)| !told.contains(id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each step is what an analysis finds with the event, and all that fell before, said to have failed.
    #[test]
    fn every_step_is_what_an_analysis_finds(seed: u64, scale in 0.5f64..200.0, size in 4usize..40) {
        let design = drawn(size, seed);
        let query = |failed: &[Event]| Query { scale, failed: failed.to_vec(), ..Query::default() };
        let before = analyse(&design, &query(&[]));
        let report = contingencies(&design, &query(&[]));
        for contingency in &report.contingencies {
            let alone = aftermath(&design, &query(&[contingency.event]));
            prop_assert_eq!(&alone.cascade, &contingency.cascade);
            prop_assert_eq!((alone.outcome, alone.final_outcome), (contingency.outcome, contingency.final_outcome));
            let mut failed = vec![contingency.event];
            let mut told = Vec::new();
            let mut now = analyse(&design, &query(&failed));
            prop_assert_eq!(now.system.outcome, contingency.outcome);
            for step in &contingency.cascade {
                let said: Vec<(RecordId, f64)> = step.overloads.iter().map(|one| (one.component, one.utilisation)).collect();
                prop_assert_eq!(&said, &newly(&now, &before, &told));
                told.extend(said.iter().map(|(id, _)| *id));
                failed.extend(step.overloads.iter().filter(|one| !one.backlog).map(|one| Event::Component(one.component)));
                now = analyse(&design, &query(&failed));
            }
            prop_assert!(newly(&now, &before, &told).is_empty());
            prop_assert_eq!(now.system.outcome, contingency.final_outcome);
            prop_assert!(contingency.hidden.is_none() || contingency.final_outcome > Outcome::Incomplete);
        }
        let told: Vec<RecordId> = report.contingencies.iter().map(|contingency| contingency.event.record()).collect();
        for event in events(&design, &before).into_iter().filter(|event| !told.contains(&event.record())) {
            prop_assert!(newly(&analyse(&design, &query(&[event])), &before, &[]).is_empty());
        }
    }
}
