//! How fast the engine is: jobs and events a second, and the queue of events by its shape.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use divan::counter::ItemsCount;
use linchpin_simulation::{
    Backoff, Breaker, Call, Entry, EventQueue, Network, Policy, Random, Service, Settings, Simulation, Source, Station,
    Target,
};

fn main() {
    divan::main();
}

const JOBS: f64 = 1_000_000.0;

fn station(servers: u32) -> Station {
    Station::with_servers(servers)
}

fn run(network: &Network, duration: f64) -> u64 {
    let mut simulation =
        Simulation::new(network, Settings { duration, warm_up: duration / 10.0, ..Settings::default() })
            .expect("it is valid");
    simulation.run();
    simulation.report().events
}

/// The model that SimPy and Ciw are measured with: one server, 80 % busy. Items are jobs.
#[divan::bench(max_time = 5)]
fn one_server(bencher: divan::Bencher) {
    let entry = Entry::new(0, Service::exponential(0.8));
    let network = Network {
        stations: vec![station(1)],
        entries: vec![entry],
        sources: vec![Source::steady(1.0, 0)],
        ..Network::default()
    };
    bencher.counter(ItemsCount::new(JOBS as u64)).bench_local(|| run(&network, JOBS));
}

/// A balancer over ten servers that call a store, with latency, timeouts, retries and a breaker, 700 requests in
/// flight. Items are events.
#[divan::bench(max_time = 5)]
fn layered(bencher: divan::Bencher) {
    let policy = Policy {
        timeout: Some(2.0),
        retries: 2,
        backoff: Backoff { first: 0.1, factor: 2.0, jitter: 0.5 },
        breaker: Some(Breaker { failures: 20, open_for: 5.0 }),
    };
    let store = Call { to: vec![Target { latency: 0.001, ..Target::new(1.0, 10) }], policy, ..Call::synchronous(10) };
    let server = |i| Entry { steps: vec![vec![store.clone()]], ..Entry::new(i, Service::exponential(0.05)) };
    let mut entries: Vec<Entry> = (0..10).map(server).collect();
    entries.push(Entry::new(10, Service::exponential(0.004)));
    let to = (0..10).map(|entry| Target { latency: 0.005, ..Target::new(0.1, entry) }).collect();
    let mut source = Source::steady(10_000.0, 0);
    source.call = Call { to, policy, avoids_down: true, ..Call::synchronous(0) };
    let network = Network {
        stations: (0..10).map(|_| station(100)).chain([station(60)]).collect(),
        entries,
        sources: vec![source],
        ..Network::default()
    };
    let events = run(&network, 20.0);
    bencher.counter(ItemsCount::new(events)).bench_local(|| run(&network, 20.0));
}

const SIZES: [usize; 3] = [2, 100, 10_000];
const HOLDS: usize = 1_000_000;

/// The hold model: take out the next event and schedule another one, with a queue that keeps its size.
fn hold<const ARITY: usize>(bencher: divan::Bencher, size: usize) {
    bencher.counter(ItemsCount::new(HOLDS)).bench_local(|| {
        let (mut queue, mut random) = (EventQueue::<ARITY>::default(), Random::new(1, 0));
        (0..size).for_each(|i| queue.schedule(random.uniform(), 0, i as u32, 0));
        for _ in 0..HOLDS {
            let event = queue.pop().expect("it never runs dry");
            queue.schedule(event.time + random.uniform(), 0, event.index, 0);
        }
        queue.len()
    });
}

#[divan::bench(args = SIZES, max_time = 2)]
fn hold_two_children(bencher: divan::Bencher, size: usize) {
    hold::<2>(bencher, size);
}

#[divan::bench(args = SIZES, max_time = 2)]
fn hold_four_children(bencher: divan::Bencher, size: usize) {
    hold::<4>(bencher, size);
}

#[divan::bench(args = SIZES, max_time = 2)]
fn hold_eight_children(bencher: divan::Bencher, size: usize) {
    hold::<8>(bencher, size);
}

/// The heap of the standard library, with the same 24 bytes.
#[divan::bench(args = SIZES, max_time = 2)]
fn hold_standard_library(bencher: divan::Bencher, size: usize) {
    bencher.counter(ItemsCount::new(HOLDS)).bench_local(|| {
        let (mut queue, mut random) = (BinaryHeap::new(), Random::new(1, 0));
        // Bits of positive floats are in the order of the floats.
        (0..size).for_each(|i| queue.push(Reverse((random.uniform().to_bits(), i as u64, 0u64))));
        for i in 0..HOLDS {
            let Reverse((time, _, index)) = queue.pop().expect("it never runs dry");
            queue.push(Reverse(((f64::from_bits(time) + random.uniform()).to_bits(), i as u64, index)));
        }
        queue.len()
    });
}
