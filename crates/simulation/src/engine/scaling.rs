//! Servers come and go with the load.

use super::{Simulation, kind};
use crate::network::Scaler;

/// A scaler, and what it saw.
#[derive(Clone, Debug)]
pub struct ScalerState {
    pub settings: Scaler,
    /// Area under the number of jobs served, at the last look.
    area: f64,
    /// Most instances ordered that do not work yet; 0 for none.
    ordered: u32,
    /// Looks in a row that wanted fewer instances, and the most any of them wanted.
    calm: u32,
    calm_most: u32,
}

impl ScalerState {
    /// A scaler that saw nothing yet.
    pub fn of(settings: Scaler) -> Self {
        Self { settings, area: 0.0, ordered: 0, calm: 0, calm_most: 0 }
    }

    /// What to do after a look at `instances` instances that work and the area served so far.
    fn decide(&mut self, instances: u32, area: f64) -> Decision {
        let Scaler { servers_each, fewest, most, target, period, patience, .. } = self.settings;
        let busy = (area - self.area) / period / f64::from(servers_each);
        self.area = area;
        // A hair less, so that rounding does not add an instance.
        let wanted = (libm::ceil(busy / target - 1e-9) as u32).clamp(fewest, most);
        if wanted >= instances {
            self.calm = 0;
            let is_new = wanted > instances.max(self.ordered);
            if !is_new {
                return Decision::Stay;
            }
            self.ordered = wanted;
            return Decision::Order(wanted);
        }
        self.calm_most = if self.calm == 0 { wanted } else { self.calm_most.max(wanted) };
        self.calm += 1;
        if self.calm < patience {
            return Decision::Stay;
        }
        self.calm = 0;
        Decision::Reduce(self.calm_most)
    }
}

/// What comes of a look.
enum Decision {
    Stay,
    Order(u32),
    Reduce(u32),
}

impl Simulation {
    /// A scaler looks at its station, and will look again.
    pub(super) fn look(&mut self, index: u32) {
        let Scaler { station, servers_each, period, delay, .. } = self.scalers[index as usize].settings;
        self.events.schedule(self.now + period, kind::SCALE, index, 0);
        let state = &mut self.stations[station];
        state.advance_meter(self.now);
        if state.working == 0 {
            // All of it has failed, and what starts would fail, too.
            return;
        }
        let (instances, area) = (state.working.div_ceil(servers_each), state.meter.serving_area);
        match self.scalers[index as usize].decide(instances, area) {
            Decision::Stay => {}
            Decision::Order(wanted) => {
                self.events.schedule(self.now + delay, kind::SCALE, index, wanted * servers_each);
            }
            Decision::Reduce(wanted) => {
                self.stations[station].working = wanted * servers_each;
                for (along, each) in &self.scalers[index as usize].settings.along {
                    self.stations[*along].working = wanted.saturating_mul(*each);
                }
            }
        }
    }

    /// Ordered servers begin to work; those that are busy beyond a smaller number finish what they do.
    pub(super) fn scale(&mut self, index: u32, servers: u32) {
        let scaler = &mut self.scalers[index as usize];
        if servers >= scaler.ordered * scaler.settings.servers_each {
            scaler.ordered = 0;
        }
        let Scaler { station, servers_each, ref along, .. } = scaler.settings;
        let more = along.iter().map(|(at, each)| (*at, (servers / servers_each).saturating_mul(*each)));
        for (at, servers) in std::iter::once((station, servers)).chain(more).collect::<Vec<_>>() {
            let state = &mut self.stations[at];
            if state.working > 0 {
                state.working = state.working.max(servers);
            }
            self.start_waiting(at);
        }
    }
}
