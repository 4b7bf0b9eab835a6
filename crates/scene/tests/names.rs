//! Names that stay readable when they are seen from afar.

mod support;

use kurbo::{Point, Rect};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{RecordId, SortedSet, Transaction};
use linchpin_scene::{
    Anchor, DisplayList, Font, Mark, Overlay, Primitive, Scene, SinglePoint, TextMeasure, TypicalWidths, View, Which,
};
use proptest::prelude::*;
use support::{Drawing, add_component, id};

const EVERYWHERE: Rect = Rect::new(-1e6, -1e6, 1e6, 1e6);

/// A line of text on the screen: what it says, its font there, and the area it covers.
#[derive(Debug, Clone, PartialEq)]
struct Print {
    text: String,
    size: f64,
    area: Rect,
}

fn seen(scene: &Scene, overlay: &Overlay, window: Rect, zoom: f64) -> Vec<Print> {
    let nothing = SortedSet::new();
    let list = scene.paint(&View { visible_in_world: window, zoom }, overlay, Which::Static { without: &nothing });
    prints(&list, zoom)
}

fn prints(list: &DisplayList, zoom: f64) -> Vec<Print> {
    let mut prints = Vec::new();
    for primitive in &list.primitives {
        let Primitive::Text { origin, text, font, anchor, .. } = primitive else { continue };
        let size = font.size * zoom;
        let width = TypicalWidths.width(text, Font { size, ..*font });
        let left = if *anchor == Anchor::Middle { origin.x * zoom - width / 2.0 } else { origin.x * zoom };
        // What stands out below a baseline and above it is a fifth and three quarters of a font's size.
        let area = Rect::new(left, origin.y * zoom - 0.75 * size, left + width, origin.y * zoom + 0.2 * size);
        prints.push(Print { text: text.to_string(), size, area });
    }
    prints
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.x0 < other.x1 && other.x0 < one.x1 && one.y0 < other.y1 && other.y0 < one.y1
}

fn texts(prints: &[Print]) -> Vec<&str> {
    prints.iter().map(|print| print.text.as_str()).collect()
}

fn named(names: &[(&str, &str, f64, f64)]) -> Drawing {
    let mut drawing = Drawing::default();
    for (key, name, x, y) in names {
        drawing.component(key, *x, *y);
        drawing.set(id(key), Property::Name, *name);
    }
    drawing
}

fn point(key: &str) -> Overlay {
    let mut overlay = Overlay::default();
    overlay.marks.insert(id(key), Mark { single_point: Some(SinglePoint::Total), ..Mark::default() });
    overlay
}

#[test]
fn names_are_as_large_on_the_screen_however_far_away() {
    let drawing = named(&[("a", "Database", 0.0, 0.0), ("b", "Load generator", 0.0, 300.0)]);
    for zoom in [0.15, 0.2, 0.28, 0.4, 0.49, 0.5, 0.6, 0.7] {
        let prints = seen(&drawing.scene, &Overlay::default(), EVERYWHERE, zoom);
        assert!(texts(&prints).contains(&"Database"), "{zoom}");
        let generator = texts(&prints).contains(&"Load generator") || texts(&prints).contains(&"generator");
        assert!(generator, "all of a name of two words at {zoom}: {prints:?}");
        assert!(prints.iter().filter(|print| !print.text.contains("instance")).all(|print| print.size > 8.9), "{zoom}");
        assert!(prints.iter().all(|print| print.size < 11.1), "{zoom}: {prints:?}");
    }
}

#[test]
fn at_their_own_size_names_are_drawn_as_they_are_exported() {
    let drawing = named(&[("a", "Application server", 0.0, 0.0), ("b", "Load generator", 0.0, 300.0)]);
    for zoom in [0.8, 1.0, 2.0] {
        let view = View { visible_in_world: EVERYWHERE, zoom };
        let exported = drawing.scene.paint(&View { zoom: 1.0, ..view }, &Overlay::default(), Which::Everything);
        let nothing = SortedSet::new();
        assert_eq!(drawing.scene.paint(&view, &Overlay::default(), Which::Static { without: &nothing }), exported);
    }
}

#[test]
fn what_is_exported_small_has_no_names_in_another_size() {
    let drawing = named(&[("a", "Database", 0.0, 0.0)]);
    let view = View { visible_in_world: EVERYWHERE, zoom: 0.3 };
    assert!(prints(&drawing.scene.paint(&view, &Overlay::default(), Which::Everything), 0.3).is_empty());
}

#[test]
fn names_of_what_is_but_a_speck_are_left_out() {
    let drawing = named(&[("a", "DB", 0.0, 0.0)]);
    assert!(seen(&drawing.scene, &Overlay::default(), EVERYWHERE, 0.05).is_empty());
}

/// Two boxes 8 pixels apart at this zoom, with names that need more than their boxes and half of that each.
const CLOSE: [(&str, &str, f64, f64); 2] =
    [("a", "Recommendations", 0.0, 0.0), ("b", "Accountmanagement", 168.0 + 160.0, 0.0)];
const CLOSE_ZOOM: f64 = 0.2;

#[test]
fn the_name_of_what_has_a_finding_wins() {
    let drawing = named(&CLOSE);
    for (key, own, other) in [("a", CLOSE[0].1, CLOSE[1].1), ("b", CLOSE[1].1, CLOSE[0].1)] {
        let prints = seen(&drawing.scene, &point(key), EVERYWHERE, CLOSE_ZOOM);
        let longest = |name: &str| {
            let begins = |print: &&Print| name.starts_with(print.text.trim_end_matches('\u{2026}'));
            prints.iter().find(begins).map_or(0, |print| print.text.chars().count())
        };
        assert!(longest(own) > longest(other), "{key}: {prints:?}");
    }
}

#[test]
fn under_another_component_there_is_no_name_and_a_finding_lies_above() {
    let drawing = named(&[("a", "Under", 0.0, 0.0), ("b", "Over", 40.0, 20.0)]);
    assert_eq!(texts(&seen(&drawing.scene, &Overlay::default(), EVERYWHERE, 0.3)), ["Over"]);
    assert_eq!(texts(&seen(&drawing.scene, &point("a"), EVERYWHERE, 0.3)), ["Under"]);
}

#[test]
fn boundaries_are_named_on_their_border_unless_a_component_needs_the_room() {
    let mut drawing = named(&[("a", "Database", 60.0, 120.0)]);
    drawing.boxed(RecordType::Boundary, "zone", Rect::new(0.0, 0.0, 400.0, 300.0));
    drawing.set(id("zone"), Property::Name, "Zone eu-1a");
    drawing.set(id("zone"), Property::BoundaryKind, "zone");
    let at = |drawing: &Drawing| {
        let prints = seen(&drawing.scene, &Overlay::default(), EVERYWHERE, 0.3);
        prints.into_iter().find(|print| print.text == "Zone eu-1a")
    };
    let shown = at(&drawing).unwrap();
    assert!((8.9..9.1).contains(&shown.size) && shown.area.y0 < 0.0 && shown.area.y1 > 0.0, "{shown:?}");
    drawing.move_to(id("a"), 10.0, -30.0);
    assert_eq!(at(&drawing), None);
}

#[test]
fn all_of_a_cut_name_is_shown_when_it_is_pointed_at() {
    let name = "The one that recommends what nobody asked for, every time";
    let drawing = named(&[("a", name, 0.0, 0.0), ("b", "Short", 0.0, 400.0)]);
    let nothing = SortedSet::new();
    let live = |overlay: &Overlay| {
        let view = View { visible_in_world: EVERYWHERE, zoom: 0.3 };
        let list = drawing.scene.paint(&view, overlay, Which::Live { only: &nothing });
        texts(&prints(&list, 0.3)).join("|")
    };
    let selected = |keys: &[&str]| Overlay { selected: keys.iter().map(|key| id(key)).collect(), ..Overlay::default() };
    let begins = |text: &str| text.starts_with("The one that recommends what nobody");
    assert!(begins(&live(&selected(&["a"]))));
    assert!(begins(&live(&Overlay { hovered: Some(id("a")), ..Overlay::default() })));
    assert_eq!(live(&selected(&["b"])), "", "what can be read need not be said again");
    assert_eq!(live(&selected(&["a", "b"])), "");
}

const NAMES: [&str; 8] =
    ["DB", "Cart", "Orders", "Load generator", "Recommendations", "Product catalogue service", "", "Gr\u{f6}\u{df}e"];

fn crowd(places: &[(i32, i32, usize)]) -> Drawing {
    let mut transaction = Transaction::new();
    for (index, (x, y, name)) in places.iter().enumerate() {
        let key = format!("c{index}");
        add_component(&mut transaction, &key, f64::from(*x) * 20.0, f64::from(*y) * 20.0);
        transaction.set(id(&key), Property::Name, NAMES[*name]);
    }
    let mut drawing = Drawing::default();
    drawing.commit(&transaction);
    drawing
}

fn found(keys: &[usize]) -> Overlay {
    let mut overlay = Overlay::default();
    for key in keys {
        let found: RecordId = id(&format!("c{key}"));
        overlay.marks.insert(found, Mark { single_point: Some(SinglePoint::Partial), ..Mark::default() });
    }
    overlay
}

proptest! {
    #[test]
    fn no_two_names_overlap(
        places in proptest::collection::vec((-40..40i32, -25..25i32, 0..NAMES.len()), 2..40),
        bad in proptest::collection::vec(0..40usize, 0..8),
        zoom in 0.1..0.499f64,
    ) {
        let drawing = crowd(&places);
        let prints = seen(&drawing.scene, &found(&bad), EVERYWHERE, zoom);
        for (index, one) in prints.iter().enumerate() {
            for other in &prints[..index] {
                prop_assert!(!overlap(one.area, other.area), "{one:?} and {other:?} at {zoom}");
            }
        }
    }

    /// Moving the view changes nothing of what stays in it.
    #[test]
    fn names_do_not_depend_on_what_is_in_view(
        places in proptest::collection::vec((-60..60i32, -40..40i32, 0..NAMES.len()), 2..40),
        bad in proptest::collection::vec(0..40usize, 0..8),
        corner in (-1500..1500i32, -1000..1000i32),
        zoom in 0.1..0.499f64,
    ) {
        let drawing = crowd(&places);
        let overlay = found(&bad);
        let window = Rect::from_origin_size(Point::new(f64::from(corner.0), f64::from(corner.1)), (900.0, 600.0));
        let on_screen = Rect::new(window.x0 * zoom, window.y0 * zoom, window.x1 * zoom, window.y1 * zoom);
        let part = seen(&drawing.scene, &overlay, window, zoom);
        for print in seen(&drawing.scene, &overlay, EVERYWHERE, zoom) {
            prop_assert!(!overlap(print.area, on_screen) || part.contains(&print), "{print:?}");
        }
    }
}
