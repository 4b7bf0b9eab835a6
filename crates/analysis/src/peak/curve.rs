//! How the rate of a journey moves, and over what time that is worth looking at.

use linchpin_catalog::{Profile, Property};
use linchpin_document::Item;

use crate::model::Model;

pub(super) const DAY: f64 = 86_400.0;
/// What is flat looks the same at any time.
const HOUR: f64 = 3_600.0;
/// What comes before a burst, in lengths of it.
const BEFORE: f64 = 0.25;
/// Journeys that move in more ways than this are taken to be at their peak all the time.
const MOST: usize = 12;

/// How a rate moves, as a share of its peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Curve {
    profile: Profile,
    off_peak: f64,
    /// Seconds at the peak.
    length: f64,
}

impl Curve {
    /// The peak all the time.
    pub(super) const FLAT: Self = Self { profile: Profile::Flat, off_peak: 1.0, length: 0.0 };

    /// As a client, a scheduler or an endpoint says, or as is supposed of all.
    pub(super) fn of(item: &Item, supposed: Option<Profile>) -> Self {
        let value = |property| item.param(property).map_or(0.0, |param| param.value);
        match supposed.or(item.choice(Property::Profile)).unwrap_or(Profile::Flat) {
            Profile::Flat => Self::FLAT,
            profile => Self { profile, off_peak: value(Property::OffPeak), length: value(Property::PeakLength) * 60.0 },
        }
    }

    /// The share of the peak at a time.
    ///
    /// A burst is off the peak, at it from when bursts begin, for its length, and off it again. A day is at its
    /// peak around noon for as long as that lasts, and falls to its lowest point at midnight as a cosine.
    pub(super) fn at(&self, time: f64, window: &Window) -> f64 {
        let share = match self.profile {
            Profile::Flat => 1.0,
            Profile::Burst => f64::from(u8::from((0.0..self.length).contains(&(time - window.bursts_begin)))),
            Profile::Daily => {
                let from_noon = (libm::fmod(time, DAY) - DAY / 2.0).abs();
                let fall = (DAY - self.length) / 2.0;
                let fallen = if fall > 0.0 { (from_noon - self.length / 2.0).max(0.0) / fall } else { 0.0 };
                (1.0 + libm::cos(std::f64::consts::PI * fallen.min(1.0))) / 2.0
            }
        };
        self.off_peak + (1.0 - self.off_peak) * share
    }
}

/// The different ways the rates of journeys move.
#[derive(Debug)]
pub(super) struct Curves {
    pub(super) all: Vec<Curve>,
    /// Which of them each journey follows.
    pub(super) of_journey: Vec<usize>,
}

impl Curves {
    /// As endpoints say, where there are any, else as entries do; or as is supposed of all.
    pub(super) fn of(model: &Model, supposed: Option<Profile>) -> Self {
        let mut curves = Self { all: vec![Curve::FLAT], of_journey: Vec::new() };
        for journey in &model.journeys {
            let entry = model.components[journey.entry].item;
            let own = Curve::of(journey.endpoint.map_or(entry, |endpoint| model.endpoints[endpoint].item), supposed);
            let place = match curves.all.iter().position(|curve| *curve == own) {
                Some(known) => known,
                None if curves.all.len() < MOST => {
                    curves.all.push(own);
                    curves.all.len() - 1
                }
                // The first one is flat.
                None => 0,
            };
            curves.of_journey.push(place);
        }
        curves
    }

    /// The part of its peak each curve is at.
    pub(super) fn parts(&self, time: f64, window: &Window) -> Vec<f64> {
        self.all.iter().map(|curve| curve.at(time, window)).collect()
    }
}

/// The time looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub(super) seconds: f64,
    bursts_begin: f64,
}

impl Window {
    /// A day, if any rate moves over a day, with bursts from noon on; else the longest burst with as much time
    /// after it, and some before; else an hour.
    pub(super) fn of(curves: &[Curve]) -> Self {
        let longest = |profile| {
            let of_profile = curves.iter().filter(move |curve| curve.profile == profile);
            of_profile.fold(None, |most: Option<f64>, curve| Some(most.unwrap_or(0.0).max(curve.length)))
        };
        if longest(Profile::Daily).is_some() {
            return Self { seconds: DAY, bursts_begin: DAY / 2.0 };
        }
        match longest(Profile::Burst) {
            Some(length) => Self { seconds: (BEFORE + 2.0) * length, bursts_begin: BEFORE * length },
            None => Self { seconds: HOUR, bursts_begin: 0.0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_peak_at_noon_and_its_low_at_midnight() {
        let curve = Curve { profile: Profile::Daily, off_peak: 0.2, length: 3600.0 };
        let window = Window::of(&[curve, Curve::FLAT]);
        assert_eq!(window.seconds, DAY);
        let at = |hour: f64| curve.at(hour * 3600.0, &window);
        assert_eq!((at(0.0), at(12.0), at(12.5), at(11.5)), (0.2, 1.0, 1.0, 1.0));
        // Half way down after half of the 11.5 hours.
        assert!((at(12.5 + 5.75) - 0.6).abs() < 1e-12);
        assert_eq!(at(24.0 + 12.0), 1.0);
    }

    #[test]
    fn a_burst_comes_and_goes_at_once() {
        let curve = Curve { profile: Profile::Burst, off_peak: 0.1, length: 600.0 };
        let window = Window::of(&[curve]);
        assert_eq!((window.seconds, window.bursts_begin), (1350.0, 150.0));
        let at = |time: f64| curve.at(time, &window);
        assert_eq!((at(149.9), at(150.0), at(749.9), at(750.0)), (0.1, 1.0, 1.0, 0.1));
    }
}
