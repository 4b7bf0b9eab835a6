//! How long answers take, and where the time goes.
//!
//! In reading order: every component is a queue (`load::Station`), `calls` says what is called in which
//! order, `answers` puts the times together as distributions on the `grid`, `waterfall` takes the mean
//! apart again.
//!
//! Times of different stations are taken not to depend on each other, and arrivals everywhere to be
//! random (Poisson), as in a network of Jackson; service times follow gamma distributions, exponential
//! ones where nothing is known. Timeouts, retries of slow calls and full queues are for the simulation.

mod answers;
mod calls;
mod distribution;
mod gamma;
mod grid;
mod report;
mod waterfall;

use linchpin_catalog::Property;
use linchpin_document::{Design, RecordId};

use crate::Prepared;
use crate::load::Load;
use crate::model::Journey;
use crate::query::Query;
use crate::rules::load::latency_target;
use crate::rules::settled;
use crate::structure::compile::{Compiled, Reading};
use crate::structure::scenario::Scenario;
use answers::{Answers, FirstLimit, Stay};
use distribution::Level;

pub use report::{Answer, JourneyLatency, LatencyReport, LatencyStep, LatencyTarget, Limit, QueueReport, Times};

/// Works out how long answers take. Takes some milliseconds for a thousand components: to be asked apart
/// from [`crate::analyse`].
pub fn latency(design: &Design, query: &Query) -> LatencyReport {
    Prepared::of(design).latency(query)
}

impl Prepared<'_> {
    /// How long answers take, as [`latency`] gives it.
    pub fn latency(&self, query: &Query) -> LatencyReport {
        let Self { design, model, compiled } = self;
        let scenario = self.scenario(&query.failed);
        let scale = query.usable_scale();
        let load = Load::of(model, compiled, &scenario, scale);
        let answers = Answers::of(model, compiled, &scenario, &load, scale);
        let teller = Teller { design, answers: &answers, compiled, scenario: &scenario, scale };
        let most = LatencyReport::MOST_STEPS_IN_ALL / model.journeys.len().max(1);
        let most = most.clamp(1, LatencyReport::MOST_STEPS);
        let journeys: Vec<JourneyLatency> =
            model.journeys.iter().map(|journey| teller.journey(journey, most)).collect();
        LatencyReport {
            findings: settled(design, latency_target::find(design, &journeys)),
            journeys,
            queues: (0..model.components.len()).filter_map(|component| teller.queue(component)).collect(),
        }
    }
}

struct Teller<'a, 'b, 'c> {
    design: &'c Design,
    answers: &'c Answers<'a, 'b>,
    compiled: &'c Compiled,
    scenario: &'c Scenario,
    scale: f64,
}

impl Teller<'_, '_, '_> {
    fn journey(&self, journey: &Journey, most: usize) -> JourneyLatency {
        let entry = self.id(journey.entry);
        let endpoint = self.answers.model.endpoint_of(journey);
        let limit = self.answers.limits[journey.duty].map(|limit| self.limit(limit));
        let answer = self.answer(journey, limit);
        let steps = match answer {
            Answer::Within(times) => waterfall::steps(self.answers, journey.duty, times.mean, most),
            Answer::Unanswered | Answer::Unbounded(_) => Vec::new(),
        };
        let target = self.target(endpoint, entry).map(|(asked_by, limit)| {
            let left = match answer {
                Answer::Within(times) => Some(limit - times.p99),
                Answer::Unanswered | Answer::Unbounded(_) => None,
            };
            LatencyTarget { limit, asked_by, met: left.is_some_and(|left| left >= 0.0), left }
        });
        JourneyLatency { entry, endpoint, class: journey.class, answer, limit, target, steps }
    }

    fn answer(&self, journey: &Journey, limit: Option<Limit>) -> Answer {
        if !self.scenario.holds(self.compiled.serves(journey.duty, Reading::Some)) {
            return Answer::Unanswered;
        }
        let grid = &self.answers.grid;
        match (self.answers.get(journey.duty), limit) {
            (Some(answer), _) => Answer::Within(Times {
                mean: grid.mean(answer),
                p50: grid.quantile(answer, Level::P50),
                p95: grid.quantile(answer, Level::P95),
                p99: grid.quantile(answer, Level::P99),
                p999: grid.quantile(answer, Level::P999),
                at_least: self.answers.at_least[journey.duty],
            }),
            (None, Some(limit)) => Answer::Unbounded(limit),
            (None, None) => Answer::Unanswered,
        }
    }

    /// The target of an endpoint, else that of where it enters, else that of the design.
    fn target(&self, endpoint: Option<RecordId>, entry: RecordId) -> Option<(RecordId, f64)> {
        let asked = |id: RecordId| Some((id, self.design.get(id)?.number(Property::TargetLatency)?));
        endpoint.into_iter().chain([entry, RecordId::DESIGN]).find_map(asked)
    }

    fn limit(&self, limit: FirstLimit) -> Limit {
        Limit { multiple: limit.multiple, component: self.id(limit.component) }
    }

    fn queue(&self, component: usize) -> Option<QueueReport> {
        let Stay { station, waiting, service, .. } = &self.answers.stays[component];
        let (station, used) = ((*station)?, self.answers.load.utilisation[component]?);
        Some(QueueReport {
            component: self.id(component),
            queues: station.queues as u32,
            servers: station.servers,
            utilisation: used.value * self.scale,
            service: *service,
            waiting: waiting.map(|(mean, _)| mean),
            waiting_share: waiting.map(|(_, share)| share),
        })
    }

    fn id(&self, component: usize) -> RecordId {
        self.answers.model.components[component].item.id
    }
}
