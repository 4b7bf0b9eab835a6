//! The documentation says what the code does.

use linchpin_catalog::Property;
use linchpin_format::{MOST_RECORDS, file, schema};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

/// Set `UPDATE_SCHEMA=1` to write the file anew after a change to the catalogue.
#[test]
fn the_published_schema_is_the_generated_one() {
    let path = docs("design-file.schema.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, schema::schema()).unwrap();
    }
    let published = std::fs::read_to_string(path).unwrap();
    assert!(published == schema::schema(), "docs/design-file.schema.json is behind: run with UPDATE_SCHEMA=1");
}

#[test]
fn the_schema_names_every_property_and_kind() {
    let schema: Json = serde_json::from_str(&schema::schema()).unwrap();
    let text = schema.to_string();
    for property in Property::all().filter(|property| *property != Property::BoundaryKind) {
        assert!(text.contains(&format!("\"{}\":", property.id())), "{}", property.id());
    }
    let instances = &schema["$defs"]["component"]["properties"]["instances"];
    assert_eq!(instances["type"], "integer");
    assert_eq!((instances["minimum"].as_f64(), instances["maximum"].as_f64()), (Some(1.0), Some(10_000.0)));
    assert_eq!(schema["$defs"]["boundary"]["required"], serde_json::json!(["id", "kind"]));
    let kinds = schema["$defs"]["component"]["properties"]["kind"]["oneOf"].as_array().unwrap();
    assert!(kinds.iter().any(|kind| kind["const"] == "load-balancer"));
}

#[test]
fn the_example_of_the_guide_opens() {
    let guide = std::fs::read_to_string(docs("design-file.md")).unwrap();
    let example = guide.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let imported = file::read(example).unwrap();
    assert!(imported.remarks().is_empty(), "{:?}", imported.remarks());
    let design = imported.design();
    assert_eq!((design.title(), design.components().count(), design.connections().count()), ("Shop", 4, 3));
    assert!(guide.contains(&format!("{},000 records", MOST_RECORDS / 1000)));
}

#[test]
fn the_message_of_the_guide_is_the_one_shown() {
    let text = r#"{ "linchpin": 1, "components": [
        { "id": "a", "kind": "cache" }, { "id": "b", "kind": "cache" }, { "id": "c", "kind": "cache" },
        { "id": "d", "kind": "servce", "name": "Orders" }] }"#;
    let message = file::read(text).unwrap_err().to_string();
    let guide = std::fs::read_to_string(docs("design-file.md")).unwrap().replace('\n', " ");
    assert!(guide.contains(&message), "{message}");
}
