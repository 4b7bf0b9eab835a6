//! Rates where there is room for a few characters.

use linchpin_figures::trimmed;

/// A rate in few characters: `950`, `1.2k`, `34k`, `2.5M`.
pub(crate) fn short(rate: f64) -> String {
    let (value, unit) = match rate {
        rate if rate >= 1e6 => (rate / 1e6, "M"),
        rate if rate >= 1e3 => (rate / 1e3, "k"),
        rate => (rate, ""),
    };
    trimmed(value, usize::from(value < 9.95)) + unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_short() {
        assert_eq!([950.0, 1200.0, 34_000.0, 2.5e6, 0.5].map(short), ["950", "1.2k", "34k", "2.5M", "0.5"]);
    }
}
