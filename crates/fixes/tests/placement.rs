//! What fixes draw covers nothing, lies in its boundary and on the grid, and has a name of its own.

mod designs;

use std::collections::BTreeSet;

use kurbo::Rect;
use linchpin_analysis::Query;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, Item, PeerId, RecordId, Replica, Transaction};
use linchpin_fixes::{Bench, Fix, Remedy, Serials};
use linchpin_scene::layout::place_in_layers;

/// The design with a place for everything.
fn laid_out(design: &Design) -> Design {
    let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(5)));
    let mut transaction = Transaction::new();
    for placement in place_in_layers(design) {
        transaction.set(placement.id, Property::Position, placement.position);
        if let Some(size) = placement.size {
            transaction.set(placement.id, Property::Size, size);
        }
    }
    replica.commit(&transaction).unwrap();
    replica.design().clone()
}

/// Everything that can be drawn on a design, whether it helps or not.
fn drawn(design: &Design) -> Vec<Fix> {
    let bench = Bench::new(design, &Query::default());
    let mut ids = Serials::of(PeerId::from_bits(9));
    let mut fixes = Vec::new();
    for remedy in Remedy::all() {
        for item in design.items() {
            let amounts = bench.amounts(remedy, item.id);
            fixes.extend(amounts.first().and_then(|amount| bench.draw(remedy, item.id, *amount, &mut ids)));
        }
    }
    fixes
}

fn apply(design: &Design, transaction: &Transaction) -> Design {
    let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(5)));
    replica.commit(transaction).unwrap();
    replica.design().clone()
}

fn is_solid(item: &&Item) -> bool {
    matches!(item.record_type, RecordType::Component | RecordType::Note | RecordType::Text)
}

/// Pairs of things that cover each other, and things that stick out of their boundary or into another one.
fn faults(design: &Design) -> BTreeSet<(RecordId, RecordId)> {
    let solids: Vec<&Item> = design.items().filter(is_solid).collect();
    let boundaries: Vec<&Item> = design.boundaries().collect();
    let mut faults = BTreeSet::new();
    for (index, one) in solids.iter().enumerate() {
        let covered = solids[index + 1..].iter().filter(|other| one.frame().overlaps(other.frame()));
        faults.extend(covered.map(|other| (one.id, other.id)));
    }
    for thing in solids.iter().chain(&boundaries) {
        for boundary in boundaries.iter().filter(|boundary| boundary.id != thing.id) {
            let inside = design.ancestors(thing.id).any(|above| above == boundary.id);
            let around = design.ancestors(boundary.id).any(|above| above == thing.id);
            let (outer, inner): (Rect, Rect) = (boundary.frame(), thing.frame());
            let wrong = if inside { outer.union(inner) != outer } else { outer.overlaps(inner) && !around };
            faults.extend(wrong.then_some((thing.id, boundary.id)));
        }
    }
    faults
}

#[test]
fn nothing_drawn_covers_anything_or_leaves_its_boundary() {
    let mut count = 0;
    for named in designs::all() {
        let design = laid_out(&named.design);
        let before = faults(&design);
        for fix in drawn(&design) {
            let after = apply(&design, &fix.transaction);
            let new: Vec<_> = faults(&after).difference(&before).copied().collect();
            assert!(new.is_empty(), "{}: {}: {new:?}", named.name, fix.title);
            count += 1;
        }
    }
    assert!(count > 500, "only {count} fixes were drawn");
}

#[test]
fn what_is_new_lies_on_the_grid_and_has_a_name_of_its_own() {
    for named in designs::all() {
        let design = laid_out(&named.design);
        for fix in drawn(&design) {
            let after = apply(&design, &fix.transaction);
            let new = after.items().filter(|item| design.get(item.id).is_none());
            for item in new.filter(|item| item.record_type == RecordType::Component) {
                assert!(item.is_placed(), "{}: {}", named.name, fix.title);
                let namesakes = after.items().filter(|other| other.name() == item.name()).count();
                assert_eq!(namesakes, 1, "{}: {}: {}", named.name, fix.title, item.name());
            }
        }
    }
}

#[test]
fn what_has_no_place_gets_none() {
    let design = linchpin_testkit::design("web:web-client -> lb:load-balancer -> app:application-server instances=2");
    let bench = Bench::new(&design, &Query::default());
    let fix = bench.draw(Remedy::BalancerPair, linchpin_testkit::id("lb"), 1, &mut Serials::of(PeerId::from_bits(1)));
    let after = apply(&design, &fix.unwrap().transaction);
    assert_eq!(after.components().count(), 4);
    assert!(after.components().all(|item| !item.is_placed()));
}

#[test]
fn a_zone_without_room_grows_and_what_is_beside_it_moves() {
    let design = linchpin_testkit::design(
        r#"
        web:web-client position=0,200 -> lb:load-balancer position=340,200 -> app:application-server position=620,200 instances=2
        zone za position=300,120 size=240x180 { lb }
        zone zb position=560,120 size=288x180 { app }
        "#,
    );
    assert!(faults(&design).is_empty());
    let bench = Bench::new(&design, &Query::default());
    let fix = bench.draw(Remedy::BalancerPair, linchpin_testkit::id("lb"), 1, &mut Serials::of(PeerId::from_bits(1)));
    let after = apply(&design, &fix.unwrap().transaction);
    assert_eq!(faults(&after), BTreeSet::new());
    let moved = after.get(linchpin_testkit::id("zb")).unwrap().position().x - 560.0;
    assert_eq!(
        after.get(linchpin_testkit::id("app")).unwrap().position().x,
        620.0 + moved,
        "what is inside moves along"
    );
    assert!(moved >= 0.0);
}
