//! Random systems as fixtures: small, and rich in everything that makes structure hard. Zones in a
//! region, a rack, a host, a network; pools and quorums, replicas and standbys, caches, queues, streams,
//! providers, shares, misses and calls in circles.

use linchpin_catalog::{Asks, ComponentKind as Kind, Dependency, Failover, Interaction, Property, When};
use proptest::prelude::*;
use std::fmt::Write;

/// How much a random system leaves to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Everything is stated.
    Everything,
    /// Most of it is left out, as people draw.
    Little,
}

/// The boundaries of every random system, as fixture lines but for what is inside, outer ones last.
const PLACES: [(&str, &str); 7] = [
    ("zone", "za"),
    ("zone", "zb"),
    ("zone", "zc"),
    ("rack", "rack"),
    ("host", "host"),
    ("network", "vpc"),
    ("region", "region"),
];
/// What lies in what: the region has two zones, and one of them a host. The third zone is outside.
const NESTED: [(&str, &str); 3] = [("za", "region"), ("zb", "region"), ("host", "za")];

const KINDS: &[Kind] = &[
    Kind::LoadBalancer,
    Kind::LoadBalancer,
    Kind::ApiGateway,
    Kind::Dns,
    Kind::Cdn,
    Kind::WebServer,
    Kind::ApplicationServer,
    Kind::ApplicationServer,
    Kind::Service,
    Kind::Service,
    Kind::Service,
    Kind::Worker,
    Kind::RelationalDatabase,
    Kind::RelationalDatabase,
    Kind::DocumentStore,
    Kind::Cache,
    Kind::Cache,
    Kind::ObjectStorage,
    Kind::MessageQueue,
    Kind::EventStream,
    Kind::ExternalService,
    Kind::WebClient,
    Kind::Scheduler,
];

#[derive(Debug, Clone)]
struct Component {
    kind: Kind,
    instances: u32,
    needed: u32,
    managed: Option<bool>,
    spread: Option<bool>,
    failover: Option<Failover>,
    place: Option<&'static str>,
}

#[derive(Debug, Clone)]
struct Arrow {
    from: usize,
    to: usize,
    /// Whether it may lead back to what calls its caller.
    back: bool,
    interaction: Option<Interaction>,
    dependency: Option<Dependency>,
    when: Option<When>,
    asks: Option<Asks>,
    pool: Option<u32>,
    pool_needs: u32,
}

/// Fixtures of random systems with at most this many components besides the first client.
pub fn systems(most_components: usize, said: Said) -> impl Strategy<Value = String> {
    let parts = prop::collection::vec((component(said), arrow(said)), 1..=most_components);
    let more = prop::collection::vec(arrow(said), 0..=most_components);
    let read_share = prop::sample::select(&[0.0, 0.5, 0.5, 0.5, 1.0][..]);
    (parts, more, read_share).prop_map(|(parts, more, read_share)| fixture(parts, more, read_share))
}

/// Stated always, or now and then.
fn stated<T: Clone + std::fmt::Debug + 'static>(said: Said, choices: &'static [T]) -> BoxedStrategy<Option<T>> {
    let choice = prop::sample::select(choices);
    match said {
        Said::Everything => choice.prop_map(Some).boxed(),
        Said::Little => prop::option::weighted(0.25, choice).boxed(),
    }
}

fn component(said: Said) -> impl Strategy<Value = Component> {
    let places: Vec<&str> = PLACES.iter().map(|(_, id)| *id).chain(["region", "region"]).collect();
    (
        prop::sample::select(KINDS),
        prop::sample::select(&[1u32, 1, 2, 2, 3][..]),
        prop::sample::select(&[1u32, 1, 1, 2][..]),
        stated(said, &[false, false, true]),
        stated(said, &[true, true, false]),
        stated(said, &[Failover::Automatic, Failover::Automatic, Failover::Manual, Failover::None]),
        prop::option::weighted(0.6, prop::sample::select(places)),
    )
        .prop_map(|(kind, instances, needed, managed, spread, failover, place)| Component {
            kind,
            instances,
            needed: needed.min(instances),
            managed,
            spread,
            failover,
            place,
        })
}

fn arrow(said: Said) -> impl Strategy<Value = Arrow> {
    use Interaction::{Event, Replication, Request, Standby};
    use When::{Always, Miss, Read, Route, Share, Write};
    let ends = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::bool::weighted(0.15));
    let meaning = (
        stated(said, &[Request, Request, Request, Request, Request, Event, Standby, Replication]),
        stated(said, &[Dependency::Hard, Dependency::Hard, Dependency::Soft]),
        stated(said, &[Always, Always, Always, Route, Route, Read, Write, Miss, Share]),
        stated(said, &[Asks::Same, Asks::Same, Asks::Same, Asks::Read, Asks::Write]),
    );
    let pool = (stated(said, &[0, 0, 1, 2]), prop::sample::select(&[1u32, 1, 1, 2][..]));
    (ends, meaning, pool).prop_map(|((from, to, back), (interaction, dependency, when, asks), (pool, pool_needs))| {
        Arrow {
            // Any two indices will do: they are taken modulo the number of components.
            from: from.index(1 << 16),
            to: to.index(1 << 16),
            back,
            interaction,
            dependency,
            when,
            asks,
            pool,
            pool_needs,
        }
    })
}

fn fixture(parts: Vec<(Component, Arrow)>, more: Vec<Arrow>, read_share: f64) -> String {
    let mut text = format!("c0:web-client read_share={read_share}\n");
    let mut kinds = vec![Kind::WebClient];
    for (index, (component, _)) in parts.iter().enumerate() {
        write_component(&mut text, index + 1, component);
        kinds.push(component.kind);
    }
    // Each is reached from one before it; further arrows go anywhere.
    let mut written = 0;
    for (index, (_, arrow)) in parts.iter().enumerate() {
        let (from, to) = (arrow.from % (index + 1), index + 1);
        write_arrow(&mut text, &mut written, &kinds, Arrow { from, to, ..arrow.clone() });
    }
    for arrow in more {
        let (from, to) = (arrow.from % kinds.len(), 1 + arrow.to % (kinds.len() - 1));
        let (from, to) = if arrow.back { (from, to) } else { (from.min(to), from.max(to)) };
        write_arrow(&mut text, &mut written, &kinds, Arrow { from, to, ..arrow });
    }
    write_places(&mut text, &parts);
    text
}

// Writing to a text cannot fail, so what `write` answers is of no interest.

fn write_component(text: &mut String, index: usize, component: &Component) {
    let Component { kind, instances, needed, managed, spread, failover, .. } = component;
    let _ = write!(text, "c{index}:{}", kind.id());
    let has = |property| kind.has(property);
    if has(Property::Instances) {
        let _ = write!(text, " instances={instances} needed={needed}");
    }
    if let Some(managed) = managed.filter(|_| has(Property::Managed)) {
        let _ = write!(text, " managed={managed}");
    }
    if let Some(spread) = spread.filter(|_| has(Property::Spread)) {
        let _ = write!(text, " spread={spread}");
    }
    if let Some(failover) = failover.filter(|_| has(Property::Failover)) {
        let _ = write!(text, " failover={}", failover.id());
    }
    text.push('\n');
}

fn write_arrow(text: &mut String, written: &mut usize, kinds: &[Kind], arrow: Arrow) {
    let Arrow { from, to, dependency, when, asks, pool, pool_needs, .. } = arrow;
    let entry = |index: usize| kinds[index].traits().entry;
    if from == to || entry(to) {
        return;
    }
    let _ = write!(text, "c{from} -> c{to} [id=x{written} share=0.5");
    *written += 1;
    // Nothing stands in for people, nor do they copy data.
    let takes_over = |interaction: &Interaction| matches!(interaction, Interaction::Standby | Interaction::Replication);
    let interaction =
        arrow.interaction.map(|stated| if entry(from) && takes_over(&stated) { Interaction::Request } else { stated });
    let stated = [
        ("interaction", interaction.map(Interaction::id)),
        ("dependency", dependency.map(Dependency::id)),
        ("when", when.map(When::id)),
        ("asks", asks.map(Asks::id)),
    ];
    for (property, value) in stated {
        if let Some(value) = value {
            let _ = write!(text, " {property}={value}");
        }
    }
    if let Some(pool) = pool {
        let _ = write!(text, " pool=p{pool} pool_needs={pool_needs}");
    }
    text.push_str("]\n");
}

fn write_places(text: &mut String, parts: &[(Component, Arrow)]) {
    for (kind, id) in PLACES {
        let inside = parts.iter().enumerate().filter(|(_, (component, _))| component.place == Some(id));
        let mut members: Vec<String> = inside.map(|(index, _)| format!("c{}", index + 1)).collect();
        members.extend(NESTED.iter().filter(|(_, outer)| *outer == id).map(|(inner, _)| (*inner).to_owned()));
        let _ = writeln!(text, "{kind} {id} {{ {} }}", members.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design;

    proptest! {
        #[test]
        fn every_random_system_is_a_design(stated in systems(8, Said::Everything), drawn in systems(8, Said::Little)) {
            for fixture in [stated, drawn] {
                let design = design(&fixture);
                prop_assert!(design.components().count() >= 2);
                prop_assert_eq!(design.boundaries().count(), PLACES.len());
            }
        }
    }
}
