//! The designs measured with.

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

fn drawn(transaction: &Transaction) -> Design {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(transaction).expect("what is drawn here is valid");
    replica.design().clone()
}

fn id(word: &str, number: usize) -> RecordId {
    RecordId::parse(&format!("{word}-{number}")).expect("a short word and a number make an id")
}
