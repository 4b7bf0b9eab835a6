use crate::driver::Driver;
use linchpin_editor::{Modifiers, Phase, Request};

const SOME: &str = "
    zone za position=100,100 size=500x400 { a b }
    a:service position=140,180 -> b:service position=400,180
    c:service position=800,180
    b -> c
    note n1 \"Later\" position=140,600
";

#[test]
fn clicks_select_toggle_and_deselect() {
    let mut driver = Driver::of(SOME);
    driver.click(220.0, 210.0);
    assert_eq!(driver.selected(), ["a"]);
    driver.hold(Modifiers::SHIFT).click(880.0, 210.0);
    assert_eq!(driver.selected(), ["a", "c"]);
    driver.click(220.0, 210.0).release();
    assert_eq!(driver.selected(), ["c"]);
    driver.click(300.0, 450.0);
    assert!(driver.selected().is_empty(), "the inside of a boundary is like empty canvas");
}

#[test]
fn one_of_many_selected_is_left_alone_by_a_click() {
    let mut driver = Driver::of(SOME);
    driver.key("primary+a").click(880.0, 210.0);
    assert_eq!(driver.selected(), ["c"]);
}

#[test]
fn a_boundary_is_selected_by_its_header_and_border() {
    let mut driver = Driver::of(SOME);
    driver.click(130.0, 116.0);
    assert_eq!(driver.selected(), ["za"], "header");
    driver.click(900.0, 700.0).click(600.0, 300.0);
    assert_eq!(driver.selected(), ["za"], "border");
}

#[test]
fn a_connection_is_selected_by_its_line() {
    let mut driver = Driver::of("a:service position=100,100 -> b:service position=500,100");
    driver.click(384.0, 130.0);
    assert_eq!(driver.selected(), ["a-b"]);
}

#[test]
fn a_marquee_takes_what_it_touches_but_boundaries_only_whole() {
    let mut driver = Driver::of(SOME);
    driver.drag_on((120.0, 300.0), (410.0, 200.0));
    assert!(driver.editor.overlay().marquee.is_some());
    driver.up();
    assert_eq!(driver.selected(), ["a", "a-b", "b"], "connections come with both their ends");
    assert!(driver.editor.overlay().marquee.is_none());
    driver.drag((50.0, 50.0), (700.0, 550.0));
    assert_eq!(driver.selected(), ["a", "a-b", "b", "za"]);
    driver.hold(Modifiers::SHIFT).drag((790.0, 150.0), (1000.0, 400.0)).release();
    assert_eq!(
        driver.selected(),
        ["a", "a-b", "b", "b-c", "c", "za"].into_iter().filter(|id| *id != "b-c").collect::<Vec<_>>()
    );
}

#[test]
fn escape_first_ends_the_tool_then_the_selection_then_is_left_to_the_page() {
    let mut driver = Driver::of(SOME);
    driver.key("primary+a").key("c").key("Escape");
    assert_eq!(driver.editor.tool(), linchpin_editor::ToolKind::Select);
    assert_eq!(driver.selected().len(), 7);
    driver.key("Escape");
    assert!(driver.selected().is_empty());
    driver.send(linchpin_editor::Input::KeyDown(linchpin_editor::KeyInput {
        key: "Escape".into(),
        ..Default::default()
    }));
    assert!(!driver.last.handled);
}

#[test]
fn hovering_shows_ports_and_leaving_hides_them() {
    let mut driver = Driver::of(SOME);
    driver.move_to(220.0, 210.0);
    assert_eq!(driver.editor.overlay().ports_of, Some(linchpin_testkit::id("a")));
    driver.pointer(1, Default::default(), Phase::Leave, Default::default(), (0.0, 0.0));
    assert_eq!(driver.editor.overlay().ports_of, None);
}

#[test]
fn a_finger_selects_by_tapping_and_finds_the_ports_there() {
    let mut driver = Driver::of(SOME);
    driver.finger(5, Phase::Down, 220.0, 210.0);
    assert!(driver.selected().is_empty(), "it may be about to pinch");
    driver.finger(5, Phase::Up, 220.0, 210.0);
    assert_eq!(driver.selected(), ["a"]);
    assert_eq!(driver.editor.overlay().ports_of, Some(linchpin_testkit::id("a")));
}

#[test]
fn a_long_press_and_a_right_click_ask_for_the_menu_of_what_is_there() {
    let mut driver = Driver::of(SOME);
    driver.finger(5, Phase::Down, 220.0, 210.0).tick(600.0);
    let asked =
        Request::ContextMenu { point_in_screen: kurbo::Point::new(220.0, 210.0), on: Some(linchpin_testkit::id("a")) };
    assert_eq!(driver.requests, std::slice::from_ref(&asked));
    assert_eq!(driver.selected(), ["a"]);
    driver.finger(5, Phase::Move, 400.0, 400.0).finger(5, Phase::Up, 400.0, 400.0);
    assert_eq!(driver.at("a"), (140.0, 180.0), "the finger that asked drags nothing");
    let right = linchpin_editor::Button::Secondary;
    driver.pointer(1, Default::default(), Phase::Down, right, (220.0, 210.0));
    driver.pointer(1, Default::default(), Phase::Up, right, (220.0, 210.0));
    assert_eq!(driver.requests, [asked.clone(), asked]);
}
