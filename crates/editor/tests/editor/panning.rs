use crate::driver::Driver;
use kurbo::Point;
use linchpin_editor::{Button, Cursor, Input, KeyInput, Modifiers, Phase, PointerKind, Settings};

const ONE: &str = "api:service position=500,400";

fn origin(driver: &Driver) -> Point {
    driver.editor.camera().origin_in_world
}

#[test]
fn the_wheel_pans_sideways_with_shift_and_zooms_with_ctrl() {
    let mut driver = Driver::of(ONE);
    driver.wheel(10.0, 30.0, 600.0, 400.0);
    assert_eq!(origin(&driver), Point::new(10.0, 30.0));
    driver.hold(Modifiers::SHIFT).wheel(0.0, 50.0, 600.0, 400.0).release();
    assert_eq!(origin(&driver), Point::new(60.0, 30.0));
    let under = driver.editor.camera().world_from_screen(Point::new(600.0, 400.0));
    driver.hold(Modifiers::PRIMARY).wheel(0.0, -100.0, 600.0, 400.0).release();
    assert!(driver.editor.camera().zoom > 1.1);
    let now = driver.editor.camera().world_from_screen(Point::new(600.0, 400.0));
    assert!((now - under).hypot() < 1e-9);
}

#[test]
fn a_setting_makes_the_plain_wheel_zoom() {
    let mut driver = Driver::of(ONE);
    driver.editor.set_settings(Settings { wheel_zooms: true, ..Settings::default() });
    driver.wheel(0.0, 100.0, 600.0, 400.0);
    assert!(driver.editor.camera().zoom < 1.0);
}

#[test]
fn space_middle_and_right_button_and_the_hand_pan() {
    let mut driver = Driver::of(ONE);
    driver.send(Input::KeyDown(KeyInput { key: " ".into(), ..KeyInput::default() }));
    assert_eq!(driver.editor.cursor(), Cursor::Grab);
    driver.drag((580.0, 430.0), (560.0, 400.0));
    driver.send(Input::KeyUp(KeyInput { key: " ".into(), ..KeyInput::default() }));
    assert_eq!(origin(&driver), Point::new(20.0, 30.0));
    for button in [Button::Middle, Button::Secondary] {
        driver.pointer(1, PointerKind::Mouse, Phase::Down, button, (580.0, 430.0));
        driver.pointer(1, PointerKind::Mouse, Phase::Move, button, (570.0, 430.0));
        assert_eq!(driver.editor.cursor(), Cursor::Grabbing);
        driver.pointer(1, PointerKind::Mouse, Phase::Up, button, (570.0, 430.0));
    }
    assert_eq!(origin(&driver), Point::new(40.0, 30.0));
    driver.key("h").drag((600.0, 400.0), (590.0, 400.0));
    assert_eq!(origin(&driver), Point::new(50.0, 30.0));
    assert_eq!(driver.at("api"), (500.0, 400.0));
    assert!(driver.requests.is_empty());
}

#[test]
fn one_finger_moves_things_and_pans_the_empty_canvas() {
    let mut driver = Driver::of(ONE);
    driver.finger(3, Phase::Down, 580.0, 430.0).finger(3, Phase::Move, 680.0, 430.0).finger(3, Phase::Up, 680.0, 430.0);
    assert_eq!(driver.at("api"), (600.0, 400.0));
    driver.finger(4, Phase::Down, 100.0, 100.0).finger(4, Phase::Move, 150.0, 120.0).finger(4, Phase::Up, 150.0, 120.0);
    assert_eq!(origin(&driver), Point::new(-50.0, -20.0));
    assert!(driver.editor.overlay().marquee.is_none());
}

#[test]
fn a_second_finger_drops_the_drag_and_pinches() {
    let mut driver = Driver::of(ONE);
    let before = driver.design().clone();
    driver.finger(1, Phase::Down, 580.0, 430.0).finger(1, Phase::Move, 600.0, 430.0);
    assert_ne!(*driver.design(), before);
    driver.finger(2, Phase::Down, 700.0, 430.0);
    assert_eq!(*driver.design(), before);
    let under = driver.editor.camera().world_from_screen(Point::new(650.0, 430.0));
    driver.finger(2, Phase::Move, 800.0, 430.0).finger(1, Phase::Move, 500.0, 430.0);
    assert!((driver.editor.camera().zoom - 3.0).abs() < 1e-9, "from 100 to 300 pixels apart");
    let now = driver.editor.camera().world_from_screen(Point::new(650.0, 430.0));
    assert!((now - under).hypot() < 1e-9, "the middle of the fingers stays where it is");
    driver.finger(1, Phase::Up, 500.0, 430.0).finger(2, Phase::Up, 800.0, 430.0);
    assert_eq!(*driver.design(), before);
    assert!(driver.ops.is_empty());
}

#[test]
fn zooming_in_mid_drag_keeps_the_thing_under_the_pointer() {
    let mut driver = Driver::of(ONE);
    driver.editor.set_settings(Settings { grid: false, snap_to_neighbours: false, ..Settings::default() });
    driver.drag_on((580.0, 430.0), (680.0, 530.0));
    driver.hold(Modifiers::PRIMARY).wheel(0.0, -50.0, 680.0, 530.0).release();
    let grip = driver.editor.camera().world_from_screen(Point::new(680.0, 530.0));
    let corner = driver.item("api").position();
    assert!((corner - (grip - kurbo::Vec2::new(80.0, 30.0))).hypot() < 1.0, "{corner:?} {grip:?}");
}

#[test]
fn a_drag_against_the_edge_scrolls_and_carries_on() {
    let mut driver = Driver::of(ONE);
    driver.drag_on((580.0, 430.0), (1000.0, 430.0));
    assert_eq!(driver.last.wake_at, None);
    driver.move_to(1195.0, 430.0);
    let before = driver.item("api").position();
    let wake_at = driver.last.wake_at.expect("it wants to be woken to scroll");
    driver.send(Input::Tick(wake_at)).send(Input::Tick(wake_at + 16.0));
    let scrolled = origin(&driver).x;
    assert!(scrolled > 10.0 && scrolled < 40.0, "{scrolled}");
    let moved = driver.item("api").position() - before;
    assert!((moved.x - scrolled).abs() <= 20.0, "the thing stays at the pointer, on the grid: {moved:?}");
    driver.up();
    assert_eq!(driver.last.wake_at, None);
}

#[test]
fn what_comes_in_over_an_edge_does_not_scroll() {
    let mut driver = Driver::of(ONE);
    let what = linchpin_editor::Placeable::Note;
    driver.send(Input::Carry { what, point_in_screen: Point::new(3.0, 400.0), modifiers: Modifiers::NONE });
    assert_eq!(driver.last.wake_at, None);
}

#[test]
fn the_design_cannot_be_lost_out_of_sight() {
    let mut driver = Driver::of(ONE);
    for _ in 0..100 {
        driver.wheel(1e9, -1e9, 0.0, 0.0);
    }
    let visible = driver.editor.visible_in_world();
    assert!(visible.overlaps(driver.item("api").frame()), "{visible:?}");
}
