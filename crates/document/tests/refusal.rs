//! Local transactions that cannot be, each with its reason.

use kurbo::{Point, Size};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Change, Existence, Op, PeerId, Reason, RecordId, Replica, Stamp, Transaction, Value};
use linchpin_testkit::{id, replica};

fn refused(replica: &mut Replica, build: impl FnOnce(&mut Transaction) -> &mut Transaction) -> (RecordId, Reason) {
    let mut transaction = Transaction::new();
    build(&mut transaction);
    let refusal = replica.commit(&transaction).expect_err("should have been refused");
    (refusal.record, refusal.reason)
}

fn delete(replica: &mut Replica, record: &str) {
    let mut transaction = Transaction::new();
    transaction.delete(id(record), RecordType::Component);
    replica.commit(&transaction).unwrap();
}

fn value_refused(property: Property, value: impl Into<Value>) -> Reason {
    let mut replica = replica("c:service\nnetwork n");
    let record = if property == Property::Size { id("n") } else { id("c") };
    refused(&mut replica, |transaction| transaction.set(record, property, value)).1
}

#[test]
fn values_out_of_range_or_type_are_refused() {
    assert!(matches!(value_refused(Property::Instances, 1e9), Reason::OutOfRange { .. }));
    assert!(matches!(value_refused(Property::Instances, 0.0), Reason::OutOfRange { .. }));
    assert_eq!(value_refused(Property::Instances, 2.5), Reason::NotWhole);
    assert_eq!(value_refused(Property::Capacity, f64::NAN), Reason::NotFinite);
    assert_eq!(value_refused(Property::Capacity, f64::INFINITY), Reason::NotFinite);
    assert_eq!(value_refused(Property::Capacity, "many"), Reason::WrongType);
    assert_eq!(value_refused(Property::Kind, "toaster"), Reason::NotAChoice);
    assert_eq!(value_refused(Property::Failover, "sometimes"), Reason::NotAChoice);
    assert_eq!(value_refused(Property::Name, "x".repeat(401).as_str()), Reason::TooLong(400));
    assert_eq!(value_refused(Property::Position, Point::new(f64::NAN, 0.0)), Reason::OffTheCanvas);
    assert_eq!(value_refused(Property::Position, Point::new(0.0, 1e8)), Reason::OffTheCanvas);
    assert_eq!(value_refused(Property::Size, Size::new(-5.0, 10.0)), Reason::OffTheCanvas);
    assert_eq!(value_refused(Property::Order, "0"), Reason::WrongType);
    assert_eq!(value_refused(Property::Calls, 1.0), Reason::NotAProperty(RecordType::Component));
}

#[test]
fn a_connection_needs_two_different_components() {
    let mut replica = replica("a:service\nnetwork n");
    let mut connect = |from: &str, to: &str| {
        refused(&mut replica, |transaction| {
            transaction.create(id("x"), RecordType::Connection);
            transaction.set(id("x"), Property::From, id(from)).set(id("x"), Property::To, id(to))
        })
    };
    assert_eq!(connect("a", "a"), (id("x"), Reason::SameEnds));
    assert_eq!(connect("a", "nobody"), (id("x"), Reason::Dangling(id("nobody"))));
    assert_eq!(connect("n", "a"), (id("x"), Reason::Dangling(id("n"))));
}

#[test]
fn ids_are_not_taken_twice() {
    let mut replica = replica("a:service");
    let taken = refused(&mut replica, |transaction| transaction.create(id("a"), RecordType::Note));
    assert_eq!(taken, (id("a"), Reason::Taken));
    let design = refused(&mut replica, |transaction| transaction.delete(RecordId::DESIGN, RecordType::Design));
    assert_eq!(design, (RecordId::DESIGN, Reason::Taken));
}

#[test]
fn a_boundary_cannot_be_put_in_what_it_contains() {
    let mut replica = replica("network n { m }\nnetwork m { c }\nc:service");
    let mut nest = |inner: &str, outer: &str| {
        refused(&mut replica, |transaction| transaction.set(id(inner), Property::Parent, id(outer)))
    };
    assert_eq!(nest("n", "m"), (id("n"), Reason::CyclicNesting));
    assert_eq!(nest("n", "n"), (id("n"), Reason::CyclicNesting));
    assert_eq!(nest("n", "c"), (id("n"), Reason::Dangling(id("c"))));
    assert_eq!(nest("n", "nobody"), (id("n"), Reason::Dangling(id("nobody"))));
}

/// Two boundaries put in each other by others, as only a merge can.
fn with_a_circle() -> Replica {
    let mut replica = replica("c:service\nnetwork n\nnetwork m\nnetwork o");
    let edge = |inner: &str, outer: &str, peer| Op {
        stamp: Stamp { clock: 50, peer: PeerId::from_bits(peer) },
        record: id(inner),
        change: Change::Set(Property::Parent.into(), Some(id(outer).into())),
    };
    replica.merge(&[edge("n", "m", 8), edge("m", "n", 9)]);
    replica
}

#[test]
fn a_circle_of_others_making_stands_in_nobodys_way() {
    let mut replica = with_a_circle();
    let mut edit = Transaction::new();
    edit.set(id("n"), Property::Name, "Renamed").set(id("c"), Property::Parent, id("n"));
    assert!(replica.commit(&edit).is_ok());
    assert_eq!(replica.design().ancestors(id("c")).collect::<Vec<_>>(), [id("n"), id("m")]);
    let mut apart = Transaction::new();
    apart.set(id("n"), Property::Parent, id("o"));
    assert!(replica.commit(&apart).is_ok());
    assert_eq!(replica.design().ancestors(id("m")).collect::<Vec<_>>(), [id("n"), id("o")]);
}

#[test]
fn a_boundary_wrongly_put_in_a_component_does_not_count_as_lying_in_it() {
    let mut replica = replica("c:service\nnetwork n");
    let stamp = Stamp { clock: 50, peer: PeerId::from_bits(8) };
    let change = Change::Set(Property::Parent.into(), Some(id("c").into()));
    replica.merge(&[Op { stamp, record: id("n"), change }]);
    let mut edit = Transaction::new();
    edit.set(id("c"), Property::Parent, id("n"));
    assert!(replica.commit(&edit).is_ok());
    assert_eq!(replica.design().parent(id("c")), Some(id("n")));
}

#[test]
fn a_hidden_connection_may_still_be_changed() {
    let mut replica = replica("a:service -> b:service");
    delete(&mut replica, "b");
    let mut edit = Transaction::new();
    edit.set(id("a-b"), Property::Calls, 4.0);
    assert!(replica.commit(&edit).is_ok());
    let mut reconnect = Transaction::new();
    reconnect.set(id("a-b"), Property::To, id("b"));
    assert!(replica.commit(&reconnect).is_err());
}

#[test]
fn deleting_with_the_wrong_type_or_creating_through_an_op_is_told_apart() {
    let mut replica = replica("a:service");
    let wrong = Existence { record_type: RecordType::Text, alive: false };
    let refusal = refused(&mut replica, |transaction| transaction.push(id("a"), Change::Exist(wrong)));
    assert_eq!(refusal, (id("a"), Reason::Taken));
    assert!(replica.design().get(id("a")).is_some());
}

#[test]
fn what_a_transaction_makes_and_takes_away_again_is_checked_as_what_it_was() {
    let mut replica = replica("a:service\nb:service");
    let mut connect = Transaction::new();
    connect.create(id("x"), RecordType::Connection);
    connect.set(id("x"), Property::From, id("a")).set(id("x"), Property::To, id("b"));
    let mut take_away = Transaction::new();
    take_away.delete(id("x"), RecordType::Connection);
    let mut both = connect.clone();
    both.extend(take_away);
    assert!(replica.commit(&both).is_ok());
    assert!(replica.design().get(id("x")).is_none());
    assert!(replica.undo().is_some());
    assert!(replica.design().get(id("x")).is_none());
    both.set(id("x"), Property::Calls, f64::NAN);
    assert_eq!(replica.commit(&both).unwrap_err().reason, Reason::NotFinite);
}

#[test]
fn a_deleted_record_takes_no_value_that_it_could_not_have() {
    let mut replica = replica("a:service");
    delete(&mut replica, "a");
    let absurd = refused(&mut replica, |transaction| transaction.set(id("a"), Property::Instances, 1e9));
    assert!(matches!(absurd, (_, Reason::OutOfRange { .. })));
}
