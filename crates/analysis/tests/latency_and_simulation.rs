//! Latency worked out and latency simulated: two ways to the same numbers. The simulation knows nothing of
//! grids and distributions, and latency nothing of events.
//!
//! Every component here works on a whole number of requests at once: of what is left over, the simulation makes
//! a constant part of the service time, and latency does not.

use linchpin_analysis::{Answer, Experiment, Query, SimulationRun, latency};
use linchpin_testkit::design;

/// Compares every journey; percentiles may differ by so much, relatively.
fn compare(fixture: &str, tolerance: f64) {
    let design = design(fixture);
    let worked_out = latency(&design, &Query::default());
    let mut run = SimulationRun::new(&design, &Experiment::lasting(1_200.0)).unwrap();
    run.finish();
    let simulated = run.report();
    assert_eq!(worked_out.journeys.len(), simulated.journeys.len());
    for (one, other) in worked_out.journeys.iter().zip(&simulated.journeys) {
        assert_eq!((one.entry, one.endpoint, one.class), (other.entry, other.endpoint, other.class));
        let Answer::Within(times) = one.answer else { panic!("{one:?}") };
        let pairs = [(times.mean, other.mean), (times.p50, other.p50), (times.p95, other.p95), (times.p99, other.p99)];
        for (worked_out, simulated) in pairs {
            let simulated = simulated.unwrap().value;
            assert!((worked_out - simulated).abs() <= tolerance * simulated, "{worked_out} and {simulated}: {fixture}");
        }
    }
}

#[test]
fn a_shop_with_a_cache() {
    compare(
        "web:web-client peak=300 read_share=0.8 -> lb:load-balancer -> s:application-server instances=3 capacity=150 service_time=20
        s -> redis:cache
        s -> db:relational-database read_capacity=200 write_capacity=200 service_time=5",
        0.04,
    );
}

#[test]
fn alternatives_routes_and_calls_by_some() {
    compare(
        "web:web-client peak=200 read_share=1 -> gw:api-gateway
        gw -> a:service \"Orders\" capacity=150 service_time=20
        gw -> b:service \"Users\" capacity=200 service_time=10
        a -> c:service \"Prices\" capacity=200 service_time=15 [when=share share=0.3 calls=2]
        b -> c",
        0.05,
    );
}

#[test]
fn calls_made_at_once_and_services_of_other_variation() {
    compare(
        "web:web-client peak=50 read_share=1 -> s:service capacity=1000 service_time=5 variation=0.5
        s -> a:service capacity=1000 service_time=40 variation=2 [group=both]
        s -> b:service capacity=1000 service_time=40 [group=both]",
        0.03,
    );
}

#[test]
fn a_queue_is_answered_when_it_has_the_message() {
    compare(
        "web:web-client peak=100 read_share=0 -> s:service capacity=200 service_time=10
        s -> q:message-queue service_time=5 -> w:worker capacity=200 service_time=100",
        0.04,
    );
}
