//! What new things are called.

use linchpin_document::{Design, SortedSet};

/// Names are cut here, at the end of a character: what is added to them must fit as well.
const LONGEST: usize = 300;

/// A name nothing has yet: the one wanted, else with the next number behind it.
pub(crate) fn unique(design: &Design, wanted: &str) -> String {
    let taken: SortedSet<&str> = design.items().map(|item| item.name()).collect();
    let wanted = cut(wanted);
    if !taken.contains(&wanted) {
        return wanted.to_owned();
    }
    let (stem, number) = numbered(wanted);
    let mut next = number.map_or(1, u64::from) + 1;
    loop {
        let name = format!("{stem} {next}");
        if !taken.contains(&name.as_str()) {
            return name;
        }
        next += 1;
    }
}

/// What of a name is short enough.
fn cut(name: &str) -> &str {
    let end = (0..=LONGEST.min(name.len())).rev().find(|end| name.is_char_boundary(*end));
    &name[..end.unwrap_or(0)]
}

/// A name without the number at its end: "Cart 2" is "Cart" and 2.
fn numbered(name: &str) -> (&str, Option<u32>) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    match name[stem.len()..].parse() {
        Ok(number) if !stem.trim().is_empty() => (stem.trim_end(), Some(number)),
        _ => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn the_next_free_number_is_taken() {
        let design = linchpin_testkit::design("a:service \"Cart\" -> b:service \"Cart 2\" -> c:service \"7\"");
        let names = ["Cart", "Cart 2", "Orders", "7"].map(|wanted| unique(&design, wanted));
        assert_eq!(names, ["Cart 3", "Cart 3", "Orders", "7 2"]);
        assert_eq!(unique(&design, &"ж".repeat(500)).chars().count(), 150);
    }
}
