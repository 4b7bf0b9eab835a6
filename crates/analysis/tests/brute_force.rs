//! The structure function against the definitions, over every event state of random small systems.

mod naive;

use linchpin_analysis::{Event, Outcome, Query, Reach, Report, analyse};
use linchpin_testkit::{design, id};
use naive::{Asks, Class, Component, Connection, Interaction, Kind, Place, System, When};
use proptest::prelude::*;
use std::fmt::Write;

/// So many events at most.
const MOST_EVENTS: usize = 16;
/// So many states at most: all of them up to six events, else a sample.
const MOST_STATES: usize = 1 << 6;

fn components() -> impl Strategy<Value = Vec<Component>> {
    let kinds = [
        Kind::Balancer,
        Kind::Balancer,
        Kind::Gateway,
        Kind::Dns,
        Kind::Cdn,
        Kind::Service,
        Kind::Service,
        Kind::Service,
        Kind::Store,
        Kind::Store,
        Kind::Cache,
        Kind::Cache,
        Kind::Queue,
        Kind::Stream,
    ];
    let places = [Place::Nowhere, Place::Nowhere, Place::Zone(0), Place::Zone(1), Place::Region, Place::Region];
    let component = (
        prop::sample::select(kinds.to_vec()),
        1usize..4,
        1usize..3,
        prop::bool::weighted(0.15),
        any::<bool>(),
        prop::bool::weighted(0.8),
        prop::sample::select(places.to_vec()),
    );
    let component = component.prop_map(|(kind, instances, needed, managed, automatic, hits, place)| {
        Component {
            kind,
            instances: if instances == 3 { 1 } else { instances },
            needed: if needed == 2 && instances != 2 { 1 } else { needed },
            managed,
            // Other kinds have no such property: a standby drawn for them takes over.
            automatic_failover: automatic || !kind.has_failover(),
            hits,
            place,
        }
    });
    prop::collection::vec(component, 1..6)
}

fn connection(count: usize) -> impl Strategy<Value = Connection> {
    let interactions = [
        Interaction::Request,
        Interaction::Request,
        Interaction::Request,
        Interaction::Event,
        Interaction::Standby,
        Interaction::Replication,
    ];
    let whens =
        [When::Always, When::Always, When::Route, When::Route, When::Read, When::Write, When::Miss, When::Share];
    let asks = [Asks::Same, Asks::Same, Asks::Same, Asks::Same, Asks::Read, Asks::Write];
    let ends = (0..count, 1..count);
    let meaning = (
        prop::sample::select(interactions.to_vec()),
        prop::bool::weighted(0.75),
        prop::sample::select(whens.to_vec()),
        prop::sample::select(asks.to_vec()),
    );
    let pool = (0usize..3, prop::sample::select(&[1usize, 1, 1, 2][..]));
    (ends, meaning, pool).prop_map(|((from, to), (interaction, hard, when, asks), (pool, pool_needs))| Connection {
        from,
        to,
        interaction,
        hard,
        when,
        asks,
        pool,
        pool_needs,
    })
}

fn systems() -> impl Strategy<Value = System> {
    let read_shares = prop::sample::select(&[0.0, 0.5, 0.5, 1.0][..]);
    // Those that are no components are left out; without any left there is no endpoint.
    let handlers = prop_oneof![Just(Vec::new()), prop::collection::vec(1usize..6, 1..3)];
    (components(), read_shares, handlers).prop_flat_map(|(rest, read_share, mut handlers)| {
        let client = Component {
            kind: Kind::Client,
            instances: 0,
            needed: 0,
            managed: false,
            automatic_failover: false,
            hits: false,
            place: Place::Nowhere,
        };
        let components: Vec<Component> = std::iter::once(client).chain(rest).collect();
        handlers.retain(|handler| *handler < components.len());
        handlers.sort_unstable();
        handlers.dedup();
        let connections = prop::collection::vec(connection(components.len()), 1..10);
        connections.prop_map(move |mut connections| {
            connections.retain(|connection| connection.from != connection.to);
            connections[..].iter_mut().for_each(|connection| {
                // The client only calls.
                if connection.from == 0
                    && matches!(connection.interaction, Interaction::Standby | Interaction::Replication)
                {
                    connection.interaction = Interaction::Request;
                }
            });
            System { components: components.clone(), connections, zones: 2, read_share, handlers: handlers.clone() }
        })
    })
}

/// The system as a design in which nothing is left to guess.
fn fixture(system: &System) -> String {
    let mut text = String::new();
    for (index, component) in system.components.iter().enumerate() {
        let _ = write!(text, "c{index}:{}", component.kind.id());
        if component.kind == Kind::Client {
            let _ = writeln!(text, " read_share={}", system.read_share);
            continue;
        }
        let Component { instances, needed, managed, .. } = component;
        let _ = write!(text, " instances={instances} needed={needed} managed={managed}");
        if component.kind.has_failover() {
            let _ = write!(text, " failover={}", if component.automatic_failover { "automatic" } else { "manual" });
        }
        if matches!(component.kind, Kind::Cache | Kind::Cdn) {
            let _ = write!(text, " hit_ratio={}", if component.hits { 0.8 } else { 0.0 });
        }
        text.push('\n');
    }
    for (index, connection) in system.connections.iter().enumerate() {
        let interaction = format!("{:?}", connection.interaction).to_lowercase();
        let (when, asks) =
            (format!("{:?}", connection.when).to_lowercase(), format!("{:?}", connection.asks).to_lowercase());
        let dependency = if connection.hard { "hard" } else { "soft" };
        let Connection { from, to, pool, pool_needs, .. } = connection;
        let _ = writeln!(
            text,
            "c{from} -> c{to} [id=x{index} interaction={interaction} dependency={dependency} when={when} share=0.5 asks={asks} pool=p{pool} pool_needs={pool_needs}]"
        );
    }
    if !system.handlers.is_empty() {
        let handlers: Vec<String> = system.handlers.iter().map(|handler| format!("c{handler}")).collect();
        let _ = writeln!(text, "endpoint e peak=100 read_share={} handlers={}", system.read_share, handlers.join(","));
    }
    let inside = |place: Place| -> String {
        let inside = system.components.iter().enumerate().filter(|(_, component)| component.place == place);
        inside.map(|(index, _)| format!(" c{index}")).collect()
    };
    let mut zones = String::new();
    for zone in 0..system.zones {
        let _ = writeln!(text, "zone z{zone} {{{} }}", inside(Place::Zone(zone)));
        let _ = write!(zones, " z{zone}");
    }
    let _ = writeln!(text, "region r {{{}{zones} }}", inside(Place::Region));
    text
}

fn event(event: naive::Event) -> Event {
    match event {
        naive::Event::Instance(component, instance) => Event::Instance(id(&format!("c{component}")), instance as u32),
        naive::Event::Provider(component) => Event::Provider(id(&format!("c{component}"))),
        naive::Event::Zone(zone) => Event::Domain(id(&format!("z{zone}"))),
        naive::Event::Region => Event::Domain(id("r")),
    }
}

fn report(design: &linchpin_document::Design, failed: &[naive::Event]) -> Report {
    let failed = failed.iter().map(|failed| event(*failed)).collect();
    analyse(design, &Query { failed, ..Query::default() })
}

/// Of the requests for the endpoint where there is one, else of all.
fn outcomes(system: &System, report: &Report) -> Vec<Outcome> {
    let endpoint = (!system.handlers.is_empty()).then(|| id("e"));
    report.journeys.iter().filter(|journey| journey.endpoint == endpoint).map(|journey| journey.outcome).collect()
}

/// What each component's or zone's worst single event does, by the definitions.
fn single_point(system: &System, events: &[naive::Event]) -> Option<Reach> {
    let classes = system.classes();
    let answered = |class: &Class, failed: &[naive::Event]| system.outcome(*class, failed) < Outcome::PartlyDown;
    let reach = |event: &naive::Event| {
        let failed = [*event];
        let hit = classes.iter().any(|class| answered(class, &[]) && !answered(class, &failed));
        let total = classes.iter().all(|class| system.outcome(*class, &failed) == Outcome::Down);
        hit.then_some(if total { Reach::Total } else { Reach::Partial })
    };
    events.iter().filter_map(reach).max()
}

/// The event states to look at, one bit an event: all of them, or as many as there is time for.
fn states(events: usize, seed: u64) -> impl Iterator<Item = usize> {
    let count = 1usize << events;
    // An odd step visits every state of a power of two once before it comes round.
    let (step, start) = if count <= MOST_STATES { (1, 0) } else { (seed as usize | 1, seed.rotate_left(32) as usize) };
    (0..count.min(MOST_STATES)).map(move |nth| start.wrapping_add(step.wrapping_mul(nth)) % count)
}

/// More cases than usual where `LINCHPIN_CASES` asks for them.
fn config() -> ProptestConfig {
    let wanted = std::env::var("LINCHPIN_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: wanted.unwrap_or(200),
        max_shrink_iters: 20_000,
        max_global_rejects: u32::MAX,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_event_state_comes_to_what_the_definitions_say(
        system in systems(),
        seed: u64,
    ) {
        let events = system.events();
        prop_assume!(events.len() <= MOST_EVENTS);
        let text = fixture(&system);
        let design = design(&text);
        for state in states(events.len(), seed) {
            let failed: Vec<naive::Event> =
                events.iter().enumerate().filter(|(index, _)| state >> index & 1 == 1).map(|(_, event)| *event).collect();
            // A client that calls nothing sends nothing.
            let sends = system.connections.iter().any(|connection| connection.from == 0);
            let reached = system.handlers.is_empty() || system.is_reached();
            let classes = system.classes().into_iter().filter(|_| sends && reached);
            let expected: Vec<Outcome> = classes.map(|class| system.outcome(class, &failed)).collect();
            prop_assert_eq!(outcomes(&system, &report(&design, &failed)), expected, "{}\nfailed: {:?}", text, failed);
        }
    }

    #[test]
    fn single_points_are_the_cut_sets_of_order_one(mut system in systems()) {
        system.handlers.clear();
        let text = fixture(&system);
        let report = report(&design(&text), &[]);
        let of = |wanted: &dyn Fn(&naive::Event) -> bool| -> Option<Reach> {
            let events: Vec<naive::Event> = system.events().into_iter().filter(|event| wanted(event)).collect();
            single_point(&system, &events)
        };
        for index in 1..system.components.len() {
            let own = of(&|event| matches!(event, naive::Event::Instance(c, _) | naive::Event::Provider(c) if *c == index));
            let found = report.component(id(&format!("c{index}"))).unwrap().single_point;
            prop_assert_eq!(found.map(|point| point.reach), own, "{}\nc{}", text, index);
        }
        for zone in 0..system.zones {
            let own = of(&|event| *event == naive::Event::Zone(zone));
            let found = report.boundary(id(&format!("z{zone}"))).unwrap().single_point;
            prop_assert_eq!(found.map(|point| point.reach), own, "{}\nz{}", text, zone);
        }
        let found = report.boundary(id("r")).unwrap().single_point;
        let own = of(&|event| *event == naive::Event::Region);
        prop_assert_eq!(found.map(|point| point.reach), own, "{}\nr", text);
    }
}
