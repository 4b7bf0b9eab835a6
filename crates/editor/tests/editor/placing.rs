use crate::driver::{Driver, is_one_step};
use kurbo::Point;
use linchpin_catalog::{BoundaryKind, ComponentKind, Property, RecordType};
use linchpin_editor::{Command, Input, Modifiers, Placeable, Request, ToolKind};

const SERVICE: Placeable = Placeable::Component(ComponentKind::Service);

#[test]
fn a_component_is_placed_by_a_click_with_its_middle_there_on_the_grid() {
    let mut driver = Driver::of("");
    driver.command(Command::Tool(ToolKind::Place(SERVICE)));
    is_one_step(&mut driver, |driver| {
        driver.click(401.0, 305.0);
    });
    driver.key("Escape");
    let placed = driver.design().components().next().unwrap();
    assert_eq!(placed.kind(), ComponentKind::Service);
    // 401 - 84 = 317 and 305 - 30 = 275 on a grid of 20.
    assert_eq!(placed.position(), Point::new(320.0, 280.0));
    assert_eq!(driver.editor.tool(), ToolKind::Select, "the tool is given back after use");
}

#[test]
fn with_keep_tool_one_goes_on_placing() {
    let mut driver = Driver::of("");
    driver.key("q").command(Command::Tool(ToolKind::Place(SERVICE))).click(200.0, 200.0).click(600.0, 200.0);
    assert_eq!(driver.design().components().count(), 2);
    assert_eq!(driver.editor.tool(), ToolKind::Place(SERVICE));
}

#[test]
fn a_thing_of_the_palette_is_shown_while_carried_and_dropped_as_one_step() {
    let mut driver = Driver::of("lb:load-balancer position=100,100");
    let carry = |x, y| Input::Carry { what: SERVICE, point_in_screen: Point::new(x, y), modifiers: Modifiers::NONE };
    is_one_step(&mut driver, |driver| {
        driver.send(carry(500.0, 500.0));
        assert_eq!(driver.design().components().count(), 2, "analysed while it is carried");
        assert!(driver.ops.is_empty());
        driver.send(carry(500.0, 132.0));
        driver.send(Input::Drop {
            what: SERVICE,
            point_in_screen: Point::new(500.0, 132.0),
            modifiers: Modifiers::NONE,
        });
    });
    let placed = driver.design().components().find(|item| item.kind() == ComponentKind::Service).unwrap();
    assert_eq!(placed.position().y, 100.0, "in line with its neighbour");
}

#[test]
fn carrying_a_thing_off_the_canvas_leaves_nothing() {
    let mut driver = Driver::of("");
    let before = driver.design().clone();
    driver.send(Input::Carry { what: SERVICE, point_in_screen: Point::new(9.0, 9.0), modifiers: Modifiers::NONE });
    driver.send(Input::CarryCancel);
    assert_eq!(*driver.design(), before);
    assert!(driver.ops.is_empty());
}

#[test]
fn a_boundary_drawn_around_things_takes_them_in() {
    let mut driver = Driver::of(
        "api:service position=200,200
         db:relational-database position=200,300
         far:service position=900,200",
    );
    driver.key("b");
    is_one_step(&mut driver, |driver| {
        driver.drag((160.0, 140.0), (460.0, 460.0));
    });
    let boundary = driver.design().boundaries().next().unwrap().id.to_string();
    assert_eq!(driver.parent("api"), Some(boundary.clone()));
    assert_eq!(driver.parent("db"), Some(boundary));
    assert_eq!(driver.parent("far"), None);
    let frame = driver.design().boundaries().next().unwrap().frame();
    assert_eq!(frame, kurbo::Rect::new(160.0, 140.0, 460.0, 460.0));
}

#[test]
fn a_boundary_drawn_inside_another_nests_and_takes_what_it_covers() {
    let mut driver = Driver::of(
        "region eu position=100,100 size=800x600 { api }
         api:service position=300,300",
    );
    driver.command(Command::Tool(ToolKind::boundary(BoundaryKind::Zone))).drag((240.0, 240.0), (600.0, 500.0));
    let zone = driver.the_selected().id.to_string();
    assert_eq!(driver.parent(&zone), Some("eu".into()));
    assert_eq!(driver.parent("api"), Some(zone));
    assert_eq!(driver.the_selected().boundary_kind(), BoundaryKind::Zone);
    driver.key("Escape").key("b");
    assert_eq!(driver.editor.tool(), ToolKind::boundary(BoundaryKind::Zone), "B draws the kind last chosen");
}

#[test]
fn a_note_opens_its_text_and_escape_while_drawing_leaves_nothing() {
    let mut driver = Driver::of("");
    let before = driver.design().clone();
    driver.key("n").drag_on((100.0, 100.0), (400.0, 300.0)).key("Escape").up();
    assert_eq!(*driver.design(), before);
    driver.drag((100.0, 100.0), (400.0, 300.0));
    let note = driver.the_selected();
    assert_eq!(note.record_type, RecordType::Note);
    assert_eq!(note.frame(), kurbo::Rect::new(100.0, 100.0, 400.0, 300.0));
    assert!(driver.requests.contains(&Request::EditLabel(driver.the_selected().id)));
}

#[test]
fn text_comes_to_be_with_what_is_typed_as_one_step() {
    let mut driver = Driver::of("");
    driver.double_click(300.0, 300.0);
    let Some(Request::EditLabel(id)) = driver.requests.last().cloned() else { panic!("{:?}", driver.requests) };
    assert!(driver.ops.is_empty(), "nothing is there before something was typed");
    let effects = driver.editor.draft_label(id, "Pay");
    driver.note(effects);
    assert_eq!(driver.design().get(id).unwrap().name(), "Pay");
    driver.key("Escape");
    assert_eq!(driver.design().get(id).unwrap().name(), "Pay", "nothing typed is lost");
    driver.undo();
    assert!(driver.design().is_empty());
    is_one_step(&mut driver, |driver| {
        driver.double_click(300.0, 300.0);
        let id = driver.editor.edited_label().unwrap();
        let effects = driver.editor.commit_label(id, " Payments ");
        driver.note(effects);
        assert_eq!(driver.design().get(id).unwrap().text(Property::Content), Some("Payments"));
    });
}

#[test]
fn text_left_empty_never_was() {
    let mut driver = Driver::of("");
    let before = driver.design().clone();
    driver.key("t").click(300.0, 300.0);
    let id = driver.editor.edited_label().unwrap();
    driver.click(700.0, 700.0);
    assert!(driver.requests.contains(&Request::EndLabel));
    driver.editor.commit_label(id, "");
    assert_eq!(*driver.design(), before);
    assert!(driver.ops.is_empty());
}

#[test]
fn new_things_lie_in_front_of_older_ones() {
    let mut driver = Driver::of("");
    driver.key("q").command(Command::Tool(ToolKind::Place(SERVICE)));
    for step in 0..12 {
        driver.click(200.0 + 20.0 * f64::from(step), 200.0);
    }
    let orders: Vec<&str> = driver.design().components().filter_map(|item| item.text(Property::Order)).collect();
    assert_eq!(orders.len(), 12);
    let newest = driver.the_selected().text(Property::Order);
    assert_eq!(orders.iter().max().copied(), newest);
}
