//! Shapes nobody draws but a file may hold: each must get an answer, soon and without a panic.

use linchpin_analysis::{Query, Report, analyse};
use linchpin_testkit::design;
use std::fmt::Write;

fn report(fixture: &str) -> Report {
    analyse(&design(fixture), &Query::default())
}

/// A client before services `s0 -> s1 -> ...`.
fn chain(length: usize) -> String {
    let mut fixture = "web:web-client -> s0:service\n".to_owned();
    for index in 1..length {
        let _ = writeln!(fixture, "s{} -> s{index}:service", index - 1);
    }
    fixture
}

#[test]
fn a_chain_in_which_everything_is_a_single_point() {
    let report = report(&chain(2000));
    assert_eq!(report.system.single_points.total, 2000);
    // So many of each rule are told one by one, the rest in one finding: single points, and callers that
    // run out of slots while they wait for all that is behind them.
    assert!(report.findings.len() < 250);
    assert!(report.findings.iter().any(|finding| finding.rule == "failure.more-single-points"));
}

#[test]
fn a_ring_of_calls() {
    let report = report(&format!("{}s1999 -> s0", chain(2000)));
    assert_eq!(report.system.single_points.total, 2000);
    assert_eq!(report.findings.iter().filter(|finding| finding.rule == "load.request-loop").count(), 1);
}

#[test]
fn a_pool_of_thousands_with_ten_thousand_instances_each() {
    let mut fixture = "web:web-client -> lb:load-balancer\ndb:relational-database\n".to_owned();
    for index in 0..2000 {
        let _ = writeln!(fixture, "lb -> a{index}:application-server instances=10000 -> db");
    }
    let report = report(&fixture);
    assert_eq!(report.system.single_points.total, 2);
}

#[test]
fn balancers_and_services_calling_one_another_at_random() {
    let mut fixture = "web:web-client -> n0:service\n".to_owned();
    for index in 1..400 {
        let kind = if index % 2 == 0 { "load-balancer" } else { "service" };
        let _ = writeln!(fixture, "n{index}:{kind}");
    }
    let mut state = 7u64;
    for edge in 0..1200 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (from, to) = (state >> 33 & 0xffff, state >> 49);
        if from % 400 != to % 400 {
            let _ = writeln!(fixture, "n{} -> n{} [id=e{edge}]", from % 400, to % 400);
        }
    }
    assert_eq!(report(&fixture).components.len(), 401);
}

#[test]
fn domains_nested_a_hundred_deep() {
    let mut fixture = "web:web-client -> app:service instances=2\nhost h0 { app }\n".to_owned();
    for index in 1..100 {
        let _ = writeln!(fixture, "host h{index} {{ h{} }}", index - 1);
    }
    assert_eq!(report(&fixture).system.single_points.total, 100);
}
