//! Limits on rates: what is beyond them is refused at once, and is no work for anybody.
//!
//! What lets L requests a second pass, and is asked for r, admits min(1, L / r) of them, of each class alike, as
//! one counter for all does. Refused calls still arrive, so the connection and the network of the component carry
//! them; its own throughput, cores and slots, and all behind it, see what is admitted. Refused calls are not made
//! again: pauses and retries over time belong to the simulation, which refuses by the same limit.
//!
//! Where limits come one after the other, or requests come round again, what one admits changes what comes to
//! another; the shares are worked out in turn until nothing changes.

use super::solve::Flows;
use crate::model::Model;
use crate::model::components::Component;

/// Relative change at which shares have settled.
const SETTLED: f64 = 1e-12;
/// Rounds after which each goes half way only: circles through a limit swing.
const SWINGS: usize = 12;
/// Rounds after which the shares are taken as they are.
const MOST_ROUNDS: usize = 100;

/// A limit, and what it does at the multiple of the peak it is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limited {
    pub(crate) component: usize,
    /// Requests a second it lets pass.
    pub(crate) limit: f64,
    /// Requests a second that come, at today's peak.
    pub(crate) offered: f64,
    /// The share of them that passes, 0 to 1.
    pub(crate) admitted: f64,
}

impl Limited {
    /// How much of the limit is asked for at this multiple of today's peak: above 1 it refuses.
    pub(crate) fn used(&self, scale: f64) -> f64 {
        self.offered * scale / self.limit
    }
}

/// The limits a design sets, none of them in force yet.
pub(super) fn of(model: &Model) -> Vec<Limited> {
    let limited = |(component, of): (usize, &Component)| {
        Some(Limited { component, limit: of.rate_limit?, offered: 0.0, admitted: 1.0 })
    };
    model.components.iter().enumerate().filter_map(limited).collect()
}

/// Puts limits in force, round by round: `solve` answers the arrival rates of all duties, at today's peak.
pub(super) fn settle(
    limits: &mut [Limited],
    model: &Model,
    flows: &mut Flows,
    scale: f64,
    solve: impl Fn(&Flows) -> Vec<f64>,
) {
    for round in 0..MOST_ROUNDS {
        let rates = solve(flows);
        let offered = offered(model, flows, &rates);
        let mut settled = true;
        for limited in &mut *limits {
            limited.offered = offered[limited.component];
            let admitted = limited.used(scale).max(1.0).recip();
            settled &= (admitted - limited.admitted).abs() <= SETTLED * admitted;
            limited.admitted = if round < SWINGS { admitted } else { (admitted + limited.admitted) / 2.0 };
        }
        if settled {
            return;
        }
        let mut admitted = vec![1.0; model.components.len()];
        limits.iter().for_each(|limited| admitted[limited.component] = limited.admitted);
        flows.admit(|duty| admitted[model.duties.get(duty).component]);
    }
}

/// Calls a second that come to each component, those refused among them.
fn offered(model: &Model, flows: &Flows, rates: &[f64]) -> Vec<f64> {
    let mut offered = vec![0.0; model.components.len()];
    for (duty, rate) in rates.iter().enumerate() {
        for flow in flows.of_duty(duty) {
            if let Some(to) = flow.to {
                offered[model.duties.get(to).component] += rate * flow.factor;
            }
        }
    }
    offered
}
