//! The designs measured with.

use kurbo::Point;
use linchpin_analysis::synthetic;
use linchpin_catalog::{ComponentKind as Kind, Property, RecordType};
use linchpin_document::{Design, PeerId, RecordId, Replica, Transaction};

/// A design of some shape with this many components.
pub type Shape = fn(usize) -> Design;

/// As systems are drawn: six layers, alternatives, three zones.
pub fn layered(components: usize) -> Design {
    drawn(&synthetic(components, 1))
}

/// As nobody draws systems: a square of services without alternatives, one column calling the next, from a
/// column of clients to a column of databases. Everything fails with nearly everything.
pub fn square(components: usize) -> Design {
    let columns = (1..).find(|columns| columns * columns >= components).unwrap_or(1);
    let mut transaction = Transaction::new();
    for index in 0..components {
        let kind = match index / columns {
            0 => Kind::WebClient,
            column if column + 1 == columns => Kind::RelationalDatabase,
            _ => Kind::Service,
        };
        transaction.create(id("node", index), RecordType::Component).set(id("node", index), Property::Kind, kind.id());
    }
    let mut calls = 0;
    for index in columns..components {
        // Every second one has a second caller, one or two rows further down.
        for further in [0, 1 + index / 2 % 2].into_iter().take(1 + index % 2) {
            let caller = (index / columns - 1) * columns + (index + further) % columns;
            let call = id("call", calls);
            transaction.create(call, RecordType::Connection);
            transaction.set(call, Property::From, id("node", caller)).set(call, Property::To, id("node", index));
            calls += 1;
        }
    }
    drawn(&transaction)
}

/// As it looks on the canvas: a grid of components joined to others a few columns on, one and a half connections a
/// component, some of them far away, and in the middle one with twelve of its own.
pub fn grid(components: usize) -> Replica {
    let rows = rows_of_grid(components);
    let mut random = Random(7);
    let mut calls = Vec::new();
    while calls.len() < components + components / 2 {
        let from = random.below(components);
        let columns = if random.below(10) == 0 { 1 + random.below(6) } else { 1 };
        let to = (from + columns * rows + random.below(5)).saturating_sub(2);
        if to < components && to != from {
            calls.push((from, to));
        }
    }
    calls.extend((0..12).map(|to| (components / 2, components / 2 + rows + to - 6)));
    calls.retain(|(_, to)| *to < components);
    in_grid(components, &calls)
}

/// More connectors than anybody can tell apart: between any two of four hundred components.
pub fn knot(connections: usize) -> Replica {
    const COMPONENTS: usize = 400;
    let mut random = Random(7);
    let calls: Vec<(usize, usize)> = (0..connections)
        .map(|_| {
            let from = random.below(COMPONENTS);
            (from, (from + 1 + random.below(COMPONENTS - 1)) % COMPONENTS)
        })
        .collect();
    in_grid(COMPONENTS, &calls)
}

fn in_grid(components: usize, calls: &[(usize, usize)]) -> Replica {
    let mut transaction = Transaction::new();
    for index in 0..components {
        transaction.create(id("node", index), RecordType::Component).set(id("node", index), Property::Kind, "service");
        transaction.set(id("node", index), Property::Position, place_in_grid(index, components));
    }
    for (index, (from, to)) in calls.iter().enumerate() {
        let call = id("call", index);
        transaction.create(call, RecordType::Connection);
        transaction.set(call, Property::From, id("node", *from)).set(call, Property::To, id("node", *to));
    }
    committed(&transaction)
}

/// Where in the grid a component is.
pub fn place_in_grid(index: usize, components: usize) -> Point {
    let rows = rows_of_grid(components);
    Point::new((index / rows) as f64 * 260.0, (index % rows) as f64 * 116.0)
}

fn rows_of_grid(components: usize) -> usize {
    (1..).find(|rows| rows * rows >= components).unwrap_or(1)
}

/// Numbers that look random and are the same on every run (a linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn drawn(transaction: &Transaction) -> Design {
    committed(transaction).design().clone()
}

fn committed(transaction: &Transaction) -> Replica {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(transaction).expect("what is drawn here is valid");
    replica
}

/// The id of the component or call with a number. As in files written by hand, ids are in no order: neither as the
/// numbers nor by the types of records, since holding what comes in order is the easy case.
fn id(word: &str, number: usize) -> RecordId {
    let scattered = (number as u32).wrapping_mul(2_654_435_761) ^ if word == "call" { 0x5bd1_e995 } else { 0 };
    RecordId::parse(&format!("{scattered:08x}-{word}")).expect("eight digits and a short word make an id")
}
