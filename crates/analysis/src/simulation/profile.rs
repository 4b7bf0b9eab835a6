//! How the rate of a journey moves over a run.

use linchpin_catalog::{Profile, Property};
use linchpin_document::Item;
use linchpin_simulation::Rate;

/// Seconds in a day.
const DAY: f64 = 86_400.0;
/// A curve is cut into at most so many steps.
const STEPS: f64 = 288.0;
/// A burst begins after this share of the run, so that one sees what was before.
const BURST_BEGINS: f64 = 0.25;

/// The rates of a journey whose record, a client, scheduler or endpoint, says how it moves, if nothing else is
/// supposed. A daily curve has its peak in the middle of the run: what is of interest is there, and short runs are
/// at the peak throughout.
pub(super) fn rates(item: &Item, supposed: Option<Profile>, peak: f64, duration: f64) -> Vec<Rate> {
    let value = |property| item.param(property).map_or(0.0, |param| param.value);
    let off_peak = value(Property::OffPeak);
    let peak_length = value(Property::PeakLength) * 60.0;
    match supposed.or(item.choice(Property::Profile)).unwrap_or(Profile::Flat) {
        Profile::Flat => vec![Rate { from: 0.0, rate: peak }],
        Profile::Burst => {
            let begins = duration * BURST_BEGINS;
            let low = peak * off_peak;
            vec![
                Rate { from: 0.0, rate: low },
                Rate { from: begins, rate: peak },
                Rate { from: begins + peak_length, rate: low },
            ]
        }
        Profile::Daily => daily(peak, off_peak, peak_length.min(DAY), duration),
    }
}

/// At the peak for as long as that lasts, down to the lowest point half a day away as a cosine, and up again.
fn daily(peak: f64, off_peak: f64, peak_length: f64, duration: f64) -> Vec<Rate> {
    let step = (duration / STEPS).max(60.0);
    let shape = |time: f64| {
        let from_peak = libm::fabs(libm::fmod(time - duration / 2.0 + 10.5 * DAY, DAY) - DAY / 2.0);
        let fall = DAY / 2.0 - peak_length / 2.0;
        let share = if fall > 0.0 { (from_peak - peak_length / 2.0).max(0.0) / fall } else { 0.0 };
        (1.0 + libm::cos(std::f64::consts::PI * share)) / 2.0
    };
    let count = (libm::ceil(duration / step) as usize).max(1);
    let rate = |index: usize| {
        let from = index as f64 * step;
        let middle = (from + step / 2.0).min(duration);
        Rate { from, rate: peak * (off_peak + (1.0 - off_peak) * shape(middle)) }
    };
    (0..count).map(rate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(rates: &[Rate], time: f64) -> f64 {
        rates.iter().rev().find(|rate| rate.from <= time).map_or(0.0, |rate| rate.rate)
    }

    #[test]
    fn a_day_has_its_peak_at_noon_and_its_low_at_midnight() {
        let rates = daily(100.0, 0.2, 3600.0, DAY);
        assert!((at(&rates, DAY / 2.0) - 100.0).abs() < 1e-9);
        assert!((at(&rates, DAY / 2.0 - 1_500.0) - 100.0).abs() < 1e-9);
        assert!((at(&rates, 0.0) - 20.0).abs() < 0.1);
        assert!(rates.windows(2).all(|pair| pair[0].from < pair[1].from));
        // The peak hour, and half way between 1 and 0.2 on average for the rest.
        let mean = rates.iter().map(|rate| rate.rate).sum::<f64>() / rates.len() as f64;
        assert!((mean - (100.0 / 24.0 + 60.0 * 23.0 / 24.0)).abs() < 0.5, "{mean}");
    }

    #[test]
    fn a_short_run_is_at_the_peak_of_the_day() {
        assert_eq!(daily(100.0, 0.2, 3600.0, 60.0), [Rate { from: 0.0, rate: 100.0 }]);
    }
}
