//! What findings say: sentences with places in them, and the names and numbers that belong there.

use linchpin_document::RecordId;

use super::rule::Heading;
use super::text;
use crate::model::Model;
use crate::report::{Finding, Severity};

/// The title, explanation and remedy of a finding. `{0}` stands for the first value, `{^0}` for the same with its
/// first letter in upper case, `{0|is|are}` for "is" if it is one of something and else for "are".
pub(crate) type Words = [&'static str; 3];

/// What stands in a place of a sentence.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    /// A name, or words.
    Text(&'a str),
    /// Names, or words: "A, B and C".
    List(&'a [String]),
    /// The names of these components: "A, B and 4 more".
    Components(&'a Model<'a>, &'a [usize]),
    /// "five", "13".
    Count(usize),
    /// "5", "1300".
    Digits(u32),
    /// "both", "all 3".
    AllOf(usize),
    /// A share as "43 %".
    Percent(f64),
    /// "1,200".
    Number(f64),
    /// "12 GB".
    Gigabytes(f64),
    /// "200 Mbit/s".
    Megabits(f64),
    /// "1,200/s".
    PerSecond(f64),
    /// Milliseconds as "1.2 s".
    Duration(f64),
    /// "4x".
    Multiple(f64),
}

impl Value<'_> {
    /// As a sentence carries it.
    pub(super) fn show(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::List(names) => text::list(names.len(), &|at| &names[at]),
            Self::Components(model, indexes) => text::list(indexes.len(), &|at| model.components[indexes[at]].name()),
            Self::Count(number) => text::count(number),
            Self::Digits(number) => number.to_string(),
            Self::AllOf(number) => text::all_of(number),
            Self::Percent(share) => text::percent(share),
            Self::Number(number) => text::number(number),
            Self::Gigabytes(number) => text::number(number) + " GB",
            Self::Megabits(number) => text::number(number) + " Mbit/s",
            Self::PerSecond(number) => text::number(number) + "/s",
            Self::Duration(milliseconds) => text::duration(milliseconds),
            Self::Multiple(of) => text::multiple(of),
        }
    }

    /// Whether it is one of something.
    fn is_one(self) -> bool {
        match self {
            Self::List(names) => names.len() == 1,
            Self::Components(_, indexes) => indexes.len() == 1,
            Self::Count(number) => number == 1,
            _ => false,
        }
    }
}

/// The sentence with everything in its place.
pub(super) fn fill(template: &str, values: &[Value]) -> String {
    let mut sentence = String::with_capacity(2 * template.len());
    // Each part but the first begins with a place.
    for part in template.split('{') {
        match part.split_once('}') {
            Some((place, text)) => {
                put(&mut sentence, place, values);
                sentence.push_str(text);
            }
            None => sentence.push_str(part),
        }
    }
    sentence
}

/// Puts in what a place stands for.
fn put(sentence: &mut String, place: &str, values: &[Value]) {
    let number = place.bytes().find(u8::is_ascii_digit).map_or(0, |digit| digit - b'0');
    let value = values[usize::from(number)];
    let start = sentence.len();
    let mut words = place.split('|').skip(1);
    match (words.next(), words.next()) {
        (Some(one), Some(several)) => sentence.push_str(if value.is_one() { one } else { several }),
        _ => sentence.push_str(&value.show()),
    }
    if place.starts_with('^') {
        text::capitalise(&mut sentence[start..]);
    }
}

/// So many findings of a rule that takes nothing down are told one by one.
pub(super) const MOST_ALIKE: usize = 30;

/// What is said of findings that are not told one by one: how many they are, and of what.
pub(super) const SUMMED_UP: Words =
    ["{^0} more {1}", "They are like those listed one by one.", "Start with those listed."];

/// The first findings of a rule, and the rest in one: "12 more " and `what`.
pub(super) fn more(mut findings: Vec<Finding>, what: &str) -> Vec<Finding> {
    if findings.len() > MOST_ALIKE {
        let rest = findings.split_off(MOST_ALIKE);
        let values = [Value::Count(rest.len()), Value::Text(what)];
        let heading = Heading { id: "", lens: rest[0].lens };
        let told = heading.finding(gravest(&rest), &SUMMED_UP, &values, first_subjects(&rest));
        findings.push(Finding { rule: rest[0].rule.clone(), ..told });
    }
    findings
}

/// How much the gravest of them matters.
pub(super) fn gravest(findings: &[Finding]) -> Severity {
    findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Info)
}

/// What each of them is about.
pub(super) fn first_subjects(findings: &[Finding]) -> Vec<RecordId> {
    findings.iter().filter_map(|finding| finding.subjects.first().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_with_what_belongs_there() {
        let names = ["a".to_owned(), "b".to_owned()];
        let values = [Value::List(&names), Value::Percent(0.5), Value::Text("älter"), Value::Count(1)];
        assert_eq!(fill("{^0} {0|holds|hold} {1} of {3|it|them}.", &values), "A and b hold 50 % of it.");
        assert_eq!(fill("{^2}, {^3}", &values), "älter, One");
        assert_eq!(fill("Nothing to fill in", &[]), "Nothing to fill in");
    }

    #[test]
    fn what_stands_in_a_place_is_no_template() {
        assert_eq!(fill("{0}!", &[Value::Text("{0}{9} {a|b|c}")]), "{0}{9} {a|b|c}!");
    }
}
