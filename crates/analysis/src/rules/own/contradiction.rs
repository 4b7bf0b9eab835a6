//! Conditions that can never hold together.

use linchpin_catalog::{NumberSpec, ValueType};

use super::conditions::{Comparison, Condition, Field, Wanted};
use crate::rules::words::Value::{Number, Text};
use crate::rules::words::fill;

/// The first contradiction, as a sentence.
pub(super) fn find(conditions: &[&Condition]) -> Option<String> {
    for (index, condition) in conditions.iter().enumerate() {
        if let Some((least, most)) = never(condition) {
            let values = [Text(condition.text), Number(least), Number(most)];
            return Some(fill("{0} can never hold: it is {1} at least and {2} at most.", &values));
        }
        for other in conditions[..index].iter().filter(|other| other.field == condition.field) {
            if exclude(other, condition) {
                return Some(fill("{0} and {1} can never both hold.", &[Text(other.text), Text(condition.text)]));
            }
        }
    }
    None
}

/// The bounds of a number that is asked to lie beyond them.
fn never(condition: &Condition) -> Option<(f64, f64)> {
    let (Field::Property(property), Wanted::Number(_)) = (condition.field, condition.value) else { return None };
    let ValueType::Number(NumberSpec { min, max, .. }) = property.spec().value else { return None };
    let inside = Range::of(condition)?.meets(Range { least: min, most: max, open: [false; 2] });
    (!inside).then_some((min, max))
}

/// Whether two conditions about one field exclude each other.
fn exclude(a: &Condition, b: &Condition) -> bool {
    // A component calls many and lies in many.
    let single = matches!(a.field, Field::Kind | Field::Name | Field::Property(_));
    let same = a.value == b.value;
    match (a.comparison, b.comparison) {
        (Comparison::Is, Comparison::Not) | (Comparison::Not, Comparison::Is) => same,
        (Comparison::Is, Comparison::Is) => single && !same,
        _ => match (Range::of(a), Range::of(b)) {
            (Some(a), Some(b)) => !a.meets(b),
            _ => false,
        },
    }
}

/// The numbers a condition allows.
#[derive(Clone, Copy)]
struct Range {
    least: f64,
    most: f64,
    /// Whether least and most themselves are left out.
    open: [bool; 2],
}

impl Range {
    fn of(condition: &Condition) -> Option<Self> {
        let Wanted::Number(number) = condition.value else { return None };
        let (below, above) = (f64::NEG_INFINITY, f64::INFINITY);
        let (least, most, open) = match condition.comparison {
            Comparison::AtLeast => (number, above, [false; 2]),
            Comparison::Above => (number, above, [true, false]),
            Comparison::AtMost => (below, number, [false; 2]),
            Comparison::Below => (below, number, [false, true]),
            Comparison::Is => (number, number, [false; 2]),
            Comparison::Not | Comparison::Contains => return None,
        };
        Some(Self { least, most, open })
    }

    fn meets(self, other: Self) -> bool {
        let precedes = |a: Self, b: Self| a.most < b.least || a.most == b.least && (a.open[1] || b.open[0]);
        !precedes(self, other) && !precedes(other, self)
    }
}
