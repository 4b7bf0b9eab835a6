//! Failures, retries, breakers, shedding and backlogs, as a user would see them.

use linchpin_simulation::*;

fn station(servers: u32) -> Station {
    Station::with_servers(servers)
}

fn entry(station: usize, mean: f64, steps: Vec<Vec<Call>>) -> Entry {
    Entry { steps, ..Entry::new(station, Service::exponential(mean)) }
}

fn down(station: usize, from: f64, to: f64, servers: u32) -> Vec<Change> {
    vec![Change { at: from, station, servers: 0 }, Change { at: to, station, servers }]
}

/// Three minutes, in points of one second.
fn run(network: &Network) -> Report {
    let settings = Settings { duration: 180.0, warm_up: 0.0, points: 180, ..Settings::default() };
    let mut simulation = Simulation::new(network, settings).unwrap();
    assert_eq!(simulation.run(), End::Time);
    simulation.check().unwrap();
    simulation.report()
}

/// Mean of a series over some seconds.
fn over(series: &[Point], seconds: std::ops::Range<usize>, what: fn(&Point) -> f32) -> f32 {
    let count = seconds.len() as f32;
    series[seconds].iter().map(what).sum::<f32>() / count
}

#[test]
fn what_is_down_refuses_and_comes_back() {
    let network = Network {
        stations: vec![station(4)],
        entries: vec![entry(0, 0.01, Vec::new())],
        sources: vec![Source::steady(100.0, 0)],
        changes: down(0, 60.0, 120.0, 4),
        ..Network::default()
    };
    let report = run(&network);
    let source = &report.sources[0];
    assert_eq!(over(&source.series, 61..119, |point| point.answered), 0.0);
    assert!((over(&source.series, 61..119, |point| point.failed) - 100.0).abs() < 6.0);
    assert!((over(&source.series, 121..180, |point| point.answered) - 100.0).abs() < 6.0);
    assert_eq!(source.counts.failed.total(), source.counts.failed.down);
    assert!(report.stations[0].interrupted <= 4 && report.stations[0].refused > 5_000);
}

#[test]
fn a_queue_keeps_what_its_consumer_cannot_take_and_drains() {
    let network = Network {
        stations: vec![station(10), Station { waits_when_down: true, ..station(2) }],
        entries: vec![entry(0, 0.01, vec![vec![Call::asynchronous(1)]]), entry(1, 0.01, Vec::new())],
        sources: vec![Source::steady(50.0, 0)],
        changes: down(1, 30.0, 60.0, 2),
        ..Network::default()
    };
    let report = run(&network);
    let source = &report.sources[0];
    assert_eq!(source.counts.failed.total() + source.messages.failed.total(), 0);
    assert!(source.messages.offered > 8_000 && source.messages.in_flight < 10);
    let waiting = |second: usize| report.stations[1].series[second].waiting;
    // 30 s at 50 a second wait; 200 a second can be done, so 150 a second are caught up with.
    assert!((waiting(59) - 1_475.0).abs() < 150.0, "{}", waiting(59));
    assert!(waiting(65) > 100.0 && waiting(75) < 5.0, "{} {}", waiting(65), waiting(75));
}

#[test]
fn without_its_cache_the_store_gets_every_read() {
    let cache = Call { optional: true, is_cache: true, ..Call::synchronous(1) };
    let store = Call { to: vec![Target::new(0.1, 2)], certain_after_failure: true, ..Call::synchronous(2) };
    let network = Network {
        stations: vec![station(100), station(10), station(10)],
        entries: vec![
            entry(0, 0.001, vec![vec![cache], vec![store]]),
            entry(1, 0.001, Vec::new()),
            entry(2, 0.01, Vec::new()),
        ],
        sources: vec![Source::steady(200.0, 0)],
        changes: down(1, 60.0, 120.0, 10),
        ..Network::default()
    };
    let report = run(&network);
    let source = &report.sources[0];
    assert_eq!(source.counts.failed.total(), 0);
    assert!((source.counts.degraded as f64 / 12_000.0 - 1.0).abs() < 0.05);
    let busy = |from: usize, to: usize| {
        report.stations[2].series[from..to].iter().map(|point| point.serving).sum::<f32>() / (to - from) as f32
    };
    // 20 and 200 reads a second of 10 ms each.
    assert!((busy(0, 59) - 0.2).abs() < 0.05 && (busy(61, 119) - 2.0).abs() < 0.2, "{} {}", busy(0, 59), busy(61, 119));
}

#[test]
fn a_balancer_that_checks_health_sends_all_to_the_survivors() {
    let to = (0..3).map(|entry| Target::new(1.0 / 3.0, entry)).collect();
    let mut source = Source::steady(100.0, 0);
    source.call = Call { to, avoids_down: true, ..Call::synchronous(0) };
    let network = Network {
        stations: vec![station(4); 3],
        entries: (0..3).map(|i| entry(i, 0.01, Vec::new())).collect(),
        sources: vec![source],
        changes: down(1, 60.0, 180.0, 4),
        ..Network::default()
    };
    let report = run(&network);
    assert_eq!(report.sources[0].counts.failed.total(), report.stations[1].interrupted);
    let rate = report.stations[0].throughput;
    assert!((rate - (60.0 * 33.3 + 120.0 * 50.0) / 180.0).abs() < 2.0, "{rate}");
}

fn impatient(rates: &[(f64, f64)], policy: Policy) -> Network {
    let rates = rates.iter().map(|&(from, rate)| Rate { from, rate }).collect();
    Network {
        stations: vec![station(10)],
        entries: vec![entry(0, 0.1, Vec::new())],
        sources: vec![Source { rates, call: Call { policy, ..Call::synchronous(0) } }],
        ..Network::default()
    }
}

/// A peak of ten seconds: 70 % busy before and after. Whoever gives up after a second and asks again leaves
/// work for nobody behind, and the overload feeds itself for good; a breaker ends it.
#[test]
fn retries_keep_an_overload_alive_and_a_breaker_ends_it() {
    let peak = [(0.0, 70.0), (30.0, 300.0), (40.0, 70.0)];
    let after = |policy: Policy| {
        let report = run(&impatient(&peak, policy));
        over(&report.sources[0].series, 120..180, |point| point.answered)
    };
    let timeout = Some(1.0);
    let patient = after(Policy { timeout, ..Policy::default() });
    let storm = after(Policy { timeout, retries: 3, ..Policy::default() });
    let breaker = Some(Breaker { failures: 20, open_for: 5.0 });
    let protected = after(Policy { timeout, retries: 3, breaker, ..Policy::default() });
    assert!((patient - 70.0).abs() < 5.0, "{patient}");
    assert!(storm < 20.0, "{storm}");
    assert!((protected - 70.0).abs() < 5.0, "{protected}");
}

/// The probe of 11 s is given up at 12 s, so the next goes out at 22 s, whatever comes of the retry at 17 s that finds
/// nobody to ask.
#[test]
fn a_retry_that_finds_nobody_to_ask_is_no_probe() {
    let backoff = Backoff { first: 5.0, factor: 1.0, jitter: 0.0 };
    let breaker = Some(Breaker { failures: 1, open_for: 10.0 });
    let policy = Policy { timeout: Some(1.0), retries: 1, backoff, breaker };
    let mut network = impatient(&[(0.0, 20.0)], policy);
    network.stations[0].servers = 1_000;
    network.entries[0].service = Service::constant(1.5);
    network.sources[0].call.avoids_down = true;
    network.changes = down(0, 16.0, 18.0, 1_000);
    let report = run(&network);
    let served = |seconds: std::ops::Range<usize>| report.stations[0].series[seconds].iter().any(|at| at.serving > 0.0);
    assert!(served(11..12) && !served(13..21), "one probe, then none");
    assert!(served(22..24), "and one more");
}

#[test]
fn every_attempt_is_counted() {
    let backoff = Backoff { first: 0.5, factor: 2.0, jitter: 0.0 };
    let policy = Policy { timeout: Some(1.0), retries: 2, backoff, breaker: None };
    let mut network = impatient(&[(0.0, 10.0), (100.0, 0.0)], policy);
    network.stations[0].servers = u32::MAX;
    network.entries[0].service = Service::constant(5.0);
    let report = run(&network);
    let counts = report.sources[0].counts;
    assert_eq!((counts.failed.timed_out, counts.retries), (counts.offered, 2 * counts.offered));
    // Called goes on working: 3 attempts of 5 s each; callers hold on for 1 + 0.5 + 1 + 1 + 1 s.
    let work = report.stations[0].mean_in_system * 180.0 / counts.offered as f64;
    assert!((work - 15.0).abs() < 1e-6, "{work}");
}

#[test]
fn an_overload_without_bound_ends_early_and_says_so() {
    let network = impatient(&[(0.0, 1e12)], Policy::default());
    let settings = Settings { most_in_flight: 10_000, ..Settings::default() };
    let mut simulation = Simulation::new(&network, settings).unwrap();
    assert_eq!(simulation.run(), End::InFlight);
    simulation.check().unwrap();
    let settings = Settings { most_events: 5_000, ..Settings::default() };
    let mut simulation = Simulation::new(&network, settings).unwrap();
    assert_eq!(simulation.run(), End::Events);
    assert_eq!(simulation.report().events, 5_000);
}

/// Whoever waits patiently for what is answered at once leaves a timer behind for each call.
#[test]
fn timers_of_calls_long_answered_take_no_memory() {
    let policy = Policy { timeout: Some(1e5), ..Policy::default() };
    let mut network = impatient(&[(0.0, 1_000.0)], policy);
    network.entries[0].service = Service::constant(0.001);
    network.stations[0].servers = 1_000;
    let settings = Settings { duration: 50.0, warm_up: 0.0, most_in_flight: 500, ..Settings::default() };
    let mut simulation = Simulation::new(&network, settings).unwrap();
    assert_eq!(simulation.run(), End::Time);
    simulation.check().unwrap();
    let counts = simulation.report().sources[0].counts;
    assert_eq!((counts.failed.total(), counts.answered + counts.in_flight), (0, counts.offered));
}

/// Entries that call each other without end and without taking time.
#[test]
fn a_circle_of_calls_ends_early() {
    let circle = |to| Entry { service: Service::constant(0.0), ..entry(0, 1.0, vec![vec![Call::synchronous(to)]]) };
    let network = Network {
        stations: vec![station(u32::MAX)],
        entries: vec![circle(1), circle(0)],
        sources: vec![Source::steady(1.0, 0)],
        ..Network::default()
    };
    let mut simulation = Simulation::new(&network, Settings::default()).unwrap();
    assert_eq!(simulation.run(), End::InFlight);
    simulation.check().unwrap();
}

#[test]
fn nonsense_is_refused() {
    let good = impatient(&[(0.0, 1.0)], Policy::default());
    let refused = |change: fn(&mut Network)| {
        let mut network = good.clone();
        change(&mut network);
        Simulation::new(&network, Settings::default()).unwrap_err()
    };
    assert!(matches!(refused(|n| n.entries[0].station = 1), Error::Dangling { .. }));
    assert!(matches!(refused(|n| n.sources[0].call.to[0].entry = 7), Error::Dangling { .. }));
    assert!(matches!(refused(|n| n.sources[0].call.to[0].probability = 1.1), Error::OutOfRange { .. }));
    assert!(matches!(refused(|n| n.entries[0].service.mean = f64::NAN), Error::OutOfRange { .. }));
    assert!(matches!(refused(|n| n.entries[0].service.mean = -1.0), Error::OutOfRange { .. }));
    assert!(matches!(refused(|n| n.sources[0].rates[0].rate = f64::INFINITY), Error::OutOfRange { .. }));
    assert!(matches!(refused(|n| n.sources[0].rates.clear()), Error::NotInOrder { .. }));
    assert!(matches!(refused(|n| n.changes = down(0, 9.0, 3.0, 1)), Error::NotInOrder { .. }));
    for (duration, warm_up) in [(0.0, 0.0), (f64::NAN, 0.0), (10.0, 10.0), (10.0, -1.0), (f64::INFINITY, 0.0)] {
        let settings = Settings { duration, warm_up, ..Settings::default() };
        assert!(Simulation::new(&good, settings).is_err(), "{duration} {warm_up}");
    }
    assert!(Simulation::new(&Network::default(), Settings::default()).is_ok());
}

/// 20 a second at first, then 80: each instance serves 10 a second, and two thirds of it are wanted.
#[test]
fn instances_are_added_after_a_delay_and_leave_again() {
    let mut network = impatient(&[(0.0, 20.0), (60.0, 80.0), (120.0, 20.0)], Policy::default());
    network.stations[0].servers = 3;
    network.scalers = vec![Scaler {
        station: 0,
        along: Vec::new(),
        servers_each: 1,
        fewest: 2,
        most: 20,
        target: 2.0 / 3.0,
        period: 5.0,
        delay: 10.0,
        patience: 3,
    }];
    let report = run(&network);
    let series = &report.stations[0].series;
    let working = |second: usize| series[second].working;
    assert!((2..=5).contains(&working(50)), "{}", working(50));
    // Ordered at 65 at the earliest, and working ten seconds later: until then the backlog grows.
    assert!(working(73) <= 5 && series[73].waiting > 300.0, "{} {}", working(73), series[73].waiting);
    assert!((11..=20).contains(&working(115)), "{}", working(115));
    assert!((2..=5).contains(&working(175)), "{}", working(175));
    assert_eq!(report.sources[0].counts.failed.total(), 0);
    assert_eq!(report.stations[0].interrupted, 0);
}

/// Six of eight servers fail at once: 40 requests a second need four, and six to be two thirds busy.
#[test]
fn a_scaler_replaces_what_failed() {
    let mut network = impatient(&[(0.0, 40.0)], Policy::default());
    network.stations[0].servers = 8;
    let scaler = Scaler {
        station: 0,
        along: Vec::new(),
        servers_each: 2,
        fewest: 1,
        most: 10,
        target: 2.0 / 3.0,
        period: 5.0,
        delay: 10.0,
        patience: 100,
    };
    network.scalers = vec![scaler];
    network.changes = vec![Change { at: 60.0, station: 0, servers: 2 }];
    let report = run(&network);
    let series = &report.stations[0].series;
    assert_eq!(series[65].working, 2);
    assert!(series[150].working >= 6 && series[150].waiting < 20.0, "{:?}", series[150]);
}

/// The first attempt is answered at 1.2, when the second one, made at 1, is already waited for until 2.
#[test]
fn an_answer_that_comes_too_late_counts_for_nothing() {
    let policy = Policy { timeout: Some(1.0), retries: 1, ..Policy::default() };
    let mut network = impatient(&[(0.0, 10.0), (100.0, 0.0)], policy);
    network.stations[0].servers = u32::MAX;
    network.entries[0].service = Service::constant(1.2);
    let counts = run(&network).sources[0].counts;
    assert!(counts.offered > 900 && counts.answered == 0);
    assert_eq!((counts.failed.timed_out, counts.retries), (counts.offered, counts.offered));
}

/// A dip of fifteen seconds, while four looks at five seconds each must agree before instances go.
#[test]
fn a_patient_scaler_keeps_its_instances_through_a_dip() {
    let kept_with = |patience: u32| {
        let mut network = impatient(&[(0.0, 80.0), (60.0, 5.0), (75.0, 80.0)], Policy::default());
        network.stations[0].servers = 12;
        let (servers_each, fewest, most, target, period, delay) = (1, 2, 20, 2.0 / 3.0, 5.0, 10.0);
        network.scalers =
            vec![Scaler { station: 0, along: Vec::new(), servers_each, fewest, most, target, period, delay, patience }];
        let series = &run(&network).stations[0].series;
        (60..80).map(|second| series[second].working).min().unwrap()
    };
    assert!(kept_with(4) >= 10 && kept_with(1) <= 4, "{} {}", kept_with(4), kept_with(1));
}

#[test]
fn a_rate_limit_lets_in_what_it_says_and_refuses_the_rest() {
    let network = Network {
        stations: vec![Station { rate_limit: Some(50.0), ..station(100) }],
        entries: vec![entry(0, 0.01, Vec::new())],
        sources: vec![Source::steady(200.0, 0)],
        ..Network::default()
    };
    let source = &run(&network).sources[0];
    // 50 a second for three minutes, and the bucket that was full at the start.
    assert!((source.counts.answered + source.counts.in_flight).abs_diff(50 * 180 + 50) <= 1);
    assert_eq!(source.counts.failed.total(), source.counts.failed.limited);
}

#[test]
fn a_call_goes_elsewhere_from_the_time_it_is_told_to() {
    let to = vec![Target::new(1.0, 1), Target::new(0.0, 2)];
    let call = Call { to, ..Call::synchronous(1) };
    let reroute = |at, to: [f64; 2], refused| Reroute { at, call: (0, 0, 0), to: to.to_vec(), refused };
    let network = Network {
        stations: vec![station(10), station(10), station(10)],
        entries: vec![entry(0, 0.001, vec![vec![call]]), entry(1, 0.01, Vec::new()), entry(2, 0.03, Vec::new())],
        sources: vec![Source::steady(100.0, 0)],
        reroutes: vec![reroute(60.0, [0.0, 1.0], 0.0), reroute(120.0, [0.0, 0.0], 1.0)],
        ..Network::default()
    };
    let mut simulation =
        Simulation::new(&network, Settings { duration: 180.0, warm_up: 0.0, points: 180, ..Settings::default() })
            .unwrap();
    simulation.run();
    let report = simulation.report();
    let series = &report.sources[0].series;
    assert!(over(series, 0..59, |point| point.mean.unwrap()) < 0.015);
    assert!(over(series, 61..119, |point| point.mean.unwrap()) > 0.025);
    assert_eq!(over(series, 121..180, |point| point.answered), 0.0);
    let offered: u64 = report.sources[0].counts.offered;
    let [first, second] = [simulation.taken()[0], simulation.taken()[1]];
    assert_eq!(first + second, offered - report.sources[0].counts.failed.down);
    assert!(first.abs_diff(6_000) < 400 && second.abs_diff(6_000) < 400, "{first} {second}");
}
