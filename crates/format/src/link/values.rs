//! Columns of values: all those that records of one type have of one property.

use kurbo::{Point, Size};
use linchpin_catalog::ValueType;
use linchpin_document::{PropertyKey, RecordId, SortedMap, Value};
use std::borrow::Cow;
use std::sync::Arc;

use super::texts::{TextReader, TextWriter};
use crate::bytes::{ByteError, Reader, Writer, exact_integer};

/// How the values of a column are written.
mod form {
    pub const TEXTS: u8 = 0;
    pub const NUMBERS: u8 = 1;
    pub const FLAGS: u8 = 2;
    pub const REFERENCES: u8 = 3;
    pub const POINTS: u8 = 4;
    pub const SIZES: u8 = 5;
    /// Each value says its own type.
    pub const MIXED: u8 = 6;
    /// Lists of references, each with its length.
    pub const REFERENCE_LISTS: u8 = 7;
}

/// The type of a value in a mixed column.
mod tag {
    pub const TEXT: u8 = 0;
    pub const NUMBER: u8 = 1;
    pub const FALSE: u8 = 2;
    pub const TRUE: u8 = 3;
    pub const REFERENCE: u8 = 4;
    pub const POINT: u8 = 5;
    pub const SIZE: u8 = 6;
    pub const OPAQUE: u8 = 7;
    pub const REFERENCES: u8 = 8;
}

/// Coordinates are written in the largest of these steps that they all keep; zero stands for none.
const STEPS: [u8; 5] = [20, 10, 4, 2, 1];

/// The records a link refers to by their place.
pub(crate) type Places = SortedMap<RecordId, usize>;

/// Writes the values of a property.
pub(crate) fn write(
    out: &mut Writer,
    key: &PropertyKey,
    values: &[Cow<Value>],
    texts: &mut TextWriter,
    places: &Places,
) {
    let form = form_of(key);
    out.byte(form);
    match form {
        form::POINTS | form::SIZES => {
            let pairs: Vec<(f64, f64)> = values.iter().filter_map(|value| pair(value)).collect();
            write_coordinates(out, pairs.iter().map(|pair| pair.0));
            write_coordinates(out, pairs.iter().map(|pair| pair.1));
        }
        form::MIXED => values.iter().for_each(|value| write_tagged(out, value, texts)),
        _ => values.iter().for_each(|value| match &**value {
            Value::Text(text) => texts.write(out, text),
            Value::Number(number) => out.number(*number),
            Value::Flag(flag) => out.byte(u8::from(*flag)),
            // A reference to what is not in the link is not written at all.
            Value::Reference(id) => out.length(places.get(id).copied().unwrap_or_default()),
            Value::References(ids) => {
                let listed: Vec<usize> = ids.iter().filter_map(|id| places.get(id).copied()).collect();
                out.length(listed.len());
                listed.into_iter().for_each(|place| out.length(place));
            }
            _ => {}
        }),
    }
}

/// A property has one form as long as this version knows it; the effective design has no value of
/// another type.
fn form_of(key: &PropertyKey) -> u8 {
    match key.known().map(|property| property.spec().value) {
        None => form::MIXED,
        Some(ValueType::Text(_) | ValueType::Choice(_) | ValueType::Kind | ValueType::Order) => form::TEXTS,
        Some(ValueType::Number(_)) => form::NUMBERS,
        Some(ValueType::Flag) => form::FLAGS,
        Some(ValueType::Reference(_)) => form::REFERENCES,
        Some(ValueType::References(_)) => form::REFERENCE_LISTS,
        Some(ValueType::Point) => form::POINTS,
        Some(ValueType::Size) => form::SIZES,
    }
}

fn pair(value: &Value) -> Option<(f64, f64)> {
    match value {
        Value::Point(point) => Some((point.x, point.y)),
        Value::Size(size) => Some((size.width, size.height)),
        _ => None,
    }
}

fn write_coordinates(out: &mut Writer, coordinates: impl Iterator<Item = f64> + Clone) {
    let whole: Option<Vec<i64>> = coordinates.clone().map(exact_integer).collect();
    let keeps = |step: &&u8| whole.as_ref().is_some_and(|all| all.iter().all(|one| one % i64::from(**step) == 0));
    match (STEPS.iter().find(keeps), &whole) {
        (Some(step), Some(whole)) => {
            out.byte(*step);
            whole.iter().for_each(|one| out.signed(one / i64::from(*step)));
        }
        _ => {
            out.byte(0);
            coordinates.for_each(|one| out.number(one));
        }
    }
}

fn write_tagged(out: &mut Writer, value: &Value, texts: &mut TextWriter) {
    let mut text = |out: &mut Writer, tag, text: &str| {
        out.byte(tag);
        texts.write(out, text);
    };
    match value {
        Value::Text(value) => text(out, tag::TEXT, value),
        Value::Opaque(value) => text(out, tag::OPAQUE, value),
        Value::Reference(id) => text(out, tag::REFERENCE, &id.to_string()),
        Value::References(ids) => {
            let names: Vec<String> = ids.iter().map(RecordId::to_string).collect();
            text(out, tag::REFERENCES, &names.join(" "));
        }
        Value::Flag(flag) => out.byte(if *flag { tag::TRUE } else { tag::FALSE }),
        Value::Number(number) => {
            out.byte(tag::NUMBER);
            out.number(*number);
        }
        Value::Point(Point { x: first, y: second }) => write_pair(out, tag::POINT, *first, *second),
        Value::Size(Size { width: first, height: second }) => write_pair(out, tag::SIZE, *first, *second),
    }
}

fn write_pair(out: &mut Writer, tag: u8, first: f64, second: f64) {
    out.byte(tag);
    out.number(first);
    out.number(second);
}

type Read<T> = Result<T, ByteError>;

/// Reads this many values.
pub(crate) fn read(
    reader: &mut Reader,
    count: usize,
    texts: &mut TextReader,
    records: &[RecordId],
) -> Read<Vec<Value>> {
    let form = reader.byte()?;
    let mut one = |reader: &mut Reader| match form {
        form::TEXTS => texts.text(reader).map(Value::Text),
        form::NUMBERS => reader.number().map(Value::Number),
        form::FLAGS => reader.byte().map(|byte| Value::Flag(byte == 1)),
        form::REFERENCES => Ok(Value::Reference(records[reader.index(records.len())?])),
        form::REFERENCE_LISTS => {
            let listed = (0..reader.length()?).map(|_| Ok(records[reader.index(records.len())?]));
            Ok(listed.collect::<Read<Vec<RecordId>>>()?.into())
        }
        form::MIXED => read_tagged(reader, texts),
        _ => Err(ByteError::Malformed("a column of an unknown form")),
    };
    if !matches!(form, form::POINTS | form::SIZES) {
        return (0..count).map(|_| one(reader)).collect();
    }
    let firsts = read_coordinates(reader, count)?;
    let seconds = read_coordinates(reader, count)?;
    let value = |(first, second)| match form {
        form::POINTS => Value::Point(Point::new(first, second)),
        _ => Value::Size(Size::new(first, second)),
    };
    Ok(firsts.into_iter().zip(seconds).map(value).collect())
}

fn read_coordinates(reader: &mut Reader, count: usize) -> Read<Vec<f64>> {
    let step = reader.byte()?;
    let one = |_| match step {
        0 => reader.number(),
        // Beyond 2^53 the product is not exact; the check of the value refuses it anyway.
        _ => reader.signed().map(|one| one as f64 * f64::from(step)),
    };
    (0..count).map(one).collect()
}

fn parse(text: &str) -> Read<RecordId> {
    RecordId::parse(text).map_err(|_| ByteError::Malformed("an id cannot be"))
}

fn read_tagged(reader: &mut Reader, texts: &mut TextReader) -> Read<Value> {
    Ok(match reader.byte()? {
        tag::TEXT => Value::Text(texts.text(reader)?),
        tag::OPAQUE => Value::Opaque(texts.text(reader)?),
        tag::NUMBER => Value::Number(reader.number()?),
        tag::FALSE => Value::Flag(false),
        tag::TRUE => Value::Flag(true),
        tag::POINT => Value::Point(Point::new(reader.number()?, reader.number()?)),
        tag::SIZE => Value::Size(Size::new(reader.number()?, reader.number()?)),
        tag::REFERENCE => {
            let text: Arc<str> = texts.text(reader)?;
            Value::Reference(parse(&text)?)
        }
        tag::REFERENCES => {
            let text: Arc<str> = texts.text(reader)?;
            text.split_ascii_whitespace().map(parse).collect::<Read<Vec<RecordId>>>()?.into()
        }
        _ => return Err(ByteError::Malformed("a value of an unknown type")),
    })
}
