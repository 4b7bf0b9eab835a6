//! Names and numbers as sentences carry them.

use linchpin_figures::{decimal, grouped, trimmed};

/// "A", "A and B", "A, B and C", "A, B and 4 more".
pub(super) fn list<'n>(count: usize, name: &dyn Fn(usize) -> &'n str) -> String {
    let shown = if count <= 3 { count } else { 2 };
    let mut list = String::new();
    for at in 0..shown {
        list += match at {
            0 => "",
            _ if at + 1 == count => " and ",
            _ => ", ",
        };
        list += name(at);
    }
    if shown < count {
        list += &format!(" and {} more", count - shown);
    }
    list
}

/// Puts the first letter in upper case, if it is in ASCII.
pub(super) fn capitalise(text: &mut str) {
    text.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
}

/// The sentence with its first letter in upper case, if it is in ASCII.
pub(super) fn sentence(text: &str) -> String {
    let mut sentence = text.to_owned();
    capitalise(&mut sentence);
    sentence
}

/// "1" to "12" as words, others in digits.
pub(super) fn count(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| whole(number as f64), |word| (*word).to_owned())
}

/// "both" or "all 3".
pub(super) fn all_of(number: usize) -> String {
    if number == 2 { "both".to_owned() } else { format!("all {}", whole(number as f64)) }
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
        format!("{} %", whole(percent.round()))
    }
}

/// A number as "1,200", with a decimal below ten.
pub(super) fn number(value: f64) -> String {
    if value > 0.0 && value < 0.1 {
        "under 0.1".to_owned()
    } else if value < 10.0 && value.fract() != 0.0 {
        decimal(value, 1)
    } else {
        whole(value.round())
    }
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
        whole(of.round()) + "x"
    } else if of >= 0.1 {
        trimmed(of, 1) + "x"
    } else {
        decimal(of, 2) + "x"
    }
}

/// A whole number.
fn whole(number: f64) -> String {
    grouped(number, 0)
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
            [number(1200.0), number(2.5), number(0.01), number(1e7), number(3.0)],
            ["1,200", "2.5", "under 0.1", "10,000,000", "3"]
        );
        assert_eq!([0.5, 20.0, 1200.0, 60_000.0].map(duration), ["0.5 ms", "20 ms", "1.2 s", "60 s"]);
        assert_eq!([1.0989, 4.0, 34.4, 0.049].map(multiple), ["1.1x", "4x", "34x", "0.05x"]);
        assert_eq!([count(1), count(13), all_of(2), all_of(3)], ["one", "13", "both", "all 3"]);
    }

    #[test]
    fn lists_stay_short() {
        const NAMES: [&str; 6] = ["N0", "N1", "N2", "N3", "N4", "N5"];
        assert_eq!(
            [1, 2, 3, 6].map(|n| list(n, &|at| NAMES[at])),
            ["N0", "N0 and N1", "N0, N1 and N2", "N0, N1 and 4 more"]
        );
        assert_eq!(sentence("both servers"), "Both servers");
    }
}
