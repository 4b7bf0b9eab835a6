//! How likely things that happen independently add up to so much: the Poisson binomial distribution, with
//! weights.

/// By sum below `most` how likely it is; last, how likely `most` or more is. Of each thing its chance and its
/// weight.
pub(crate) fn sums(most: usize, things: impl Iterator<Item = (f64, u64)>) -> Vec<f64> {
    let mut sums = vec![0.0; most + 1];
    sums[0] = 1.0;
    for (chance, weight) in things.filter(|(chance, weight)| *chance > 0.0 && *weight > 0) {
        let weight = usize::try_from(weight).unwrap_or(usize::MAX);
        for sum in (0..most).rev() {
            let moved = sums[sum] * chance;
            sums[sum] -= moved;
            sums[sum.saturating_add(weight).min(most)] += moved;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_all_outcomes_counted() {
        let things = [(0.1, 1), (0.5, 3), (0.02, 2), (0.9, 1), (0.3, 7)];
        let outcome = |which: u32| {
            let happens = |at: usize| which >> at & 1 == 1;
            let likely = |(at, (chance, _)): (usize, &(f64, u64))| if happens(at) { *chance } else { 1.0 - chance };
            let weight = |(at, (_, weight)): (usize, &(f64, u64))| if happens(at) { *weight as usize } else { 0 };
            let likely: f64 = things.iter().enumerate().map(likely).product();
            (things.iter().enumerate().map(weight).sum::<usize>(), likely)
        };
        for most in 0..16 {
            let mut expected = vec![0.0; most + 1];
            for (sum, likely) in (0..32).map(outcome) {
                expected[sum.min(most)] += likely;
            }
            for (found, expected) in sums(most, things.into_iter()).iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-15, "{found} for {expected}");
            }
        }
    }
}
