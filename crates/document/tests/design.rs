//! The effective design: equal to the one read from scratch after any history, and always valid.

use linchpin_catalog::{Property, RecordType, ValueType};
use linchpin_document::{Design, Document, Op, PeerId, RecordId, Replica, SortedSet, Value, check_value};
use linchpin_testkit::{Edit, edit, edits, id, ops};
use proptest::prelude::*;

/// What can happen to a replica.
#[derive(Debug, Clone)]
enum Event {
    Commit(Edit),
    Draft(Edit),
    DropDraft,
    Merge(Vec<Op>),
    Undo,
    Redo,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        6 => edit().prop_map(Event::Commit),
        3 => edit().prop_map(Event::Draft),
        1 => Just(Event::DropDraft),
        4 => ops(6).prop_map(Event::Merge),
        2 => Just(Event::Undo),
        2 => Just(Event::Redo),
    ];
    prop::collection::vec(event, 0..40)
}

/// Lets an event happen and returns the records reported as changed.
fn happen(replica: &mut Replica, event: &Event) -> SortedSet<RecordId> {
    match event {
        Event::Commit(edit) => {
            let transaction = edit.transaction(replica);
            replica.commit(&transaction).map(|committed| committed.changes).unwrap_or_default()
        }
        Event::Draft(edit) => {
            let draft = edit.transaction(replica);
            replica.set_draft(draft)
        }
        Event::DropDraft => replica.set_draft(Default::default()),
        Event::Merge(ops) => replica.merge(ops),
        Event::Undo => replica.undo().map(|reverted| reverted.changes).unwrap_or_default(),
        Event::Redo => replica.redo().map(|reverted| reverted.changes).unwrap_or_default(),
    }
}

/// The design as it must be: document with the draft merged in at the latest stamp.
fn from_scratch(replica: &Replica) -> Design {
    let mut rebuilt = Replica::from_document(replica.document().clone());
    rebuilt.set_draft(replica.draft().clone());
    rebuilt.design().clone()
}

fn assert_valid(design: &Design) -> Result<(), TestCaseError> {
    for item in design.items() {
        for (key, value) in item.values() {
            prop_assert!(check_value(item.record_type, key, value).is_ok());
            if let (Some(ValueType::Number(_)), Value::Number(number)) = (key.known().map(|p| p.spec().value), value) {
                prop_assert!(number.is_finite());
            }
        }
        let above: Vec<RecordId> = design.ancestors(item.id).take(1000).collect();
        prop_assert!(above.len() < 1000 && !above.contains(&item.id), "{:?} lies in itself", item.id);
        for boundary in above {
            prop_assert_eq!(design.get(boundary).map(|item| item.record_type), Some(RecordType::Boundary));
        }
    }
    prop_assert_eq!(design.of_type(RecordType::Design).map(|item| item.id).collect::<Vec<_>>(), [RecordId::DESIGN]);
    prop_assert_eq!(design.connections().count(), design.count(RecordType::Connection));
    for (connection, from, to) in design.connections() {
        prop_assert_ne!(from, to);
        for end in [from, to] {
            prop_assert_eq!(design.get(end).map(|item| item.record_type), Some(RecordType::Component));
            prop_assert!(design.connections_of(end).any(|item| item.id == connection.id));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_document_made_of_a_design_stands_for_it(events in events()) {
        let mut replica = Replica::new(PeerId::from_bits(7));
        for event in &events {
            happen(&mut replica, event);
        }
        let design = replica.design();
        prop_assert_eq!(&Design::of(&design.to_document(PeerId::from_bits(9))), design);
    }

    #[test]
    fn any_history_leads_to_the_design_read_from_scratch(events in events()) {
        let mut replica = Replica::new(PeerId::from_bits(50));
        for event in &events {
            let before = replica.design().clone();
            let reported = happen(&mut replica, event);
            prop_assert_eq!(replica.design(), &from_scratch(&replica), "after {:?}", event);
            for item in before.items().chain(replica.design().items()) {
                let differs = before.get(item.id) != replica.design().get(item.id)
                    || before.parent(item.id) != replica.design().parent(item.id);
                prop_assert!(!differs || reported.contains(&item.id), "{:?} not reported by {:?}", item.id, event);
            }
            if replica.draft().is_empty() {
                prop_assert_eq!(replica.design(), &Design::of(replica.document()));
            }
        }
    }

    #[test]
    fn whatever_arrives_the_design_is_valid(events in events(), ops in ops(80)) {
        let mut replica = Replica::new(PeerId::from_bits(50));
        replica.merge(&ops);
        assert_valid(replica.design())?;
        for event in &events {
            happen(&mut replica, event);
            assert_valid(replica.design())?;
        }
    }

    #[test]
    fn a_drafted_edit_shows_what_committing_it_gives(before in edits(25), edit in edit()) {
        let mut replica = Replica::new(PeerId::from_bits(50));
        for edit in &before {
            let transaction = edit.transaction(&mut replica);
            let _ = replica.commit(&transaction);
        }
        let transaction = edit.transaction(&mut replica);
        let document = replica.document().clone();
        replica.set_draft(transaction.clone());
        prop_assert_eq!(replica.document(), &document);
        let drafted = replica.design().clone();
        if replica.commit(&transaction).is_ok() {
            prop_assert_eq!(replica.design(), &drafted);
        }
    }
}

#[test]
fn there_is_one_record_of_the_design_itself_whatever_is_drafted() {
    let mut replica = linchpin_testkit::replica("title \"Shop\"\na:service");
    let mut draft = linchpin_document::Transaction::new();
    draft.create(RecordId::DESIGN, RecordType::Note).create(id("b"), RecordType::Design);
    replica.set_draft(draft.clone());
    assert_eq!(replica.design().title(), "Shop");
    assert_eq!(replica.design().count(RecordType::Design), 1);
    assert!(replica.commit(&draft).is_err());
}

/// Ops that put each of these boundaries into another, at the clocks given.
fn nested(pairs: &[(&str, &str, u64)]) -> Vec<Op> {
    let mut maker = Document::new(PeerId::from_bits(3));
    let mut ops = Vec::new();
    for (inner, outer, clock) in pairs {
        let stamp = linchpin_document::Stamp { clock: *clock, peer: maker.peer() };
        let alive = linchpin_document::Existence { record_type: RecordType::Boundary, alive: true };
        for name in [inner, outer] {
            ops.push(Op { stamp, record: id(name), change: linchpin_document::Change::Exist(alive) });
        }
        let parent = linchpin_document::Change::Set(Property::Parent.into(), Some(id(outer).into()));
        ops.push(Op { stamp, record: id(inner), change: parent });
    }
    maker.merge(&ops);
    ops
}

#[test]
fn of_a_circle_of_boundaries_the_youngest_edge_is_ignored() {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.merge(&nested(&[("a", "b", 5), ("b", "c", 9), ("c", "a", 7)]));
    let design = replica.design();
    assert_eq!(design.parent(id("b")), None);
    assert_eq!(design.ancestors(id("c")).collect::<Vec<_>>(), [id("a"), id("b")]);
}

#[test]
fn writing_an_edge_of_a_circle_again_moves_the_cut() {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.merge(&nested(&[("a", "b", 5), ("b", "a", 9)]));
    assert_eq!((replica.design().parent(id("a")), replica.design().parent(id("b"))), (Some(id("b")), None));
    let changes = replica.merge(&nested(&[("a", "b", 12)]));
    assert_eq!((replica.design().parent(id("a")), replica.design().parent(id("b"))), (None, Some(id("a"))));
    assert_eq!(changes, SortedSet::from([id("a"), id("b")]));
}

#[test]
fn breaking_a_circle_brings_the_ignored_edge_back() {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.merge(&nested(&[("a", "b", 5), ("b", "c", 6), ("c", "a", 9)]));
    assert_eq!(replica.design().parent(id("c")), None);
    replica.merge(&nested(&[("a", "d", 12)]));
    assert_eq!(replica.design().ancestors(id("b")).collect::<Vec<_>>(), [id("c"), id("a"), id("d")]);
}

#[test]
fn a_connection_is_hidden_while_an_end_is_gone_and_comes_back_with_it() {
    let mut replica = linchpin_testkit::replica("a:service -> b:service [calls=3]");
    let mut delete = linchpin_document::Transaction::new();
    delete.delete(id("b"), RecordType::Component);
    let changes = replica.commit(&delete).unwrap().changes;
    assert_eq!(changes, SortedSet::from([id("b"), id("a-b")]));
    assert!(replica.design().get(id("a-b")).is_none());
    assert_eq!(replica.design().connections_of(id("a")).count(), 0);
    let changes = replica.undo().unwrap().changes;
    assert_eq!(changes, SortedSet::from([id("b"), id("a-b")]));
    assert_eq!(replica.design().get(id("a-b")).unwrap().number(Property::Calls), Some(3.0));
}
