//! Numbers as people write them: digits, perhaps a point. The standard library's reader of floating-point
//! numbers would add fifteen kilobytes to the page.

/// So many digits are exact in a floating-point number.
const MOST_DIGITS: usize = 15;

/// `2`, `0.95`, `1200.5`; nothing for anything else.
pub(super) fn read(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    let written = !whole.is_empty() && (!text.contains('.') || !fraction.is_empty());
    if !written || digits().count() > MOST_DIGITS || !digits().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let digits = digits().fold(0_u64, |number, digit| number * 10 + u64::from(digit - b'0'));
    let scale = fraction.bytes().fold(1_u64, |scale, _| scale * 10);
    // Both are below 2^53, so the quotient is the nearest there is.
    Some(digits as f64 / scale as f64)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_same_as_the_standard_library_reads() {
        for text in ["0", "2", "0.95", "1200.5", "0.1", "99.99", "123456789012345", "0.00000000000001"] {
            assert_eq!(read(text), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_a_number() {
        for text in ["", ".", "1.", ".5", "-1", "1e5", "١", "1 2", "1234567890123456", "NaN"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
