//! Numerical helpers shared by the models.

/// (1 - e^-x) / x, continued by 1 at zero; for x >= 0.
pub(crate) fn relative_decay(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { -libm::expm1(-x) / x }
}

/// P(A + B > t) of two independent exponential times with these rates; equal rates are fine.
///
/// Written around the slower one, so that nothing cancels: e^-st + s (e^-st - e^-ft) / (f - s).
pub(crate) fn tail_of_two_exponentials(rate: f64, other_rate: f64, t: f64) -> f64 {
    let (slow, fast) = (rate.min(other_rate), rate.max(other_rate));
    let decayed = libm::exp(-slow * t);
    if decayed == 0.0 { 0.0 } else { decayed * (1.0 + slow * t * relative_decay((fast - slow) * t)) }
}

/// The least t with `tail(t) <= remaining`, for a tail that falls to zero.
///
/// Doubles `scale` until the answer lies below it, then halves the interval until no number lies
/// between its ends: at most 2,100 and in practice about 60 calls.
pub(crate) fn invert_tail(scale: f64, remaining: f64, tail: impl Fn(f64) -> f64) -> f64 {
    if tail(0.0) <= remaining {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, scale);
    while tail(high) > remaining && high < f64::MAX / 2.0 {
        low = high;
        high *= 2.0;
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return high;
        }
        if tail(middle) > remaining { low = middle } else { high = middle }
    }
}

/// Probabilities of 0 ..= `last` of a Poisson distribution: e^-mean mean^i / i!.
///
/// Only one term is computed with logarithms, the largest in range; the others follow by ratios,
/// which can underflow to zero but never overflow.
pub(crate) fn poisson(mean: f64, last: usize) -> Vec<f64> {
    let mut terms = vec![0.0; last + 1];
    if mean == 0.0 {
        terms[0] = 1.0;
        return terms;
    }
    // A mean beyond `last` makes the last term the largest; the cast saturates.
    let mode = (mean as usize).min(last);
    let at = mode as f64;
    terms[mode] = libm::exp(at * libm::log(mean) - mean - libm::lgamma(at + 1.0));
    for i in (0..mode).rev() {
        terms[i] = terms[i + 1] * (i + 1) as f64 / mean;
    }
    for i in mode + 1..=last {
        terms[i] = terms[i - 1] * mean / i as f64;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poisson_terms_sum_to_one() {
        for mean in [0.0, 1e-9, 0.3, 7.0, 650.0, 20_000.0] {
            let sum: f64 = poisson(mean, 40_000).iter().sum();
            assert!((sum - 1.0).abs() < 1e-9, "{mean}: {sum}");
        }
    }

    #[test]
    fn poisson_terms_are_those_of_the_definition() {
        let terms = poisson(2.0, 4);
        let expected = [1.0, 2.0, 2.0, 4.0 / 3.0, 2.0 / 3.0].map(|t| t * libm::exp(-2.0));
        assert!(terms.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-15));
    }

    #[test]
    fn two_exponentials_of_equal_rate_are_an_erlang() {
        let erlang = |t: f64| libm::exp(-3.0 * t) * (1.0 + 3.0 * t);
        for t in [0.0, 0.1, 1.0, 10.0] {
            assert!((tail_of_two_exponentials(3.0, 3.0, t) - erlang(t)).abs() < 1e-15);
            assert!((tail_of_two_exponentials(3.0, 3.0 + 1e-9, t) - erlang(t)).abs() < 1e-8);
        }
        assert_eq!(tail_of_two_exponentials(1.0, 1e30, 1e30), 0.0);
    }

    #[test]
    fn a_tail_is_inverted_to_the_last_bit() {
        let t = invert_tail(1e-12, 0.01, |t| libm::exp(-t));
        assert!((t - libm::log(100.0)).abs() < 1e-14);
        assert_eq!(invert_tail(1.0, 1.0, |t| libm::exp(-t)), 0.0);
    }
}
