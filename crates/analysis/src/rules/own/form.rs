//! Conditions taken apart for a form, and written down again.

use linchpin_catalog::{BoundaryKind, Choice, ComponentKind, NumberSpec, Property, ValueType};
use linchpin_figures::trimmed;

use super::conditions::{self, COMPARISONS, Comparison, Field, RELATIONS};

/// A condition as a form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCondition {
    /// The id of the field, one of [`OwnField::all`].
    pub field: &'static str,
    /// One of the comparisons of the field.
    pub comparison: &'static str,
    /// What it is compared with, as it stands in files, without quotation marks.
    pub value: String,
}

impl OwnCondition {
    /// Takes a text apart.
    ///
    /// # Errors
    /// A sentence that says what cannot be read.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let apart = |condition: &conditions::Condition| {
            let (comparison, value) = condition.written();
            Self { field: condition.field.id(), comparison, value: value.to_owned() }
        };
        Ok(conditions::read(text)?.iter().map(apart).collect())
    }

    /// Writes conditions down; [`OwnCondition::read`] gives the same again, but for quotation marks of two kinds in
    /// one value, of which one is left out.
    pub fn write(conditions: &[Self]) -> String {
        let words: Vec<String> = conditions.iter().map(Self::word).collect();
        words.join(" ")
    }

    fn word(&self) -> String {
        let Self { field, comparison, value } = self;
        let plain = !value.contains(['"', '\'']) && !value.contains(char::is_whitespace);
        match value.contains('"') {
            _ if plain => format!("{field}{comparison}{value}"),
            true => format!("{field}{comparison}'{}'", value.replace('\'', "")),
            false => format!("{field}{comparison}\"{value}\""),
        }
    }

    /// What its value is chosen from.
    pub fn values(&self) -> OwnValues {
        let names = self.comparison == "~";
        match conditions::field(self.field) {
            Ok(Field::Kind | Field::Calls | Field::CalledBy) if !names => OwnValues::Kinds,
            Ok(Field::Inside) if !names => OwnValues::Boundaries,
            Ok(Field::Property(property)) => match property.spec().value {
                ValueType::Number(bounds) => OwnValues::Number(bounds),
                ValueType::Choice(choices) => OwnValues::Choices(choices),
                _ => OwnValues::Choices(YES_NO),
            },
            _ => OwnValues::Text,
        }
    }
}

const YES_NO: &[Choice] = &[Choice { id: "yes", label: "Yes" }, Choice { id: "no", label: "No" }];

/// What the value of a condition is chosen from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OwnValues {
    /// A kind of component.
    Kinds,
    /// A kind of boundary.
    Boundaries,
    /// A number.
    Number(NumberSpec),
    /// One of these.
    Choices(&'static [Choice]),
    /// Any text.
    Text,
}

impl OwnValues {
    /// The value to begin with.
    pub fn first(self) -> String {
        match self {
            Self::Kinds => ComponentKind::Service.id().to_owned(),
            Self::Boundaries => BoundaryKind::Zone.id().to_owned(),
            Self::Number(bounds) => trimmed(bounds.min.max(1.0).min(bounds.max), 6),
            Self::Choices(choices) => choices.first().map_or("", |choice| choice.id).to_owned(),
            Self::Text => "payment".to_owned(),
        }
    }
}

/// A field of conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnField {
    /// Its name in files.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The signs it may be compared with, the commonest first.
    pub comparisons: Vec<&'static str>,
}

impl OwnField {
    /// Every field there is.
    pub fn all() -> Vec<Self> {
        let properties = Property::all().map(Field::Property).filter(Field::is_comparable_property);
        let fields = RELATIONS.iter().map(|(_, field)| *field).chain(properties);
        fields.map(|field| Self { id: field.id(), label: field.label(), comparisons: comparisons(field) }).collect()
    }
}

/// The order in which comparisons are offered.
const OFFERED: [Comparison; 7] = [
    Comparison::AtLeast,
    Comparison::AtMost,
    Comparison::Is,
    Comparison::Not,
    Comparison::Contains,
    Comparison::Above,
    Comparison::Below,
];

fn comparisons(field: Field) -> Vec<&'static str> {
    let sign = |meant: &Comparison| COMPARISONS.iter().find(|(_, one)| one == meant).map(|(sign, _)| *sign);
    OFFERED.iter().filter(|meant| conditions::is_comparable(field, **meant)).filter_map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) -> String {
        OwnCondition::write(&OwnCondition::read(text).unwrap())
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        for text in [
            "",
            "kind=cache",
            "kind=service name~payment instances>=2 hit_ratio>=99.5%",
            "name~\"payments api\" calls~'the \"old\" one' inside!=zone",
            "name~日本 failover=automatic managed!=no",
        ] {
            assert_eq!(round_trip(text), text);
        }
        assert_eq!(round_trip("  kind=\"cache\"   instances>=2 "), "kind=cache instances>=2");
        assert!(OwnCondition::read("instnces>=2").unwrap_err().contains("did you mean instances?"));
    }

    #[test]
    fn two_kinds_of_quotation_marks_in_one_value_still_give_something_that_can_be_read() {
        let odd = OwnCondition { field: "name", comparison: "~", value: "it's \"odd\"".to_owned() };
        let read = OwnCondition::read(&OwnCondition::write(&[odd])).unwrap();
        assert_eq!(read[0].value, "its \"odd\"");
    }

    #[test]
    fn every_field_with_every_comparison_and_its_first_value_can_be_read() {
        let fields = OwnField::all();
        assert!(fields.iter().any(|field| field.id == "called-by") && fields.iter().any(|field| field.id == "price"));
        for field in fields {
            assert!(!field.label.is_empty() && !field.comparisons.is_empty(), "{}", field.id);
            for comparison in field.comparisons {
                let mut condition = OwnCondition { field: field.id, comparison, value: String::new() };
                condition.value = condition.values().first();
                let read = OwnCondition::read(&OwnCondition::write(std::slice::from_ref(&condition)));
                assert_eq!(read, Ok(vec![condition]));
            }
        }
    }
}
