//! What holds for every system: Little's law, monotony, bounds, and no panic on any input.

use linchpin_queueing::*;
use proptest::prelude::*;

fn servers() -> impl Strategy<Value = Servers> {
    prop_oneof![4 => (1u32..5).prop_map(Servers::Finite), 1 => Just(Servers::Infinite)]
}

fn demands(servers: impl Strategy<Value = Servers>) -> impl Strategy<Value = Vec<Demand>> {
    let demand = (0.01..10.0, servers).prop_map(|(time, servers)| Demand { time, servers });
    prop::collection::vec(demand, 1..5)
}

/// Anything a number can be.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), 0.0..10.0, Just(f64::NAN), Just(f64::INFINITY), Just(0.0), Just(-1.0)]
}

proptest! {
    #[test]
    fn a_queue_waits_longer_the_more_arrives_and_less_with_more_servers(
        load in 0.01..0.98, more in 1.001..1.02, count in 1u32..60,
    ) {
        let arrival = load * f64::from(count);
        let station = Mmc::new(arrival, 1.0, count).unwrap();
        let fuller = Mmc::new(arrival * more, 1.0, count).unwrap();
        let wider = Mmc::new(arrival, 1.0, count + 1).unwrap();
        prop_assert!(station.mean_wait() <= fuller.mean_wait());
        prop_assert!(wider.mean_wait() <= station.mean_wait());
        prop_assert!(station.response_quantile(0.99).unwrap() <= fuller.response_quantile(0.99).unwrap() * (1.0 + 1e-12));
        prop_assert!(station.response_quantile(0.5).unwrap() <= station.response_quantile(0.99).unwrap());
        prop_assert!((station.mean_in_system() - arrival * station.mean_response()).abs() <= 1e-9 * station.mean_in_system());
    }

    #[test]
    fn a_bounded_queue_loses_more_the_less_room_it_has(load in 0.01..4.0, count in 1u32..20, room in 0u32..40) {
        let arrival = load * f64::from(count);
        let station = Mmck::new(arrival, 1.0, count, count + room).unwrap();
        let larger = Mmck::new(arrival, 1.0, count, count + room + 1).unwrap();
        prop_assert!(larger.blocking_probability() <= station.blocking_probability() * (1.0 + 1e-12));
        prop_assert!(station.blocking_probability() <= erlang_b(count, arrival).unwrap() * (1.0 + 1e-12));
        prop_assert!(station.mean_wait() <= larger.mean_wait() * (1.0 + 1e-12));
        let little = station.throughput() * station.mean_response();
        prop_assert!((station.mean_in_system() - little).abs() <= 1e-9 * little.max(1e-9));
        let mut last = 1.0;
        for step in 0..30 {
            let tail = station.response_tail(f64::from(step) * 0.4);
            prop_assert!((0.0..=last + 1e-12).contains(&tail));
            last = tail;
        }
    }

    #[test]
    fn closed_networks_keep_their_jobs_and_their_bounds(
        demands in demands(servers()), think_time in 0.0..5.0, population in 1u32..30,
    ) {
        let network = ClosedNetwork::single_class(&demands, think_time).unwrap();
        let metrics = network.solve(&[population]).unwrap();
        let throughput = metrics.throughput[0];
        let jobs: f64 = metrics.stations.iter().map(|station| station.mean_in_system[0]).sum();
        prop_assert!((jobs + throughput * think_time - f64::from(population)).abs() < 1e-9);
        prop_assert!(metrics.stations.iter().all(|station| station.utilisation[0] <= 1.0 + 1e-9));
        let bounds = asymptotic(&demands, think_time, population).unwrap();
        prop_assert!(throughput <= bounds.throughput_high * (1.0 + 1e-9));
        prop_assert!(throughput >= bounds.throughput_low * (1.0 - 1e-9));
        prop_assert!(metrics.response[0] >= bounds.response_low * (1.0 - 1e-9));
        prop_assert!(metrics.response[0] <= bounds.response_high * (1.0 + 1e-9));
        let more = network.solve(&[population + 1]).unwrap();
        prop_assert!(more.throughput[0] >= throughput * (1.0 - 1e-9));
    }

    #[test]
    fn balanced_job_bounds_hold_and_are_within_the_asymptotic_ones(
        demands in demands(Just(Servers::Finite(1))), think_time in 0.0..20.0, population in 1u32..40,
    ) {
        let times: Vec<f64> = demands.iter().map(|demand| demand.time).collect();
        let balanced = balanced_job(&times, think_time, population).unwrap();
        let wide = asymptotic(&demands, think_time, population).unwrap();
        let network = ClosedNetwork::single_class(&demands, think_time).unwrap();
        let throughput = network.solve(&[population]).unwrap().throughput[0];
        prop_assert!(wide.throughput_low <= balanced.throughput_low * (1.0 + 1e-9));
        prop_assert!(balanced.throughput_low <= throughput * (1.0 + 1e-9));
        prop_assert!(throughput <= balanced.throughput_high * (1.0 + 1e-9));
        prop_assert!(balanced.throughput_high <= wide.throughput_high * (1.0 + 1e-9));
    }

    /// Classes that are all alike are one class.
    #[test]
    fn splitting_a_class_in_two_changes_nothing(
        demands in demands(servers()), think_time in 0.0..5.0, population in [0u32..5, 1u32..6],
    ) {
        let one = ClosedNetwork::single_class(&demands, think_time).unwrap();
        let one = one.solve(&[population[0] + population[1]]).unwrap();
        let twice = |demand: &Demand| ClosedStation { demands: vec![demand.time; 2], servers: demand.servers };
        let two = ClosedNetwork::new(demands.iter().map(twice).collect(), vec![think_time; 2]).unwrap();
        let two = two.solve(&population).unwrap();
        prop_assert!((two.throughput.iter().sum::<f64>() - one.throughput[0]).abs() < 1e-9 * one.throughput[0]);
        for (two, one) in two.stations.iter().zip(&one.stations) {
            prop_assert!((two.mean_in_system.iter().sum::<f64>() - one.mean_in_system[0]).abs() < 1e-9);
        }
    }

    #[test]
    fn an_open_network_keeps_littles_law(
        routing in prop::collection::vec(prop::collection::vec(0.0..0.24, 4), 4),
        arrivals in prop::collection::vec(0.0..1.0, 4),
        times in prop::collection::vec(0.001..0.02, 4),
    ) {
        let stations: Vec<Station> =
            times.iter().map(|&mean_service| Station { mean_service, servers: Servers::Finite(2) }).collect();
        let network = OpenNetwork::from_routing(&stations, &arrivals, &routing).unwrap();
        for (j, rate) in network.rates().iter().enumerate() {
            let inflow: f64 = (0..4).map(|i| network.rates()[i] * routing[i][j]).sum();
            prop_assert!((arrivals[j] + inflow - rate).abs() < 1e-9);
        }
        if let Ok(metrics) = network.solve() {
            let residence: f64 = metrics.stations.iter().map(|station| station.residence).sum();
            prop_assert!((residence - metrics.mean_response).abs() < 1e-9 * residence);
        }
    }

    #[test]
    fn no_input_panics_and_no_answer_is_infinite(
        rates in [any_number(), any_number(), any_number(), any_number()], counts in any::<[u16; 2]>(), time in any_number(),
    ) {
        let [a, b, c, d] = rates;
        let [m, k] = counts.map(u32::from);
        let mut numbers = Vec::new();
        if let Ok(station) = Mm1::new(a, b) {
            numbers.extend([station.mean_response(), station.mean_in_queue(), station.response_quantile(0.999).unwrap()]);
        }
        if let Ok(station) = Mmc::new(a, b, m) {
            numbers.extend([station.mean_response(), station.mean_in_queue(), station.response_quantile(0.999).unwrap()]);
        }
        if let Ok(station) = Mmck::new(a, b, m % 50, k % 500) {
            numbers.extend([station.mean_response(), station.blocking_probability(), station.throughput()]);
            numbers.push(station.response_quantile(0.999).unwrap());
            if !time.is_nan() {
                numbers.extend([station.response_tail(time), station.wait_tail(time)]);
            }
        }
        if let Ok(station) = Mg1::new(a, b, c) {
            numbers.push(station.mean_response());
        }
        if let Ok(station) = Ggc::new(a, b, m, c, d) {
            numbers.extend([station.mean_response(), station.mean_in_system()]);
        }
        let demand = |time: f64, count: u32| Demand { time, servers: Servers::Finite(count) };
        if let Ok(network) = ClosedNetwork::single_class(&[demand(a, m), demand(b, k), demand(c, 1)], d)
            && let Ok(metrics) = network.solve(&[m % 60])
        {
            numbers.extend([metrics.throughput[0], metrics.response[0]]);
        }
        prop_assert!(numbers.iter().all(|number| number.is_finite()), "{:?}", numbers);
    }
}

#[test]
fn too_much_work_is_refused_at_once() {
    let demand = |servers| Demand { time: 1.0, servers: Servers::Finite(servers) };
    let single = ClosedNetwork::single_class(&[demand(1)], 1.0).unwrap();
    assert!(matches!(single.solve(&[u32::MAX]), Err(Error::TooLarge { .. })));
    let several = ClosedNetwork::single_class(&[demand(2)], 1.0).unwrap();
    assert!(matches!(several.solve(&[100_000]), Err(Error::TooLarge { .. })));
    let classes = ClosedNetwork::new(Vec::new(), vec![1.0; 40]).unwrap();
    assert!(matches!(classes.solve(&[9; 40]), Err(Error::TooLarge { .. })));
}

#[test]
fn a_class_without_work_is_refused_and_one_without_jobs_is_idle() {
    let demand = Demand { time: 0.0, servers: Servers::Finite(1) };
    let network = ClosedNetwork::single_class(&[demand], 0.0).unwrap();
    assert_eq!(network.solve(&[1]), Err(Error::NoWork { class: 0 }));
    let idle = network.solve(&[0]).unwrap();
    assert_eq!((idle.throughput[0], idle.response[0], idle.stations[0].residence[0]), (0.0, 0.0, 0.0));
}

/// A class that needs only the stations with several servers, where single servers see no job of it.
#[test]
fn classes_that_share_nothing_do_not_disturb_each_other() {
    let stations = vec![
        ClosedStation { demands: vec![2.0, 0.0], servers: Servers::Finite(1) },
        ClosedStation { demands: vec![0.0, 3.0], servers: Servers::Finite(2) },
    ];
    let metrics = ClosedNetwork::new(stations, vec![0.0, 0.0]).unwrap().solve(&[3, 5]).unwrap();
    assert!((metrics.throughput[0] - 0.5).abs() < 1e-12);
    assert!((metrics.throughput[1] - 2.0 / 3.0).abs() < 1e-12);
    assert!((metrics.stations[1].mean_in_system[1] - 5.0).abs() < 1e-12);
}

/// Eight hundred jobs before three hundred threads: mean value analysis with probabilities of idle servers loses all digits here.
#[test]
fn hundreds_of_servers_lose_no_digits() {
    let pool = Demand { time: 0.3, servers: Servers::Finite(300) };
    let store = Demand { time: 0.001, servers: Servers::Finite(1) };
    let metrics = ClosedNetwork::single_class(&[pool, store], 0.1).unwrap().solve(&[800]).unwrap();
    let jobs: f64 = metrics.stations.iter().map(|station| station.mean_in_system[0]).sum();
    assert!((jobs + metrics.throughput[0] * 0.1 - 800.0).abs() < 1e-7);
    assert!(metrics.throughput[0] < 1_000.0 && metrics.throughput[0] > 950.0);
}
