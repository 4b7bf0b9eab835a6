//! Calls that hold the caller's server, against the exact Markov chain: throughput within 1 %.

#[path = "../../queueing/tests/markov/mod.rs"]
mod markov;

use linchpin_simulation::*;
use markov::{Chain, mean};

fn station(servers: u32, waiting_places: Option<u32>) -> Station {
    Station { waiting_places, ..Station::with_servers(servers) }
}

fn entry(station: usize, mean: f64, steps: Vec<Vec<Call>>) -> Entry {
    Entry { steps, ..Entry::new(station, Service::exponential(mean)) }
}

fn assert_throughput(what: &str, network: &Network, exact: f64) {
    let duration = 300_000.0 / exact;
    let settings = Settings { duration, warm_up: duration / 100.0, ..Settings::default() };
    let mut simulation = Simulation::new(network, settings).unwrap();
    assert_eq!(simulation.run(), End::Time);
    simulation.check().unwrap();
    let found = simulation.report().sources[0].throughput;
    assert!((found / exact - 1.0).abs() < 0.01, "{what}: {found} is simulated, exact is {exact}");
}

fn moves_to<S>(moves: &mut Vec<(f64, S)>, rate: f64, next: S) {
    if rate > 0.0 {
        moves.push((rate, next));
    }
}

/// A front with few threads calls a store after its own work.
#[test]
fn two_layers() {
    let cases = [(5.0, 3u32, 4u32, 1u32, 2.0, 3.0), (8.0, 2, 6, 2, 6.0, 2.0), (20.0, 6, 2, 3, 5.0, 4.0)];
    for (arrival, threads, places, stores, front, store) in cases {
        // Waiting, in own service, waiting for the store or served by it.
        let chain = Chain::explore([0u32; 3], |&[waiting, own, called]| {
            let mut moves = Vec::new();
            if own + called < threads {
                moves_to(&mut moves, arrival, [waiting, own + 1, called]);
            } else if waiting < places {
                moves_to(&mut moves, arrival, [waiting + 1, own, called]);
            }
            if own > 0 {
                moves_to(&mut moves, front * f64::from(own), [waiting, own - 1, called + 1]);
            }
            if called > 0 {
                let next = if waiting > 0 { [waiting - 1, own + 1, called - 1] } else { [0, own, called - 1] };
                moves_to(&mut moves, store * f64::from(called.min(stores)), next);
            }
            moves
        });
        let exact = mean(&chain.steady_state(), |&[_, _, called]| store * f64::from(called.min(stores)));
        let network = Network {
            stations: vec![station(threads, Some(places)), station(stores, None)],
            entries: vec![entry(0, 1.0 / front, vec![vec![Call::synchronous(1)]]), entry(1, 1.0 / store, Vec::new())],
            sources: vec![Source::steady(arrival, 0)],
            ..Network::default()
        };
        assert_throughput("two layers", &network, exact);
    }
}

/// A front calls a middle, which calls a store with probability one half; threads are few everywhere.
#[test]
fn three_layers() {
    let (arrival, places, threads, rates, half) = (6.0, 3, [4u32, 2, 1], [4.0, 5.0, 2.5], 0.5);
    // Waiting and in own service at the front; then at the middle; then at the store.
    let chain = Chain::explore([0u32; 5], |&[w, own, middle_waiting, middle_own, store]| {
        let mut moves = Vec::new();
        let held = own + middle_waiting + middle_own + store;
        if held < threads[0] {
            moves_to(&mut moves, arrival, [w, own + 1, middle_waiting, middle_own, store]);
        } else if w < places {
            moves_to(&mut moves, arrival, [w + 1, own, middle_waiting, middle_own, store]);
        }
        if own > 0 {
            let free = middle_own + store < threads[1];
            let next = [w, own - 1, middle_waiting + u32::from(!free), middle_own + u32::from(free), store];
            moves_to(&mut moves, rates[0] * f64::from(own), next);
        }
        // A thread of the middle is done, and so is one of the front: both take the next job that waits.
        let done = |middle_own: u32, store: u32| {
            let takes = u32::from(middle_waiting > 0);
            let (w, own) = if w > 0 { (w - 1, own + 1) } else { (w, own) };
            [w, own, middle_waiting - takes, middle_own + takes, store]
        };
        if middle_own > 0 {
            let rate = rates[1] * f64::from(middle_own);
            moves_to(&mut moves, rate * half, [w, own, middle_waiting, middle_own - 1, store + 1]);
            moves_to(&mut moves, rate * (1.0 - half), done(middle_own - 1, store));
        }
        if store > 0 {
            moves_to(&mut moves, rates[2] * f64::from(store.min(threads[2])), done(middle_own, store - 1));
        }
        moves
    });
    let exact = mean(&chain.steady_state(), |&[_, _, _, middle_own, store]| {
        rates[1] * f64::from(middle_own) * (1.0 - half) + rates[2] * f64::from(store.min(threads[2]))
    });
    let perhaps = Call { to: vec![Target::new(half, 2)], ..Call::synchronous(2) };
    let network = Network {
        stations: vec![station(threads[0], Some(places)), station(threads[1], None), station(threads[2], None)],
        entries: vec![
            entry(0, 1.0 / rates[0], vec![vec![Call::synchronous(1)]]),
            entry(1, 1.0 / rates[1], vec![vec![perhaps]]),
            entry(2, 1.0 / rates[2], Vec::new()),
        ],
        sources: vec![Source::steady(arrival, 0)],
        ..Network::default()
    };
    assert_throughput("three layers", &network, exact);
}

/// Two calls at once take as long as the slower one: 1/a + 1/b - 1/(a + b) on top of the own service.
#[test]
fn calls_made_at_once_and_calls_made_one_after_the_other() {
    let stations = vec![station(u32::MAX, None); 3];
    let callees = [entry(1, 1.0, Vec::new()), entry(2, 0.5, Vec::new())];
    let latency =
        |entry| Call { to: vec![Target { latency: 0.1, ..Target::new(1.0, entry) }], ..Call::synchronous(entry) };
    let at_once = vec![vec![latency(1), latency(2)]];
    let in_turn = vec![vec![latency(1)], vec![latency(2)]];
    for (steps, calls) in [(at_once, 1.0 + 0.5 - 1.0 / 3.0 + 0.2), (in_turn, 1.0 + 0.5 + 0.4)] {
        let network = Network {
            stations: stations.clone(),
            entries: [entry(0, 0.25, steps)].into_iter().chain(callees.clone()).collect(),
            sources: vec![Source::steady(10.0, 0)],
            ..Network::default()
        };
        let settings = Settings { duration: 20_000.0, ..Settings::default() };
        let mut simulation = Simulation::new(&network, settings).unwrap();
        simulation.run();
        let mean = simulation.report().sources[0].mean.unwrap().value;
        assert!((mean / (0.25 + calls) - 1.0).abs() < 0.01, "{mean} instead of {}", 0.25 + calls);
    }
}
