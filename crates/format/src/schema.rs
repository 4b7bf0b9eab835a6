//! The JSON Schema of design files, generated from the catalogue so that it never falls behind.

use linchpin_catalog::{
    BoundaryKind, Choice, ComponentKind, NumberSpec, Property, PropertySpec, RecordType, Unit, ValueType,
};
use linchpin_document::PropertyKey;
use serde_json::{Map, Value as Json, json};

use crate::envelope::VERSION;
use crate::file::ENVELOPE;
use crate::imported::LISTED;
use crate::values::field_of;
use crate::write::list_of;

/// The schema as the text of `docs/design-file.schema.json`.
pub fn schema() -> String {
    let mut properties = Map::new();
    let version = json!({ "const": VERSION, "description": "The version of the format." });
    properties.insert(ENVELOPE.to_owned(), version);
    properties.extend(fields(RecordType::Design));
    for record_type in LISTED {
        let items = json!({ "$ref": format!("#/$defs/{}", record_type.id()) });
        properties.insert(list_of(record_type).to_owned(), json!({ "type": "array", "items": items }));
    }
    let records = LISTED.map(|record_type| (record_type.id().to_owned(), record(record_type)));
    let mut definitions: Map<String, Json> = records.into_iter().collect();
    definitions.insert("id".to_owned(), id());
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Linchpin design",
        "description": "A system drawn in Linchpin. Fields that are not listed here are kept as they are.",
        "type": "object",
        "required": [ENVELOPE],
        "properties": properties,
        "$defs": definitions,
    });
    // Alternate formatting indents; text keeps it that way.
    format!("{schema:#}\n")
}

fn id() -> Json {
    json!({ "type": "string", "pattern": "^[-0-9A-Z_a-z]{1,21}$", "not": { "const": "design" } })
}

fn record(record_type: RecordType) -> Json {
    let mut properties = Map::new();
    let description = "Names this record; unique in the whole file.";
    properties.insert("id".to_owned(), json!({ "$ref": "#/$defs/id", "description": description }));
    properties.extend(fields(record_type));
    let required: &[&str] = match record_type {
        RecordType::Component | RecordType::Boundary => &["id", "kind"],
        RecordType::Connection => &["from", "to"],
        _ => &[],
    };
    json!({ "type": "object", "required": required, "properties": properties })
}

fn fields(record_type: RecordType) -> Map<String, Json> {
    let own = Property::all().filter(|property| property.belongs_to(record_type));
    own.map(|property| (field_of(&PropertyKey::Known(property)).to_owned(), field(property.spec()))).collect()
}

fn field(spec: &PropertySpec) -> Json {
    let mut field = match spec.value {
        ValueType::Text(most) => json!({ "type": "string", "maxLength": most }),
        ValueType::Number(bounds) => number(bounds),
        ValueType::Flag => json!({ "type": "boolean" }),
        ValueType::Choice(_) if spec.property == Property::BoundaryKind => {
            one_of(BoundaryKind::ALL.iter().map(|kind| (kind.id(), kind.spec().summary)))
        }
        ValueType::Choice(choices) => one_of(choices.iter().map(|Choice { id, label }| (*id, *label))),
        ValueType::Kind => one_of(ComponentKind::all().map(|kind| (kind.id(), kind.spec().summary))),
        ValueType::Reference(_) => json!({ "$ref": "#/$defs/id" }),
        ValueType::References(_) => json!({ "type": "array", "items": { "$ref": "#/$defs/id" }, "uniqueItems": true }),
        ValueType::Point | ValueType::Size => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
        }
        ValueType::Order => json!({ "type": "string", "pattern": "^[0-9A-Za-z]*[1-9A-Za-z]$" }),
    };
    field["description"] = Json::from(description(spec));
    if let Some(default) = spec.default {
        field["default"] = json!(default.value);
    }
    field
}

fn description(spec: &PropertySpec) -> String {
    let unit = match spec.value {
        ValueType::Number(NumberSpec { unit: Unit::PerSecond, .. }) => " Per second.",
        ValueType::Number(NumberSpec { unit: Unit::Share, .. }) => " From 0 to 1.",
        ValueType::Number(NumberSpec { unit: Unit::Seconds, .. }) => " In seconds.",
        ValueType::Number(NumberSpec { unit: Unit::Minutes, .. }) => " In minutes.",
        ValueType::Number(NumberSpec { unit: Unit::Milliseconds, .. }) => " In milliseconds.",
        ValueType::Number(NumberSpec { unit: Unit::Kilobytes, .. }) => " In kB.",
        ValueType::Number(NumberSpec { unit: Unit::Gigabytes, .. }) => " In GB.",
        ValueType::Number(NumberSpec { unit: Unit::GigabytesPerDay, .. }) => " In GB a day.",
        ValueType::Number(NumberSpec { unit: Unit::Days, .. }) => " In days.",
        ValueType::Number(NumberSpec { unit: Unit::MegabitsPerSecond, .. }) => " In Mbit/s.",
        _ => "",
    };
    format!("{}{unit}", spec.property.help())
}

fn number(bounds: NumberSpec) -> Json {
    let number_type = if bounds.whole { "integer" } else { "number" };
    json!({ "type": number_type, "minimum": bounds.min, "maximum": bounds.max })
}

fn one_of<'a>(choices: impl Iterator<Item = (&'a str, &'a str)>) -> Json {
    let choices: Vec<Json> = choices.map(|(id, label)| json!({ "const": id, "description": label })).collect();
    json!({ "oneOf": choices })
}
