//! Values as JSON and back, by the type of their property.

use kurbo::{Point, Size};
use linchpin_catalog::{ComponentKind, Property, RecordType, ValueType};
use linchpin_document::{PropertyKey, Reason, RecordId, Value, check_value};
use serde_json::Value as Json;

use crate::bytes::exact_integer;
use crate::nearest::nearest;
use crate::problem::Problem;

/// Parts this version does not know are kept when nested no deeper than this.
pub(crate) const DEEPEST_UNKNOWN: usize = 32;

/// The field a property has in the JSON of a record. Boundaries call their kind `kind` as components do.
pub(crate) fn field_of(key: &PropertyKey) -> &str {
    match key {
        PropertyKey::Known(Property::BoundaryKind) => Property::Kind.id(),
        key => key.id(),
    }
}

/// The property a field of a record stands for.
pub(crate) fn key_of(record: RecordType, field: &str) -> PropertyKey {
    if record == RecordType::Boundary && field == Property::Kind.id() {
        return Property::BoundaryKind.into();
    }
    PropertyKey::from_id(field)
}

/// A value as JSON; nothing if JSON has no way to say it.
pub(crate) fn to_json(value: &Value) -> Option<Json> {
    match value {
        Value::Text(text) => Some(Json::from(&**text)),
        Value::Number(number) => number_to_json(*number),
        Value::Flag(flag) => Some(Json::from(*flag)),
        Value::Reference(id) => Some(Json::from(id.to_string())),
        Value::References(ids) => Some(Json::Array(ids.iter().map(|id| Json::from(id.to_string())).collect())),
        Value::Point(point) => pair_to_json(point.x, point.y),
        Value::Size(size) => pair_to_json(size.width, size.height),
        Value::Opaque(text) => serde_json::from_str(text).ok().filter(|json| depth(json) <= DEEPEST_UNKNOWN),
    }
}

fn number_to_json(number: f64) -> Option<Json> {
    match exact_integer(number) {
        Some(whole) => Some(Json::from(whole)),
        None => serde_json::Number::from_f64(number).map(Json::Number),
    }
}

fn pair_to_json(first: f64, second: f64) -> Option<Json> {
    Some(Json::Array(vec![number_to_json(first)?, number_to_json(second)?]))
}

/// Reads the value of a property and checks it.
pub(crate) fn from_json(record: RecordType, key: &PropertyKey, json: &Json) -> Result<Value, Problem> {
    let Some(property) = key.known() else {
        let too_deep = depth(json) > DEEPEST_UNKNOWN;
        return if too_deep {
            Err(Problem::TooDeep(DEEPEST_UNKNOWN))
        } else {
            Ok(Value::Opaque(json.to_string().into()))
        };
    };
    if !property.belongs_to(record) {
        return Err(Problem::Refused(Reason::NotAProperty(record)));
    }
    let value = read(property.spec().value, json)?;
    check_value(record, key, &value).map_err(|reason| explain(reason, property, &value))?;
    Ok(value)
}

fn read(value_type: ValueType, json: &Json) -> Result<Value, Problem> {
    let expected = |what| move || Problem::Expected(what);
    match value_type {
        ValueType::Text(_) => json.as_str().map(Value::text).ok_or_else(expected("a text in quotes")),
        ValueType::Choice(_) | ValueType::Kind | ValueType::Order => {
            json.as_str().map(Value::text).ok_or_else(expected("a name in quotes"))
        }
        ValueType::Number(_) => json.as_f64().map(Value::Number).ok_or_else(expected("a number")),
        ValueType::Flag => json.as_bool().map(Value::Flag).ok_or_else(expected("true or false")),
        ValueType::Reference(_) => reference(json).map(Value::Reference),
        ValueType::References(_) => {
            let list = json.as_array().ok_or_else(expected("a list of ids [ ... ]"))?;
            Ok(list.iter().map(reference).collect::<Result<Vec<RecordId>, Problem>>()?.into())
        }
        ValueType::Point => {
            pair(json).map(|(x, y)| Value::Point(Point::new(x, y))).ok_or_else(expected("two numbers [x, y]"))
        }
        ValueType::Size => pair(json)
            .map(|(width, height)| Value::Size(Size::new(width, height)))
            .ok_or_else(expected("two numbers [width, height]")),
    }
}

fn reference(json: &Json) -> Result<RecordId, Problem> {
    let text = json.as_str().ok_or(Problem::Expected("the id of a record, in quotes"))?;
    RecordId::parse(text).map_err(Problem::BadId)
}

fn pair(json: &Json) -> Option<(f64, f64)> {
    match json.as_array()?.as_slice() {
        [first, second] => Some((first.as_f64()?, second.as_f64()?)),
        _ => None,
    }
}

/// Says which name was probably meant where one of a set is needed.
fn explain(reason: Reason, property: Property, value: &Value) -> Problem {
    let Value::Text(written) = value else { return Problem::Refused(reason) };
    let near = match property.spec().value {
        ValueType::Choice(choices) => nearest(written, choices.iter().map(|choice| choice.id)),
        ValueType::Kind => nearest(written, ComponentKind::all().map(ComponentKind::id)),
        _ => return Problem::Refused(reason),
    };
    let shown: String = written.chars().take(60).collect();
    Problem::Unknown { written: shown, nearest: near.map(str::to_owned) }
}

/// How deep arrays and objects nest; the parser's own limit keeps this from running away.
fn depth(json: &Json) -> usize {
    let deepest = match json {
        Json::Array(items) => items.iter().map(depth).max(),
        Json::Object(fields) => fields.values().map(depth).max(),
        _ => return 0,
    };
    1 + deepest.unwrap_or(0)
}
