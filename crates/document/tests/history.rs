//! Undo and redo: exact for one's own changes, never over those of others.

use kurbo::Point;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Document, Op, PeerId, PropertyKey, Reason, RecordId, Replica, Transaction, Value};
use linchpin_testkit::{edit, edits, id};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A record's registers without their stamps: whether it is there, and its values.
type Values = (bool, BTreeMap<PropertyKey, Value>);

/// What the registers say, without their stamps. A register that never was and an unset one say the
/// same, as do a record that never was and a deleted one.
fn values(replica: &Replica) -> BTreeMap<RecordId, Values> {
    let records = replica.document().records().map(|(id, record)| {
        let alive = record.existence.as_ref().is_some_and(|register| register.value.alive);
        let set = record.properties().filter_map(|(key, register)| Some((key.clone(), register.value.clone()?)));
        (id, (alive, set.collect()))
    });
    records.filter(|(_, (alive, set)): &(_, Values)| *alive || !set.is_empty()).collect()
}

proptest! {
    #[test]
    fn undoing_everything_restores_every_state_and_redoing_it_too(edits in edits(25), rounds in 1usize..3) {
        let mut replica = Replica::new(PeerId::from_bits(5));
        let mut states = vec![(values(&replica), replica.design().clone())];
        for edit in &edits {
            let transaction = edit.transaction(&mut replica);
            if !transaction.is_empty() && replica.commit(&transaction).is_ok() {
                states.push((values(&replica), replica.design().clone()));
            }
        }
        for _ in 0..rounds {
            for (values_then, design_then) in states.iter().rev().skip(1) {
                prop_assert!(replica.undo().unwrap().left.is_empty());
                prop_assert_eq!(&values(&replica), values_then);
                prop_assert_eq!(replica.design(), design_then);
            }
            prop_assert!(!replica.can_undo() && replica.undo().is_none());
            for (values_then, design_then) in states.iter().skip(1) {
                prop_assert!(replica.redo().unwrap().left.is_empty());
                prop_assert_eq!(&values(&replica), values_then);
                prop_assert_eq!(replica.design(), design_then);
            }
            prop_assert!(!replica.can_redo() && replica.redo().is_none());
        }
    }

    #[test]
    fn peers_that_exchange_all_ops_agree_after_any_undo(a in edits(10), b in edits(10), undos in 0usize..8) {
        let mut peers = [Replica::new(PeerId::from_bits(1)), Replica::new(PeerId::from_bits(2))];
        let mut all: Vec<Op> = Vec::new();
        for (peer, edits) in [a, b].iter().enumerate() {
            for edit in edits {
                let transaction = edit.transaction(&mut peers[peer]);
                all.extend(peers[peer].commit(&transaction).map(|committed| committed.ops).unwrap_or_default());
            }
        }
        for peer in &mut peers {
            peer.merge(&all);
        }
        for undo in 0..undos {
            all.extend(peers[undo % 2].undo().map(|reverted| reverted.ops).unwrap_or_default());
        }
        for peer in &mut peers {
            peer.merge(&all);
        }
        prop_assert_eq!(peers[0].document(), peers[1].document());
        prop_assert_eq!(peers[0].design(), peers[1].design());
    }

    #[test]
    fn what_is_done_step_by_step_can_be_done_at_once(before in edits(10), steps in edits(10)) {
        let mut replica = Replica::new(PeerId::from_bits(5));
        for edit in &before {
            let transaction = edit.transaction(&mut replica);
            let _ = replica.commit(&transaction);
        }
        let (mut at_once, mut together) = (replica.clone(), Transaction::new());
        for step in &steps {
            let transaction = step.transaction(&mut replica);
            if replica.commit(&transaction).is_ok() {
                together.extend(transaction);
            }
        }
        match at_once.commit(&together).map_err(|refusal| refusal.reason) {
            Ok(_) => prop_assert_eq!(at_once.design(), replica.design()),
            // What is drawn to something and left when that goes would be drawn to nothing.
            Err(Reason::Dangling(end)) => prop_assert!(replica.design().get(end).is_none() && together.of(end).count() > 0),
            Err(reason) => prop_assert!(false, "{}", reason),
        }
    }

    #[test]
    fn a_refused_transaction_leaves_everything_as_it_was(before in edits(20), edit in edit()) {
        let mut replica = Replica::new(PeerId::from_bits(5));
        for edit in &before {
            let transaction = edit.transaction(&mut replica);
            let _ = replica.commit(&transaction);
        }
        let mut broken = edit.transaction(&mut replica);
        let ghost = id("ghost");
        broken.create(ghost, RecordType::Connection).set(ghost, Property::From, id("nobody"));
        let mut draft = Transaction::new();
        draft.set(RecordId::DESIGN, Property::Title, "Drafted");
        replica.set_draft(draft);
        let (document, design) = (replica.document().clone(), replica.design().clone());
        let (clock, undo) = (replica.document().clock(), replica.can_undo());
        prop_assert!(replica.commit(&broken).is_err());
        prop_assert_eq!(replica.document(), &document);
        prop_assert_eq!(replica.design(), &design);
        prop_assert_eq!((replica.document().clock(), replica.can_undo()), (clock, undo));
    }
}

/// Two people in one design that starts with components `a` and `b`, made by the first.
struct Pair {
    ann: Replica,
    bob: Replica,
}

impl Pair {
    fn new() -> Self {
        let ann = linchpin_testkit::replica("a:service \"Start\" position=0,0\nb:service position=300,0");
        let mut document = Document::new(PeerId::from_bits(2));
        document.merge(&ann.document().ops().collect::<Vec<_>>());
        Self { ann, bob: Replica::from_document(document) }
    }

    fn ann(&mut self, transaction: &Transaction) {
        let ops = self.ann.commit(transaction).unwrap().ops;
        self.bob.merge(&ops);
    }

    fn bob(&mut self, transaction: &Transaction) {
        let ops = self.bob.commit(transaction).unwrap().ops;
        self.ann.merge(&ops);
    }

    fn ann_undoes(&mut self) -> Vec<RecordId> {
        let reverted = self.ann.undo().unwrap();
        self.bob.merge(&reverted.ops);
        reverted.left
    }

    fn ann_redoes(&mut self) -> Vec<RecordId> {
        let reverted = self.ann.redo().unwrap();
        self.bob.merge(&reverted.ops);
        reverted.left
    }

    fn name(&self, record: &str) -> String {
        assert_eq!(self.ann.design(), self.bob.design());
        self.ann.design().get(id(record)).map_or("(gone)", |item| item.name()).to_owned()
    }
}

fn naming(record: &str, name: &str) -> Transaction {
    let mut transaction = Transaction::new();
    transaction.set(id(record), Property::Name, name);
    transaction
}

fn deleting(record: &str) -> Transaction {
    let mut transaction = Transaction::new();
    transaction.delete(id(record), RecordType::Component);
    transaction
}

#[test]
fn undo_leaves_what_somebody_else_changed_and_says_so() {
    let mut pair = Pair::new();
    pair.ann(&naming("a", "Ann's"));
    pair.bob(&naming("a", "Bob's"));
    assert_eq!(pair.ann_undoes(), [id("a")]);
    assert_eq!(pair.name("a"), "Bob's");
    assert!(!pair.ann.can_redo(), "nothing was undone, so nothing can be redone");
}

#[test]
fn undo_takes_back_the_part_nobody_else_touched() {
    let mut pair = Pair::new();
    let mut both = naming("a", "Ann's a");
    both.extend(naming("b", "Ann's b")).set(id("a"), Property::Instances, 3.0);
    pair.ann(&both);
    pair.bob(&naming("a", "Bob's a"));
    assert_eq!(pair.ann_undoes(), [id("a")]);
    assert_eq!((pair.name("a"), pair.name("b")), ("Bob's a".to_owned(), "Service".to_owned()));
    assert_eq!(pair.ann.design().get(id("a")).unwrap().number(Property::Instances), None);
    assert!(pair.ann_redoes().is_empty());
    assert_eq!((pair.name("a"), pair.name("b")), ("Bob's a".to_owned(), "Ann's b".to_owned()));
    assert_eq!(pair.ann.design().get(id("a")).unwrap().number(Property::Instances), Some(3.0));
}

#[test]
fn a_chain_of_undo_and_redo_still_knows_its_own_states() {
    let mut pair = Pair::new();
    pair.ann(&naming("a", "One"));
    pair.ann(&naming("a", "Two"));
    for _ in 0..3 {
        assert!(pair.ann_undoes().is_empty());
        assert_eq!(pair.name("a"), "One");
        assert!(pair.ann_undoes().is_empty());
        assert_eq!(pair.name("a"), "Start");
        assert!(pair.ann_redoes().is_empty());
        assert!(pair.ann_redoes().is_empty());
        assert_eq!(pair.name("a"), "Two");
    }
}

#[test]
fn undoing_past_a_state_of_somebody_else_stops_there() {
    let mut pair = Pair::new();
    pair.ann(&naming("a", "One"));
    pair.bob(&naming("a", "Bob's"));
    pair.ann(&naming("a", "Two"));
    assert!(pair.ann_undoes().is_empty());
    assert_eq!(pair.name("a"), "Bob's");
    assert_eq!(pair.ann_undoes(), [id("a")]);
    assert_eq!(pair.name("a"), "Bob's");
    // The first step came to nothing, so redo goes on with the second.
    assert!(pair.ann_redoes().is_empty());
    assert_eq!(pair.name("a"), "Two");
}

#[test]
fn a_redo_does_not_run_over_what_came_in_between() {
    let mut pair = Pair::new();
    pair.ann(&naming("a", "Ann's"));
    pair.ann_undoes();
    pair.bob(&naming("a", "Bob's"));
    assert_eq!(pair.ann_redoes(), [id("a")]);
    assert_eq!(pair.name("a"), "Bob's");
}

#[test]
fn undoing_a_deletion_brings_back_what_others_changed_meanwhile() {
    let mut pair = Pair::new();
    let late = naming("a", "Bob's");
    // Bob renames before he hears of the deletion.
    let deletion = pair.ann.commit(&deleting("a")).unwrap().ops;
    let renaming = pair.bob.commit(&late).unwrap().ops;
    pair.bob.merge(&deletion);
    pair.ann.merge(&renaming);
    assert_eq!(pair.name("a"), "(gone)");
    assert!(pair.ann_undoes().is_empty());
    assert_eq!(pair.name("a"), "Bob's");
    assert_eq!(pair.ann.design().get(id("a")).unwrap().position(), Point::ZERO);
}

#[test]
fn undoing_a_creation_that_somebody_brought_back_leaves_it() {
    let mut pair = Pair::new();
    let mut create = Transaction::new();
    create.create(id("c"), RecordType::Component);
    pair.ann(&create);
    pair.bob(&deleting("c"));
    pair.bob(&create);
    assert_eq!(pair.ann_undoes(), [id("c")]);
    assert_eq!(pair.name("c"), "Component");
}

#[test]
fn a_new_step_ends_what_could_be_redone() {
    let mut pair = Pair::new();
    pair.ann(&naming("a", "One"));
    pair.ann_undoes();
    pair.ann(&naming("a", "Other"));
    assert!(!pair.ann.can_redo());
}
