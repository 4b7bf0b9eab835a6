//! Which of several names somebody may have meant.

/// Longer words are not compared: nobody mistypes them into a name.
const LONGEST: usize = 60;

/// The name that takes the fewest changed letters to reach, if a third of them or fewer.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let near = names.map(|name| (distance(word.as_bytes(), name.as_bytes()), name));
    let (changes, name) = near.min_by_key(|(changes, _)| *changes)?;
    (changes * 3 <= name.len()).then_some(name)
}

/// The edit distance of Levenshtein, over bytes.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_that_of_the_textbook() {
        for (a, b, changes) in [("kitten", "sitting", 3), ("", "abc", 3), ("flaw", "lawn", 2), ("same", "same", 0)] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), changes, "{a} {b}");
        }
    }

    #[test]
    fn what_is_nothing_like_it_is_not_offered() {
        let names = ["failure.single-point", "load.saturation"];
        assert_eq!(nearest("failure.singel-point", names.into_iter()), Some("failure.single-point"));
        assert_eq!(nearest("security.tls", names.into_iter()), None);
    }
}
