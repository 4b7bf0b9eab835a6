//! What callers do about slow and failing calls where alternatives differ in it.

use linchpin_simulation::*;

/// A source of ten a second with these alternatives; each has a station of its own, with servers and a service time.
fn alternatives(of: [(Target, u32, f64); 2]) -> Report {
    let station = |servers| Station { servers, ..Station::with_servers(servers) };
    let entry = |station, mean| Entry::new(station, Service::constant(mean));
    let to = of.iter().map(|(target, ..)| *target).collect();
    let network = Network {
        stations: of.iter().map(|(_, servers, _)| station(*servers)).collect(),
        entries: of.iter().enumerate().map(|(index, (_, _, mean))| entry(index, *mean)).collect(),
        sources: vec![Source {
            rates: vec![Rate { from: 0.0, rate: 10.0 }],
            call: Call { to, ..Call::synchronous(0) },
        }],
        ..Network::default()
    };
    let settings = Settings { duration: 200.0, warm_up: 0.0, ..Settings::default() };
    let mut simulation = Simulation::new(&network, settings).unwrap();
    assert_eq!(simulation.run(), End::Time);
    simulation.check().unwrap();
    simulation.report()
}

fn target(entry: usize, pool: u32, policy: Policy) -> Target {
    Target { pool, policy: Some(policy), ..Target::new(0.5, entry) }
}

#[test]
fn each_alternative_is_waited_for_as_long_as_it_says() {
    let hasty = Policy { timeout: Some(1.0), ..Policy::default() };
    // Both take two seconds.
    let report = alternatives([(target(0, 0, hasty), 1000, 2.0), (target(1, 1, Policy::default()), 1000, 2.0)]);
    let counts = report.sources[0].counts;
    let share = counts.failed.timed_out as f64 / counts.offered as f64;
    assert!((share - 0.5).abs() < 0.05, "{share}");
    assert_eq!(counts.failed.total(), counts.failed.timed_out);
}

#[test]
fn what_is_tried_again_stays_in_its_pool() {
    let stubborn = Policy { retries: 3, ..Policy::default() };
    // Nobody works at the first one. Where they stand in for each other one in sixteen finds it four times.
    let failed = |pool| {
        let counts =
            alternatives([(target(0, 0, stubborn), 0, 0.1), (target(1, pool, stubborn), 1000, 0.1)]).sources[0].counts;
        counts.failed.down as f64 / counts.offered as f64
    };
    let (apart, together) = (failed(1), failed(0));
    assert!((apart - 0.5).abs() < 0.05, "{apart}");
    assert!((together - 1.0 / 16.0).abs() < 0.02, "{together}");
}

#[test]
fn a_breaker_that_is_open_sends_calls_to_the_rest_of_the_pool() {
    let breaker = Some(Breaker { failures: 5, open_for: 1e4 });
    let policy = Policy { breaker, ..Policy::default() };
    let counts =
        |pool| alternatives([(target(0, 0, policy), 0, 0.1), (target(1, pool, policy), 1000, 0.1)]).sources[0].counts;
    let together = counts(0);
    assert_eq!((together.failed.down, together.failed.broken), (5, 0));
    // What goes to another pool is another's business.
    let apart = counts(1);
    assert_eq!(apart.failed.down, 5);
    let share = apart.failed.broken as f64 / apart.offered as f64;
    assert!((share - 0.5).abs() < 0.05, "{share}");
}
