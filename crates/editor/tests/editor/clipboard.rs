use crate::driver::{Driver, is_one_step};
use kurbo::Point;
use linchpin_catalog::RecordType;
use linchpin_document::Transaction;
use linchpin_editor::{Command, Modifiers, Notice, Request};
use linchpin_testkit::id;

const ZONE: &str = "
    zone za position=100,100 size=400x300 { api db }
    api:service \"Cart\" position=140,140 instances=2 -> db:relational-database position=140,280
    web:web-client position=700,140 -> api
";

fn copied(driver: &Driver) -> Transaction {
    match driver.requests.last() {
        Some(Request::Copy(fragment)) => fragment.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn pasting_brings_copies_beside_the_originals_and_selects_them() {
    let mut driver = Driver::of(ZONE);
    driver.click(100.0, 350.0).command(Command::Copy);
    let fragment = copied(&driver);
    is_one_step(&mut driver, |driver| {
        let effects = driver.editor.paste(&fragment, None);
        driver.note(effects);
    });
    assert_eq!(driver.connections(), ["Cart -> SQL database", "Cart -> SQL database", "Web client -> Cart"]);
    let effects = driver.editor.paste(&fragment, None);
    driver.note(effects);
    let corners: Vec<Point> = driver.design().boundaries().map(|item| item.position()).collect();
    assert_eq!(corners.len(), 3);
    assert!(corners.contains(&Point::new(120.0, 120.0)) && corners.contains(&Point::new(140.0, 140.0)), "{corners:?}");
    assert_eq!(driver.selected().len(), 3, "the zone and what came with it");
    let selected = || driver.editor.selection().ids().iter().filter_map(|id| driver.design().get(*id));
    let zone = selected().find(|item| item.record_type == RecordType::Boundary);
    let cart = selected().find(|item| item.name() == "Cart");
    assert_eq!(driver.design().parent(cart.unwrap().id), zone.map(|zone| zone.id));
    assert_eq!(cart.unwrap().number(linchpin_catalog::Property::Instances), Some(2.0));
}

#[test]
fn pasting_at_the_pointer_puts_the_middle_there() {
    let mut driver = Driver::of(ZONE);
    driver.click(780.0, 170.0).command(Command::Copy);
    let fragment = copied(&driver);
    driver.editor.paste(&fragment, Some(Point::new(804.0, 610.0)));
    assert_eq!(driver.the_selected().position(), Point::new(720.0, 580.0));
}

#[test]
fn what_was_copied_far_away_is_pasted_in_view() {
    let mut driver = Driver::of(ZONE);
    driver.click(780.0, 170.0).command(Command::Copy);
    let fragment = copied(&driver);
    let mut other = Driver::of("");
    other.editor.restore_camera(linchpin_editor::Camera { origin_in_world: Point::new(5000.0, 5000.0), zoom: 1.0 });
    other.editor.paste(&fragment, None);
    let frame = other.the_selected().frame();
    assert!((frame.center() - Point::new(5600.0, 5400.0)).hypot() < 20.0, "{frame:?}");
}

#[test]
fn pasting_into_a_boundary_puts_the_copies_in_it() {
    let mut driver = Driver::of(ZONE);
    driver.click(780.0, 170.0).command(Command::Copy);
    let fragment = copied(&driver);
    driver.editor.paste(&fragment, Some(Point::new(400.0, 250.0)));
    let pasted = driver.the_selected().id.to_string();
    assert_eq!(driver.parent(&pasted), Some("za".into()));
}

#[test]
fn cutting_takes_away_in_one_step_what_pasting_brings_back() {
    let mut driver = Driver::of(ZONE);
    driver.click(780.0, 170.0);
    is_one_step(&mut driver, |driver| {
        driver.command(Command::Cut);
    });
    assert!(driver.design().get(id("web")).is_none());
    let fragment = driver.requests.iter().find_map(|request| match request {
        Request::Copy(fragment) => Some(fragment.clone()),
        _ => None,
    });
    driver.editor.paste(&fragment.unwrap(), None);
    assert_eq!(driver.the_selected().position(), Point::new(700.0, 140.0), "where it came from");
}

#[test]
fn duplicates_lie_beside_without_overlap_in_the_same_boundary() {
    let mut driver = Driver::of(
        "zone za position=100,100 size=600x300 { api }
         api:service position=140,140",
    );
    driver.click(220.0, 170.0);
    is_one_step(&mut driver, |driver| {
        driver.key("primary+d");
    });
    let copy = driver.design().components().find(|item| item.id != id("api")).unwrap();
    assert_eq!(copy.position(), Point::new(140.0, 220.0));
    assert_eq!(driver.parent(&copy.id.to_string()), Some("za".into()));
}

#[test]
fn duplicates_with_connections_stand_beside_the_original_in_every_way() {
    let mut driver = Driver::of(
        "lb:load-balancer position=100,100 -> app:application-server \"App\" position=400,100
         app -> db:relational-database \"DB\" position=700,100 [calls=3]",
    );
    driver.click(480.0, 130.0);
    is_one_step(&mut driver, |driver| {
        driver.key("primary+shift+D");
    });
    assert_eq!(driver.connections(), ["App -> DB", "App -> DB", "Load balancer -> App", "Load balancer -> App"]);
    let to_db = driver.design().connections_of(id("db"));
    assert!(to_db.into_iter().all(|item| item.number(linchpin_catalog::Property::Calls) == Some(3.0)));
}

#[test]
fn what_was_written_by_hand_without_places_is_laid_out() {
    let fragment =
        linchpin_testkit::transaction("web:web-client -> api:service -> db:relational-database\n zone za { api }");
    let mut driver = Driver::of(ZONE);
    let effects = driver.editor.paste(&fragment, Some(Point::new(600.0, 700.0)));
    driver.note(effects);
    let pasted: Vec<_> = driver.design().components().filter(|item| item.position().y > 500.0).collect();
    assert_eq!(pasted.len(), 3);
    for (index, item) in pasted.iter().enumerate() {
        assert!(pasted[..index].iter().all(|other| !other.frame().overlaps(item.frame())));
    }
}

#[test]
fn a_connection_alone_is_neither_copied_nor_cut() {
    let mut driver = Driver::of(ZONE);
    let effects = driver.editor.select([id("web-api")]);
    driver.note(effects).command(Command::Cut);
    assert!(driver.design().get(id("web-api")).is_some());
}

#[test]
fn nothing_selected_copies_nothing_and_nothing_pasted_is_said() {
    let mut driver = Driver::of(ZONE);
    driver.command(Command::Copy).command(Command::Cut).command(Command::Duplicate);
    assert!(driver.requests.is_empty() && driver.ops.is_empty());
    let effects = driver.editor.paste(&Transaction::new(), None);
    assert_eq!(driver.note(effects).notices(), [&Notice::NothingToPaste]);
    driver.command(Command::Paste);
    assert_eq!(driver.requests.last(), Some(&Request::ReadClipboard));
}

#[test]
fn clipboard_keys_are_left_to_the_browser() {
    let mut driver = Driver::of(ZONE);
    driver.key("primary+a");
    for keys in ["primary+c", "primary+x", "primary+v"] {
        driver.key(keys);
        assert!(!driver.last.handled && driver.requests.is_empty(), "{keys}");
    }
}

/// That deleting right after copies were made leaves the design as it was.
fn delete_takes_the_copies_back(make: impl Fn(&mut Driver)) {
    let mut driver = Driver::of(ZONE);
    let drawn = |driver: &Driver| driver.design().items().cloned().collect::<Vec<_>>();
    let before = drawn(&driver);
    make(&mut driver);
    assert_ne!(drawn(&driver), before, "copies were made");
    driver.key("Delete");
    assert_eq!(drawn(&driver), before, "nothing of them lies about");
}

#[test]
fn delete_takes_copies_of_boundaries_back_with_what_they_hold() {
    delete_takes_the_copies_back(|driver| {
        driver.key("primary+a").key("primary+d");
    });
    delete_takes_the_copies_back(|driver| {
        driver.key("primary+a").key("primary+shift+D");
    });
    delete_takes_the_copies_back(|driver| {
        driver.click(100.0, 350.0).key("primary+d");
    });
    delete_takes_the_copies_back(|driver| {
        driver.click(100.0, 350.0).command(Command::Copy);
        let fragment = copied(driver);
        let effects = driver.editor.paste(&fragment, None);
        driver.note(effects);
    });
    delete_takes_the_copies_back(|driver| {
        driver.hold(Modifiers { alt: true, ..Modifiers::NONE }).drag((100.0, 350.0), (100.0, 480.0)).release();
    });
}
