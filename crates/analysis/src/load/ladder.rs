//! The headroom ladder: what saturates at which multiple of today's peak.
//!
//! Load is proportional to the peak, so a component at utilisation U saturates at 1 / U, and fixing one leaves the
//! others where they are. Behind a limit on rates load grows only until the limit is reached: there the multiple is
//! found by halving and by straight lines, as load is made of straight pieces; and what never saturates is no
//! rung.

use linchpin_document::Arrange;

use super::utilisation::Utilisation;
use super::{Limited, Load};
use crate::model::Model;
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;
use crate::{Resource, Rung};

/// How near to its ceiling counts as there.
const NEAR: f64 = 1e-9;
/// No load is looked at beyond this multiple, as in [`crate::Query`].
const FARTHEST: f64 = 1e9;
/// Loads are solved at so many multiples at most; what is still sought then is taken from the line between.
const MOST_SAMPLES: usize = 96;

/// Which end of the ranges of all defaults is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Value,
    Least,
    Most,
}

impl End {
    fn of(self, used: &Utilisation) -> f64 {
        match self {
            Self::Value => used.value,
            Self::Least => used.low,
            Self::Most => used.high,
        }
    }
}

/// Every component that carries load and saturates, the first first; what limits rates is a rung of its own.
pub(crate) fn ladder(model: &Model, compiled: &Compiled, scenario: &Scenario, load: &Load) -> Vec<Rung> {
    let found = multiples(model, compiled, scenario, load, End::Value);
    let limits = load.limits.iter().map(|limited| limited.component);
    let owners = (0..model.components.len()).chain(limits);
    let rung = |(owner, found): (usize, Option<(f64, Resource)>)| {
        let (multiple, resource) = found?;
        Some(Rung { component: model.components[owner].item.id, resource, multiple })
    };
    let mut rungs: Vec<Rung> = owners.zip(found).filter_map(rung).collect();
    rungs.arrange_by(|a, b| a.multiple.total_cmp(&b.multiple).then(a.component.cmp(&b.component)));
    rungs
}

/// The multiple at which each component saturates, and of what; then that from which each limit refuses.
pub(crate) fn multiples(
    model: &Model,
    compiled: &Compiled,
    scenario: &Scenario,
    load: &Load,
    end: End,
) -> Vec<Option<(f64, Resource)>> {
    if load.limits.is_empty() {
        let straight = |used: &Option<Utilisation>| {
            let used = used.filter(|used| used.value > 0.0)?;
            Some((end.of(&used).recip(), used.resource))
        };
        return load.utilisation.iter().map(straight).collect();
    }
    let mut climb = Climb { model, compiled, scenario, end, samples: Vec::new() };
    climb.start();
    (0..model.components.len() + load.limits.len()).map(|curve| climb.crossing(curve)).collect()
}

/// How much is used at one multiple: of each component, then of each limit.
struct Sample {
    multiple: f64,
    used: Vec<f64>,
    of: Vec<Resource>,
}

/// Looks for the multiples at which curves reach 1, from below.
struct Climb<'a, 'b> {
    model: &'b Model<'a>,
    compiled: &'b Compiled,
    scenario: &'b Scenario,
    end: End,
    /// In the order of their multiples.
    samples: Vec<Sample>,
}

impl Climb<'_, '_> {
    /// Looks at where no limit is in force yet, and at the farthest.
    fn start(&mut self) {
        let unlimited = Load::of(self.model, self.compiled, self.scenario, 0.0);
        let first = unlimited.limits.iter().map(|limited| limited.used(1.0).recip());
        let first = first.fold(FARTHEST / 2.0, f64::min).max(f64::MIN_POSITIVE);
        self.sample(first);
        self.sample(FARTHEST);
    }

    fn sample(&mut self, multiple: f64) {
        let load = Load::of(self.model, self.compiled, self.scenario, multiple);
        let of_component = |used: &Option<Utilisation>| used.map_or(0.0, |used| self.end.of(&used) * multiple);
        let of_limit = |limited: &Limited| limited.used(multiple);
        let resource = |used: &Option<Utilisation>| used.map_or(Resource::Throughput, |used| used.resource);
        let sample = Sample {
            multiple,
            used: load.utilisation.iter().map(of_component).chain(load.limits.iter().map(of_limit)).collect(),
            of: load.utilisation.iter().map(resource).chain(load.limits.iter().map(|_| Resource::RateLimit)).collect(),
        };
        let place = self.samples.partition_point(|known| known.multiple < multiple);
        self.samples.insert(place, sample);
    }

    fn crossing(&mut self, curve: usize) -> Option<(f64, Resource)> {
        // Up to the first limit everything is straight.
        let first = &self.samples[0];
        if first.used[curve] >= 1.0 - NEAR {
            return Some((first.multiple / first.used[curve], first.of[curve]));
        }
        for halves in 0.. {
            let after = self.samples.iter().position(|sample| sample.used[curve] >= 1.0 - NEAR)?;
            let (low, high) = (&self.samples[after - 1], &self.samples[after]);
            let part = (1.0 - low.used[curve]) / (high.used[curve] - low.used[curve]);
            let met = low.multiple + part * (high.multiple - low.multiple);
            let is_there = high.used[curve] <= 1.0 + NEAR || high.multiple <= low.multiple * (1.0 + NEAR);
            if is_there || self.samples.len() >= MOST_SAMPLES {
                return Some((met, high.of[curve]));
            }
            let middle = (low.multiple * high.multiple).sqrt();
            self.sample(if halves % 2 == 0 { met } else { middle });
        }
        None
    }
}
