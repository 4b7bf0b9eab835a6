//! The standard library writes floats exactly: what is written here is that, or its neighbour where it lies so near
//! the middle between two that a float cannot tell.

use linchpin_figures::{decimal, grouped, trimmed};
use proptest::prelude::*;

proptest! {
    #[test]
    fn decimals_are_those_of_the_standard_library(value in -1e14..1e14_f64, small in -10.0..10.0_f64, places in 0..9_usize) {
        for value in [value, small] {
            let (ours, exact) = (decimal(value, places), format!("{value:.places$}"));
            let apart = (ours.parse::<f64>().unwrap() - exact.parse::<f64>().unwrap()).abs();
            let nearly_half = {
                let scaled = value * 10_u64.pow(places as u32) as f64;
                (scaled.fract().abs() - 0.5).abs() < 1e-6 * scaled.abs().max(1.0)
            };
            prop_assert!(ours == exact || (apart == 0.0 && ours == exact.trim_start_matches('-')) || nearly_half, "{ours} {exact}");
        }
    }

    #[test]
    fn what_is_trimmed_or_grouped_is_the_same_number(value in -1e14..1e14_f64, places in 0..4_usize) {
        let number: f64 = decimal(value, places).parse().unwrap();
        prop_assert_eq!(trimmed(value, places).parse::<f64>().unwrap(), number);
        prop_assert_eq!(grouped(value, places).replace(',', "").parse::<f64>().unwrap(), number);
    }

    #[test]
    fn any_number_is_written_in_a_few_characters(bits in any::<u64>(), places in 0..40_usize) {
        prop_assert!(grouped(f64::from_bits(bits), places).len() <= 34);
    }
}
