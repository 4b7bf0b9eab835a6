//! Student's t distribution.

/// 97.5 % points for 1 to 31 degrees of freedom, as printed in any table (for instance Abramowitz and Stegun,
/// table 26.10): a two-sided interval of 95 %.
const T_975: [f64; 31] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042, 2.040,
];

/// Half the width of a 95 % interval in standard errors; infinite with no degree of freedom.
pub fn t_975(degrees: usize) -> f64 {
    match degrees {
        0 => f64::INFINITY,
        degrees => T_975[degrees.min(T_975.len()) - 1],
    }
}
