//! Share links: round trips, length, and every way to arrive broken.

mod mutate;
mod said;

use linchpin_catalog::{ComponentKind, Property, RecordType};
use linchpin_document::{Design, Document, OrderKey, PeerId, RecordId, Replica, Transaction};
use linchpin_format::link::{LinkError, decode, encode};
use linchpin_format::{file, link};
use linchpin_testkit::{designs, ops};
use proptest::prelude::*;
use said::said;
use std::path::Path;

proptest! {
    #[test]
    fn any_design_comes_back_from_its_link(design in designs(40)) {
        let imported = decode(&encode(&design)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(said(&imported.design()), said(&design));
    }

    #[test]
    fn whatever_peers_send_can_be_shared(ops in ops(80)) {
        let mut document = Document::new(PeerId::from_bits(1));
        document.merge(&ops);
        let design = Design::of(&document);
        prop_assert_eq!(decode(&encode(&design)).map(|imported| said(&imported.design())), Ok(said(&design)));
    }

    #[test]
    fn any_text_opens_or_is_refused(text in ".{0,300}", digits in "[-_0-9A-Za-z]{0,300}") {
        let _ = decode(&text);
        let _ = decode(&digits);
    }
}

#[test]
fn values_of_later_versions_and_odd_numbers_survive() {
    let text = r#"{ "linchpin": 1, "later": { "a": [1, null] },
        "components": [{ "id": "a", "kind": "cache", "patience": 2.5, "hit_ratio": 0.123456789, "position": [0.1, -1e6] },
                       { "id": "b", "kind": "cache", "patience": "ä\n\u0000", "position": [20, 40] }] }"#;
    let design = file::read(text).unwrap().design();
    assert_eq!(decode(&encode(&design)).unwrap().design(), design);
    let empty = Design::default();
    assert!(decode(&encode(&empty)).unwrap().design().is_empty());
}

/// Names as people give them.
const NAMES: [&str; 30] = [
    "Shop app",
    "Back office",
    "Public DNS",
    "Media CDN",
    "Edge balancer",
    "Internal balancer",
    "API gateway",
    "Storefront",
    "Checkout",
    "Cart",
    "Pricing",
    "Promotions",
    "Orders",
    "Payments",
    "Invoices",
    "Stock",
    "Warehouse adapter",
    "Shipping",
    "Customer profiles",
    "Login",
    "Reviews",
    "Search API",
    "Recommendations",
    "Image resizer",
    "Mailer",
    "Nightly reports",
    "Fraud check",
    "Loyalty points",
    "Tax service",
    "Audit log",
];
const KINDS: [ComponentKind; 6] = [
    ComponentKind::Service,
    ComponentKind::RelationalDatabase,
    ComponentKind::Cache,
    ComponentKind::Worker,
    ComponentKind::ApplicationServer,
    ComponentKind::MessageQueue,
];

/// A number without pattern below the bound (the finaliser of MurmurHash3).
fn scattered(seed: usize, bound: usize) -> usize {
    let mut bits = seed as u32 ^ 0x5bd1_e995;
    bits = (bits ^ bits >> 16).wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ bits >> 13).wrapping_mul(0xc2b2_ae35);
    (bits ^ bits >> 16) as usize % bound
}

/// A design as drawn by one person with the mouse: made ids, everything on the grid but nothing in
/// rank and file, every thing with a name, some properties typed in.
fn drawn(components: usize, connections: usize) -> Design {
    let mut replica = Replica::new(PeerId::from_bits(0x9c_41f7_3ad5));
    let mut transaction = Transaction::new();
    let mut order = OrderKey::between(None, None);
    let mut ids = Vec::new();
    for index in 0..components {
        let id = replica.new_id();
        ids.push(id);
        let pick = |salt: usize, bound| scattered(index * 16 + salt, bound);
        let name = format!("{}{}", NAMES[index % NAMES.len()], ["", " DB", " 2", " worker"][index / NAMES.len() % 4]);
        transaction.create(id, RecordType::Component).set(id, Property::Name, name.as_str());
        transaction.set(id, Property::Kind, KINDS[pick(0, KINDS.len())].id());
        let position = kurbo::Point::new(pick(1, 120) as f64 * 20.0, pick(2, 80) as f64 * 20.0);
        transaction.set(id, Property::Position, position).set(id, Property::Order, order.as_str());
        order = OrderKey::between(Some(&order), None);
        if pick(3, 3) == 0 {
            transaction.set(id, Property::Instances, (pick(4, 8) + 2) as f64);
        }
        if pick(5, 6) == 0 {
            transaction.set(id, Property::Capacity, (pick(6, 100) * 50 + 50) as f64);
        }
    }
    for index in 0..connections {
        let id = replica.new_id();
        let pick = |salt: usize, bound| scattered(index * 16 + salt + 8, bound);
        let from = pick(0, components);
        let to = (from + 1 + pick(1, components - 1)) % components;
        transaction.create(id, RecordType::Connection);
        transaction.set(id, Property::From, ids[from]).set(id, Property::To, ids[to]);
        if pick(2, 5) == 0 {
            transaction.set(id, Property::Dependency, "soft");
        }
        if pick(3, 6) == 0 {
            transaction.set(id, Property::Calls, (pick(4, 8) + 2) as f64);
        }
    }
    replica.commit(&transaction).unwrap();
    replica.design().clone()
}

#[track_caller]
fn length_at_most(name: &str, design: &Design, most: usize) {
    let text = encode(design);
    println!(
        "{name}: {} components, {} connections, {} characters",
        design.components().count(),
        design.connections().count(),
        text.len()
    );
    assert!(text.len() <= most, "{name}: {} characters", text.len());
    assert_eq!(said(&decode(&text).unwrap().design()), said(design));
}

#[test]
fn links_are_short_enough_to_send() {
    length_at_most("drawn", &drawn(60, 90), 1_500);
    length_at_most("small", &drawn(8, 10), 350);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let design = file::read(&std::fs::read_to_string(&path).unwrap()).unwrap().design();
        // A template has at most a dozen components and a note; it fits wherever links go.
        length_at_most(&path.file_stem().unwrap().to_string_lossy(), &design, 800);
    }
}

#[test]
fn a_large_design_is_read_in_time() {
    let design = drawn(10_000, 15_000);
    assert_eq!(decode(&encode(&design)).unwrap().design(), design);
}

#[test]
fn every_truncation_is_said_to_be_one() {
    let text = encode(&drawn(8, 10));
    assert_eq!(decode(""), Err(LinkError::NotALink));
    for length in 2..text.len() {
        assert_eq!(decode(&text[..length]), Err(LinkError::Truncated), "{length} of {}", text.len());
    }
    assert_eq!(
        LinkError::Truncated.to_string(),
        "the end of the link is missing; it was cut off when it was copied or sent"
    );
}

#[test]
fn every_changed_character_is_noticed() {
    let text = encode(&drawn(8, 10));
    for at in 8..text.len() - 1 {
        let mut changed = text.clone().into_bytes();
        changed[at] = if changed[at] == b'x' { b'y' } else { b'x' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(decode(&changed), Err(LinkError::Damaged), "character {at}");
        let foreign = format!("{}%{}", &text[..at], &text[at + 1..]);
        assert_eq!(decode(&foreign), Err(LinkError::Damaged), "character {at}");
    }
}

#[test]
fn what_sticks_to_the_end_of_a_pasted_link_does_not_matter() {
    let design = drawn(3, 2);
    for tail in ["", "\n", ".", ").", "&", "=\u{a0}"] {
        assert_eq!(
            decode(&format!(" {}{tail}", encode(&design))).map(|imported| imported.design()),
            Ok(design.clone())
        );
    }
}

#[test]
fn other_text_is_no_link() {
    for text in ["", "   ", "hello", "zone-a", "_____", "0123456789"] {
        assert_eq!(decode(text), Err(LinkError::NotALink), "{text}");
    }
    assert_eq!(decode("good morning"), Err(LinkError::Damaged));
}

#[test]
fn mutated_links_never_panic() {
    let text = encode(&drawn(8, 10));
    mutate::each(text.as_bytes(), 6_000, |bytes| {
        let _ = decode(&String::from_utf8_lossy(bytes));
    });
}

#[test]
fn ids_survive_so_that_copies_can_be_merged_later() {
    let design = drawn(12, 18);
    let again = decode(&encode(&design)).unwrap().design();
    let ids = |design: &Design| -> Vec<RecordId> { design.items().map(|item| item.id).collect() };
    assert_eq!(ids(&again), ids(&design));
    assert!(link::LIMITS.iter().all(|limit| limit.fits(limit.characters) && !limit.fits(limit.characters + 1)));
}

/// A design made before endpoints, waivers and the like existed keeps its link, byte for byte; with one
/// of them the link only grows at its end.
#[test]
fn types_that_came_later_stand_behind_everything_else() {
    let drawn = "web:web-client -> api:service \"API\" -> db:relational-database";
    let plain = linchpin_testkit::design(drawn);
    let listed = format!(
        "{drawn}\nendpoint e1 \"Order\" method=post path=/orders handlers=api,db peak=5\n\
         entity order \"Order\" owner=api store=db\nwaiver w1 \"Accepted\" rule=single-point subject=db"
    );
    let rich = linchpin_testkit::design(&listed);
    let read = link::decode(&link::encode(&rich)).unwrap().design();
    assert_eq!(read, rich);
    assert_eq!(link::decode(&link::encode(&plain)).unwrap().design(), plain);
}
