use crate::driver::{Driver, is_one_step};
use kurbo::Rect;
use linchpin_editor::Modifiers;

const ZONE: &str = "
    zone za position=200,200 size=400x300 { api }
    api:service position=240,260
    out:service position=640,260
";

#[test]
fn a_boundary_grows_by_its_handle_and_takes_in_what_it_reaches() {
    let mut driver = Driver::of(ZONE);
    driver.click(200.0, 350.0);
    assert_eq!(driver.editor.overlay().handles, Some(Rect::new(200.0, 200.0, 600.0, 500.0)));
    is_one_step(&mut driver, |driver| {
        driver.drag((600.0, 500.0), (841.0, 538.0));
    });
    assert_eq!(driver.item("za").frame(), Rect::new(200.0, 200.0, 840.0, 540.0));
    assert_eq!((driver.parent("api"), driver.parent("out")), (Some("za".into()), Some("za".into())));
    assert_eq!(driver.at("api"), (240.0, 260.0), "what it holds stays where it is");
}

#[test]
fn a_boundary_shrunk_lets_go_of_what_is_outside() {
    let mut driver = Driver::of(ZONE);
    driver.click(200.0, 350.0).drag((200.0, 350.0), (440.0, 350.0));
    assert_eq!(driver.item("za").frame(), Rect::new(440.0, 200.0, 600.0, 500.0));
    assert_eq!(driver.parent("api"), None);
}

#[test]
fn nothing_is_dragged_smaller_than_it_can_be_read() {
    let mut driver = Driver::of("note n1 \"Backup\" position=200,200 size=300x200");
    driver.click(300.0, 300.0).hold(Modifiers::PRIMARY).drag((500.0, 400.0), (100.0, 100.0));
    assert_eq!(driver.item("n1").frame(), Rect::new(200.0, 200.0, 280.0, 260.0));
    driver.drag((200.0, 200.0), (900.0, 900.0));
    assert_eq!(driver.item("n1").frame(), Rect::new(200.0, 200.0, 280.0, 260.0), "the other corner stays");
}

#[test]
fn components_have_one_size() {
    let mut driver = Driver::of("api:service position=240,260");
    driver.click(300.0, 290.0);
    assert_eq!(driver.editor.overlay().handles, None);
}

#[test]
fn escape_drops_the_new_size() {
    let mut driver = Driver::of(ZONE);
    let before = driver.design().clone();
    driver.click(200.0, 350.0).drag_on((600.0, 500.0), (900.0, 700.0)).key("Escape").up();
    assert_eq!(*driver.design(), before);
}
