//! Names and numbers as sentences carry them.

use super::rule::Heading;
use crate::model::Model;
use crate::report::{Finding, Severity};

/// So many findings of a rule that takes nothing down are told one by one.
pub(super) const MOST_ALIKE: usize = 30;

/// The first findings of a rule, and the rest in one: "12 more " and `what`.
pub(super) fn more(heading: Heading, findings: Vec<Finding>, what: &str) -> Vec<Finding> {
    more_of(findings, |severity, words| heading.finding(severity, words), what)
}

/// The same for rules without a heading that is known beforehand.
pub(super) fn more_of(
    mut findings: Vec<Finding>,
    told: impl Fn(Severity, [String; 3]) -> Finding,
    what: &str,
) -> Vec<Finding> {
    if findings.len() <= MOST_ALIKE {
        return findings;
    }
    let rest = findings.split_off(MOST_ALIKE);
    let severity = rest.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Info);
    let mut folded = told(severity, sum_up(rest.len(), what));
    folded.subjects = rest.iter().filter_map(|finding| finding.subjects.first().copied()).collect();
    findings.push(folded);
    findings
}

/// What is said of findings that are not told one by one.
pub(super) fn sum_up(number: usize, what: &str) -> [String; 3] {
    [
        format!("{} more {what}", sentence(&count(number))),
        "They are like those listed one by one.".to_owned(),
        "Start with those listed.".to_owned(),
    ]
}

/// What these components are called.
pub(super) fn names(model: &Model, components: &[usize]) -> Vec<String> {
    components.iter().map(|index| model.components[*index].name().to_owned()).collect()
}

/// "A", "A and B", "A, B and C", "A, B and 4 more".
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [a, b] => format!("{a} and {b}"),
        [a, b, c] => format!("{a}, {b} and {c}"),
        [a, b, rest @ ..] => format!("{a}, {b} and {} more", rest.len()),
    }
}

/// The sentence with its first letter in upper case, if it is in ASCII.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| [first.to_ascii_uppercase()].into_iter().chain(letters).collect())
}

/// "1" to "12" as words, others in digits.
pub(super) fn count(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| grouped(number as f64), |word| (*word).to_owned())
}

/// "both" or "all 3".
pub(super) fn all_of(number: usize) -> String {
    if number == 2 { "both".to_owned() } else { format!("all {}", grouped(number as f64)) }
}

/// A share as "43 %": whole, but never rounded to none or to all.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent <= 0.0 {
        "0 %".to_owned()
    } else if percent < 1.0 {
        "under 1 %".to_owned()
    } else if percent < 100.0 && percent.round() >= 100.0 {
        "over 99 %".to_owned()
    } else {
        format!("{} %", grouped(percent.round()))
    }
}

/// A number as "1,200", with a decimal below ten.
pub(super) fn number(value: f64) -> String {
    if value > 0.0 && value < 0.1 {
        "under 0.1".to_owned()
    } else if value < 10.0 && value.fract() != 0.0 {
        format!("{value:.1}")
    } else {
        grouped(value.round())
    }
}

/// A rate as "1,200/s", with a decimal below ten.
pub(super) fn rate(per_second: f64) -> String {
    format!("{}/s", number(per_second))
}

/// Milliseconds as "20 ms", "1.2 s".
pub(super) fn duration(milliseconds: f64) -> String {
    if milliseconds < 1000.0 {
        format!("{} ms", number(milliseconds))
    } else {
        format!("{} s", number(milliseconds / 1000.0))
    }
}

/// A multiple as "1.1x", "4x", "34x", "0.05x".
pub(super) fn multiple(of: f64) -> String {
    if of >= 10.0 {
        format!("{}x", grouped(of.round()))
    } else if of >= 0.1 {
        let rounded = format!("{of:.1}");
        format!("{}x", rounded.trim_end_matches(".0"))
    } else {
        format!("{of:.2}x")
    }
}

/// A whole number with its thousands apart.
fn grouped(number: f64) -> String {
    if number >= 1e15 {
        return format!("{number:.1e}");
    }
    let digits = format!("{number:.0}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(
            [percent(0.914), percent(0.004), percent(0.999), percent(1.0)],
            ["91 %", "under 1 %", "over 99 %", "100 %"]
        );
        assert_eq!(
            [rate(1200.0), rate(2.5), rate(0.01), rate(1e7), rate(3.0)],
            ["1,200/s", "2.5/s", "under 0.1/s", "10,000,000/s", "3/s"]
        );
        assert_eq!([0.5, 20.0, 1200.0, 60_000.0].map(duration), ["0.5 ms", "20 ms", "1.2 s", "60 s"]);
        assert_eq!([1.0989, 4.0, 34.4, 0.049].map(multiple), ["1.1x", "4x", "34x", "0.05x"]);
        assert_eq!([count(1), count(13), all_of(2), all_of(3)], ["one", "13", "both", "all 3"]);
    }

    #[test]
    fn lists_stay_short() {
        let names = |n: usize| -> Vec<String> { (0..n).map(|i| format!("N{i}")).collect() };
        assert_eq!([1, 2, 3, 6].map(|n| list(&names(n))), ["N0", "N0 and N1", "N0, N1 and N2", "N0, N1 and 4 more"]);
        assert_eq!(sentence("both servers"), "Both servers");
    }
}
