//! Load over a peak where rates are limited: it is no sum of what each curve brings, so it is solved again
//! whenever one of them has moved.

use crate::load::{Limited, Load};
use crate::model::Model;
use crate::report::Resource;
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;

use super::curve::Curves;
use super::fluid::Coming;

/// A curve that has moved by this much of its peak makes another level; twice as much where there are too many.
const MOVED: f64 = 0.005;
/// So many levels, times components, are kept at most.
const MOST_KEPT: usize = 2_000_000;
const MOST_LEVELS: usize = 600;

/// What comes to everything at each level.
pub(super) struct Levels {
    /// Which level each step is on.
    pub(super) of_step: Vec<usize>,
    /// By component.
    pub(super) coming: Vec<Vec<Coming>>,
    /// What comes to each limit on rates, with the component that has it.
    pub(super) limits: Vec<(usize, Vec<Coming>)>,
}

impl Levels {
    /// One level, for what never changes with it.
    pub(super) fn alone(steps: usize) -> Self {
        Self { of_step: vec![0; steps], coming: Vec::new(), limits: Vec::new() }
    }

    /// Solves the load at each level, at this multiple of the peak. The first one is that of all peaks at once.
    pub(super) fn of(
        model: &Model,
        compiled: &Compiled,
        scenario: &Scenario,
        scale: f64,
        curves: &Curves,
        known: &[Vec<f64>],
    ) -> Self {
        let (at, of_step) = levels(known, curves.all.len(), model.components.len());
        let mut all = Self { of_step, coming: vec![Vec::new(); model.components.len()], limits: Vec::new() };
        for parts in &at {
            let load = Load::of_part(model, compiled, scenario, scale, |journey| parts[curves.of_journey[journey]]);
            for (index, coming) in all.coming.iter_mut().enumerate() {
                let used =
                    load.utilisation[index].map_or((0.0, Resource::Throughput), |used| (used.value, used.resource));
                coming.push((load.asked[index].rate.total() * scale, used.0 * scale, used.1));
            }
            all.limits.resize_with(load.limits.len(), Default::default);
            for ((component, coming), limited) in all.limits.iter_mut().zip(&load.limits) {
                *component = limited.component;
                coming.push(refusing(limited, scale));
            }
        }
        all
    }
}

/// What comes to a limit, as if it were a ceiling: what is beyond is refused.
fn refusing(limited: &Limited, scale: f64) -> Coming {
    (limited.offered * scale, limited.used(scale), Resource::RateLimit)
}

/// The parts of all curves at each level, and the level of each step.
fn levels(known: &[Vec<f64>], curves: usize, components: usize) -> (Vec<Vec<f64>>, Vec<usize>) {
    let most = (MOST_KEPT / components.max(1)).clamp(2, MOST_LEVELS);
    let mut moved = MOVED;
    loop {
        let (mut at, mut of_step) = (vec![vec![1.0; curves]], Vec::with_capacity(known.len()));
        for parts in known {
            let is_near = |level: &Vec<f64>| level.iter().zip(parts).all(|(a, b)| (a - b).abs() <= moved);
            let last: usize = of_step.last().copied().unwrap_or(0);
            let known = if is_near(&at[last]) { Some(last) } else { at.iter().position(is_near) };
            of_step.push(known.unwrap_or(at.len()));
            if known.is_none() {
                at.push(parts.clone());
            }
            if at.len() > most {
                break;
            }
        }
        if at.len() <= most {
            return (at, of_step);
        }
        moved *= 2.0;
    }
}
