//! Drawings with more connectors than anybody can tell apart.

mod support;

use linchpin_catalog::RecordType;
use linchpin_document::Transaction;
use support::{Drawing, Random, add_component, add_connection, id};

/// Components in rows, each a little aside.
fn rows(components: usize, random: &mut Random) -> Transaction {
    let mut transaction = Transaction::new();
    for index in 0..components {
        let aside = random.below(40) as f64;
        let (x, y) = ((index / 15 * 230) as f64 + aside, (index % 15 * 95) as f64 + aside / 2.0);
        add_component(&mut transaction, &format!("c{index}"), x, y);
    }
    transaction
}

/// Connects any two components of so many.
fn connect(transaction: &mut Transaction, numbers: std::ops::Range<usize>, components: usize, random: &mut Random) {
    for number in numbers {
        let from = random.below(components);
        let to = (from + 1 + random.below(components - 1)) % components;
        add_connection(transaction, &format!("l{number}"), &format!("c{from}"), &format!("c{to}"));
    }
}

fn assert_as_drawn_anew(drawing: &Drawing) {
    let fresh = drawing.fresh_scene();
    for (connection, ..) in drawing.design().connections() {
        assert_eq!(drawing.scene.route(connection.id), fresh.route(connection.id), "{:?}", connection.id);
    }
}

/// From a thousand connectors on, searches for their ways take less time each.
#[test]
fn however_many_connectors_there_were_before_they_run_as_if_drawn_anew() {
    const COMPONENTS: usize = 150;
    let mut random = Random(11);
    let mut drawing = Drawing::default();
    let mut first = rows(COMPONENTS, &mut random);
    connect(&mut first, 0..990, COMPONENTS, &mut random);
    drawing.commit(&first);
    let mut more = Transaction::new();
    connect(&mut more, 990..1_010, COMPONENTS, &mut random);
    drawing.commit(&more);
    assert_as_drawn_anew(&drawing);
    let mut fewer = Transaction::new();
    for number in 985..1_005 {
        fewer.delete(id(&format!("l{number}")), RecordType::Connection);
    }
    drawing.commit(&fewer);
    assert_as_drawn_anew(&drawing);
}

#[test]
fn thousands_of_connectors_in_one_place_are_drawn() {
    // When each was looked at for each other, this took minutes.
    const COMPONENTS: usize = 100;
    let mut random = Random(5);
    let mut drawing = Drawing::default();
    let mut transaction = Transaction::new();
    (0..COMPONENTS).for_each(|index| add_component(&mut transaction, &format!("c{index}"), 0.0, 0.0));
    connect(&mut transaction, 0..6_000, COMPONENTS, &mut random);
    drawing.commit(&transaction);
    assert!(drawing.design().connections().all(|(item, ..)| drawing.scene.route(item.id).is_some()));
}
