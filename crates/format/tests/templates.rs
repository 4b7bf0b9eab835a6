//! Every template and example opens, and is drawn without anything lying over anything else.

use kurbo::Rect;
use linchpin_catalog::RecordType;
use linchpin_document::{Design, Item};
use linchpin_format::file;
use std::path::Path;

/// How far apart things stay.
const GAP: f64 = 32.0;
/// The room for the name of a boundary.
const HEADER: f64 = 36.0;

fn templates() -> Vec<(String, Design)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let entries = ["templates", "examples"].map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
    let mut found = Vec::new();
    for entry in entries.into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let imported = file::read(&std::fs::read_to_string(&path).unwrap());
        let imported = imported.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(imported.remarks().is_empty(), "{name}: {:?}", imported.remarks());
        found.push((name, imported.design()));
    }
    assert!(found.len() >= 5);
    found
}

fn is_boundary(item: &Item) -> bool {
    item.record_type == RecordType::Boundary
}

#[test]
fn every_template_is_placed_on_the_grid() {
    for (name, design) in templates() {
        assert_ne!(design.title(), "Untitled", "{name}");
        for item in design.items().filter(|item| item.frame().area() > 0.0) {
            let position = item.position();
            assert!(item.is_placed() && position.x % 20.0 == 0.0 && position.y % 20.0 == 0.0, "{name}: {:?}", item.id);
        }
    }
}

#[test]
fn nothing_overlaps_and_everything_keeps_its_distance() {
    for (name, design) in templates() {
        let framed: Vec<&Item> = design.items().filter(|item| item.frame().area() > 0.0).collect();
        for (index, first) in framed.iter().enumerate() {
            for second in &framed[index + 1..] {
                let nested = design.ancestors(first.id).any(|id| id == second.id)
                    || design.ancestors(second.id).any(|id| id == first.id);
                let apart = first.frame().inflate(GAP / 2.0, GAP / 2.0);
                let meet = apart.intersect(second.frame().inflate(GAP / 2.0, GAP / 2.0)).area() > 0.0;
                assert!(nested || !meet, "{name}: {:?} and {:?} are too close", first.id, second.id);
            }
        }
    }
}

#[test]
fn everything_lies_well_inside_its_boundary() {
    for (name, design) in templates() {
        for item in design.items() {
            let Some(parent) = design.parent(item.id).and_then(|id| design.get(id)) else { continue };
            let outer = parent.frame();
            let room = Rect::new(outer.x0 + GAP, outer.y0 + HEADER + GAP, outer.x1 - GAP, outer.y1 - GAP);
            assert_eq!(room.union(item.frame()), room, "{name}: {:?} sticks out of {:?}", item.id, parent.id);
        }
        for boundary in design.boundaries() {
            let inside = design.items().filter(|item| boundary.frame().contains(item.frame().center()));
            let strangers = inside.filter(|item| {
                item.id != boundary.id
                    && item.frame().area() > 0.0
                    && !design.ancestors(item.id).any(|id| id == boundary.id)
                    && !(is_boundary(item) && design.ancestors(boundary.id).any(|id| id == item.id))
            });
            let strangers: Vec<_> = strangers.map(|item| item.id).collect();
            assert!(strangers.is_empty(), "{name}: {strangers:?} lie in {:?} only to the eye", boundary.id);
        }
    }
}

#[test]
fn online_boutique_has_the_calls_of_the_real_shop() {
    let (_, design) = templates().into_iter().find(|(name, _)| name == "online-boutique").unwrap();
    let calls = |caller: &str| -> Vec<String> {
        let from = |(_, from, to): (&Item, _, linchpin_document::RecordId)| {
            (from == linchpin_testkit::id(caller)).then(|| to.to_string())
        };
        let mut callees: Vec<String> = design.connections().filter_map(from).collect();
        callees.sort();
        callees
    };
    assert_eq!(design.components().count(), 12);
    let services = ["ad", "cart", "checkout", "currency", "productcatalog", "recommendation", "shipping"];
    assert_eq!(calls("frontend"), services.map(|name| format!("{name}service")));
    let services = ["cart", "currency", "email", "payment", "productcatalog", "shipping"];
    assert_eq!(calls("checkoutservice"), services.map(|name| format!("{name}service")));
    assert_eq!(calls("recommendationservice"), ["productcatalogservice"]);
    assert_eq!(calls("cartservice"), ["redis-cart"]);
    assert_eq!(calls("loadgenerator"), ["frontend"]);
}
