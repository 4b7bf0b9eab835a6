//! What flows where: rates from the linear traffic equations, utilisation, and what saturates first.
//!
//! Everything is proportional to the peak, so it is computed once, at today's peak, and scaled. Where rates are
//! limited it is not: then shares of what comes are computed at the scale asked about, and only hold there.

mod figure;
mod held;
mod ladder;
mod limits;
mod network;
mod solve;
mod space;
mod station;
mod traffic;
mod utilisation;

use crate::Rate;
use crate::model::Model;
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;
use linchpin_document::Arrange;

pub(crate) use figure::Figure;
pub(crate) use held::awaited;
pub(crate) use ladder::{End, ladder, multiples};
pub(crate) use limits::Limited;
pub(crate) use solve::{Flow, Flows, Loop, solve};
pub(crate) use space::{Memory, Storage};
pub(crate) use station::{Station, takes_from_a_queue};
pub(crate) use traffic::flows;
pub(crate) use utilisation::{Asked, Utilisation, ceiling, uses};

/// The load of a design under a scenario, at today's peak.
#[derive(Debug, Clone)]
pub(crate) struct Load {
    /// What is asked of each component.
    pub(crate) asked: Vec<Asked>,
    /// Calls a second, by connection.
    pub(crate) calls: Vec<Rate>,
    /// Who calls whom how often, and by duty how many requests a second arrive, and how many milliseconds
    /// each is held.
    pub(crate) flows: Flows,
    pub(crate) duty_rates: Vec<f64>,
    pub(crate) held: Vec<Figure>,
    /// By component; nothing for entries and for what has no instance up.
    pub(crate) utilisation: Vec<Option<Utilisation>>,
    /// Where requests multiply without end.
    pub(crate) loops: Vec<Loop>,
    /// What limits rates, and how much of them.
    pub(crate) limits: Vec<Limited>,
}

impl Load {
    /// Solves the traffic equations and puts the rates against the ceilings. The scale is the multiple of today's
    /// peak at which limits on rates are looked at.
    pub(crate) fn of(model: &Model, compiled: &Compiled, scenario: &Scenario, scale: f64) -> Self {
        Self::of_part(model, compiled, scenario, scale, |_| 1.0)
    }

    /// The load of a part of each journey, given by its number.
    pub(crate) fn of_part(
        model: &Model,
        compiled: &Compiled,
        scenario: &Scenario,
        scale: f64,
        part: impl Fn(usize) -> f64,
    ) -> Self {
        let mut flows = traffic::flows(model, compiled, scenario);
        let mut entering = vec![0.0; model.duties.len()];
        for (index, journey) in model.journeys.iter().enumerate() {
            entering[journey.duty] += journey.peak * part(index);
        }
        let mut limits = limits::of(model);
        if !limits.is_empty() {
            let rates = |flows: &Flows| solve::solve(flows, &compiled.strong, entering.clone()).rates;
            limits::settle(&mut limits, model, &mut flows, scale, rates);
        }
        let solution = solve::solve(&flows, &compiled.strong, entering);
        let mut rates = traffic::component_rates(model, &solution.rates);
        let mut calls = traffic::Calls::of(model, &flows, &solution.rates);
        traffic::replicate(model, scenario, &mut rates, &mut calls);
        let held = held::held(model, compiled, &flows);
        let mut asked: Vec<Asked> = network::traffic(model, &calls.served)
            .into_iter()
            .zip(rates)
            .map(|(traffic, rate)| Asked { traffic, rate, ..Asked::default() })
            .collect();
        // Little's law: as many are held at once as come while one is.
        for ((duty, rate), held) in model.duties.iter().zip(&solution.rates).zip(&held) {
            asked[duty.component].held += *held * (rate / 1e3);
        }
        let utilisation = utilisation::utilisation(model, scenario, &asked);
        let mut loops = solution.loops;
        // Reads and writes that go the same way round are one loop.
        loops.arrange_by(|a, b| a.connections.cmp(&b.connections).then(b.gain.total_cmp(&a.gain)));
        loops.dedup_by(|later, kept| later.connections == kept.connections);
        Self { asked, calls: calls.made, flows, duty_rates: solution.rates, held, utilisation, loops, limits }
    }
}
