//! How soon requests are answered again, against cases read off the drawing.

use linchpin_analysis::{EndsBy, Event, Interruption, RecoveryReport, recovery};
use linchpin_testkit::{Said, design, id, systems};
use proptest::prelude::*;

fn asked(fixture: &str) -> RecoveryReport {
    recovery(&design(fixture))
}

fn of(report: &RecoveryReport, event: Event) -> Option<Interruption> {
    report.interruptions.iter().find(|found| found.event == event).copied()
}

fn instance(name: &str) -> Event {
    Event::Instance(id(name), 0)
}

#[test]
fn what_has_no_standby_is_back_when_it_is_repaired() {
    let report = asked("web:web-client -> s:service repair=20 -> db:relational-database repair=90");
    let (s, db) = (of(&report, instance("s")).unwrap(), of(&report, instance("db")).unwrap());
    assert_eq!((s.seconds, s.ends_by, s.share), (1_200.0, EndsBy::Repair, 1.0));
    assert_eq!(db.seconds, 5_400.0);
    // The longest first.
    assert_eq!(report.interruptions[0].event, instance("db"));
    assert_eq!(report.count, 2);
}

#[test]
fn a_standby_shortens_it_to_the_takeover() {
    let balancers = |more: &str| {
        format!(
            "web:web-client -> lb:load-balancer takeover=30 {more} -> s:service instances=2
            lb2:load-balancer -> s
            lb -> lb2"
        )
    };
    let automatic = of(&asked(&balancers("")), instance("lb")).unwrap();
    assert_eq!((automatic.seconds, automatic.ends_by), (30.0, EndsBy::Takeover(id("lb"))));
    let by_hand = of(&asked(&balancers("failover=manual")), instance("lb")).unwrap();
    assert_eq!((by_hand.seconds, by_hand.ends_by), (30.0, EndsBy::Takeover(id("lb"))));
    let none = of(&asked(&balancers("failover=none repair=10")), instance("lb")).unwrap();
    assert_eq!((none.seconds, none.ends_by), (600.0, EndsBy::Repair));
    // A repair that is quicker than the takeover is what it waits for.
    let quick = of(&asked(&balancers("repair=0.1")), instance("lb")).unwrap();
    assert_eq!((quick.seconds, quick.ends_by), (6.0, EndsBy::Repair));
}

#[test]
fn alternatives_leave_nothing_to_wait_for() {
    let report = asked("web:web-client -> lb:load-balancer instances=2 -> s:service instances=2");
    assert_eq!(report.interruptions, []);
}

#[test]
fn a_zone_waits_for_the_slowest_takeover_it_needs() {
    let report = asked(
        "web:web-client -> lb:load-balancer takeover=10 -> s:service instances=2 -> db:relational-database takeover=120 failover=automatic
        lb2:load-balancer -> s
        lb -> lb2
        db -> db2:relational-database
        zone za { lb db }
        zone zb { lb2 db2 }
        region eu { za zb s }",
    );
    let za = of(&report, Event::Domain(id("za"))).unwrap();
    assert_eq!((za.seconds, za.ends_by), (120.0, EndsBy::Takeover(id("db"))));
    // A standby is missed by nobody.
    assert_eq!(of(&report, Event::Domain(id("zb"))), None);
}

#[test]
fn targets_are_judged_by_the_longest_wait_of_their_requests() {
    let report = asked(
        "web:web-client target_recovery=60 -> lb:load-balancer takeover=30 -> s:service instances=2
        lb2:load-balancer -> s
        lb -> lb2
        cron:scheduler target_recovery=60 -> w:worker repair=5",
    );
    let of = |name: &str| report.targets.iter().find(|target| target.asked_by == id(name)).unwrap();
    assert_eq!((of("web").met, of("web").longest), (true, Some((instance("lb"), 30.0))));
    assert_eq!((of("cron").met, of("cron").longest), (false, Some((instance("w"), 300.0))));
    let [missed] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!(
        (missed.rule.as_ref(), missed.subjects.as_slice()),
        ("failure.recovery-target", &[id("w"), id("cron")][..])
    );
    assert!(missed.explanation.contains("go unanswered for 5 min"), "{}", missed.explanation);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_wait_is_finite_and_some_traffic_waits(fixture in systems(10, Said::Everything)) {
        for found in asked(&fixture).interruptions {
            prop_assert!(found.seconds > 0.0 && found.seconds.is_finite() && found.share > 0.0 && found.share <= 1.0);
        }
    }
}
