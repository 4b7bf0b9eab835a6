//! M/M/1 at 80 %: prints customers and seconds. `cargo xtask bench --peers` compares it with other simulators.

use linchpin_simulation::{Entry, Network, Service, Settings, Simulation, Source, Station};
use std::time::Instant;

fn main() {
    let customers: f64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1e6);
    let network = Network {
        stations: vec![Station::with_servers(1)],
        entries: vec![Entry::new(0, Service::exponential(0.8))],
        sources: vec![Source::steady(1.0, 0)],
        ..Network::default()
    };
    let settings = Settings { duration: customers, warm_up: customers / 10.0, ..Settings::default() };
    let started = Instant::now();
    let mut simulation = Simulation::new(&network, settings).expect("the network is valid");
    simulation.run();
    let answered = simulation.report().sources[0].counts.answered;
    println!("{answered} {}", started.elapsed().as_secs_f64());
}
