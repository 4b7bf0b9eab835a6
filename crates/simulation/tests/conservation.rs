//! What holds for every network at every moment: nothing is lost, and the same seed gives the same run.

use linchpin_simulation::*;
use proptest::prelude::*;

fn policies() -> impl Strategy<Value = Policy> {
    let breaker = prop::option::of((1u32..4, 0.1..2.0).prop_map(|(failures, open_for)| Breaker { failures, open_for }));
    let backoff = (0.0..0.3, 1.0..2.0, 0.0..1.0).prop_map(|(first, factor, jitter)| Backoff { first, factor, jitter });
    (prop::option::of(0.05..1.0), 0u32..3, backoff, breaker).prop_map(|(timeout, retries, backoff, breaker)| Policy {
        timeout,
        retries,
        backoff,
        breaker,
    })
}

fn routes(entries: usize) -> impl Strategy<Value = Vec<Route>> {
    prop::collection::vec((0.05..0.33, 0..entries), 0..=3)
        .prop_map(|routes| routes.into_iter().map(|(probability, entry)| Route { probability, entry }).collect())
}

fn targets(entries: usize) -> impl Strategy<Value = Vec<Target>> {
    let latency = prop_oneof![Just(0.0), 0.001..0.1];
    let own = (0u32..2, prop::option::of(policies()));
    prop::collection::vec((0.05..0.25, 0..entries, latency, any::<bool>(), own), 0..=3).prop_map(|targets| {
        let target = |(probability, entry, latency, optional, (pool, policy))| Target {
            latency,
            optional,
            pool,
            policy,
            ..Target::new(probability, entry)
        };
        targets.into_iter().map(target).collect()
    })
}

fn calls(entries: usize) -> impl Strategy<Value = Call> {
    (targets(entries), prop_oneof![Just(0.0), 0.0..0.25], any::<[bool; 5]>(), policies()).prop_map(
        |(to, refused, [waits, optional, certain_after_failure, is_cache, avoids_down], policy)| {
            let interaction = if waits { Interaction::Synchronous } else { Interaction::Asynchronous };
            Call { to, refused, interaction, optional, certain_after_failure, is_cache, avoids_down, policy }
        },
    )
}

fn services() -> impl Strategy<Value = Service> {
    let family =
        prop_oneof![Just(Family::Constant), Just(Family::Exponential), Just(Family::Gamma), Just(Family::LogNormal)];
    (prop_oneof![Just(0.0), 0.01..0.5], 0.0..2.0, family).prop_map(|(mean, variation, family)| Service {
        mean,
        variation,
        family,
    })
}

fn networks() -> impl Strategy<Value = Network> {
    (1usize..4, 1usize..6).prop_flat_map(|(stations, entries)| {
        let bounds = (prop::option::of(0u32..5), prop::option::weighted(0.2, 0.5..20.0));
        let station =
            (0u32..4, bounds, any::<bool>()).prop_map(|(servers, (waiting_places, rate_limit), waits_when_down)| {
                Station { servers, waiting_places, waits_when_down, rate_limit }
            });
        let steps = prop::collection::vec(prop::collection::vec(calls(entries), 0..3), 0..3);
        let after = prop_oneof![2 => Just(Service::constant(0.0)), 1 => services()];
        let entry = (0..stations, services(), after, steps, routes(entries))
            .prop_map(|(station, service, after, steps, then)| Entry { station, service, after, steps, then });
        let source = (0.0..20.0, 0.0..20.0, calls(entries)).prop_map(|(early, late, call)| {
            let rates = vec![Rate { from: 0.0, rate: early }, Rate { from: 10.0, rate: late }];
            Source { rates, call }
        });
        let change =
            (0.0..30.0, 0..stations, 0u32..4).prop_map(|(at, station, servers)| Change { at, station, servers });
        let scaler = (0..stations, 1u32..3, 1u32..3, 0.2..1.0, 0.5..5.0, 0.0..5.0, 1u32..4).prop_map(
            |(station, servers_each, fewest, target, period, delay, patience)| Scaler {
                station,
                along: (station > 0).then_some((0, 2)).into_iter().collect(),
                servers_each,
                fewest,
                most: fewest + 4,
                target,
                period,
                delay,
                patience,
            },
        );
        let lists = (
            prop::collection::vec(station, stations),
            prop::collection::vec(entry, entries),
            prop::collection::vec(source, 1..3),
            prop::collection::vec(change, 0..6),
            prop::collection::vec(scaler, 0..2),
            prop::collection::vec((0.0..30.0, 0.0..1.0), 2),
        );
        lists.prop_map(|(stations, entries, sources, mut changes, scalers, turns)| {
            changes.sort_by(|a, b| a.at.total_cmp(&b.at));
            let reroutes = reroutes(&entries, turns);
            Network { stations, entries, sources, changes, reroutes, scalers }
        })
    })
}

/// At some times the first call of every entry goes elsewhere, or nowhere.
fn reroutes(entries: &[Entry], mut turns: Vec<(f64, f64)>) -> Vec<Reroute> {
    turns.sort_by(|a, b| a.0.total_cmp(&b.0));
    let first = |entry: &Entry| entry.steps.first().and_then(|calls| calls.first()).map(|call| call.to.len());
    let calls: Vec<(usize, usize)> =
        entries.iter().enumerate().filter_map(|(index, entry)| Some((index, first(entry)?))).collect();
    let reroute = |at: f64, share: f64, entry: usize, count: usize| Reroute {
        at,
        call: (entry, 0, 0),
        to: vec![share / (count + 1) as f64; count],
        refused: (1.0 - share) / 2.0,
    };
    turns
        .iter()
        .flat_map(|(at, share)| calls.iter().map(|(entry, count)| reroute(*at, *share, *entry, *count)))
        .collect()
}

fn settings(seed: u64) -> Settings {
    Settings { seed, duration: 30.0, warm_up: 5.0, points: 7, most_in_flight: 3_000, most_events: 60_000 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_at_any_cut_and_slices_do_not_matter(
        network in networks(), seed in any::<u64>(), slices in prop::collection::vec(1u64..3_000, 1..8),
    ) {
        let mut sliced = Simulation::new(&network, settings(seed)).unwrap();
        let mut last = 0.0;
        for slice in slices {
            let progress = sliced.advance(slice);
            prop_assert_eq!(sliced.check(), Ok(()));
            prop_assert!(last <= progress.share && progress.share <= 1.0);
            last = progress.share;
        }
        let end = sliced.run();
        prop_assert_eq!(sliced.check(), Ok(()));
        let mut whole = Simulation::new(&network, settings(seed)).unwrap();
        prop_assert_eq!(whole.run(), end);
        let report = whole.report();
        prop_assert_eq!(&report, &sliced.report());
        for source in &report.sources {
            prop_assert!(source.counts.are_conserved() && source.messages.are_conserved());
        }
        if end == End::Time {
            prop_assert!(report.stations.iter().all(|station| station.series.len() == 7));
        }
    }
}

#[test]
fn another_seed_is_another_run() {
    let network = Network {
        stations: vec![Station::with_servers(1)],
        entries: vec![Entry::new(0, Service::exponential(0.05))],
        sources: vec![Source::steady(10.0, 0)],
        ..Network::default()
    };
    let run = |seed| {
        let mut simulation = Simulation::new(&network, settings(seed)).unwrap();
        simulation.run();
        simulation.report()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}
