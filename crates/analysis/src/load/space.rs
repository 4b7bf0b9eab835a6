//! What is kept in memory and on disks. It does not grow with the requests a second, so that no multiple
//! of the peak fills it: time does.

use linchpin_catalog::{Param, Property};

use super::figure::Figure;
use crate::model::components::Component;

/// What one instance, or one shard, keeps in memory: gigabytes wanted and there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Memory {
    pub(crate) wanted: f64,
    pub(crate) there: Param,
}

impl Memory {
    /// Of a component that says what it wants to hold. Stores split it over their shards and caches over
    /// their instances; of anything else every instance holds all of it.
    pub(crate) fn of(component: &Component) -> Option<Self> {
        let wanted = component.item.number(Property::WorkingSet).filter(|_| component.kind.has(Property::Memory))?;
        let parts = if component.traits.caching { f64::from(component.instances.max(1)) } else { component.shards };
        Some(Self { wanted: wanted / parts, there: component.item.param(Property::Memory)? })
    }

    /// The share that is used up; above 1 it does not fit.
    pub(crate) fn used(self) -> Figure {
        part(self.wanted, self.there)
    }
}

/// What one shard keeps on disk, of what is kept for a while or for good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Storage {
    /// Gigabytes there are today.
    pub(crate) stored: f64,
    /// Gigabytes more each day.
    pub(crate) growth: f64,
    /// Days until what was added goes; without them it stays.
    pub(crate) retention: Option<f64>,
    pub(crate) disk: Param,
}

impl Storage {
    /// Of a component that says what it keeps, or what is added to it.
    pub(crate) fn of(component: &Component) -> Option<Self> {
        let number = |property| component.item.number(property);
        let (stored, growth) = (number(Property::Stored), number(Property::Growth));
        if !component.kind.has(Property::Storage) || stored.is_none() && growth.is_none() {
            return None;
        }
        let part = |all: Option<f64>| all.unwrap_or(0.0) / component.shards;
        Some(Self {
            stored: part(stored),
            growth: part(growth),
            retention: number(Property::Retention),
            disk: component.item.param(Property::Storage)?,
        })
    }

    /// The share of the disk that is full today.
    pub(crate) fn used(self) -> Figure {
        part(self.stored, self.disk)
    }

    /// The gigabytes it comes to in the end, when as much goes as comes: growth times retention.
    pub(crate) fn settles_at(self) -> Option<f64> {
        self.retention.map(|days| self.growth * days)
    }

    /// Days until a disk of so many gigabytes is full; 0 if it is, nothing if it never will be.
    ///
    /// What is there today goes evenly while what is added comes, until after the retention only what was
    /// added is left.
    pub(crate) fn days_until_full(self, disk: f64) -> Option<f64> {
        if self.stored >= disk {
            return Some(0.0);
        }
        let leaving = self.retention.map_or(0.0, |days| self.stored / days);
        let never = self.settles_at().is_some_and(|most| most <= disk) || self.growth <= leaving;
        (!never).then(|| (disk - self.stored) / (self.growth - leaving))
    }
}

fn part(used: f64, of: Param) -> Figure {
    Figure::exact(used).part_of(of, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storage(stored: f64, growth: f64, retention: Option<f64>) -> Storage {
        Storage { stored, growth, retention, disk: Param::typed(1000.0) }
    }

    fn days(of: Storage) -> Option<f64> {
        of.days_until_full(1000.0)
    }

    #[test]
    fn what_is_kept_for_good_fills_evenly() {
        assert_eq!(days(storage(400.0, 6.0, None)), Some(100.0));
        assert_eq!(days(storage(400.0, 0.0, None)), None);
        assert_eq!(days(storage(1000.0, 0.0, None)), Some(0.0));
    }

    #[test]
    fn what_is_kept_for_a_while_settles_at_growth_times_retention() {
        // 10 a day for 90 days are 900; for 200 days 2,000.
        assert_eq!(
            (storage(0.0, 10.0, Some(90.0)).settles_at(), days(storage(0.0, 10.0, Some(90.0)))),
            (Some(900.0), None)
        );
        assert_eq!(days(storage(0.0, 10.0, Some(200.0))), Some(100.0));
        // 500 there go in 200 days, 2.5 a day: 7.5 a day on balance.
        assert_eq!(days(storage(500.0, 10.0, Some(200.0))), Some(500.0 / 7.5));
        // It shrinks to what fits.
        assert_eq!(days(storage(950.0, 4.0, Some(200.0))), None);
    }

    #[test]
    fn absurd_numbers_stay_numbers() {
        for of in [storage(0.0, 1e9, Some(1e6)), storage(1e9, 0.0, None), storage(0.0, 0.0, Some(0.001))] {
            assert!(days(of).is_none_or(|days| days >= 0.0 && days.is_finite()));
            assert!(of.used().value >= 0.0);
        }
        let nothing = Storage { disk: Param::typed(0.0), ..storage(0.0, 1.0, None) };
        assert_eq!((nothing.days_until_full(0.0), nothing.used().value), (Some(0.0), 0.0));
    }
}
