//! Headroom over ranges against cases solved by hand; the arithmetic stands beside each.

use linchpin_analysis::{HeadroomReport, Query, RangedRung, Resource, analyse, headroom};
use linchpin_catalog::Property;
use linchpin_testkit::{Said, design, designs, id, systems};
use proptest::prelude::*;

fn asked(fixture: &str) -> HeadroomReport {
    headroom(&design(fixture), &Query::default())
}

#[track_caller]
fn rung<'a>(report: &'a HeadroomReport, component: &str) -> &'a RangedRung {
    report.rungs.iter().find(|found| found.rung.component == id(component)).unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
}

#[track_caller]
fn check(found: &RangedRung, low: f64, multiple: f64, high: f64) {
    near(found.low, low);
    near(found.rung.multiple, multiple);
    near(found.high, high);
}

#[test]
fn a_capacity_taken_for_granted_is_what_it_hangs_on() {
    // 100 a second of 500, which may be 100 to 2,000. Its slots: 2 of 200, at worst 10 of 50.
    let report = asked("web:web-client peak=100 read_share=1 -> s:service");
    let s = rung(&report, "s");
    check(s, 1.0, 5.0, 20.0);
    let hangs_on = s.hangs_on.unwrap();
    assert_eq!((hangs_on.record, hangs_on.property), (id("s"), Some(Property::Capacity)));
    near(hangs_on.low, 1.0);
    near(hangs_on.high, 20.0);
    // The slots come next, 1 / 0.01.
    let next = s.next.unwrap();
    assert_eq!((next.component, next.resource), (id("s"), Resource::Concurrency));
    near(next.multiple, 100.0);
}

/// Above the limit no more comes to the service, whatever its capacity is.
#[test]
fn nothing_is_said_to_hang_on_a_default_beyond_a_limit() {
    let limited = |limit: f64| {
        asked(&format!(
            "web:web-client peak=100 read_share=1 -> g:api-gateway capacity=1e6 rate_limit={limit} -> s:service"
        ))
    };
    let far = limited(3_000.0);
    check(rung(&far, "s"), 1.0, 5.0, 20.0);
    near(rung(&far, "s").hangs_on.unwrap().high, 20.0);
    let near_by = limited(600.0);
    let s = rung(&near_by, "s");
    near(s.low, 1.0);
    assert_eq!((s.high, s.hangs_on), (f64::INFINITY, None));
}

#[test]
fn hit_ratios_count_and_may_count_most() {
    let report = asked(
        "web:web-client peak=1000 read_share=1 -> s:service capacity=100000 service_time=1 slots=100000
        s -> redis:cache capacity=1000000
        s -> db:relational-database read_capacity=1000 service_time=1 slots=100000",
    );
    // Hits 80 %, 50 to 95: 200, 500 or 50 reads of 1,000.
    let db = rung(&report, "db");
    check(db, 2.0, 5.0, 20.0);
    let hangs_on = db.hangs_on.unwrap();
    assert_eq!((hangs_on.record, hangs_on.property), (id("redis"), Some(Property::HitRatio)));
    near(hangs_on.low, 2.0);
    near(hangs_on.high, 20.0);
}

#[test]
fn slots_hang_on_the_slow_callee() {
    let report = asked(
        "web:web-client peak=100 read_share=1 -> api:service capacity=100000 slots=200 service_time=20
        api -> pay:external-service capacity=100000",
    );
    // Held: 20 ms, the way of 0.1 to 1 ms, and 200 ms that may be 50 to 2,000.
    let api = rung(&report, "api");
    check(api, 200.0 / (100.0 * 2.021), 200.0 / (100.0 * 0.2205), 200.0 / (100.0 * 0.0701));
    let hangs_on = api.hangs_on.unwrap();
    assert_eq!((hangs_on.record, hangs_on.property), (id("pay"), Some(Property::ServiceTime)));
    near(hangs_on.low, 200.0 / (100.0 * 2.0205));
    near(hangs_on.high, 200.0 / (100.0 * 0.0705));
}

#[test]
fn what_is_typed_has_no_range() {
    let report = asked("web:web-client peak=100 read_share=1 -> s:service capacity=400 slots=1000 service_time=10");
    let s = rung(&report, "s");
    check(s, 4.0, 4.0, 4.0);
    assert_eq!(s.hangs_on, None);
}

#[test]
fn the_next_limit_is_the_next_rung_or_more_of_the_same() {
    let fixture = |slots: u32| {
        format!(
            "web:web-client peak=100 read_share=1 -> s:service capacity=1000 slots={slots} service_time=20
            s -> db:relational-database read_capacity=600 service_time=1 slots=10000"
        )
    };
    // Slots: 100 x (20 + 0.5 + 1) ms are 2.15. Capacity at 10x, the store at 6x.
    let report = asked(&fixture(4));
    let s = rung(&report, "s");
    assert_eq!(s.rung.resource, Resource::Concurrency);
    near(s.rung.multiple, 4.0 / 2.15);
    assert_eq!(s.next.unwrap().component, id("db"));
    near(s.next.unwrap().multiple, 6.0);
    // The last rung is followed by what else it has.
    let db = rung(&report, "db").next.unwrap();
    assert_eq!((db.component, db.resource), (id("db"), Resource::Network));
}

#[test]
fn autoscaling_moves_the_rung() {
    let report = asked("web:web-client peak=100 read_share=1 -> s:service capacity=100 instances=2 max_instances=10");
    near(rung(&report, "s").rung.multiple, 2.0);
    near(rung(&report, "s").scaled_out.unwrap(), 10.0);
    let fixed = asked("web:web-client peak=100 read_share=1 -> s:service capacity=100 instances=2");
    assert_eq!(rung(&fixed, "s").scaled_out, None);
}

#[test]
fn every_resource_is_told_and_what_is_kept() {
    let fixture = "web:web-client peak=100 read_share=1 -> db:relational-database read_capacity=400 slots=50 service_time=10 memory=10 working_set=5 storage=100 stored=40 growth=3";
    let report = headroom(&design(fixture), &Query { scale: 2.0, ..Query::default() });
    let db = &report.components[0];
    let used: Vec<(Resource, f64)> = db.resources.iter().map(|found| (found.resource, found.utilisation)).collect();
    // 200 of 400; 200 x 10 ms are two of 50; no CPU time; 200 kB a second, 1.6 of 2,000 Mbit/s.
    let expected =
        [(Resource::Reads, 0.5), (Resource::Concurrency, 0.04), (Resource::Cpu, 0.0), (Resource::Network, 8e-4)];
    assert_eq!(used.iter().map(|used| used.0).collect::<Vec<_>>(), expected.map(|used| used.0));
    used.iter().zip(expected).for_each(|((_, found), (_, expected))| near(*found, expected));
    near(db.memory.unwrap().utilisation, 0.5);
    near(db.storage.unwrap().utilisation, 0.4);
    near(db.storage.unwrap().days_until_full.unwrap(), 20.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn rungs_are_those_of_the_report_and_lie_in_their_range(
        fixture in systems(12, Said::Little),
        drawing in designs(30),
    ) {
        for design in [design(&fixture), drawing] {
            let report = headroom(&design, &Query::default());
            let ladder: Vec<_> = report.rungs.iter().map(|found| found.rung).collect();
            prop_assert_eq!(ladder, analyse(&design, &Query::default()).ladder);
            for found in &report.rungs {
                let multiple = found.rung.multiple;
                prop_assert!(found.low <= multiple * (1.0 + 1e-9) && multiple <= found.high * (1.0 + 1e-9), "{:?}", found);
                if let Some(of) = found.hangs_on {
                    prop_assert!(found.low <= of.low * (1.0 + 1e-9) && of.high <= found.high * (1.0 + 1e-9), "{:?}", found);
                }
                prop_assert!(found.next.is_none_or(|next| next.multiple >= multiple * (1.0 - 1e-9)));
            }
        }
    }
}
