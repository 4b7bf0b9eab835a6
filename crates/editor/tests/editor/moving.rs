use crate::driver::{Driver, is_one_step};
use linchpin_editor::Modifiers;
use linchpin_testkit::id;

const TWO: &str = "
    web:web-client position=100,100 -> api:service position=500,103
";

#[test]
fn a_component_is_dragged_as_one_step_and_lands_on_the_grid() {
    let mut driver = Driver::of("web:web-client position=100,100");
    is_one_step(&mut driver, |driver| {
        driver.drag((180.0, 130.0), (391.0, 338.0));
    });
    assert_eq!(driver.at("web"), (320.0, 300.0), "from 311, 308");
    assert_eq!(driver.selected(), ["web"]);
}

#[test]
fn a_component_snaps_to_its_neighbour_and_says_so() {
    let mut driver = Driver::of(TWO);
    driver.drag_on((180.0, 130.0), (180.0, 131.0 + 4.0));
    assert!(!driver.editor.overlay().guides.is_empty());
    driver.up();
    assert_eq!(driver.at("web"), (100.0, 103.0));
    driver.hold(Modifiers::PRIMARY).drag((180.0, 133.0), (197.0, 137.0));
    assert_eq!(driver.at("web"), (117.0, 107.0), "Ctrl suppresses snapping");
}

#[test]
fn shift_keeps_to_one_axis() {
    let mut driver = Driver::of("web:web-client position=100,100");
    driver.hold(Modifiers::SHIFT).drag((180.0, 130.0), (300.0, 150.0));
    assert_eq!(driver.at("web"), (220.0, 100.0));
}

#[test]
fn escape_in_mid_drag_leaves_the_document_untouched() {
    let mut driver = Driver::of(TWO);
    let before = driver.editor.replica().document().clone();
    let design = driver.design().clone();
    driver.drag_on((180.0, 130.0), (400.0, 400.0));
    assert_ne!(*driver.design(), design, "shown while dragging");
    driver.key("Escape").move_to(600.0, 600.0).up();
    assert_eq!(*driver.design(), design);
    assert_eq!(*driver.editor.replica().document(), before);
    assert!(driver.ops.is_empty());
    assert!(driver.editor.selection().contains(id("web")), "what was pressed stays selected");
}

#[test]
fn a_drag_back_to_the_start_is_no_step() {
    let mut driver = Driver::of("web:web-client position=100,100");
    driver.down(180.0, 130.0).move_to(300.0, 300.0).move_to(180.0, 130.0).up();
    assert!(driver.ops.is_empty());
}

#[test]
fn a_boundary_carries_everything_in_it() {
    let mut driver = Driver::of(
        "region eu position=100,100 size=700x500 { za }
         zone za position=140,160 size=400x300 { api }
         api:service position=200,240
         out:service position=900,240",
    );
    is_one_step(&mut driver, |driver| {
        driver.drag((100.0, 500.0), (160.0, 540.0));
    });
    assert_eq!((driver.at("eu"), driver.at("za"), driver.at("api")), ((160.0, 140.0), (200.0, 200.0), (260.0, 280.0)));
    assert_eq!(driver.at("out"), (900.0, 240.0));
    assert_eq!((driver.parent("za"), driver.parent("api")), (Some("eu".into()), Some("za".into())));
}

#[test]
fn a_thing_dropped_in_a_boundary_goes_in_and_out_again() {
    let mut driver = Driver::of(
        "region eu position=400,100 size=700x600
         zone za position=500,200 size=400x300
         api:service position=100,240",
    );
    driver.drag_on((180.0, 270.0), (640.0, 330.0));
    assert_eq!(driver.editor.overlay().drop_target, Some(id("za")));
    driver.up();
    assert_eq!(driver.parent("api"), Some("za".into()), "the innermost boundary at its middle");
    driver.drag((640.0, 330.0), (180.0, 330.0));
    assert_eq!(driver.parent("api"), None);
}

#[test]
fn a_boundary_is_not_swallowed_by_a_smaller_one() {
    let mut driver = Driver::of(
        "region eu position=100,100 size=500x400
         zone za position=800,200 size=200x200",
    );
    driver.drag((100.0, 300.0), (640.0, 300.0));
    assert_eq!(driver.parent("eu"), None);
}

#[test]
fn a_selection_moves_together() {
    let mut driver = Driver::of(TWO);
    driver.click(180.0, 130.0).hold(Modifiers::SHIFT).click(580.0, 133.0).release();
    assert_eq!(driver.selected(), ["api", "web"]);
    driver.drag((580.0, 133.0), (580.0, 333.0));
    assert_eq!((driver.at("web"), driver.at("api")), ((100.0, 300.0), (500.0, 303.0)));
}

#[test]
fn alt_drag_leaves_the_original_and_moves_a_copy() {
    let mut driver = Driver::of(
        "zone za position=50,50 size=400x300 { api }
         api:service \"Cart\" instances=3 position=100,100",
    );
    is_one_step(&mut driver, |driver| {
        driver.hold(Modifiers::ALT).drag((180.0, 130.0), (700.0, 330.0)).release();
    });
    assert_eq!(driver.at("api"), (100.0, 100.0));
    driver.drag((700.0, 330.0), (700.0, 330.0));
    let copies: Vec<_> = driver.design().components().filter(|item| item.id != id("api")).collect();
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].position(), kurbo::Point::new(620.0, 300.0));
    assert_eq!((copies[0].name(), copies[0].number(linchpin_catalog::Property::Instances)), ("Cart", Some(3.0)));
    assert_eq!(driver.design().parent(copies[0].id), None, "it was dropped outside");
}

#[test]
fn alt_can_be_pressed_and_released_in_mid_drag() {
    let mut driver = Driver::of("api:service position=100,100");
    driver.drag_on((180.0, 130.0), (500.0, 330.0)).hold(Modifiers::ALT);
    assert_eq!(driver.design().components().count(), 2, "at once, without moving on");
    driver.release();
    assert_eq!(driver.design().components().count(), 1);
    driver.up();
    assert_eq!(driver.at("api"), (420.0, 300.0));
}

#[test]
fn a_copied_boundary_brings_its_content_and_inner_connections() {
    let mut driver = Driver::of(
        "zone za position=100,100 size=500x400 { api db }
         api:service position=150,160 -> db:relational-database position=150,300
         web:web-client position=700,700 -> api",
    );
    driver.hold(Modifiers::ALT).drag((100.0, 400.0), (700.0, 400.0)).release();
    assert_eq!(driver.design().boundaries().count(), 2);
    assert_eq!(driver.design().components().count(), 5);
    assert_eq!(driver.connections(), ["Service -> SQL database", "Service -> SQL database", "Web client -> Service"]);
    let copy = driver.design().boundaries().find(|item| item.id != id("za")).unwrap().id;
    let copies: Vec<_> = driver.design().children(copy).chain([copy]).collect();
    assert_eq!(copies.len(), 3);
    assert!(copies.iter().all(|id| driver.editor.selection().contains(*id)), "what was made is selected");
}

#[test]
fn making_space_pushes_what_is_past_the_line_and_widens_what_it_crosses() {
    let mut driver = Driver::of(
        "zone za position=100,100 size=600x400 { a b }
         a:service position=140,160
         b:service position=440,160
         c:service position=800,160",
    );
    driver.key("s");
    is_one_step(&mut driver, |driver| {
        driver.drag((380.0, 600.0), (480.0, 610.0));
    });
    assert_eq!((driver.at("a"), driver.at("b"), driver.at("c")), ((140.0, 160.0), (540.0, 160.0), (900.0, 160.0)));
    assert_eq!(driver.item("za").frame(), kurbo::Rect::new(100.0, 100.0, 800.0, 500.0));
}

#[test]
fn undo_gives_a_drag_up_also_where_there_is_nothing_to_undo() {
    let mut driver = Driver::of("api:service position=100,100");
    driver.drag_on((180.0, 130.0), (380.0, 230.0));
    assert_ne!(driver.at("api"), (100.0, 100.0));
    driver.key("primary+z");
    assert_eq!(driver.at("api"), (100.0, 100.0));
    driver.up();
    assert_eq!(driver.at("api"), (100.0, 100.0));
    assert!(driver.ops.is_empty());
}
