//! The language: conditions separated by blanks, each a field, a comparison and a value.
//!
//! `kind=cache instances>=2 name~"payments api" calls=relational-database inside=zone`

use linchpin_catalog::{BoundaryKind, ComponentKind, NumberSpec, Property, RecordType, Unit, ValueType};

use super::number;
use crate::rules::nearest::nearest;
use crate::rules::words::Value::Text;
use crate::rules::words::fill;

/// One condition.
#[derive(Debug)]
pub(super) struct Condition<'a> {
    pub(super) field: Field,
    pub(super) comparison: Comparison,
    pub(super) value: Wanted<'a>,
    /// As it was written.
    pub(super) text: &'a str,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Field {
    Kind,
    Name,
    Calls,
    CalledBy,
    Inside,
    Property(Property),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    AtLeast,
    AtMost,
    Not,
    Is,
    Above,
    Below,
    Contains,
}

/// What it is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wanted<'a> {
    Kind(ComponentKind),
    Boundary(BoundaryKind),
    Number(f64),
    Choice(&'static str),
    Flag(bool),
    Text(&'a str),
}

/// The longer signs first, so that `>=` is not read as `>`.
pub(super) const COMPARISONS: [(&str, Comparison); 7] = [
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("!=", Comparison::Not),
    ("=", Comparison::Is),
    (">", Comparison::Above),
    ("<", Comparison::Below),
    ("~", Comparison::Contains),
];

pub(super) const RELATIONS: [(&str, Field); 5] = [
    ("kind", Field::Kind),
    ("name", Field::Name),
    ("calls", Field::Calls),
    ("called-by", Field::CalledBy),
    ("inside", Field::Inside),
];

impl Field {
    /// The name in conditions.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Property(property) => property.id(),
            relation => RELATIONS.iter().find(|(_, field)| *field == relation).map_or("", |(id, _)| *id),
        }
    }

    /// The name people read.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Kind => "Kind",
            Self::Name => "Name",
            Self::Calls => "Calls",
            Self::CalledBy => "Called by",
            Self::Inside => "Inside",
            Self::Property(property) => property.spec().label,
        }
    }

    /// Whether it is a property of components whose values can be compared.
    pub(super) fn is_comparable_property(&self) -> bool {
        let Self::Property(property) = self else { return false };
        let comparable = matches!(property.spec().value, ValueType::Number(_) | ValueType::Choice(_) | ValueType::Flag);
        property.belongs_to(RecordType::Component) && comparable
    }
}

impl<'a> Condition<'a> {
    /// The sign, and the value without quotation marks, as written.
    pub(super) fn written(&self) -> (&'static str, &'a str) {
        let sign = COMPARISONS.iter().find(|(_, meant)| *meant == self.comparison).map_or("", |(sign, _)| *sign);
        (sign, unquoted(&self.text[self.field.id().len() + sign.len()..]))
    }
}

/// Reads conditions, or says what is wrong with the first that cannot be read.
pub(super) fn read(text: &str) -> Result<Vec<Condition<'_>>, String> {
    let mut conditions = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, after) = split(rest)?;
        conditions.push(condition(word)?);
        rest = after.trim_start();
    }
    Ok(conditions)
}

/// The first word, blanks within quotation marks included, and what follows.
fn split(text: &str) -> Result<(&str, &str), String> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match quote {
            None if letter.is_whitespace() => return Ok(text.split_at(at)),
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => {}
        }
    }
    if quote.is_some() { Err("a quotation mark is not closed.".to_owned()) } else { Ok((text, "")) }
}

fn condition(word: &str) -> Result<Condition<'_>, String> {
    let found = word.char_indices().find_map(|(at, _)| {
        COMPARISONS.iter().find(|(sign, _)| word[at..].starts_with(sign)).map(|(sign, meant)| (at, *sign, *meant))
    });
    let Some((at, sign, comparison)) = found else {
        return Err(fill("{0} says nothing; compare it, as in instances>=2.", &[Text(word)]));
    };
    let (name, value) = (&word[..at], unquoted(&word[at + sign.len()..]));
    let field = field(name)?;
    if !is_comparable(field, comparison) {
        return Err(fill("{0} cannot be compared with {1}.", &[Text(name), Text(sign)]));
    }
    if value.is_empty() {
        return Err(fill("{0} has no value.", &[Text(word)]));
    }
    let value = wanted(field, comparison, name, value)?;
    Ok(Condition { field, comparison, value, text: word })
}

fn unquoted(value: &str) -> &str {
    let inside = |mark: char| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

pub(super) fn field(name: &str) -> Result<Field, String> {
    if let Some((_, field)) = RELATIONS.iter().find(|(relation, _)| *relation == name) {
        return Ok(*field);
    }
    let is_field = |property: &Property| Field::Property(*property).is_comparable_property();
    if let Some(property) = Property::from_id(name).filter(is_field) {
        return Ok(Field::Property(property));
    }
    let properties = Property::all().filter(is_field).map(Property::id);
    let meant = nearest(name, RELATIONS.iter().map(|(relation, _)| *relation).chain(properties));
    let problem = match meant {
        Some(_) => "there is no field {0}; did you mean {1}?",
        None => "there is no field {0}.",
    };
    Err(fill(problem, &[Text(name), Text(meant.unwrap_or_default())]))
}

pub(super) fn is_comparable(field: Field, comparison: Comparison) -> bool {
    use Comparison::{Contains, Is, Not};
    match field {
        Field::Kind => matches!(comparison, Is | Not),
        Field::Name | Field::Calls | Field::CalledBy | Field::Inside => matches!(comparison, Is | Not | Contains),
        Field::Property(property) => match property.spec().value {
            ValueType::Number(_) => comparison != Contains,
            _ => matches!(comparison, Is | Not),
        },
    }
}

fn wanted<'a>(field: Field, comparison: Comparison, name: &str, value: &'a str) -> Result<Wanted<'a>, String> {
    match field {
        Field::Name => Ok(Wanted::Text(value)),
        Field::Calls | Field::CalledBy | Field::Inside if comparison == Comparison::Contains => Ok(Wanted::Text(value)),
        Field::Kind | Field::Calls | Field::CalledBy => ComponentKind::from_id(value)
            .map(Wanted::Kind)
            .ok_or_else(|| fill("{0} is no kind of component.", &[Text(value)])),
        Field::Inside => BoundaryKind::from_id(value)
            .map(Wanted::Boundary)
            .ok_or_else(|| fill("{0} is no kind of boundary.", &[Text(value)])),
        Field::Property(property) => of_property(property, name, value),
    }
}

fn of_property<'a>(property: Property, name: &str, value: &'a str) -> Result<Wanted<'a>, String> {
    match property.spec().value {
        ValueType::Number(NumberSpec { unit, .. }) => {
            let percent = value.strip_suffix('%').filter(|_| unit == Unit::Share);
            let number = percent.map_or_else(|| number::read(value), |share| number::read(share).map(|n| n / 100.0));
            number.map(Wanted::Number).ok_or_else(|| fill("{0} takes a number, not {1}.", &[Text(name), Text(value)]))
        }
        ValueType::Choice(choices) => {
            let found = choices.iter().find(|choice| choice.id == value);
            found.map(|choice| Wanted::Choice(choice.id)).ok_or_else(|| {
                let ids: Vec<&str> = choices.iter().map(|choice| choice.id).collect();
                let (last, first) = ids.split_last().map_or(("", &ids[..0]), |(last, first)| (*last, first));
                let first = first.join(", ");
                fill("{0} is {1} or {2}, not {3}.", &[Text(name), Text(&first), Text(last), Text(value)])
            })
        }
        _ => match value {
            "yes" | "true" => Ok(Wanted::Flag(true)),
            "no" | "false" => Ok(Wanted::Flag(false)),
            _ => Err(fill("{0} is yes or no, not {1}.", &[Text(name), Text(value)])),
        },
    }
}
