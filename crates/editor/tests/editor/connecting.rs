use crate::driver::{Driver, is_one_step};
use kurbo::Point;
use linchpin_catalog::ComponentKind;
use linchpin_editor::{Notice, PickPurpose, Request};
use linchpin_scene::ConnectingEnd;
use linchpin_testkit::id;

const THREE: &str = "
    web:web-client position=100,100
    api:service position=500,100
    db:relational-database position=500,400
";

#[test]
fn dragging_from_an_edge_connects() {
    let mut driver = Driver::of(THREE);
    is_one_step(&mut driver, |driver| {
        driver.drag_on((266.0, 130.0), (580.0, 130.0));
        assert_eq!(driver.connections(), ["Web client -> Service"], "analysed before it is let go");
        assert_eq!(driver.editor.overlay().hovered, Some(id("api")));
        driver.up();
    });
    assert_eq!(driver.at("web"), (100.0, 100.0));
}

#[test]
fn dragging_from_a_port_beside_the_component_connects_too() {
    let mut driver = Driver::of(THREE);
    driver.drag((277.0, 130.0), (580.0, 130.0));
    assert_eq!(driver.connections(), ["Web client -> Service"]);
}

#[test]
fn the_connect_tool_drags_from_anywhere_and_clicks_from_one_to_the_other() {
    let mut driver = Driver::of(THREE);
    driver.key("c").drag((180.0, 130.0), (580.0, 130.0));
    driver.key("c").click(580.0, 130.0).move_to(700.0, 300.0);
    let connecting = driver.editor.overlay().connecting.unwrap();
    assert_eq!((connecting.from, connecting.to), (id("api"), ConnectingEnd::Point(Point::new(700.0, 300.0))));
    driver.click(580.0, 430.0);
    assert_eq!(driver.connections(), ["Service -> SQL database", "Web client -> Service"]);
    assert_eq!(driver.editor.tool(), linchpin_editor::ToolKind::Select);
}

#[test]
fn into_empty_space_asks_what_comes_there_and_adds_it_connected() {
    let mut driver = Driver::of(THREE);
    driver.drag((266.0, 130.0), (300.0, 600.0));
    let purpose = PickPurpose::Append { from: id("web"), at: Point::new(300.0, 600.0) };
    assert_eq!(driver.requests, [Request::PickKind { purpose, point_in_screen: Point::new(300.0, 600.0) }]);
    assert!(driver.ops.is_empty());
    is_one_step(&mut driver, |driver| {
        let effects = driver.editor.append(id("web"), ComponentKind::Cdn, Some(Point::new(300.0, 600.0)));
        driver.note(effects);
    });
    assert_eq!(driver.connections(), ["Web client -> CDN"]);
    let cdn = driver.design().components().find(|item| item.kind() == ComponentKind::Cdn).unwrap();
    assert_eq!(cdn.position(), Point::new(220.0, 580.0), "300 - 84, 600 - 30, on the grid");
    assert!(driver.requests.contains(&Request::EditLabel(cdn.id)));
}

#[test]
fn connecting_again_selects_what_is_there_but_the_way_back_is_new() {
    let mut driver = Driver::of(&format!("{THREE}\n web -> api"));
    driver.drag((266.0, 130.0), (580.0, 130.0));
    assert_eq!(driver.selected(), ["web-api"]);
    assert_eq!(driver.notices(), [&Notice::AlreadyConnected(id("web-api"))]);
    assert_eq!(driver.connections().len(), 1);
    driver.click(900.0, 700.0).drag((502.0, 130.0), (180.0, 130.0));
    assert_eq!(driver.connections(), ["Service -> Web client", "Web client -> Service"]);
}

#[test]
fn onto_itself_and_escape_do_nothing() {
    let mut driver = Driver::of(THREE);
    let before = driver.design().clone();
    driver.drag((266.0, 130.0), (180.0, 130.0));
    driver.drag_on((266.0, 130.0), (580.0, 130.0)).key("Escape").up();
    assert_eq!(*driver.design(), before);
    assert!(driver.requests.is_empty());
}

#[test]
fn an_end_of_a_selected_connection_is_taken_to_another_component() {
    let mut driver = Driver::of(&format!("{THREE}\n web -> api [calls=3]"));
    driver.click(384.0, 130.0);
    assert_eq!(driver.selected(), ["web-api"]);
    is_one_step(&mut driver, |driver| {
        driver.drag((498.0, 130.0), (580.0, 430.0));
    });
    assert_eq!(driver.connections(), ["Web client -> SQL database"]);
    assert_eq!(driver.item("web-api").number(linchpin_catalog::Property::Calls), Some(3.0));
}

#[test]
fn one_component_is_connected_to_several_from_the_same_place() {
    let mut driver = Driver::of(THREE);
    driver.drag((266.0, 130.0), (580.0, 130.0)).drag((266.0, 130.0), (580.0, 430.0));
    assert_eq!(driver.connections(), ["Web client -> SQL database", "Web client -> Service"]);
}

#[test]
fn an_end_let_go_in_empty_space_or_on_the_other_end_stays() {
    let mut driver = Driver::of(&format!("{THREE}\n web -> api"));
    let before = driver.design().clone();
    driver.click(384.0, 130.0).drag((498.0, 130.0), (900.0, 700.0));
    assert_eq!(*driver.design(), before);
    driver.drag((498.0, 130.0), (180.0, 130.0));
    assert_eq!(*driver.design(), before);
}

#[test]
fn reconnecting_onto_an_existing_pair_selects_that_one() {
    let mut driver = Driver::of(&format!("{THREE}\n web -> api\n web -> db"));
    let before = driver.design().clone();
    let effects = driver.editor.select([id("web-api")]);
    let end = *driver.note(effects).editor.scene().route(id("web-api")).unwrap().points.last().unwrap();
    driver.drag((end.x, end.y), (580.0, 430.0));
    assert_eq!(*driver.design(), before);
    assert_eq!(driver.notices(), [&Notice::AlreadyConnected(id("web-db"))]);
}
