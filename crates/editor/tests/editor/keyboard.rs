use crate::driver::{Driver, is_one_step};
use kurbo::Point;
use linchpin_catalog::ComponentKind;
use linchpin_editor::{Command, Input, KeyInput, Placeable, Request};
use linchpin_testkit::id;

#[test]
fn the_context_menu_opens_at_what_is_selected_and_in_view() {
    let mut driver = Driver::of("web:web-client position=100,100 -> api:service position=400,100");
    let opened = |driver: &Driver| match driver.requests.last() {
        Some(Request::ContextMenu { point_in_screen, on }) => (*point_in_screen, *on),
        other => panic!("{other:?}"),
    };
    assert_eq!(opened(driver.key("ContextMenu")), (Point::new(600.0, 400.0), None));
    let effects = driver.editor.select([id("web")]);
    driver.note(effects).key("shift+F10");
    let frame = driver.item("web").frame();
    assert_eq!(opened(&driver), (frame.center(), Some(id("web"))));
    let effects = driver.editor.select([id("web-api")]);
    driver.note(effects).key("shift+F10");
    let (point, on) = opened(&driver);
    assert_eq!(on, Some(id("web-api")));
    assert!(point.x > frame.x1 && point.x < 400.0 && (point.y - 130.0).abs() < 20.0, "on the connector: {point:?}");
    driver.wheel(3000.0, 0.0, 600.0, 400.0).key("shift+F10");
    assert_eq!(opened(&driver).0.x, 0.0, "not outside of the page");
}

#[test]
fn a_key_leads_to_the_panel() {
    let mut driver = Driver::of("");
    driver.key("F6");
    assert_eq!(driver.requests.last(), Some(&Request::SwitchPane));
}

#[test]
fn a_design_is_drawn_by_keyboard_alone() {
    let mut driver = Driver::of("");
    driver.key("/");
    assert_eq!(driver.requests.last(), Some(&Request::SearchKinds));
    let effects = driver.editor.add(Placeable::Component(ComponentKind::WebClient));
    driver.note(effects);
    let client = driver.the_selected().id;
    is_one_step(&mut driver, |driver| {
        driver.key("primary+ArrowRight");
    });
    driver.key("Tab").key("Tab").key("Tab");
    let grown = driver.design().components().find(|item| item.id != client).unwrap().id;
    let effects = driver.editor.select([grown]);
    driver.note(effects).key("primary+ArrowRight").key("Escape");
    let server = driver.the_selected().id;
    driver.editor.replace(&[server], ComponentKind::Service);
    let effects = driver.editor.select([grown]);
    driver.note(effects).key("primary+ArrowRight");
    assert!(driver.editor.edited_label().is_some(), "the label of what was added is open");
    driver.key("Escape");
    assert_eq!(
        driver.connections(),
        ["Load balancer -> Application server", "Load balancer -> Service", "Web client -> Load balancer"]
    );
    let frames: Vec<_> = driver.design().components().map(|item| item.frame()).collect();
    for (index, frame) in frames.iter().enumerate() {
        assert!(frames[..index].iter().all(|other| !other.overlaps(*frame)));
    }
}

#[test]
fn what_a_component_usually_calls_grows_in_each_direction() {
    for (keys, x, y) in [("ArrowRight", 1, 0), ("ArrowLeft", -1, 0), ("ArrowUp", 0, -1), ("ArrowDown", 0, 1)] {
        let mut driver = Driver::of("api:service position=500,400");
        driver.click(580.0, 430.0).key(&format!("primary+{keys}"));
        let grown = driver.the_selected();
        assert_eq!(grown.kind(), ComponentKind::RelationalDatabase);
        let by = grown.position() - kurbo::Point::new(500.0, 400.0);
        assert_eq!(
            (by.x.signum() * f64::from(u8::from(by.x != 0.0)), by.y.signum() * f64::from(u8::from(by.y != 0.0))),
            (f64::from(x), f64::from(y)),
            "{keys}"
        );
        assert_eq!(driver.connections(), ["Service -> SQL database"]);
    }
}

/// Where a load balancer at (1000, 200) grows to, three times below.
fn grown_below(driver: &mut Driver) -> Vec<kurbo::Rect> {
    let grow = |_| {
        driver.editor.select([id("lb")]);
        driver.key("primary+ArrowDown").key("Escape");
        driver.the_selected().frame()
    };
    (0..3).map(grow).collect()
}

#[test]
fn what_grows_downwards_stands_in_a_row_below() {
    let grown = grown_below(&mut Driver::of("lb:load-balancer position=1000,200"));
    assert_eq!(grown[0].x0, 1000.0, "the first right below");
    for frame in &grown {
        assert_eq!(frame.y0, grown[0].y0);
        assert!((frame.x0 - 1000.0).abs() <= 200.0, "beside each other: {grown:?}");
    }
}

#[test]
fn what_grows_downwards_stands_below_even_where_little_is_free() {
    // The note bars the row below for a long way, the cache most of the place right below.
    let mut driver = Driver::of(
        "lb:load-balancer position=1000,200
         cache:cache position=1060,320
         note n1 \"Remark\" position=440,420 size=640x80",
    );
    let grown = grown_below(&mut driver);
    for (index, frame) in grown.iter().enumerate() {
        assert!(frame.y0 > driver.item("lb").frame().y1 && (frame.x0 - 1000.0).abs() <= 2.0 * (frame.y0 - 200.0));
        let others = ["cache", "n1"].map(|name| driver.item(name).frame());
        assert!(others.iter().chain(&grown[..index]).all(|other| !other.inflate(10.0, 10.0).overlaps(*frame)));
    }
    assert!((grown[0].x0 - 1000.0).abs() < 168.0, "the first as good as right below: {grown:?}");
}

#[test]
fn alt_arrows_walk_along_connections_in_their_direction() {
    let mut driver = Driver::of(
        "web:web-client position=100,300 -> lb:load-balancer position=400,300
         lb -> a:service position=700,200
         lb -> b:service position=700,420
         x:service position=400,100",
    );
    driver.click(480.0, 330.0).key("alt+ArrowRight");
    assert_eq!(driver.selected(), ["a"], "the nearer one");
    driver.key("alt+ArrowLeft").key("alt+ArrowLeft");
    assert_eq!(driver.selected(), ["web"]);
    driver.key("alt+ArrowUp").key("alt+ArrowLeft");
    assert_eq!(driver.selected(), ["web"], "nothing connected there");
    driver.editor.select([id("lb-b")]);
    driver.key("alt+ArrowRight");
    assert_eq!(driver.selected(), ["b"]);
}

#[test]
fn tab_reads_row_by_row_and_leaves_the_canvas_at_the_end() {
    let mut driver = Driver::of(
        "zone za position=80,80 size=600x200 { a b }
         b:service position=400,130
         a:service position=120,120 -> b
         c:service position=100,400",
    );
    let mut met = Vec::new();
    loop {
        driver.send(Input::KeyDown(KeyInput { key: "Tab".into(), ..KeyInput::default() }));
        if !driver.last.handled {
            break;
        }
        met.extend(driver.selected());
        assert!(met.len() < 10);
    }
    assert_eq!(met, ["za", "a", "a-b", "b", "c"]);
    driver.key("shift+Tab");
    assert_eq!(driver.selected(), ["b"]);
}

#[test]
fn selecting_by_keyboard_brings_into_view() {
    let mut driver = Driver::of("a:service position=100,100\n b:service position=3000,100");
    driver.key("Tab").key("Tab");
    assert_eq!(driver.selected(), ["b"]);
    let visible = driver.editor.visible_in_world();
    assert_eq!(visible.union(driver.item("b").frame()), visible);
}

#[test]
fn two_selected_are_connected_first_to_last_and_one_asks_for_its_target() {
    let mut driver = Driver::of("a:service \"A\" position=100,100\n b:service \"B\" position=500,100");
    driver.click(580.0, 130.0).hold(linchpin_editor::Modifiers::SHIFT).click(180.0, 130.0).release();
    driver.command(Command::Connect);
    assert_eq!(driver.connections(), ["B -> A"]);
    driver.click(180.0, 130.0).key("shift+c");
    assert_eq!(driver.requests.last(), Some(&Request::PickTarget(id("a"))));
    driver.editor.connect(id("a"), id("b"));
    assert_eq!(driver.connections(), ["A -> B", "B -> A"]);
}

#[test]
fn a_held_key_repeats_walking_but_not_deciding() {
    let mut driver = Driver::of("a:service position=100,100");
    driver.click(180.0, 130.0);
    let held = |key: &str, primary| {
        let modifiers = linchpin_editor::Modifiers { primary, ..Default::default() };
        Input::KeyDown(KeyInput { key: key.into(), modifiers, repeat: true, ..KeyInput::default() })
    };
    driver.send(held("ArrowRight", false)).send(held("ArrowRight", false));
    assert_eq!(driver.at("a"), (102.0, 100.0));
    driver.send(held("d", true));
    assert!(driver.last.handled, "nor does the browser bookmark the page");
    assert_eq!(driver.design().components().count(), 1);
}
