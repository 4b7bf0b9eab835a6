//! Every formula against the balance equations of its Markov chain, solved without knowing any queueing theory.

mod markov;

use linchpin_queueing::*;
use markov::{Chain, mean};

fn assert_close(what: &str, found: f64, expected: f64) {
    let close = (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
    assert!(close, "{what}: {found}, by the balance equations {expected}");
}

#[test]
fn bounded_queues() {
    for (arrival, service, servers, room) in [(3.0, 2.0, 2, 5), (1.0, 1.0, 1, 1), (8.0, 1.0, 3, 20), (0.1, 5.0, 4, 6)] {
        let chain = Chain::explore(0u32, |&n| {
            let mut moves = Vec::new();
            if n < room {
                moves.push((arrival, n + 1));
            }
            if n > 0 {
                moves.push((service * f64::from(n.min(servers)), n - 1));
            }
            moves
        });
        let steady = chain.steady_state();
        let station = Mmck::new(arrival, service, servers, room).unwrap();
        for (n, p) in &steady {
            assert_close("a probability", station.probabilities()[*n as usize], *p);
        }
        let busy = mean(&steady, |n| f64::from((*n).min(servers)));
        assert_close("throughput", station.throughput(), service * busy);
        assert_close("jobs", station.mean_in_system(), mean(&steady, |n| f64::from(*n)));
        assert_close("waiting", station.mean_in_queue(), mean(&steady, |n| f64::from(n.saturating_sub(servers))));
        assert_close("utilisation", station.utilisation(), busy / f64::from(servers));
    }
}

#[test]
fn unbounded_queues_cut_where_nobody_ever_waits() {
    for (arrival, servers) in [(0.5, 1), (1.2, 2), (2.0, 4)] {
        let chain = Chain::explore(0u32, |&n| {
            let mut moves = vec![(f64::from(n.min(servers)), n.saturating_sub(1))];
            moves.retain(|(rate, _)| *rate > 0.0);
            if n < 150 {
                moves.push((arrival, n + 1));
            }
            moves
        });
        let steady = chain.steady_state();
        let station = Mmc::new(arrival, 1.0, servers).unwrap();
        assert_close("jobs", station.mean_in_system(), mean(&steady, |n| f64::from(*n)));
        assert_close("wait", station.waiting_probability(), mean(&steady, |n| f64::from(u8::from(*n >= servers))));
    }
}

/// Two stations in a ring with feedback, cut at 24 jobs each: too few arrivals for the cut to matter.
#[test]
fn an_open_network() {
    let (arrival, rates, forward, back) = (0.6, [4.0, 3.0], 0.7, 0.4);
    let chain = Chain::explore([0u32, 0], |&[a, b]| {
        let mut moves = Vec::new();
        let mut go = |rate: f64, a: u32, b: u32| {
            if a <= 24 && b <= 24 {
                moves.push((rate, [a, b]))
            }
        };
        go(arrival, a + 1, b);
        if a > 0 {
            go(rates[0] * forward, a - 1, b + 1);
            go(rates[0] * (1.0 - forward), a - 1, b);
        }
        if b > 0 {
            let rate = rates[1] * f64::from(b.min(2));
            go(rate * back, a + 1, b - 1);
            go(rate * (1.0 - back), a, b - 1);
        }
        moves
    });
    let steady = chain.steady_state();
    let station = |rate: f64, servers| Station { mean_service: 1.0 / rate, servers: Servers::Finite(servers) };
    let routing = [vec![0.0, forward], vec![back, 0.0]];
    let network = OpenNetwork::from_routing(&[station(rates[0], 1), station(rates[1], 2)], &[arrival, 0.0], &routing);
    let metrics = network.unwrap().solve().unwrap();
    for i in 0..2 {
        assert_close("jobs", metrics.stations[i].mean_in_system, mean(&steady, |n| f64::from(n[i])));
    }
}

/// A closed ring of stations with one class, by enumerating where the jobs are.
fn ring_by_states(means: &[f64], servers: &[Servers], population: u32) -> (f64, Vec<f64>) {
    let busy = |i: usize, n: u32| match servers[i] {
        Servers::Finite(m) => f64::from(n.min(m)),
        Servers::Infinite => f64::from(n),
    };
    let mut start = vec![0u32; means.len()];
    start[0] = population;
    let chain = Chain::explore(start, |state| {
        (0..state.len())
            .filter(|&i| state[i] > 0)
            .map(|i| {
                let mut next = state.clone();
                next[i] -= 1;
                next[(i + 1) % state.len()] += 1;
                (busy(i, state[i]) / means[i], next)
            })
            .collect()
    });
    let steady = chain.steady_state();
    let throughput = mean(&steady, |state| busy(0, state[0]) / means[0]);
    (throughput, (0..means.len()).map(|i| mean(&steady, |state| f64::from(state[i]))).collect())
}

#[test]
fn closed_networks_with_one_class() {
    use Servers::{Finite, Infinite};
    let cases: [(&[f64], &[Servers], u32); 6] = [
        (&[1.0, 0.5], &[Finite(1), Finite(1)], 7),
        (&[1.0, 0.5, 2.0], &[Finite(1), Finite(2), Infinite], 6),
        (&[3.0, 2.0, 2.5], &[Finite(3), Finite(2), Finite(4)], 8),
        (&[0.4, 2.0], &[Finite(5), Finite(5)], 12),
        (&[10.0, 1.0], &[Infinite, Finite(3)], 20),
        (&[1.0, 1.0, 1.0], &[Infinite, Infinite, Infinite], 4),
    ];
    for (means, servers, population) in cases {
        let (throughput, jobs) = ring_by_states(means, servers, population);
        let demands: Vec<Demand> =
            means.iter().zip(servers).map(|(&time, &servers)| Demand { time, servers }).collect();
        let metrics = ClosedNetwork::single_class(&demands, 0.0).unwrap().solve(&[population]).unwrap();
        assert_close("throughput", metrics.throughput[0], throughput);
        for (station, jobs) in metrics.stations.iter().zip(jobs) {
            assert_close("jobs", station.mean_in_system[0], jobs);
        }
    }
}

/// Two classes go round two stations that share their servers among all jobs there; then each thinks.
#[test]
fn closed_networks_with_two_classes() {
    for (servers, population) in [([1, 1], [2, 3]), ([2, 1], [3, 2]), ([3, 2], [4, 4])] {
        let demands = [[0.6, 1.5], [0.9, 0.7]];
        let think = [1.0, 0.25];
        // Jobs of class a at stations 0 and 1, then of class b; the others think.
        let chain = Chain::explore([0u32; 4], |&at| {
            let mut moves = Vec::new();
            for class in 0..2 {
                let here = |station: usize| at[class * 2 + station];
                let thinking = population[class] - here(0) - here(1);
                if thinking > 0 {
                    let mut next = at;
                    next[class * 2] += 1;
                    moves.push((f64::from(thinking) / think[class], next));
                }
                for station in (0..2).filter(|&station| here(station) > 0) {
                    let total = at[station] + at[2 + station];
                    let share = f64::from(here(station)) / f64::from(total) * f64::from(total.min(servers[station]));
                    let mut next = at;
                    next[class * 2 + station] -= 1;
                    if station == 0 {
                        next[class * 2 + 1] += 1;
                    }
                    moves.push((share / demands[station][class], next));
                }
            }
            moves
        });
        let steady = chain.steady_state();
        let station = |i: usize| ClosedStation { demands: demands[i].to_vec(), servers: Servers::Finite(servers[i]) };
        let network = ClosedNetwork::new(vec![station(0), station(1)], think.to_vec()).unwrap();
        let metrics = network.solve(&population).unwrap();
        for class in 0..2 {
            let thinking = mean(&steady, |at| f64::from(population[class] - at[class * 2] - at[class * 2 + 1]));
            assert_close("throughput", metrics.throughput[class], thinking / think[class]);
            for i in 0..2 {
                let jobs = mean(&steady, |at| f64::from(at[class * 2 + i]));
                assert_close("jobs", metrics.stations[i].mean_in_system[class], jobs);
            }
        }
    }
}
