//! Numbers as people read them, the same in findings, on the drawing and in the panels.
//!
//! The standard library writes any float exactly, to any number of digits, with tables and big integers that are a
//! hundredth of what a browser has to fetch. Nobody reads more than fifteen digits, and those take a handful of lines.

/// From here on numbers are written with an exponent: a float has no more digits than fifteen.
const MOST: f64 = 1e15;

/// More places are not written.
const MOST_PLACES: usize = 12;

/// With exactly so many decimal places, at most twelve: `decimal(1.25, 1)` is "1.2", halves going to the even digit.
/// What is beyond 10^15 has an exponent: "1.5e15".
pub fn decimal(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return if value.is_nan() { "NaN" } else { sign(value, "inf", "-inf") }.to_owned();
    }
    if value.abs() >= MOST {
        return exponential(value);
    }
    let places = places.min(MOST_PLACES);
    let (whole, part) = split(value.abs(), places);
    let sign = if whole == 0 && part == 0 { "" } else { sign(value, "", "-") };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part:0places$}") }
}

/// As [`decimal`], without zeros at the end of the decimal places: "1.2", "3".
pub fn trimmed(value: f64, most_places: usize) -> String {
    let mut text = decimal(value, most_places);
    if text.contains('.') && !text.contains('e') {
        let kept = text.trim_end_matches('0').trim_end_matches('.').len();
        text.truncate(kept);
    }
    text
}

/// As [`trimmed`], with thousands apart: "12,345.6".
pub fn grouped(value: f64, most_places: usize) -> String {
    let text = trimmed(value, most_places);
    let end = text.find(|c: char| c != '-' && !c.is_ascii_digit()).unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let mut grouped = String::with_capacity(text.len() + text.len() / 3);
    for (index, digit) in whole.char_indices() {
        if grouped.ends_with(|c: char| c.is_ascii_digit()) && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

fn sign<'a>(value: f64, positive: &'a str, negative: &'a str) -> &'a str {
    if value < 0.0 { negative } else { positive }
}

/// The whole of a number below [`MOST`], and its decimal places as a whole number.
fn split(size: f64, places: usize) -> (u64, u64) {
    if places == 0 {
        return (size.round_ties_even() as u64, 0);
    }
    let whole = size.trunc();
    let scale = 10_u64.pow(places as u32);
    let part = ((size - whole) * scale as f64).round_ties_even() as u64;
    if part == scale { (whole as u64 + 1, 0) } else { (whole as u64, part) }
}

/// With one decimal place and an exponent: "1.5e15", "2.0e-7".
pub fn exponential(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return decimal(value, 1);
    }
    let (mut mantissa, mut exponent) = (value, 0);
    while mantissa.abs() >= 9.95 {
        mantissa /= 10.0;
        exponent += 1;
    }
    while mantissa.abs() < 0.995 {
        mantissa *= 10.0;
        exponent -= 1;
    }
    format!("{}e{exponent}", decimal(mantissa, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_as_asked_for() {
        let cases = [(1.0, 0, "1"), (0.999, 2, "1.00"), (1.005e3, 1, "1005.0"), (-2.5, 0, "-2"), (-0.2, 0, "0")];
        for (value, places, text) in cases {
            assert_eq!(decimal(value, places), text);
        }
        assert_eq!([decimal(0.05, 3), decimal(12.0004, 3), decimal(0.1, 20)], ["0.050", "12.000", "0.100000000000"]);
    }

    #[test]
    fn zeros_at_the_end_are_left_out_and_only_those_of_decimal_places() {
        assert_eq!(
            [trimmed(1.50, 2), trimmed(100.0, 2), trimmed(0.004, 2), trimmed(100.0, 0)],
            ["1.5", "100", "0", "100"]
        );
    }

    #[test]
    fn thousands_stand_apart() {
        let cases = [
            (0.0, "0"),
            (0.25, "0.2"),
            (999.0, "999"),
            (1_200.0, "1,200"),
            (-1_500.0, "-1,500"),
            (-123.0, "-123"),
            (1_234_567.8, "1,234,567.8"),
            (1.5e15, "1.5e15"),
            (9.99e20, "1.0e21"),
        ];
        for (value, text) in cases {
            assert_eq!(grouped(value, 1), text);
        }
    }

    #[test]
    fn very_large_and_very_small_numbers_have_an_exponent() {
        let cases =
            [(1.5e15, "1.5e15"), (1.23e-5, "1.2e-5"), (9.96e-6, "1.0e-5"), (-3e-300, "-3.0e-300"), (0.0, "0.0")];
        for (value, text) in cases {
            assert_eq!(exponential(value), text);
        }
    }

    #[test]
    fn what_is_no_number_says_so() {
        assert_eq!([f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(|value| grouped(value, 1)), ["NaN", "inf", "-inf"]);
    }
}
