use crate::driver::{Driver, is_one_step};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Reason, Value};
use linchpin_editor::Request;
use linchpin_testkit::id;

const PAIR: &str = "
    web:web-client position=100,100 -> api:service \"Cart\" position=500,100
    note n1 \"Later\" position=100,400
    text t1 \"Title\" position=500,400
";

#[test]
fn a_double_click_edits_and_what_is_typed_is_a_draft_until_done() {
    let mut driver = Driver::of(PAIR);
    driver.double_click(580.0, 130.0);
    assert_eq!(driver.requests, [Request::EditLabel(id("api"))]);
    is_one_step(&mut driver, |driver| {
        for text in ["O", "Or", "Orders"] {
            let effects = driver.editor.draft_label(id("api"), text);
            driver.note(effects);
        }
        assert_eq!(driver.item("api").name(), "Orders");
        assert!(driver.ops.is_empty());
        let effects = driver.editor.commit_label(id("api"), "Orders");
        driver.note(effects);
    });
    assert_eq!(driver.item("api").name(), "Orders");
}

#[test]
fn clicks_with_a_key_in_between_are_no_double_click() {
    let mut driver = Driver::of(PAIR);
    driver.click(580.0, 130.0).key("F2");
    driver.editor.commit_label(id("api"), "Orders");
    driver.requests.clear();
    driver.down(580.0, 130.0).up();
    assert_eq!(driver.requests, []);
}

#[test]
fn a_connection_gets_a_label_by_double_click() {
    let mut driver = Driver::of(PAIR);
    driver.double_click(384.0, 130.0);
    assert_eq!(driver.requests, [Request::EditLabel(id("web-api"))]);
    driver.editor.commit_label(id("web-api"), "HTTPS");
    assert_eq!(driver.item("web-api").name(), "HTTPS");
}

#[test]
fn escape_and_a_click_elsewhere_keep_what_was_typed_as_one_step() {
    let mut driver = Driver::of(PAIR);
    driver.click(580.0, 130.0).key("F2");
    let effects = driver.editor.draft_label(id("api"), "Basket");
    driver.note(effects).key("Escape");
    assert_eq!((driver.item("api").name(), driver.editor.edited_label()), ("Basket", None));
    driver.undo();
    assert_eq!(driver.item("api").name(), "Cart");
    driver.key("Enter");
    driver.editor.draft_label(id("api"), "Basket");
    driver.click(900.0, 700.0);
    assert_eq!(driver.item("api").name(), "Basket");
    assert_eq!(driver.requests.last(), Some(&Request::EndLabel));
    driver.editor.commit_label(id("api"), "Basket");
    driver.undo();
    assert_eq!(driver.item("api").name(), "Cart", "the late blur of the field was no further step");
}

#[test]
fn an_emptied_name_is_the_default_again_and_emptied_text_goes_away() {
    let mut driver = Driver::of(PAIR);
    driver.editor.commit_label(id("api"), "  ");
    assert_eq!(driver.item("api").text(Property::Name), None);
    assert_eq!(driver.item("api").name(), "Service");
    driver.editor.commit_label(id("t1"), "");
    assert!(driver.design().get(id("t1")).is_none());
    driver.editor.commit_label(id("n1"), "");
    assert_eq!(driver.item("n1").record_type, RecordType::Note);
}

#[test]
fn a_name_as_shown_is_no_change_and_an_endless_one_is_cut() {
    let mut driver = Driver::of(PAIR);
    let effects = driver.editor.commit_label(id("web"), "Web client");
    assert!(effects.ops.is_empty());
    driver.editor.commit_label(id("web"), &"ü".repeat(400));
    assert_eq!(driver.item("web").name().len(), 400);
}

#[test]
fn text_emptied_while_typing_stays_until_one_is_done() {
    let mut driver = Driver::of(PAIR);
    driver.double_click(510.0, 410.0);
    for text in ["", "N", "", "New"] {
        let effects = driver.editor.draft_label(id("t1"), text);
        driver.note(effects);
        assert_eq!(driver.item("t1").name(), text);
        assert_eq!(driver.selected(), ["t1"]);
    }
    driver.editor.commit_label(id("t1"), "");
    assert!(driver.design().get(id("t1")).is_none());
}

#[test]
fn text_is_as_large_as_what_it_says() {
    let mut driver = Driver::of(PAIR);
    let frame = |driver: &Driver| driver.editor.scene().frame(id("t1")).unwrap();
    let before = frame(&driver);
    driver.editor.commit_label(id("t1"), "Payments, shipping and everything that hangs on them");
    assert!(frame(&driver).width() > before.width() && frame(&driver).height() == before.height());
    driver.editor.commit_label(id("t1"), "One\nTwo\nThree");
    assert!(frame(&driver).height() > 2.0 * before.height());
    assert_eq!(frame(&driver).origin(), before.origin());
}

#[test]
fn a_property_is_drafted_while_it_is_dragged_and_set_on_all_at_once() {
    let mut driver = Driver::of(PAIR);
    let both = [id("api"), id("web")];
    is_one_step(&mut driver, |driver| {
        let draft = driver.editor.draft_property(&both[..1], Property::Instances, Some(Value::Number(2.0))).unwrap();
        assert!(draft.ops.is_empty() && draft.changes.contains(&id("api")));
        assert_eq!(driver.item("api").number(Property::Instances), Some(2.0));
        driver.editor.commit_property(&both, Property::Instances, Some(Value::Number(3.0))).unwrap();
    });
    assert_eq!(driver.item("web").number(Property::Instances), Some(3.0));
    driver.editor.commit_property(&both, Property::Instances, None).unwrap();
    assert_eq!(driver.item("api").number(Property::Instances), None);
}

#[test]
fn an_impossible_value_is_refused_with_the_reason_and_changes_nothing() {
    let mut driver = Driver::of(PAIR);
    let before = driver.design().clone();
    for value in [f64::NAN, 0.0, 1e9, 1.5] {
        let refused = driver.editor.commit_property(&[id("api")], Property::Instances, Some(Value::Number(value)));
        assert_eq!(refused.unwrap_err().record, id("api"));
        assert!(driver.editor.draft_property(&[id("api")], Property::Instances, Some(Value::Number(value))).is_err());
    }
    let refused = driver.editor.commit_property(&[id("n1")], Property::Instances, Some(Value::Number(2.0)));
    assert_eq!(refused.unwrap_err().reason, Reason::NotAProperty(RecordType::Note));
    assert_eq!(*driver.design(), before);
}

#[test]
fn a_draft_left_behind_by_a_panel_is_dropped_when_something_else_begins() {
    let mut driver = Driver::of(PAIR);
    driver.editor.draft_property(&[id("api")], Property::Instances, Some(Value::Number(9.0))).unwrap();
    driver.click(180.0, 130.0);
    assert_eq!(driver.item("api").number(Property::Instances), None);
}
