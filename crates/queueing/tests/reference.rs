//! Published cases, where the folder with them is at hand: `queueing.json` in the folder named by the
//! environment variable `LINCHPIN_REFERENCE_DATA`.
//!
//! What was recomputed with more digits is met within 1e-6, what was only printed within its last digit.

use linchpin_queueing::*;
use serde_json::{Value, json};

#[test]
fn every_published_case_is_met() {
    let Ok(folder) = std::env::var("LINCHPIN_REFERENCE_DATA") else {
        eprintln!("SKIPPED: the published cases, since LINCHPIN_REFERENCE_DATA names no folder");
        return;
    };
    let text = std::fs::read_to_string(format!("{folder}/queueing.json")).expect("the folder has queueing.json");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("queueing.json is a list");
    let mut wrong = Vec::new();
    let mut compared = 0;
    for case in &cases {
        let id = case["id"].as_str().expect("a case has an id");
        let found = solve(id, &case["in"]);
        for (key, expected) in case["expected"].as_object().into_iter().flatten() {
            let exact = case["recomputed"].get(key).unwrap_or(expected);
            let slack = if case["recomputed"].get(key).is_some() { 1e-6 } else { last_digit(exact) };
            compared += compare(&format!("{id} {key}"), exact, &found[key], slack, &mut wrong);
        }
        for (key, exact) in case["recomputed"].as_object().into_iter().flatten() {
            compared += compare(&format!("{id} {key}"), exact, &found[key], 1e-6, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 60, "only {compared} numbers were compared");
}

/// Compares two values of one shape, returns how many numbers were compared.
fn compare(at: &str, expected: &Value, found: &Value, slack: f64, wrong: &mut Vec<String>) -> usize {
    if let Some(items) = expected.as_array() {
        return items
            .iter()
            .enumerate()
            .map(|(i, item)| compare(&format!("{at}[{i}]"), item, &found[i], slack, wrong))
            .sum();
    }
    let same = match (number(expected), number(found)) {
        (Some(expected), Some(found)) => (expected - found).abs() <= slack * expected.abs().max(1.0),
        _ => expected == found,
    };
    if !same {
        wrong.push(format!("{at}: {expected} is expected, {found} found"));
    }
    1
}

/// A number, or a fraction written as a text.
fn number(value: &Value) -> Option<f64> {
    let fraction = |text: &str| {
        let (above, below) = text.split_once('/')?;
        Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?)
    };
    value.as_f64().or_else(|| fraction(value.as_str()?))
}

/// One unit of the last digit printed, in a list that of the most precise entry; 1e-6 for fractions.
fn last_digit(value: &Value) -> f64 {
    match value {
        Value::Array(items) => items.iter().map(last_digit).fold(1.0, f64::min),
        Value::Number(number) => {
            let text = number.to_string();
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            (0..decimals).fold(1.000_001, |unit, _| unit / 10.0)
        }
        _ => 1e-6,
    }
}

fn solve(id: &str, input: &Value) -> Value {
    match id {
        "mmm-1" => mmm(f(input, "lambda"), f(input, "mu"), u(input, "m")),
        "mm4-spam" => mmm(f(input, "lambda"), 1.0 / f(input, "S"), u(input, "m")),
        "bookstore-4" => bookstore(input),
        "passport" => passport(input),
        "lazowska-p113" => lazowska_open(input),
        "lazowska-p142" => lazowska_two_classes(input),
        "jain-3.42" => jain(input),
        "bolch-8.4" => bolch(input),
        "ebiz-3tier" => ebiz(input),
        "thread-pool-aws-tomcat" => thread_pool(input),
        "mmck-3" => bounded(input),
        "asym-bounds-bolch-9.6" => bounds(input),
        "unstable-must-refuse" => refused(input),
        _ => panic!("{id} is a new case: say how it is solved"),
    }
}

fn f(input: &Value, key: &str) -> f64 {
    input[key].as_f64().unwrap_or_else(|| panic!("{key} is a number"))
}

fn u(input: &Value, key: &str) -> u32 {
    u32::try_from(input[key].as_u64().unwrap_or_else(|| panic!("{key} is a count"))).unwrap()
}

fn list(input: &Value, key: &str) -> Vec<f64> {
    input[key].as_array().unwrap().iter().map(|item| item.as_f64().unwrap()).collect()
}

fn mmm(arrival_rate: f64, service_rate: f64, servers: u32) -> Value {
    let station = Mmc::new(arrival_rate, service_rate, servers).unwrap();
    json!({
        "Lq": station.mean_in_queue(), "R": station.mean_response(), "C": station.waiting_probability(),
        "U": station.utilisation(), "L": station.mean_in_system(),
    })
}

fn bookstore(input: &Value) -> Value {
    let browse = Station { mean_service: f(input, "browse"), servers: Servers::Infinite };
    let checkout = Station { mean_service: f(input, "checkout"), servers: Servers::Finite(u(input, "m")) };
    let network = OpenNetwork::from_visits(&[browse, checkout], f(input, "lambda_per_min"), &[1.0, 1.0]).unwrap();
    let metrics = network.solve().unwrap();
    json!({ "Wq": metrics.stations[1].mean_wait, "L": metrics.stations[1].mean_in_system, "N": metrics.mean_in_system })
}

fn passport(input: &Value) -> Value {
    let service = list(input, "S");
    let stations: Vec<Station> =
        service.iter().map(|&mean_service| Station { mean_service, servers: Servers::Finite(1) }).collect();
    let routing = [[0.0, 0.3, 0.7, 0.0], [0.0, 0.0, 0.2, 0.8], [0.0, 0.1, 0.0, 0.9], [0.0; 4]].map(Vec::from);
    let arrival_rate = f(input, "lambda");
    let network = OpenNetwork::from_routing(&stations, &[arrival_rate, 0.0, 0.0, 0.0], &routing).unwrap();
    let metrics = network.solve().unwrap();
    let of = |what: fn(&StationMetrics) -> f64| metrics.stations.iter().map(what).collect::<Vec<_>>();
    let demands: Vec<f64> = of(|station| station.visits).iter().zip(&service).map(|(v, s)| v * s).collect();
    let (bottleneck, headroom) = network.bottleneck().unwrap();
    json!({
        "R": metrics.mean_response, "U": of(|s| s.utilisation), "L": of(|s| s.mean_in_system), "D": demands,
        "residence": of(|s| s.residence), "Xmax": arrival_rate * headroom, "bottleneck": format!("W{}", bottleneck + 1),
    })
}

fn lazowska_open(input: &Value) -> Value {
    let station = |&mean_service: &f64| Station { mean_service, servers: Servers::Finite(1) };
    let stations: Vec<Station> = list(input, "S").iter().map(station).collect();
    let network = OpenNetwork::from_visits(&stations, f(input, "lambda"), &list(input, "V")).unwrap();
    let first = network.solve().unwrap().stations[0];
    json!({ "U1": first.utilisation, "X1": first.throughput, "Q1": first.mean_in_system })
}

fn lazowska_two_classes(input: &Value) -> Value {
    let demand = |class: usize, station: usize| input["D"][class][station].as_f64().unwrap();
    let station = |i| ClosedStation { demands: vec![demand(0, i), demand(1, i)], servers: Servers::Finite(1) };
    let network = ClosedNetwork::new(vec![station(0), station(1)], list(input, "Z")).unwrap();
    let metrics = network.solve(&list(input, "N").iter().map(|n| *n as u32).collect::<Vec<_>>()).unwrap();
    let of = |what: fn(&ClosedStationMetrics) -> &[f64]| {
        [0, 1].map(|class| metrics.stations.iter().map(|station| what(station)[class]).collect::<Vec<_>>())
    };
    json!({ "Q": of(|s| &s.mean_in_system), "residence": of(|s| &s.residence), "X": metrics.throughput })
}

/// Solves a closed network with one class, given service times and visits.
fn single_class(input: &Value, servers: &[Servers], think_time: f64, population: u32) -> ClosedMetrics {
    let demands = list(input, "S").into_iter().zip(list(input, "V")).zip(servers);
    let demands: Vec<Demand> = demands.map(|((s, v), &servers)| Demand { time: s * v, servers }).collect();
    ClosedNetwork::single_class(&demands, think_time).unwrap().solve(&[population]).unwrap()
}

fn jain(input: &Value) -> Value {
    let metrics = single_class(input, &[Servers::Finite(1); 3], f(input, "Z"), u(input, "N"));
    let per_visit = metrics.stations.iter().zip(list(input, "V")).map(|(station, v)| station.residence[0] / v);
    json!({
        "R_per_visit": per_visit.collect::<Vec<_>>(), "X": metrics.throughput[0],
        "Q": metrics.stations.iter().map(|s| s.mean_in_system[0]).collect::<Vec<_>>(),
    })
}

fn bolch(input: &Value) -> Value {
    let servers = |m: &Value| m.as_u64().map_or(Servers::Infinite, |m| Servers::Finite(m as u32));
    let servers: Vec<Servers> = input["m"].as_array().unwrap().iter().map(servers).collect();
    let metrics = single_class(input, &servers, 0.0, u(input, "N"));
    let throughputs = list(input, "V").into_iter().map(|visits| visits * metrics.throughput[0]);
    json!({
        "Q": metrics.stations.iter().map(|s| s.mean_in_system[0]).collect::<Vec<_>>(),
        "X": throughputs.collect::<Vec<_>>(),
    })
}

fn ebiz(input: &Value) -> Value {
    let demand = |time: f64| Demand { time, servers: Servers::Finite(1) };
    let demands: Vec<Demand> = list(input, "D").into_iter().map(demand).collect();
    let network = ClosedNetwork::single_class(&demands, f(input, "Z")).unwrap();
    let populations = list(input, "N");
    let solved: Vec<_> = populations.iter().map(|n| network.solve(&[*n as u32]).unwrap()).collect();
    json!({
        "X": solved.iter().map(|s| s.throughput[0]).collect::<Vec<_>>(),
        "R_ms": solved.iter().map(|s| s.response[0] * 1_000.0).collect::<Vec<_>>(),
        "Xmax": asymptotic(&demands, 0.0, 1_000_000).unwrap().throughput_high,
        "Nopt": optimal_population(&demands, 0.0).unwrap(),
    })
}

fn thread_pool(input: &Value) -> Value {
    let service = f(input, "S");
    let demand = Demand { time: service, servers: Servers::Finite(u(input, "threads")) };
    let network = ClosedNetwork::single_class(&[demand], f(input, "Z")).unwrap();
    let metrics = network.solve(&[u(input, "N")]).unwrap();
    let (throughput, response) = (metrics.throughput[0], metrics.response[0]);
    json!({
        "X": throughput, "R": response, "Wq": response - service, "waiting": throughput * (response - service),
        "Nopt": optimal_population(&[demand], 0.0).unwrap(),
    })
}

fn bounded(input: &Value) -> Value {
    let station = Mmck::new(f(input, "lambda"), f(input, "mu"), u(input, "c"), u(input, "K")).unwrap();
    json!({
        "p0": station.probabilities()[0], "p_block": station.blocking_probability(), "L": station.mean_in_system(),
        "Wq": station.mean_wait(),
    })
}

fn bounds(input: &Value) -> Value {
    let demand = |time: f64| Demand { time, servers: Servers::Finite(1) };
    let demands: Vec<Demand> = list(input, "D").into_iter().map(demand).collect();
    let bounds = asymptotic(&demands, f(input, "Z"), u(input, "N")).unwrap();
    json!({ "X_upper": bounds.throughput_high, "R_lower": bounds.response_low })
}

fn refused(input: &Value) -> Value {
    let (load, servers) = (f(input, "a_erlangs"), u(input, "m"));
    assert!(matches!(Mmc::new(load, 1.0, servers), Err(Error::Unstable { .. })));
    assert!(matches!(erlang_c(servers, load), Err(Error::Unstable { .. })));
    assert!(matches!(Ggc::new(load, 1.0, servers, 1.0, 1.0), Err(Error::Unstable { .. })));
    assert!(matches!(Mm1::new(load, 1.0), Err(Error::Unstable { .. })));
    assert!(matches!(Mg1::new(load, 1.0, 1.0), Err(Error::Unstable { .. })));
    let station = Station { mean_service: 1.0, servers: Servers::Finite(servers) };
    let network = OpenNetwork::from_visits(&[station], load, &[1.0]).unwrap();
    assert!(matches!(network.solve(), Err(Error::Unstable { .. })));
    Value::Null
}
