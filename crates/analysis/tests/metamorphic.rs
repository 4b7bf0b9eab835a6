//! What must change nothing: other ids, another order of drawing, another place on the canvas, an island
//! nobody calls, a domain nothing is in. And what a domain taken apart must not make worse.

mod laws;

use laws::{answers_everything, asked, config, events, outcomes, scenarios, single_points};
use linchpin_analysis::{ComponentReport, Event, Reach, Report};
use linchpin_catalog::{BoundaryKind, ComponentKind, Interaction, Property, RecordType};
use linchpin_document::{Design, Item, PeerId, RecordId, Replica, Transaction, Value};
use linchpin_testkit::{Said, design, id, replica, systems};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;

const MOST_COMPONENTS: usize = 8;

/// The changes that make this record under another id, what it refers to renamed as well.
fn redrawn(item: &Item, rename: &impl Fn(RecordId) -> RecordId, change: &mut Transaction) {
    let record = rename(item.id);
    if item.record_type != RecordType::Design {
        change.create(record, item.record_type);
    }
    for (key, value) in item.values() {
        let value = match value {
            Value::Reference(other) => Value::Reference(rename(*other)),
            other => other.clone(),
        };
        change.set(record, key.clone(), value);
    }
}

fn drawn(change: &Transaction) -> Replica {
    let mut replica = Replica::new(PeerId::from_bits(9));
    replica.commit(change).unwrap();
    replica
}

fn renamed(design: &Design, rename: impl Fn(RecordId) -> RecordId) -> Design {
    let mut change = Transaction::new();
    design.items().for_each(|item| redrawn(item, &rename, &mut change));
    drawn(&change).design().clone()
}

/// The same id with an x before it, which keeps the order of ids.
fn longer(record: RecordId) -> RecordId {
    if record == RecordId::DESIGN { record } else { id(&format!("x{record}")) }
}

/// Ids in the opposite order: c0 and c1 become c99 and c98.
fn reversed(record: RecordId) -> RecordId {
    let text = record.to_string();
    match text.split_at(1) {
        (kind @ ("c" | "x"), number) if number.parse::<u32>().is_ok() => {
            id(&format!("{kind}{}", 99 - number.parse::<u32>().unwrap()))
        }
        _ => record,
    }
}

fn renamed_event(event: Event, rename: impl Fn(RecordId) -> RecordId) -> Event {
    match event {
        Event::Component(record) => Event::Component(rename(record)),
        Event::Instance(record, instance) => Event::Instance(rename(record), instance),
        Event::Provider(record) => Event::Provider(rename(record)),
        Event::Domain(record) => Event::Domain(rename(record)),
    }
}

/// An island: what is in a design once more, boundaries left out, and clients too where nobody is to
/// call it.
fn island(design: &Design, with_clients: bool) -> Transaction {
    let mut change = Transaction::new();
    let stays = |record: RecordId| with_clients || !design.get(record).unwrap().kind().traits().entry;
    for item in design.components().filter(|item| stays(item.id)) {
        redrawn(item, &longer, &mut change);
        change.unset(longer(item.id), Property::Parent);
    }
    for (item, from, _) in design.connections().filter(|(_, from, to)| stays(*from) && stays(*to)) {
        redrawn(item, &longer, &mut change);
        change.set(longer(item.id), Property::From, longer(from));
    }
    change
}

/// What is said of a component, but for how far its failure reaches.
fn without_reach(found: &ComponentReport) -> ComponentReport {
    ComponentReport { single_point: None, ..found.clone() }
}

/// Everything said of what was there before is still said.
fn still_said(before: &Report, after: &Report) -> Result<(), TestCaseError> {
    for found in &before.components {
        prop_assert_eq!(after.component(found.id), Some(found));
    }
    for found in &before.boundaries {
        prop_assert_eq!(after.boundary(found.id), Some(found));
    }
    for found in &before.connections {
        prop_assert_eq!(after.connection(found.id), Some(found));
    }
    let failures = |report: &Report| {
        let findings = report.findings.iter().filter(|finding| finding.rule.starts_with("failure."));
        findings.cloned().collect::<Vec<_>>()
    };
    prop_assert_eq!(failures(before), failures(after));
    prop_assert_eq!((&before.journeys, before.system), (&after.journeys, after.system));
    Ok(())
}

/// Everything the report says was worked out and the design has a word for.
fn said(design: &Design) -> Transaction {
    let report = asked(design, &[]);
    let mut change = Transaction::new();
    for found in &report.components {
        let kind = design.get(found.id).unwrap().kind();
        if kind.has(Property::Managed) {
            change.set(found.id, Property::Managed, found.managed.value);
        }
        if kind.has(Property::Spread) {
            change.set(found.id, Property::Spread, found.spread.value);
        }
        if let Some(failover) = found.failover {
            change.set(found.id, Property::Failover, failover.value.id());
        }
    }
    for found in &report.boundaries {
        change.set(found.id, Property::FailureDomain, found.failure_domain.value);
    }
    for found in &report.connections {
        change.set(found.id, Property::Dependency, found.dependency.value.id());
        // An arrow from a worker into its queue is read the other way round, which has no word.
        let (from, _) = design.get(found.id).unwrap().ends().unwrap();
        if design.get(from).unwrap().kind() != ComponentKind::Worker {
            change.set(found.id, Property::Interaction, found.interaction.value.id());
        }
        change.set(found.id, Property::Priority, f64::from(found.priority.value));
        if let Some(pool) = &found.pool {
            change.set(found.id, Property::PoolNeeds, f64::from(pool.needs.value));
        }
    }
    change
}

/// Whether anything has more than one standby or replica.
fn several_standbys(design: &Design) -> bool {
    let interaction = |item: &Item| item.choice(Property::Interaction);
    let takes_over = |item: &Item| matches!(interaction(item), Some(Interaction::Standby | Interaction::Replication));
    let mut stood_in_for = design.connections().filter(|(item, ..)| takes_over(item)).map(|(_, from, _)| from);
    let mut seen = BTreeSet::new();
    stood_in_for.any(|active| !seen.insert(active))
}

proptest! {
    #![proptest_config(config(60))]

    /// Ids in the same order: the same report, to the last bit and letter.
    #[test]
    fn other_ids(system in systems(MOST_COMPONENTS, Said::Little), picks in prop::collection::vec(any::<Index>(), 2)) {
        let before = design(&system);
        let after = renamed(&before, longer);
        let all = events(&before);
        let failed: Vec<Event> = picks.iter().filter(|_| !all.is_empty()).map(|pick| *pick.get(&all)).collect();
        let renamed: Vec<Event> = failed.iter().map(|event| renamed_event(*event, longer)).collect();
        let found = format!("{:?}", asked(&after, &renamed)).replace("#x", "#");
        prop_assert_eq!(format!("{:?}", asked(&before, &failed)), found);
    }

    /// Ids in any order: the same verdicts. Spreading over zones goes by the order of drawing, so nothing
    /// is spread here. Of several standbys the first takes over; the others differ in nothing but that.
    #[test]
    fn ids_in_another_order(system in systems(MOST_COMPONENTS, Said::Everything), picks in prop::collection::vec(any::<usize>(), 8)) {
        let before = design(&system.replace("spread=true", "spread=false"));
        let after = renamed(&before, reversed);
        for failed in scenarios(&before, &picks) {
            let renamed: Vec<Event> = failed.iter().map(|event| renamed_event(*event, reversed)).collect();
            let (was, is) = (asked(&before, &failed), asked(&after, &renamed));
            // Requests that go round for ever are counted once round, wherever that starts.
            let endless = was.findings.iter().any(|finding| finding.rule == "load.request-loop");
            let by_order = endless || several_standbys(&before);
            for ((entry, class), outcome) in outcomes(&was) {
                prop_assert_eq!(outcomes(&is)[&(reversed(entry), class)], outcome, "{:?}", failed);
            }
            for was in &was.components {
                let is = is.component(reversed(was.id)).unwrap();
                prop_assert_eq!(was.single_point, is.single_point, "{} {:?}", was.id, failed);
                prop_assert!(was.state == is.state || by_order, "{} {:?}", was.id, failed);
                let rates = (was.rate.total(), is.rate.total());
                let near = (rates.0 - rates.1).abs() <= 1e-9 * rates.0.max(1.0);
                prop_assert!(near || by_order, "{} {:?} {:?}", was.id, rates, failed);
            }
        }
    }

    /// Drawn one by one, in whatever order, and undone and redone in between.
    #[test]
    fn another_order_of_drawing(
        (system, order) in systems(MOST_COMPONENTS, Said::Little).prop_flat_map(|system| {
            let records: Vec<RecordId> = design(&system).items().map(|item| item.id).collect();
            (Just(system), Just(records).prop_shuffle())
        }),
    ) {
        let wanted = design(&system);
        let mut replica = Replica::new(PeerId::from_bits(3));
        let mut items: Vec<&Item> = order.iter().filter_map(|record| wanted.get(*record)).collect();
        // What others refer to has to be there: boundaries from the outside in, what is in them,
        // connections. Apart from that, everything comes in any order.
        items.sort_by_key(|item| match item.record_type {
            RecordType::Boundary => wanted.ancestors(item.id).count(),
            RecordType::Connection => usize::MAX,
            _ => usize::MAX - 1,
        });
        for item in items {
            let mut change = Transaction::new();
            redrawn(item, &|record| record, &mut change);
            replica.commit(&change).unwrap();
            replica.undo();
            replica.redo();
        }
        prop_assert_eq!(asked(replica.design(), &[]), asked(&wanted, &[]));
    }

    /// Where something is drawn says nothing: only what is inside what does.
    #[test]
    fn another_place_on_the_canvas(system in systems(MOST_COMPONENTS, Said::Little), x in -1e4f64..1e4, y in -1e4f64..1e4) {
        let mut replica = replica(&system);
        let before = asked(replica.design(), &[]);
        let mut change = Transaction::new();
        let placed = |item: &&Item| Property::Position.belongs_to(item.record_type);
        for (index, item) in replica.design().items().filter(placed).enumerate() {
            change.set(item.id, Property::Position, kurbo::Point::new(x + 40.0 * index as f64, y));
        }
        replica.commit(&change).unwrap();
        prop_assert_eq!(asked(replica.design(), &[]), before);
    }

    /// What fails is a set: neither order nor repetition matters.
    #[test]
    fn the_same_failures_said_otherwise(system in systems(MOST_COMPONENTS, Said::Little), picks in prop::collection::vec(any::<Index>(), 1..4)) {
        let design = design(&system);
        let all = events(&design);
        prop_assume!(!all.is_empty());
        let failed: Vec<Event> = picks.iter().map(|pick| *pick.get(&all)).collect();
        let otherwise: Vec<Event> = failed.iter().rev().chain(&failed[..1]).copied().collect();
        prop_assert_eq!(asked(&design, &failed), asked(&design, &otherwise));
    }

    /// An island nobody calls is only said to be unreached.
    #[test]
    fn an_island_nobody_calls(system in systems(MOST_COMPONENTS, Said::Little)) {
        let mut replica = replica(&system);
        let before = asked(replica.design(), &[]);
        let island = island(replica.design(), false);
        replica.commit(&island).unwrap();
        still_said(&before, &asked(replica.design(), &[]))?;
    }

    /// An island with people of its own: everybody's requests fare as before, and whose failure is felt
    /// is the same, but nothing takes everything down any more.
    #[test]
    fn an_island_with_its_own_people(system in systems(MOST_COMPONENTS, Said::Little), picks in prop::collection::vec(any::<usize>(), 6)) {
        let mut replica = replica(&system);
        let before = replica.design().clone();
        let island = island(&before, true);
        replica.commit(&island).unwrap();
        for failed in scenarios(&before, &picks) {
            let (was, is) = (asked(&before, &failed), asked(replica.design(), &failed));
            for (class, outcome) in outcomes(&was) {
                prop_assert_eq!(outcomes(&is)[&class], outcome, "{:?}", failed);
            }
            for found in &was.components {
                prop_assert_eq!(without_reach(is.component(found.id).unwrap()), without_reach(found), "{:?}", failed);
            }
        }
        let (was, is) = (asked(&before, &[]), asked(replica.design(), &[]));
        let mut kept = single_points(&is);
        kept.retain(|record, _| before.get(*record).is_some());
        prop_assert!(kept.keys().eq(single_points(&was).keys()));
        prop_assert!(!answers_everything(&was) || kept.values().all(|reach| *reach == Reach::Partial));
    }

    /// A domain that holds nothing anybody needs changes nothing, standing or failing.
    #[test]
    fn a_domain_apart(system in systems(MOST_COMPONENTS, Said::Little)) {
        let mut replica = replica(&system);
        let before = asked(replica.design(), &[]);
        let mut change = island(replica.design(), false);
        let zone = id("far");
        change.create(zone, RecordType::Boundary).set(zone, Property::BoundaryKind, BoundaryKind::Zone.id());
        for item in replica.design().components().filter(|item| !item.kind().traits().entry) {
            change.set(longer(item.id), Property::Parent, zone);
        }
        replica.commit(&change).unwrap();
        let after = asked(replica.design(), &[]);
        still_said(&before, &after)?;
        prop_assert_eq!(after.boundary(zone).unwrap().single_point, None);
        prop_assert_eq!(outcomes(&asked(replica.design(), &[Event::Domain(zone)])), outcomes(&before));
    }

    /// Half of a domain fails no worse than the whole, and both halves as the whole did.
    #[test]
    fn a_domain_in_two(system in systems(MOST_COMPONENTS, Said::Little), moved: Index) {
        let mut replica = replica(&system);
        let before = replica.design().clone();
        // Domains around which nothing is spread.
        let inside: Vec<RecordId> = ["zc", "rack"].iter().flat_map(|domain| before.children(id(domain))).collect();
        prop_assume!(!inside.is_empty());
        let moved = *moved.get(&inside);
        let (whole, part) = (before.parent(moved).unwrap(), id("part"));
        let mut change = Transaction::new();
        change.create(part, RecordType::Boundary).set(part, Property::BoundaryKind, BoundaryKind::Host.id());
        change.set(moved, Property::Parent, part);
        replica.commit(&change).unwrap();
        let fails = |design: &Design, domains: &[RecordId]| {
            let failed: Vec<Event> = domains.iter().map(|domain| Event::Domain(*domain)).collect();
            outcomes(&asked(design, &failed))
        };
        let all = fails(&before, &[whole]);
        prop_assert_eq!(&fails(replica.design(), &[whole, part]), &all);
        for half in [whole, part] {
            for (class, outcome) in fails(replica.design(), &[half]) {
                prop_assert!(outcome <= all[&class], "{:?} {}", class, half);
            }
        }
    }

    /// What is guessed may as well be said: written down, it is the same design.
    #[test]
    fn a_guess_written_down(system in systems(MOST_COMPONENTS, Said::Little), picks in prop::collection::vec(any::<usize>(), 8)) {
        let mut replica = replica(&system);
        let before = replica.design().clone();
        let said = said(&before);
        replica.commit(&said).unwrap();
        for failed in scenarios(&before, &picks) {
            let (was, is) = (asked(&before, &failed), asked(replica.design(), &failed));
            prop_assert_eq!(outcomes(&was), outcomes(&is), "{:?}", failed);
            prop_assert_eq!(single_points(&was), single_points(&is), "{:?}", failed);
        }
    }
}
