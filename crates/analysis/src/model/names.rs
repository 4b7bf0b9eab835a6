//! Names that differ only in which of several alike things they mean.

/// A name without its trailing number or letter, for comparison: "Cart 2" and "cart-a" are both
/// "cart". A letter counts only when something separates it from the word before.
/// Only ASCII is taken for the same in upper and lower case: the tables for all others take ten kilobytes.
pub(crate) fn stem(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase();
    let without_number = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let shorter = if without_number.len() < name.len() { without_number } else { without_letter(&name) };
    let shorter = shorter.trim_end_matches(is_separator);
    if shorter.is_empty() { name } else { shorter.to_owned() }
}

fn without_letter(name: &str) -> &str {
    let mut letters = name.chars().rev();
    let last = letters.next().is_some_and(|c| c.is_ascii_alphabetic() || !c.is_ascii());
    let before = letters.next().is_some_and(|c| is_separator(c) || c.is_ascii_digit());
    if last && before { &name[..name.len() - name.chars().next_back().map_or(0, char::len_utf8)] } else { name }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | '#' | '/')
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn alike_up_to_a_trailing_number_or_letter() {
        for (a, b) in
            [("Cart 1", "Cart 2"), ("cart-a", "Cart B"), ("API1", "api2"), ("Cart", "Cart 2"), ("eu-1a", "eu-1b")]
        {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        for (a, b) in [("Orders", "Users"), ("Order", "Orders"), ("Plan A", "Plant"), ("1", "2"), ("A", "B"), ("", "x")]
        {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }
}
