//! The gamma distribution: what service times of a given variation are taken to follow.

/// Terms after which a series or fraction counts as settled: those needed grow with the root of the
/// shape, which is at most 400 here.
const MOST_TERMS: usize = 2_000;

/// P(X <= `multiple` of the mean) for a gamma distribution of this shape: the regularised lower
/// incomplete gamma function, by its series below the mean and its continued fraction above. Source:
/// Abramowitz and Stegun, 6.5.29 and 6.5.31, the fraction evaluated as by Lentz.
pub(super) fn below(shape: f64, multiple: f64) -> f64 {
    let x = shape * multiple;
    if x <= 0.0 {
        return 0.0;
    }
    let scale = libm::exp(shape * libm::log(x) - x - libm::lgamma(shape));
    if x < shape + 1.0 { scale * series(shape, x) } else { 1.0 - scale * fraction(shape, x) }
}

fn series(shape: f64, x: f64) -> f64 {
    let mut term = 1.0 / shape;
    let mut sum = term;
    for number in 1..MOST_TERMS {
        term *= x / (shape + number as f64);
        sum += term;
        if term < sum * f64::EPSILON {
            break;
        }
    }
    sum
}

fn fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut value = d;
    for number in 1..MOST_TERMS {
        let factor = -(number as f64) * (number as f64 - shape);
        b += 2.0;
        d = (factor * d + b).abs().max(TINY).copysign(factor * d + b).recip();
        c = (b + factor / c).abs().max(TINY).copysign(b + factor / c);
        value *= d * c;
        if (d * c - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_shapes_are_erlangs() {
        // P(X <= x) = 1 - e^-x sum of x^k / k! below the shape.
        for shape in [1_u32, 2, 3, 10, 100] {
            for multiple in [0.01, 0.5, 0.9, 1.0, 1.1, 2.0, 8.0] {
                let x = f64::from(shape) * multiple;
                let terms = (0..shape).scan(1.0, |term, k| {
                    let now = *term;
                    *term *= x / f64::from(k + 1);
                    Some(now)
                });
                let expected = 1.0 - libm::exp(-x) * terms.sum::<f64>();
                assert!((below(f64::from(shape), multiple) - expected).abs() < 1e-12, "{shape} {multiple}");
            }
        }
    }

    #[test]
    fn half_a_shape_is_a_square_of_a_normal() {
        // X / mean is chi-squared with one degree of freedom: P = erf(root of x).
        for multiple in [0.001, 0.1, 1.0, 4.0, 20.0] {
            let expected = libm::erf(libm::sqrt(multiple / 2.0));
            assert!((below(0.5, multiple) - expected).abs() < 1e-12, "{multiple}");
        }
    }
}
