//! A design as JSON that people like to read: one record a line.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Arrange, Design, Item, PropertyKey};
use serde_json::Value as Json;

use crate::imported::{LISTED, lasting_values};
use crate::values::{field_of, to_json};

/// The name of the array that lists the records of a type.
pub(crate) fn list_of(record_type: RecordType) -> &'static str {
    match record_type {
        RecordType::Design => "design",
        RecordType::Component => "components",
        RecordType::Connection => "connections",
        RecordType::Boundary => "boundaries",
        RecordType::Note => "notes",
        RecordType::Text => "texts",
        RecordType::Endpoint => "endpoints",
        RecordType::Entity => "entities",
        RecordType::Waiver => "waivers",
        RecordType::Override => "overrides",
        RecordType::Rule => "rules",
    }
}

/// Writes a design under an envelope.
pub(crate) fn write(envelope: &str, version: u64, design: &Design) -> String {
    let mut parts = vec![format!("  {}: {version}", quoted(envelope))];
    if let Some(record) = design.items().find(|item| item.record_type == RecordType::Design) {
        let reserved = |field: &str| field == envelope || LISTED.into_iter().any(|listed| list_of(listed) == field);
        let fields = fields(design, record).into_iter().filter(|(field, _)| !reserved(field));
        parts.extend(fields.map(|(field, json)| format!("  {}: {}", quoted(&field), spaced(&json))));
    }
    for record_type in LISTED.into_iter().filter(|listed| design.count(*listed) > 0) {
        let records: Vec<String> = design.of_type(record_type).map(|item| line(design, item)).collect();
        parts.push(format!("  {}: [\n{}\n  ]", quoted(list_of(record_type)), records.join(",\n")));
    }
    format!("{{\n{}\n}}\n", parts.join(",\n"))
}

fn line(design: &Design, item: &Item) -> String {
    let mut fields = fields(design, item);
    fields.retain(|(field, _)| field != "id");
    // Stable: what a reader looks for first comes first, the rest stays in the catalogue's order.
    fields.arrange_by_key(|(field, _)| !matches!(field.as_str(), "kind" | "from" | "to"));
    let id = ("id".to_owned(), Json::from(item.id.to_string()));
    let fields = std::iter::once(id).chain(fields);
    let parts: Vec<String> = fields.map(|(field, json)| format!("{}: {}", quoted(&field), spaced(&json))).collect();
    format!("    {{ {} }}", parts.join(", "))
}

fn fields(design: &Design, item: &Item) -> Vec<(String, Json)> {
    let known = |key: &PropertyKey| item.record_type != RecordType::Boundary || *key != Property::Kind.into();
    let values = lasting_values(design, item).filter(|(key, _)| known(key));
    let written = values.filter_map(|(key, value)| Some((field_of(key).to_owned(), to_json(&value)?)));
    let kind = missing_kind(item).map(|kind| (Property::Kind.id().to_owned(), Json::from(kind)));
    written.chain(kind).collect()
}

/// What a component or boundary without a kind counts as: files always say it.
fn missing_kind(item: &Item) -> Option<&'static str> {
    match item.record_type {
        RecordType::Component if item.value(Property::Kind).is_none() => Some(item.kind().id()),
        RecordType::Boundary if item.value(Property::BoundaryKind).is_none() => Some(item.boundary_kind().id()),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}

/// JSON on one line, with a blank after each comma and colon.
fn spaced(json: &Json) -> String {
    match json {
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(spaced).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(fields) if !fields.is_empty() => {
            let fields: Vec<String> =
                fields.iter().map(|(field, json)| format!("{}: {}", quoted(field), spaced(json))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        other => other.to_string(),
    }
}
