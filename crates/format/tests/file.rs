//! Design files: round trips, what hand-written files may leave out, and every way to be wrong.

mod mutate;
mod said;

use kurbo::{Point, Size};
use linchpin_catalog::{ComponentKind, Property, When};
use linchpin_document::{Design, Document, PeerId, RecordId};
use linchpin_format::file::{read, write};
use linchpin_format::{fragment, link};
use linchpin_testkit::{designs, id, ops};
use proptest::prelude::*;
use said::said;

proptest! {
    #[test]
    fn any_design_comes_back_from_its_file(design in designs(40)) {
        let text = write(&design);
        let imported = read(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(said(&imported.design()), said(&design));
        prop_assert!(imported.remarks().is_empty());
    }

    #[test]
    fn whatever_peers_send_can_be_saved_and_opened(ops in ops(80)) {
        let mut document = Document::new(PeerId::from_bits(1));
        document.merge(&ops);
        let text = write(&Design::of(&document));
        prop_assert!(read(&text).is_ok(), "{:?}\n{}", read(&text), text);
    }
}

const BY_HAND: &str = r#"{
  "linchpin": 1,
  "title": "Shop",
  "components": [
    { "id": "web", "kind": "web-client", "peak": 1200 },
    { "id": "api", "kind": "service", "name": "API", "instances": 3, "position": [100, 20.5], "parent": "za" },
    { "id": "db", "kind": "relational-database", "failover": "manual", "managed": true }
  ],
  "connections": [
    { "from": "web", "to": "api" },
    { "from": "api", "to": "db", "when": "write", "calls": 2 },
    { "from": "api", "to": "db", "when": "read" }
  ],
  "boundaries": [{ "id": "za", "kind": "zone", "name": "Zone A", "position": [0, 0], "size": [400, 300] }],
  "notes": [{ "content": "Remember the backup" }, { "content": "And the restore" }],
  "texts": [{ "content": "Draft" }]
}"#;

#[test]
fn a_file_written_by_hand_is_read() {
    let imported = read(BY_HAND).unwrap();
    assert!(imported.remarks().is_empty());
    let design = imported.design();
    assert_eq!(design.title(), "Shop");
    let api = design.get(id("api")).unwrap();
    assert_eq!((api.kind(), api.number(Property::Instances)), (ComponentKind::Service, Some(3.0)));
    assert_eq!((api.position(), design.parent(api.id)), (Point::new(100.0, 20.5), Some(id("za"))));
    assert!(!design.get(id("db")).unwrap().is_placed());
    assert_eq!(design.get(id("za")).unwrap().size(), Size::new(400.0, 300.0));
    assert_eq!(design.get(id("api-db")).unwrap().choice(Property::When), Some(When::Write));
    assert_eq!(design.get(id("api-db-2")).unwrap().choice(Property::When), Some(When::Read));
    assert_eq!(design.get(id("note-2")).unwrap().name(), "And the restore");
    assert_eq!(said(&read(&write(&design)).unwrap().design()), said(&design));
}

#[test]
fn what_is_written_is_pleasant_to_read() {
    let design =
        linchpin_testkit::design("title \"Shop\"\na:service \"A\" instances=2 position=20,40\nb:cache\na -> b");
    let expected = r#"{
  "linchpin": 1,
  "title": "Shop",
  "components": [
    { "id": "a", "kind": "service", "name": "A", "position": [20, 40], "instances": 2 },
    { "id": "b", "kind": "cache" }
  ],
  "connections": [
    { "id": "a-b", "from": "a", "to": "b" }
  ]
}
"#;
    assert_eq!(write(&design), expected);
}

#[test]
fn what_this_version_does_not_know_survives() {
    let later = r#"{
      "$schema": "design-file.schema.json",
      "linchpin": 1,
      "requirements": [{ "text": "fast", "ms": [1, 2.5, null] }],
      "components": [{ "id": "a", "kind": "service", "patience": { "ms": 250, "then": true }, "instanses": 3 }]
    }"#;
    let imported = read(later).unwrap();
    assert_eq!(imported.remarks().len(), 3);
    assert!(imported.remarks()[1].contains("components[0].instanses"), "{:?}", imported.remarks());
    assert!(imported.remarks()[1].ends_with("did you mean instances?"), "{:?}", imported.remarks());
    let again = write(&imported.design());
    assert!(again.contains(r#""patience": { "ms": 250, "then": true }"#), "{again}");
    assert!(again.contains(r#""requirements": [{ "ms": [1, 2.5, null], "text": "fast" }]"#), "{again}");
    assert_eq!(said(&read(&again).unwrap().design()), said(&imported.design()));
}

#[test]
fn ids_left_out_never_take_one_that_is_given() {
    let text = r#"{ "linchpin": 1,
      "components": [{ "id": "a", "kind": "service" }, { "id": "b", "kind": "service" },
                     { "id": "a-b", "kind": "cache" },
                     { "id": "recommendation", "kind": "service" }, { "id": "product-catalogue", "kind": "service" }],
      "connections": [{ "from": "a", "to": "b" }, { "id": "a-b-3", "from": "b", "to": "a" }, { "from": "a", "to": "b" },
                      { "from": "recommendation", "to": "product-catalogue" }]
    }"#;
    let design = read(text).unwrap().design();
    let ids: Vec<String> = design.connections().map(|(item, ..)| item.id.to_string()).collect();
    assert_eq!(ids, ["a-b-2", "a-b-3", "a-b-4", "recomme-product"]);
}

/// What is said about a file with one thing wrong.
#[track_caller]
fn refused(text: &str, message: &str) {
    let error = read(text).expect_err("should have been refused");
    assert_eq!(error.to_string(), message);
}

fn with_component(fields: &str) -> String {
    format!(r#"{{ "linchpin": 1, "components": [{{ "id": "x", "kind": "cache" }}, {{ "id": "orders", {fields} }}] }}"#)
}

#[test]
fn what_is_no_design_is_said_to_be_none() {
    refused("{ \"linchpin\": 1, \"components\": [NaN] }", "line 1, column 33: not valid JSON: expected value");
    refused("{\n  \"linchpin\": 1,,\n}", "line 2, column 17: not valid JSON: key must be a string");
    refused("", "line 1, column 0: not valid JSON: EOF while parsing a value");
    refused(&"[".repeat(100_000), "line 1, column 128: not valid JSON: recursion limit exceeded");
    refused(r#"{ "nodes": [] }"#, "this is not a Linchpin design");
    refused(r#"{ "linchpin": "one" }"#, "linchpin: a version such as 1 is needed here");
    refused(r#"{ "linchpin": 7 }"#, "made by a newer version of Linchpin (format 7; this one reads up to 1)");
    refused(r#"{ "linchpin": 1, "components": { "a": 1 } }"#, "components: a list [ ... ] is needed here");
    refused(r#"{ "linchpin": 1, "components": [1] }"#, "components[0]: a record { ... } is needed here");
    refused(r#"{ "linchpin": 1, "title": 5 }"#, "title: a text in quotes is needed here");
}

#[test]
fn a_wrong_value_is_named_with_its_place() {
    let cases = [
        (r#""kind": "service", "instances": 1000000000"#, "instances (orders): must be between 1 and 10000"),
        (r#""kind": "service", "instances": 2.5"#, "instances (orders): must be a whole number"),
        (r#""kind": "service", "instances": "two""#, "instances (orders): a number is needed here"),
        (r#""kind": "service", "name": "Orders", "managed": 1"#, "managed (Orders): true or false is needed here"),
        (r#""kind": "service", "position": [1]"#, "position (orders): two numbers [x, y] is needed here"),
        (r#""kind": "service", "position": [1e300, 0]"#, "position (orders): too far out, too small or too large"),
        (r#""kind": "service", "size": [10, 10]"#, "size (orders): a component has no such property"),
        (r#""kind": "service", "calls": 1"#, "calls (orders): a component has no such property"),
        (r#""kind": "servce""#, "kind (orders): there is no \"servce\"; did you mean \"service\"?"),
        (r#""kind": "toaster""#, "kind (orders): there is no \"toaster\""),
        (r#""kind": "cache", "failover": "auto""#, "failover (orders): there is no \"auto\""),
        (r#""kind": "cache", "parent": "nowhere""#, "parent (orders): there is no \"nowhere\""),
        (r#""kind": "cache", "parent": "x""#, "parent (orders): \"x\" is a component; a boundary is needed here"),
        (
            r#""kind": "cache", "parent": "a b""#,
            "parent (orders): an id has only ASCII letters, digits, - and _, not ' '",
        ),
    ];
    for (fields, message) in cases {
        refused(&with_component(fields), &format!("components[1].{message}"));
    }
    refused(&with_component(r#""name": "Orders""#), "components[1] (Orders): the field \"kind\" is missing");
    refused(
        &with_component(r#""kind": "service", "capacity": 1e999"#),
        "line 1, column 118: not valid JSON: number out of range",
    );
    let deep = format!(r#""kind": "service", "later": {}1{}"#, "[".repeat(40), "]".repeat(40));
    refused(&with_component(&deep), "components[1].later (orders): nested more than 32 deep");
}

#[test]
fn broken_ids_are_named() {
    let with_ids = |first: &str, second: &str| {
        format!(
            r#"{{ "linchpin": 1, "components": [{{ {first} "kind": "cache" }}],
                     "boundaries": [{{ {second} "kind": "zone" }}] }}"#
        )
    };
    let id = |text: &str| format!("\"id\": {text},");
    refused(&with_ids("", &id("\"b\"")), "components[0]: the field \"id\" is missing");
    refused(&with_ids(&id("5"), ""), "components[0].id: a text in quotes is needed here");
    refused(&with_ids(&id("\"\""), ""), "components[0].id: an id cannot be empty");
    refused(
        &with_ids(&id("\"größe\""), ""),
        "components[0].id (größe): an id has only ASCII letters, digits, - and _, not 'ö'",
    );
    refused(
        &with_ids(&id("\"a-name-that-never-ends\""), ""),
        "components[0].id (a-name-that-never-ends): an id has at most 21 characters",
    );
    refused(&with_ids(&id("\"a\""), &id("\"a\"")), "boundaries[0].id (a): this id is taken already, by components[0]");
    refused(
        &with_ids(&id("\"design\""), &id("\"b\"")),
        "components[0].id (design): this id is taken already, by the design itself",
    );
}

#[test]
fn broken_connections_and_nesting_are_named() {
    let connected = |from: &str, to: &str| {
        format!(
            r#"{{ "linchpin": 1, "components": [{{ "id": "api", "kind": "service" }}, {{ "id": "orders-db", "kind": "cache" }}],
                     "connections": [{{ "from": "{from}", "to": "{to}" }}], "boundaries": [{{ "id": "za", "kind": "zone" }}] }}"#
        )
    };
    refused(
        &connected("api", "order-db"),
        "connections[0].to (api to order-db): there is no \"order-db\"; did you mean \"orders-db\"?",
    );
    refused(&connected("api", "za"), "connections[0].to (api to za): \"za\" is a boundary; a component is needed here");
    refused(&connected("api", "api"), "connections[0].to (api to api): a connection needs two different components");
    refused(
        r#"{ "linchpin": 1, "boundaries": [{ "id": "a", "kind": "zone", "parent": "b" }, { "id": "b", "kind": "zone", "parent": "a" }] }"#,
        "boundaries[0].parent (a): a boundary cannot lie inside itself",
    );
    refused(
        r#"{ "linchpin": 1, "boundaries": [{ "id": "a", "kind": "zone", "parent": "a" }] }"#,
        "boundaries[0].parent (a): a boundary cannot lie inside itself",
    );
    refused(r#"{ "linchpin": 1, "connections": [{ "from": "a" }] }"#, "connections[0]: the field \"to\" is missing");
    refused(r#"{ "linchpin": 1, "boundaries": [{ "id": "a" }] }"#, "boundaries[0] (a): the field \"kind\" is missing");
}

#[test]
fn sizes_beyond_reason_are_refused_quickly() {
    let many = "{\"id\":\"a\",\"kind\":\"cache\"},".repeat(50_001);
    refused(
        &format!("{{ \"linchpin\": 1, \"components\": [{}] }}", many.trim_end_matches(',')),
        "more than 50000 components, connections and boundaries",
    );
    refused(&" ".repeat((16 << 20) + 1), "larger than 16 MB; no design is");
    let chain: Vec<String> = (0..20_000)
        .map(|n| format!(r#"{{ "id": "b{n}", "kind": "zone", "parent": "b{}" }}"#, n + 1))
        .chain([r#"{ "id": "b20000", "kind": "zone" }"#.to_owned()])
        .collect();
    let error = read(&format!("{{ \"linchpin\": 1, \"boundaries\": [{}] }}", chain.join(","))).unwrap_err();
    assert!(error.to_string().ends_with("nested more than 64 deep"), "{error}");
}

#[test]
fn as_many_nameless_connections_as_allowed_are_named_in_time() {
    let connections = "{\"from\":\"a\",\"to\":\"b\"},".repeat(49_998);
    let text = format!(
        r#"{{ "linchpin": 1, "components": [{{ "id": "a", "kind": "cache" }}, {{ "id": "b", "kind": "cache" }}],
             "connections": [{}] }}"#,
        connections.trim_end_matches(',')
    );
    assert_eq!(read(&text).unwrap().design().connections().count(), 49_998);
}

#[test]
fn mutated_files_never_panic() {
    mutate::each(BY_HAND.as_bytes(), 6_000, |bytes| {
        if let Ok(text) = std::str::from_utf8(bytes) {
            let _ = read(text).map(|imported| write(&imported.design()));
        }
    });
}

#[test]
fn a_fragment_comes_back_and_other_text_is_left_alone() {
    let replica = linchpin_testkit::replica("a:service \"A\" position=5,6\nb:cache\na -> b\nzone z { a }");
    let mut copied = linchpin_document::Transaction::new();
    for item in ["a", "b", "a-b"].map(|name| replica.design().get(id(name)).unwrap()) {
        copied.create(item.id, item.record_type);
        for (key, value) in item.values() {
            copied.set(item.id, key.clone(), value.clone());
        }
    }
    let text = fragment::write(&copied);
    let pasted = fragment::read(&text).unwrap().unwrap().design();
    assert_eq!(pasted.items().map(|item| item.id).collect::<Vec<_>>(), [id("a"), id("a-b"), id("b"), RecordId::DESIGN]);
    assert_eq!(pasted.get(id("a")).unwrap().position(), Point::new(5.0, 6.0));
    assert_eq!(pasted.parent(id("a")), None);
    for foreign in
        ["", "hello", "{}", BY_HAND, "{ linchpin-fragment", "\"linchpin-fragment\"", "[{\"linchpin-fragment\":1}]"]
    {
        assert!(fragment::read(foreign).is_none(), "{foreign}");
    }
    let broken = r#"{ "linchpin-fragment": 1, "components": [{ "id": "a" }] }"#;
    assert!(fragment::read(broken).unwrap().is_err());
}

#[test]
fn a_waiver_about_what_is_gone_is_kept_in_files_and_left_out_of_links() {
    let text = r#"{ "linchpin": 1, "components": [{ "id": "app", "kind": "service" }],
        "waivers": [
            { "id": "w", "rule": "failure.single-point", "subject": "gone", "reason": "Long ago" },
            { "id": "all", "rule": "load.memory", "reason": "A prototype" }
        ] }"#;
    let design = read(text).unwrap().design();
    let again = read(&write(&design)).unwrap().design();
    assert_eq!(again, design);
    let linked = link::decode(&link::encode(&design)).unwrap().design();
    let waivers: Vec<String> =
        linked.of_type(linchpin_catalog::RecordType::Waiver).map(|item| item.id.to_string()).collect();
    assert_eq!(waivers, ["all"], "without its subject the other would accept whatever the rule finds");
}
