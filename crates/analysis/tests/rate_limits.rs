//! Rate limits: what they refuse is no load for anybody. Cases solved by hand, the arithmetic beside each, and runs.

use linchpin_analysis::{
    Event, Experiment, PeakComponent, Query, Report, Resource, SimulationRun, analyse, contingencies, headroom,
    latency, peak, synthetic,
};
use linchpin_catalog::{ComponentKind, Property};
use linchpin_document::{PeerId, Replica, Transaction};
use linchpin_testkit::{design, id};
use proptest::prelude::*;

fn asked(fixture: &str, scale: f64) -> Report {
    analyse(&design(fixture), &Query { scale, ..Query::default() })
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{found} instead of {expected}");
}

fn used(report: &Report, component: &str) -> f64 {
    report.component(id(component)).unwrap().utilisation.unwrap()
}

fn multiple(report: &Report, component: &str, resource: Resource) -> Option<f64> {
    let is_it = |rung: &&linchpin_analysis::Rung| rung.component == id(component) && rung.resource == resource;
    report.ladder.iter().find(is_it).map(|rung| rung.multiple)
}

const GATED: &str = "web:web-client peak=100 read_share=1 -> gw:api-gateway capacity=1000 rate_limit=300
    gw -> s:service capacity=400 service_time=1 slots=100000";

#[test]
fn what_is_behind_never_gets_more_than_the_limit() {
    near(used(&asked(GATED, 2.0), "s"), 0.5);
    let report = asked(GATED, 50.0);
    near(used(&report, "s"), 0.75);
    // What is refused is no work for the gateway either.
    near(used(&report, "gw"), 0.3);
    // It arrives all the same: 5,000 calls a second along the first connection, 300 along the next.
    let calls: Vec<f64> = report.connections.iter().map(|connection| connection.rate.total()).collect();
    assert!(calls.contains(&5_000.0) && calls.iter().any(|rate| (rate - 300.0).abs() < 1e-6), "{calls:?}");
}

#[test]
fn the_ladder_names_the_limit_and_not_what_it_shields() {
    let report = asked(GATED, 1.0);
    near(multiple(&report, "gw", Resource::RateLimit).unwrap(), 3.0);
    assert_eq!(multiple(&report, "s", Resource::Throughput), None);
    assert_eq!(multiple(&report, "gw", Resource::Throughput), None);
    // A ceiling below the limit is reached first: 80 of 100 a second at 0.8 of the peak.
    let report = asked(&GATED.replace("capacity=400", "capacity=80"), 1.0);
    near(multiple(&report, "s", Resource::Throughput).unwrap(), 0.8);
}

#[test]
fn what_comes_by_another_way_goes_on_growing() {
    // min(100 x, 300) + 50 x = 1,000 at x = 14.
    let fixture =
        format!("{}\ncron:scheduler peak=50 read_share=1 -> s", GATED.replace("capacity=400", "capacity=1000"));
    near(multiple(&asked(&fixture, 1.0), "s", Resource::Throughput).unwrap(), 14.0);
    near(used(&asked(&fixture, 14.0), "s"), 1.0);
    let found = headroom(&design(&fixture), &Query::default());
    let rung = found.rungs.iter().find(|ranged| ranged.rung.component == id("s")).unwrap();
    near(rung.low, 14.0);
}

#[test]
fn classes_are_refused_alike() {
    // 60 reads and 40 writes, of which 10 pass.
    let fixture = "web:web-client peak=100 read_share=0.6 -> gw:api-gateway rate_limit=10 -> s:service";
    let rate = asked(fixture, 1.0).component(id("s")).unwrap().rate;
    near(rate.read, 6.0);
    near(rate.write, 4.0);
}

#[test]
fn limits_one_after_the_other_share_what_is_left() {
    // A lets 50 of 100 pass; of these 50 and 150 others B lets 100 pass, half of each.
    let fixture = "one:web-client peak=100 read_share=1 -> a:api-gateway rate_limit=50 -> b:api-gateway rate_limit=100
        two:web-client peak=150 read_share=1 -> b -> s:service";
    let report = asked(fixture, 1.0);
    near(report.component(id("s")).unwrap().rate.read, 100.0);
    // B refuses once 100 x + 150 x = 100.
    near(multiple(&report, "b", Resource::RateLimit).unwrap(), 0.4);
    near(multiple(&report, "a", Resource::RateLimit).unwrap(), 0.5);
}

#[test]
fn requests_that_come_round_again_are_limited_each_time() {
    // Of what the service gets, half goes round again: r = a (100 + r / 2), and a (100 + r / 2) is 60 at most.
    let fixture = "web:web-client peak=100 read_share=1 -> gw:api-gateway rate_limit=60 -> s:service
        s -> gw [when=share share=0.5]";
    let report = asked(fixture, 1.0);
    near(report.component(id("gw")).unwrap().rate.read, 60.0);
    near(report.component(id("s")).unwrap().rate.read, 60.0);
}

#[test]
fn what_is_refused_is_a_finding_and_no_overload() {
    let report = asked(GATED, 6.0);
    let found = report.findings.iter().find(|finding| finding.rule == "load.refused").unwrap();
    assert_eq!(found.subjects, [id("gw")]);
    assert!(found.title.contains("50 %"), "{}", found.title);
    assert!(report.findings.iter().all(|finding| finding.rule != "load.saturation"));
}

#[test]
fn a_limit_keeps_what_is_left_from_drowning() {
    // Without one of two, the other gets 800 of 500: a hidden single point, unless only 450 come.
    let pair = |limit: &str| {
        format!(
            "web:web-client peak=800 read_share=1 -> lb:load-balancer {limit}
            lb -> a:application-server capacity=500
            lb -> b:application-server capacity=500"
        )
    };
    let hidden = |fixture: &str| contingencies(&design(fixture), &Query::default()).findings.len();
    assert!(hidden(&pair("")) > 0);
    assert_eq!(hidden(&pair("rate_limit=450")), 0);
}

#[test]
fn answers_behind_a_limit_stay_bounded() {
    let unlimited = GATED.replace("rate_limit=300", "");
    let journey =
        |fixture: &str| latency(&design(fixture), &Query { scale: 9.0, ..Query::default() }).journeys[0].clone();
    assert!(matches!(journey(GATED).answer, linchpin_analysis::Answer::Within(_)));
    // What is refused has still come over the network of the gateway.
    assert_eq!(journey(GATED).limit.unwrap().component, id("gw"));
    assert!(matches!(journey(&unlimited).answer, linchpin_analysis::Answer::Unbounded(_)));
}

#[test]
fn a_burst_is_cut_at_the_limit() {
    // Ten minutes at 1,000 a second, 200 before and after; 300 pass, of 400 the service can do.
    let fixture = "web:web-client peak=1000 read_share=1 profile=burst off_peak=0.2 peak_length=10
        web -> gw:api-gateway capacity=100000 rate_limit=300 -> s:service capacity=400 service_time=1 slots=100000";
    let found = peak(&design(fixture), &Query::default());
    let told: Vec<&PeakComponent> = found.components.iter().collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].component, told[0].resource), (id("gw"), Resource::RateLimit));
    near(told[0].overloaded, 600.0);
    near(told[0].beyond, 600.0 * 700.0);
    assert_eq!(found.journeys[0].short, Some(id("gw")));
}

#[test]
fn a_run_refuses_as_many() {
    // 100 a second come and 60 pass: 40 % are refused.
    let fixture = "web:web-client peak=100 read_share=1 -> gw:api-gateway rate_limit=60 -> s:service capacity=1000";
    let rate = asked(fixture, 1.0).component(id("s")).unwrap().rate.read;
    let mut run = SimulationRun::new(&design(fixture), &Experiment::lasting(600.0)).unwrap();
    run.finish();
    let report = run.report();
    let served = report.components.iter().find(|component| component.id == id("s")).unwrap().throughput;
    assert!((served - rate).abs() < 0.02 * rate, "{served} instead of {rate}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// With limits anywhere, a rung is where utilisation reaches one, and nothing gets more than its limit.
    #[test]
    fn rungs_hold_behind_limits(seed: u64, limits in prop::collection::vec(10.0f64..5_000.0, 1..6), failed: bool) {
        let mut replica = Replica::new(PeerId::from_bits(1));
        replica.commit(&synthetic(60, seed)).unwrap();
        let forwards = |kind: ComponentKind| kind.has(Property::RateLimit);
        let doors: Vec<_> = replica.design().components().filter(|item| forwards(item.kind())).map(|item| item.id).collect();
        prop_assume!(!doors.is_empty());
        let mut limiting = Transaction::new();
        for (door, limit) in doors.iter().zip(limits.iter().cycle()) {
            limiting.set(*door, Property::RateLimit, *limit);
        }
        replica.commit(&limiting).unwrap();
        let failed: Vec<Event> = doors.iter().take(usize::from(failed)).map(|door| Event::Component(*door)).collect();
        let at = |scale: f64| analyse(replica.design(), &Query { scale, failed: failed.clone(), ..Query::default() });
        let report = at(1.0);
        for rung in report.ladder.iter().filter(|rung| rung.resource != Resource::RateLimit).take(6) {
            let used = at(rung.multiple).component(rung.component).unwrap().utilisation.unwrap();
            prop_assert!((used - 1.0).abs() < 1e-6, "{used} at {}", rung.multiple);
        }
        let strained = at(1e4);
        for door in &doors {
            let limit = replica.design().get(*door).unwrap().number(Property::RateLimit).unwrap();
            prop_assert!(strained.component(*door).unwrap().rate.total() <= limit * (1.0 + 1e-6));
        }
    }
}
