//! The word somebody probably meant.

/// The candidate fewest edits away, if it is near enough to be a slip.
pub fn nearest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_ascii_lowercase();
    // Longer words are not slips of any name, and comparing them would cost time.
    if lower.len() > 60 {
        return None;
    }
    let most = 1 + lower.chars().count() / 4;
    let scored = candidates.map(|candidate| (distance(&lower, &candidate.to_ascii_lowercase()), candidate));
    scored.filter(|(edits, _)| *edits <= most).min().map(|(_, candidate)| candidate)
}

/// How many characters must be put in, taken out or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let kinds = ["load-balancer", "service", "relational-database", "cache"];
        let near = |written| nearest(written, kinds.into_iter());
        assert_eq!(near("load_balancer"), Some("load-balancer"));
        assert_eq!(near("Servise"), Some("service"));
        assert_eq!(near("cahce"), Some("cache"));
        assert_eq!(near("toaster"), None);
        assert_eq!(near(&"x".repeat(10_000)), None);
    }

    #[test]
    fn the_distance_counts_single_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }
}
