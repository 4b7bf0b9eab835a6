//! An autoscaler that keeps a utilisation, as the horizontal one of Kubernetes.

use std::collections::VecDeque;

/// Seconds between two looks.
const LOOKS_EVERY: f64 = 15.0;
/// So many looks in a row must want fewer before any goes: five minutes.
const PATIENCE: usize = 20;

/// Instances that work, and those ordered.
#[derive(Debug, Clone)]
pub(super) struct Scaler {
    pub(super) fewest: u32,
    pub(super) most: u32,
    pub(super) working: u32,
    target: f64,
    delay: f64,
    next_look: f64,
    /// When how many will work.
    ordered: VecDeque<(f64, u32)>,
    /// What the last looks wanted.
    wanted: VecDeque<u32>,
}

impl Scaler {
    pub(super) fn new(fewest: u32, most: u32, target: f64, delay: f64) -> Self {
        let (ordered, wanted) = (VecDeque::new(), VecDeque::new());
        Self { fewest, most, working: fewest, target, delay, next_look: 0.0, ordered, wanted }
    }

    /// As after a long time at this utilisation of the fewest instances.
    pub(super) fn rest_at(&mut self, used: f64) {
        self.working = wanted(self.fewest, used, self.target).clamp(self.fewest, self.most);
    }

    /// Lets come what was ordered.
    pub(super) fn arrive(&mut self, time: f64) {
        while let Some((_, count)) = self.ordered.front().copied().filter(|(due, _)| *due <= time) {
            self.working = self.working.max(count);
            self.ordered.pop_front();
        }
    }

    /// Looks at the utilisation, if it is time to; one that is measured is never above 1.
    pub(super) fn look(&mut self, time: f64, used: f64) {
        if time < self.next_look {
            return;
        }
        self.next_look = time + LOOKS_EVERY;
        let wanted = wanted(self.working, used.min(1.0), self.target).clamp(self.fewest, self.most);
        let expected = self.ordered.back().map_or(self.working, |(_, count)| *count);
        if wanted > expected {
            self.ordered.push_back((time + self.delay, wanted));
        }
        self.wanted.push_back(wanted);
        if self.wanted.len() > PATIENCE {
            self.wanted.pop_front();
            let highest = self.wanted.iter().copied().max().unwrap_or(self.fewest);
            if self.ordered.is_empty() {
                self.working = self.working.min(highest);
            }
        }
    }
}

/// The instances that bring the utilisation of so many down to the target; rounding orders none.
fn wanted(instances: u32, used: f64, target: f64) -> u32 {
    (f64::from(instances) * used / target - 1e-9).ceil().max(1.0) as u32
}
