//! The simulation against closed forms: the true mean and p99 lie in the 95 % interval for at least 93 of 100 seeds.
//!
//! 100 runs of 40,000 to 120,000 requests for each model, about 140 million events in all.

use linchpin_queueing::{Mg1, Mm1, Mmc, Mmck, OpenNetwork, Servers};
use linchpin_simulation::*;

const SEEDS: u64 = 100;
const HITS: u32 = 93;

fn station(servers: u32, waiting_places: Option<u32>) -> Station {
    Station { waiting_places, ..Station::with_servers(servers) }
}

fn entry(station: usize, mean: f64, then: Vec<Route>) -> Entry {
    Entry { then, ..Entry::new(station, Service::exponential(mean)) }
}

fn run(network: &Network, seed: u64, requests: f64) -> Report {
    let rate: f64 = network.sources.iter().map(|source| source.rates[0].rate).sum();
    let duration = requests / rate;
    let settings = Settings { seed, duration, warm_up: duration / 20.0, points: 10, ..Settings::default() };
    let mut simulation = Simulation::new(network, settings).unwrap();
    assert_eq!(simulation.run(), End::Time);
    simulation.check().unwrap();
    simulation.report()
}

/// What is measured, its true value, and where the report has it.
type Truth<'a> = (&'a str, f64, fn(&SourceReport) -> Option<Estimate>);

/// Counts in how many runs the true values lie in their intervals, and asserts that they are enough.
fn assert_covered(network: &Network, requests: f64, truths: &[Truth]) {
    let mut hits = vec![0; truths.len()];
    let mut sums = vec![0.0; truths.len()];
    for seed in 0..SEEDS {
        let report = run(network, seed, requests);
        for (i, (_, truth, estimate)) in truths.iter().enumerate() {
            let estimate = estimate(&report.sources[0]).unwrap();
            hits[i] += u32::from((estimate.low..=estimate.high).contains(truth));
            sums[i] += estimate.value;
        }
    }
    for (i, (what, truth, _)) in truths.iter().enumerate() {
        let mean = sums[i] / SEEDS as f64;
        println!("{what}: {} of {SEEDS} intervals hold {truth:.4}, the mean of all runs is {mean:.4}", hits[i]);
        assert!(hits[i] >= HITS, "{what}: only {} of {SEEDS} intervals hold {truth}", hits[i]);
        assert!((mean / truth - 1.0).abs() < 0.02, "{what}: {mean} on average instead of {truth}");
    }
}

/// The time by which a tail is down to 1 %.
fn p99(tail: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1e6);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if tail(middle) > 0.01 { low = middle } else { high = middle }
    }
    high
}

/// P(A + B > t) of two independent exponential times of different rates.
fn sum_tail(a: f64, b: f64, t: f64) -> f64 {
    (a * libm::exp(-b * t) - b * libm::exp(-a * t)) / (a - b)
}

#[test]
fn one_server() {
    let network = Network {
        stations: vec![station(1, None)],
        entries: vec![entry(0, 1.0, Vec::new())],
        sources: vec![Source::steady(0.6, 0)],
        ..Network::default()
    };
    let truth = Mm1::new(0.6, 1.0).unwrap();
    let p99 = truth.response_quantile(0.99).unwrap();
    assert_covered(
        &network,
        120_000.0,
        &[("M/M/1 mean", truth.mean_response(), |s| s.mean), ("M/M/1 p99", p99, |s| s.p99)],
    );
}

#[test]
fn several_servers() {
    let network = Network {
        stations: vec![station(4, None)],
        entries: vec![entry(0, 1.0, Vec::new())],
        sources: vec![Source::steady(2.4, 0)],
        ..Network::default()
    };
    let truth = Mmc::new(2.4, 1.0, 4).unwrap();
    let p99 = truth.response_quantile(0.99).unwrap();
    assert_covered(
        &network,
        120_000.0,
        &[("M/M/4 mean", truth.mean_response(), |s| s.mean), ("M/M/4 p99", p99, |s| s.p99)],
    );
}

#[test]
fn a_bounded_queue() {
    let network = Network {
        stations: vec![station(2, Some(3))],
        entries: vec![entry(0, 0.5, Vec::new())],
        sources: vec![Source::steady(3.0, 0)],
        ..Network::default()
    };
    let truth = Mmck::new(3.0, 2.0, 2, 5).unwrap();
    let p99 = truth.response_quantile(0.99).unwrap();
    assert_covered(
        &network,
        40_000.0,
        &[("M/M/2/5 mean", truth.mean_response(), |s| s.mean), ("M/M/2/5 p99", p99, |s| s.p99)],
    );
    let report = run(&network, 1, 400_000.0);
    let counts = report.sources[0].counts;
    let blocked = counts.failed.full as f64 / counts.offered as f64;
    assert!((blocked / truth.blocking_probability() - 1.0).abs() < 0.02, "{blocked}");
    assert!((report.stations[0].mean_in_system / truth.mean_in_system() - 1.0).abs() < 0.01);
    assert!((report.stations[0].utilisation / truth.utilisation() - 1.0).abs() < 0.01);
}

/// Response times of the stations of a tandem are independent (E. Reich, 1963).
#[test]
fn a_tandem() {
    let network = Network {
        stations: vec![station(1, None); 2],
        entries: vec![entry(0, 1.0, vec![Route { probability: 1.0, entry: 1 }]), entry(1, 1.25, Vec::new())],
        sources: vec![Source::steady(0.5, 0)],
        ..Network::default()
    };
    let p99 = p99(|t| sum_tail(0.5, 0.3, t));
    let mean = 1.0 / 0.5 + 1.0 / 0.3;
    assert_covered(&network, 120_000.0, &[("tandem mean", mean, |s| s.mean), ("tandem p99", p99, |s| s.p99)]);
}

/// A tree, where nobody overtakes: response times along each path are independent (J. Walrand and P. Varaiya, 1980).
#[test]
fn a_jackson_network_without_overtaking() {
    let ways = vec![Route { probability: 0.6, entry: 1 }, Route { probability: 0.4, entry: 2 }];
    let network = Network {
        stations: vec![station(1, None); 3],
        entries: vec![entry(0, 1.0, ways), entry(1, 2.0, Vec::new()), entry(2, 2.5, Vec::new())],
        sources: vec![Source::steady(0.5, 0)],
        ..Network::default()
    };
    // Spare rates: 1 - 0.5, 0.5 - 0.3, 0.4 - 0.2; both ways are alike, although their stations are not.
    let p99 = p99(|t| sum_tail(0.5, 0.2, t));
    assert_covered(&network, 120_000.0, &[("tree mean", 7.0, |s| s.mean), ("tree p99", p99, |s| s.p99)]);
}

/// With feedback only the mean is known in closed form.
#[test]
fn a_jackson_network_with_feedback() {
    let network = Network {
        stations: vec![station(2, None), station(1, None)],
        entries: vec![
            entry(0, 1.0, vec![Route { probability: 0.5, entry: 1 }]),
            entry(1, 0.8, vec![Route { probability: 0.4, entry: 0 }]),
        ],
        sources: vec![Source::steady(0.8, 0)],
        ..Network::default()
    };
    let of = |mean_service, servers| linchpin_queueing::Station { mean_service, servers: Servers::Finite(servers) };
    let routing = [vec![0.0, 0.5], vec![0.4, 0.0]];
    let truth = OpenNetwork::from_routing(&[of(1.0, 2), of(0.8, 1)], &[0.8, 0.0], &routing).unwrap().solve().unwrap();
    assert_covered(&network, 40_000.0, &[("Jackson mean", truth.mean_response, |s| s.mean)]);
}

/// Pollaczek and Khinchine: only mean and variation of the service time matter for the mean.
#[test]
fn other_service_times() {
    for (family, variation) in [(Family::Constant, 0.0), (Family::Gamma, 0.5), (Family::LogNormal, 1.5)] {
        let service = Service { mean: 1.0, variation, family };
        let network = Network {
            stations: vec![station(1, None)],
            entries: vec![Entry::new(0, service)],
            sources: vec![Source::steady(0.6, 0)],
            ..Network::default()
        };
        let truth = Mg1::new(0.6, 1.0, variation).unwrap().mean_response();
        let mean = run(&network, 1, 1_000_000.0).sources[0].mean.unwrap().value;
        assert!((mean / truth - 1.0).abs() < 0.02, "{family:?}: {mean} instead of {truth}");
    }
}

/// Work that goes on after the answer holds the server: waiting is that of M/G/1 with both phases as one service
/// (two exponential phases of one mean are an Erlang distribution, variation 1/sqrt 2), the answer comes earlier.
#[test]
fn a_second_phase_that_nobody_waits_for() {
    let phase = Service::exponential(0.4);
    let network = Network {
        stations: vec![station(1, None)],
        entries: vec![Entry { after: phase, ..Entry::new(0, phase) }],
        sources: vec![Source::steady(0.75, 0)],
        ..Network::default()
    };
    let waiting = Mg1::new(0.75, 0.8, 0.5f64.sqrt()).unwrap().mean_wait();
    assert_covered(&network, 100_000.0, &[("mean", waiting + 0.4, |source| source.mean)]);
}
