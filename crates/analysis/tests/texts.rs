//! Findings as people read them.

use linchpin_analysis::{Event, Finding, Query, analyse};
use linchpin_testkit::{design, id};

#[track_caller]
fn check(found: &Finding, title: &str, explanation: &str, remedy: &str) {
    assert_eq!([&found.title[..], &found.explanation, &found.remedy], [title, explanation, remedy]);
}

fn findings(fixture: &str) -> Vec<Finding> {
    analyse(&design(fixture), &Query::default()).findings
}

#[test]
fn the_three_tier_application_before_it_is_hardened() {
    let found = findings(
        "web:web-client \"Shop\" peak=910 -> lb:load-balancer \"Load balancer\"
        lb -> a:application-server \"API 1\" -> db:relational-database \"Orders DB\"
        lb -> b:application-server \"API 2\" -> db
        zone za \"eu-1a\" { a b db }",
    );
    assert_eq!(found.len(), 4);
    check(
        &found[0],
        "Load balancer is a single point of failure",
        "All requests of Shop pass it, and there is only one. Without it, every request fails.",
        "Draw a second one beside it, or a standby that takes over.",
    );
    assert_eq!(found[0].witness, ["web", "web-lb", "lb"].map(id));
    check(
        &found[1],
        "Orders DB is a single point of failure",
        "API 1 and API 2 depend on it, and there is no replica to take over. Without it, every request fails.",
        "Run a second instance with automatic failover.",
    );
    check(
        &found[2],
        "Zone eu-1a holds both application servers and Orders DB",
        "If the zone fails, every request fails. What shares a zone shares its fate: the redundancy inside does not help.",
        "Put at least one of each into another zone, or draw them in the region to spread them over its zones.",
    );
    check(
        &found[3],
        "API 1 and API 2 saturate at 1.1x",
        "Today's peak uses 91 % of it: 455 of 500 requests/s each. Then Orders DB at 3.1x, Load balancer at 22x.",
        "Run more of them, or make each larger.",
    );
    assert!(!found[3].holds_over_range);
    assert!(found[3].assumptions[0].starts_with("Takes the capacity of an instance to be 500/s (100/s to 2,000/s: "));
}

#[test]
fn part_of_the_traffic() {
    let found = findings(
        "web:web-client \"Shop\" -> app:service \"Orders\" instances=2 -> p:relational-database \"Primary\"
        p -> r:relational-database \"Copy\"
        app -> r
        app -> pay:external-service \"Payments\" [when=write]",
    );
    check(
        &found[0],
        "Primary is a single point of failure for writes",
        "Orders depends on it, and Copy does not take over: there is no failover. Without it, every write fails.",
        "Set failover to automatic, so that Copy takes over.",
    );
    check(
        &found[1],
        "Payments can take part of this down",
        "Orders cannot answer without it, and nobody else offers it here. When it fails, every write fails, whatever you run yourself.",
        "Make the call soft where an answer can do without it, put a queue in between, or add a second provider.",
    );
}

#[test]
fn load_at_another_scale_with_something_failed() {
    let fixture = "web:web-client \"Shop\" peak=100 read_share=1 -> app:service \"API\" instances=2 capacity=400";
    let query = Query { scale: 8.0, failed: vec![Event::Instance(id("app"), 0)], ..Query::default() };
    let report = analyse(&design(fixture), &query);
    check(
        &report.findings[0],
        "API saturates at 4x",
        "8x today's peak, with what has failed, asks for 200 % of what it can do: 800 of 400 requests/s.",
        // 800 requests at 80 % of 400 each need three that are up, and one is down.
        "Run four instances or more.",
    );
    assert!(report.findings[0].holds_over_range);
}

#[test]
fn how_many_to_run_is_meant_for_the_load_asked_about() {
    let fixture = "web:web-client peak=100 read_share=1 -> app:service \"API\" capacity=500";
    let report = analyse(&design(fixture), &Query { scale: 40.0, ..Query::default() });
    // 4,000 a second at 80 % of 500 each.
    assert_eq!(
        report.findings.iter().find(|found| found.rule == "load.saturation").unwrap().remedy,
        "Run ten instances or more."
    );
}

#[test]
fn a_zone_that_holds_most_of_what_is_spread_over_two() {
    let found = findings(
        "web:web-client -> app:application-server \"App\" instances=3 needed=2
        zone za \"A\"
        zone zb \"B\"
        region r { app za zb }",
    );
    check(
        found.iter().find(|found| found.subjects.first() == Some(&id("za"))).unwrap(),
        "Zone A holds two of three instances of App",
        "If the zone fails, every request fails. What is left elsewhere is not enough, or does not take over by itself.",
        "See that enough is left without the zone: more instances, one more zone, or automatic failover.",
    );
    assert!(found.iter().all(|found| found.subjects.first() != Some(&id("zb"))), "two are left without it");
}

#[test]
fn a_client_that_calls_nothing_leaves_nothing_to_judge() {
    let report = analyse(&design("web:web-client \"Shop\"\napp:service -> db:relational-database"), &Query::default());
    check(
        &report.findings[0],
        "Shop calls nothing",
        "What it asks for is not drawn, so it is counted neither as answered nor as lost.",
        "Connect it to what the requests are for.",
    );
    assert!(report.journeys.is_empty(), "no request, and so none that is answered");
    // One client of two.
    let report = analyse(&design("web:web-client -> app:service\nother:web-client"), &Query::default());
    assert_eq!(report.journeys.iter().filter(|journey| journey.entry == id("other")).count(), 0);
    assert!(
        report.findings.iter().any(|found| found.rule == "design.calls-nothing" && found.subjects == [id("other")])
    );
}

#[test]
fn a_pair_that_may_be_alternatives_is_named_as_the_assumption() {
    let found = findings(
        "web:web-client -> lb:load-balancer instances=2 -> a:service \"Orders\" capacity=900
        lb -> b:service \"Users\" capacity=900",
    );
    assert_eq!(
        found[0].assumptions,
        [
            "Takes Orders and Users behind Load balancer for different things; put them in one pool if they are alternatives."
        ]
    );
}

#[test]
fn a_loop_says_what_may_be_meant() {
    let found = findings("web:web-client \"Web\" -> app:service \"API\" instances=2 -> web");
    check(
        &found[0],
        "Requests go round in a circle: Web and API",
        "A request that enters comes back, so the load has no end. It is counted once round here.",
        "An answer needs no arrow of its own: delete the one back. If the call back is meant, say which share of requests makes it.",
    );
}
