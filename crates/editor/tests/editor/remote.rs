use crate::driver::Driver;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Document, Op, PeerId, Replica, Transaction};
use linchpin_editor::{Input, Notice, Request};
use linchpin_testkit::id;

const TWO: &str = "
    zone za position=400,300 size=400x300
    api:service position=100,100
    db:relational-database position=600,100
";

/// What somebody else, who has the same design, does to it.
fn others(driver: &Driver, change: impl FnOnce(&mut Transaction)) -> Vec<Op> {
    let mut document = Document::new(PeerId::from_bits(77));
    document.merge(&driver.editor.replica().document().ops().collect::<Vec<_>>());
    let mut transaction = Transaction::new();
    change(&mut transaction);
    Replica::from_document(document).commit(&transaction).unwrap().ops
}

#[test]
fn a_drag_goes_on_over_the_changes_of_others() {
    let mut driver = Driver::of(TWO);
    driver.drag_on((180.0, 130.0), (400.0, 130.0));
    let ops = others(&driver, |t| {
        t.set(id("db"), Property::Name, "Orders");
    });
    driver.send(Input::Remote(ops));
    assert_eq!(driver.item("db").name(), "Orders");
    assert_eq!(driver.at("api"), (320.0, 100.0), "still shown where it is dragged");
    driver.move_to(500.0, 130.0).up();
    assert_eq!(driver.at("api"), (420.0, 100.0));
    driver.undo();
    assert_eq!((driver.at("api"), driver.item("db").name()), ((100.0, 100.0), "Orders"), "theirs is not undone");
}

#[test]
fn what_others_delete_leaves_the_selection_and_the_drag() {
    let mut driver = Driver::of(TWO);
    driver.key("primary+a").drag_on((180.0, 130.0), (200.0, 230.0));
    let ops = others(&driver, |t| {
        t.delete(id("api"), RecordType::Component);
    });
    driver.send(Input::Remote(ops));
    assert_eq!(driver.selected(), ["db", "za"]);
    driver.up();
    assert!(driver.design().get(id("api")).is_none());
    assert_eq!(driver.at("db"), (620.0, 200.0));
}

#[test]
fn a_boundary_deleted_under_a_drag_is_no_home() {
    let mut driver = Driver::of(TWO);
    driver.drag_on((180.0, 130.0), (600.0, 450.0));
    assert_eq!(driver.parent("api"), Some("za".into()));
    let ops = others(&driver, |t| {
        t.delete(id("za"), RecordType::Boundary);
    });
    driver.send(Input::Remote(ops)).up();
    assert_eq!(driver.parent("api"), None);
    assert!(driver.notices().is_empty());
}

#[test]
fn undo_keeps_what_others_changed_since_and_says_whose_it_is() {
    let mut driver = Driver::of(TWO);
    driver.editor.commit_label(id("api"), "Cart");
    let ops = others(&driver, |t| {
        t.set(id("api"), Property::Name, "Basket");
    });
    driver.send(Input::Remote(ops)).undo();
    assert_eq!(driver.item("api").name(), "Basket");
    let kept = Notice::KeptTheirs { records: vec![id("api")], peers: vec![PeerId::from_bits(77)] };
    assert_eq!(driver.notices(), [&kept]);
}

#[test]
fn a_label_whose_record_is_deleted_closes() {
    let mut driver = Driver::of(TWO);
    driver.double_click(180.0, 130.0);
    driver.editor.draft_label(id("api"), "Cart");
    let ops = others(&driver, |t| {
        t.delete(id("api"), RecordType::Component);
    });
    driver.send(Input::Remote(ops));
    assert_eq!(driver.requests.last(), Some(&Request::EndLabel));
    assert_eq!(driver.editor.edited_label(), None);
}

#[test]
fn a_connection_to_what_others_delete_is_dropped_quietly() {
    let mut driver = Driver::of(TWO);
    driver.drag_on((266.0, 130.0), (680.0, 130.0));
    let ops = others(&driver, |t| {
        t.delete(id("db"), RecordType::Component);
    });
    driver.send(Input::Remote(ops)).up();
    assert!(driver.connections().is_empty());
    driver.drag_on((266.0, 130.0), (680.0, 330.0));
    let ops = others(&driver, |t| {
        t.delete(id("api"), RecordType::Component);
    });
    driver.send(Input::Remote(ops)).up();
    assert!(driver.connections().is_empty());
}
