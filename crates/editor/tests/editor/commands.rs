use crate::driver::{Driver, is_one_step};
use kurbo::{Point, Rect};
use linchpin_catalog::{ComponentKind, Property};
use linchpin_document::Transaction;
use linchpin_editor::{Command, PickPurpose, Placeable, Request};
use linchpin_testkit::id;

const ZONE: &str = "
    region eu position=50,50 size=900x600 { za }
    zone za position=100,100 size=400x300 { api db }
    api:service \"Cart\" position=140,140 instances=2 -> db:relational-database position=140,280
    web:web-client position=1000,140 -> api
";

#[test]
fn deleting_a_component_hides_its_connections_and_undo_brings_both_back() {
    let mut driver = Driver::of(ZONE);
    driver.click(220.0, 170.0);
    is_one_step(&mut driver, |driver| {
        driver.key("Delete");
    });
    assert!(driver.connections().is_empty());
    driver.undo();
    assert_eq!(driver.connections().len(), 2);
    assert_eq!(driver.selected(), ["api"], "what came back is selected");
}

#[test]
fn deleting_a_boundary_keeps_what_it_holds_in_the_next_one() {
    let mut driver = Driver::of(ZONE);
    driver.click(100.0, 350.0).key("Backspace");
    assert!(driver.design().get(id("za")).is_none());
    assert_eq!(driver.parent("api"), Some("eu".into()));
    assert_eq!(driver.parent("db"), Some("eu".into()));
}

#[test]
fn deleting_everything_empties_the_canvas_and_undo_fills_it_exactly() {
    let mut driver = Driver::of(ZONE);
    is_one_step(&mut driver, |driver| {
        driver.key("primary+a").key("Delete");
    });
    assert!(driver.design().is_empty());
}

#[test]
fn arrows_nudge_the_selection_or_else_scroll() {
    let mut driver = Driver::of(ZONE);
    driver.click(1080.0, 170.0).key("ArrowLeft").key("shift+ArrowDown");
    assert_eq!(driver.at("web"), (999.0, 150.0));
    driver.key("Escape").key("ArrowRight");
    assert_eq!(driver.editor.camera().origin_in_world, Point::new(40.0, 0.0));
}

#[test]
fn undo_and_redo_have_no_limit_and_a_new_step_ends_redoing() {
    let mut driver = Driver::of("api:service position=100,100");
    driver.click(180.0, 130.0);
    for _ in 0..200 {
        driver.key("ArrowRight");
    }
    for _ in 0..200 {
        driver.key("primary+z");
    }
    assert_eq!(driver.at("api"), (100.0, 100.0));
    driver.key("primary+shift+z").key("primary+y");
    assert_eq!(driver.at("api"), (102.0, 100.0));
    driver.key("ArrowDown").key("primary+y");
    assert_eq!(driver.at("api"), (102.0, 101.0));
    assert!(!driver.editor.is_available(Command::Redo));
}

#[test]
fn replacing_keeps_connections_and_a_name_of_ones_own() {
    let mut driver = Driver::of(
        "web:web-client position=100,100 -> api:service \"Cart\" position=500,100 capacity=50 instances=2 -> db:cache position=900,100",
    );
    driver.click(580.0, 130.0).key("r");
    let Some(Request::PickKind { purpose: PickPurpose::Replace(ids), .. }) = driver.requests.last().cloned() else {
        panic!("{:?}", driver.requests)
    };
    is_one_step(&mut driver, |driver| {
        driver.editor.replace(&ids, ComponentKind::RelationalDatabase);
    });
    let item = driver.item("api");
    assert_eq!((item.kind(), item.name()), (ComponentKind::RelationalDatabase, "Cart"));
    assert_eq!(item.number(Property::Instances), Some(2.0));
    assert_eq!(item.number(Property::Capacity), None, "stores have read and write capacities instead");
    driver.editor.replace(&[id("db")], ComponentKind::DocumentStore);
    assert_eq!(driver.connections(), ["Cart -> Document store", "Web client -> Cart"]);
}

#[test]
fn zoom_commands_show_everything_the_selection_or_life_size() {
    let mut driver = Driver::of("a:service position=0,0\n b:service position=5000,3000");
    driver.key("shift+1");
    let visible = driver.editor.visible_in_world();
    assert_eq!(visible.union(Rect::new(0.0, 0.0, 5168.0, 3060.0)), visible);
    let effects = driver.editor.select([id("b")]);
    driver.note(effects).key("shift+2");
    assert_eq!(driver.editor.camera().zoom, 2.0);
    let middle = driver.editor.visible_in_world().center();
    assert!((middle - Point::new(5084.0, 3030.0)).hypot() < 1e-6);
    driver.key("primary+0");
    assert_eq!(driver.editor.camera().zoom, 1.0);
    driver.key("primary++").key("primary++").key("primary+-");
    assert_eq!(driver.editor.camera().zoom, 1.25);
}

#[test]
fn the_grid_can_be_switched_off() {
    let mut driver = Driver::of("api:service position=100,100");
    driver.key("primary+'");
    assert!(driver.last.settings || !driver.editor.settings().grid);
    driver.drag((180.0, 130.0), (187.0, 141.0));
    assert_eq!(driver.at("api"), (107.0, 111.0));
}

#[test]
fn order_moves_past_what_overlaps_or_all_the_way() {
    let mut driver = Driver::of(
        "note a position=100,100 size=200x200
         note b position=200,200 size=200x200
         note c position=320,320 size=200x200",
    );
    let front_to_back = |driver: &Driver| {
        let mut notes: Vec<_> = driver.design().items().filter(|item| item.is_placed()).collect();
        notes.sort_by_key(|item| std::cmp::Reverse((item.text(Property::Order).map(str::to_owned), item.id)));
        notes.iter().map(|item| item.id.to_string()).collect::<String>()
    };
    assert_eq!(front_to_back(&driver), "cba");
    let effects = driver.editor.select([id("a")]);
    driver.note(effects).key("primary+]");
    assert_eq!(front_to_back(&driver), "cab");
    driver.key("primary+]");
    assert_eq!(front_to_back(&driver), "cab", "it overlaps nothing further");
    driver.key("]");
    assert_eq!(front_to_back(&driver), "acb");
    driver.key("primary+[");
    assert_eq!(front_to_back(&driver), "cba");
    let effects = driver.editor.select([id("b"), id("c")]);
    driver.note(effects).key("[");
    assert_eq!(front_to_back(&driver), "acb", "together, in their order");
    driver.undo().undo().undo().undo();
    assert_eq!(front_to_back(&driver), "cba");
}

#[test]
fn commands_without_what_they_need_do_nothing() {
    let mut driver = Driver::of("");
    let before = driver.design().clone();
    driver.undo();
    for spec in Command::all() {
        driver.command(spec.command).key("Escape").key("Escape");
    }
    assert!(driver.design().is_empty());
    assert_eq!(before, before.clone());
}

#[test]
fn requests_for_the_app_pass_through() {
    let mut driver = Driver::of(ZONE);
    driver.key("/").key("primary+k").key("primary+f").key("?");
    assert_eq!(driver.requests, [Request::SearchKinds, Request::CommandPalette, Request::Find, Request::Shortcuts]);
}

#[test]
fn adding_by_command_finds_room_in_view() {
    let mut driver = Driver::of("");
    for _ in 0..20 {
        let effects = driver.editor.add(Placeable::Component(ComponentKind::Service));
        driver.note(effects);
    }
    let frames: Vec<Rect> = driver.design().components().map(|item| item.frame()).collect();
    for (index, frame) in frames.iter().enumerate() {
        assert!(frames[..index].iter().all(|other| !other.overlaps(*frame)), "{frame:?}");
        assert_eq!(Rect::new(0.0, 0.0, 1200.0, 800.0).union(*frame), Rect::new(0.0, 0.0, 1200.0, 800.0));
    }
}

#[test]
fn the_context_pad_offers_what_comes_next_and_appends_without_overlap() {
    let mut driver = Driver::of("web:web-client position=100,300");
    assert_eq!(driver.editor.context_pad(), None);
    driver.click(180.0, 330.0);
    let pad = driver.editor.context_pad().unwrap();
    assert!(pad.kinds.contains(&ComponentKind::LoadBalancer));
    for kind in pad.kinds {
        let effects = driver.editor.append(id("web"), *kind, None);
        driver.note(effects);
        driver.key("Escape");
    }
    let frames: Vec<Rect> = driver.design().components().map(|item| item.frame()).collect();
    for (index, frame) in frames.iter().enumerate() {
        assert!(frames[..index].iter().all(|other| !other.inflate(10.0, 10.0).overlaps(*frame)));
    }
    assert_eq!(driver.connections().len(), pad.kinds.len());
    assert_eq!(driver.design().components().filter(|item| item.position().x == 360.0).count(), pad.kinds.len());
}

#[test]
fn what_is_appended_lies_on_no_border() {
    let mut driver = Driver::of(
        "zone za position=100,100 size=460x300 { api }
         api:service position=140,200",
    );
    for _ in 0..4 {
        let effects = driver.editor.append(id("api"), ComponentKind::Cache, None);
        driver.note(effects);
        driver.key("Escape");
    }
    let zone = driver.item("za").frame();
    for item in driver.design().components() {
        let frame = item.frame();
        assert!(zone.union(frame) == zone || !zone.overlaps(frame), "{frame:?}");
    }
}

#[test]
fn any_change_can_be_shown_as_a_draft_and_taken_back() {
    let mut driver = Driver::of(ZONE);
    let before = driver.design().clone();
    let mut change = Transaction::new();
    change.set(id("api"), Property::Instances, 3.0);
    let shown = driver.editor.draft(change);
    driver.note(shown);
    assert_eq!(driver.item("api").number(Property::Instances), Some(3.0));
    let dropped = driver.editor.draft(Transaction::new());
    driver.note(dropped);
    assert_eq!(*driver.design(), before);
    assert!(!driver.editor.replica().can_undo());
}
