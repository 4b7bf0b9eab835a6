//! What a change is judged by.

use linchpin_analysis::{
    Answer, Availability, JourneyLatency, Prepared, Query, ReliabilityQuery, SinglePointCount, availability,
};
use linchpin_document::Design;
use serde::{Deserialize, Serialize};

use crate::harden::Criterion;

/// How much is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Depth {
    /// What takes a frame or two.
    Quick,
    /// Availability as well, which may take seconds.
    Full,
}

/// The figures of a design.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Single points of failure above info.
    pub single_points: SinglePointCount,
    /// Instances in all: each shard is one, and so is each thing a provider runs.
    pub instances: f64,
    /// The multiple of today's peak at which the first component saturates; nothing where nothing carries load.
    pub headroom: Option<f64>,
    /// Milliseconds within which 99 of 100 requests are answered, of the slowest class of traffic; nothing where
    /// one is not answered, or not within any time.
    pub p99: Option<f64>,
    /// The share of time everything is answered; nothing where it was not asked for.
    pub availability: Option<Availability>,
    /// What all instances cost a month; nothing unless every price is given.
    pub price: Option<f64>,
}

/// The figures of a design before and after a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// As it is.
    pub before: Figures,
    /// As it would be.
    pub after: Figures,
}

impl Figures {
    /// Computes them.
    pub fn of(design: &Design, query: &Query, depth: Depth) -> Self {
        let prepared = Prepared::of(design);
        let report = prepared.report(query);
        let availability = (depth == Depth::Full).then(|| availability(design, &ReliabilityQuery::default()).system);
        Self {
            single_points: report.system.single_points,
            instances: Criterion::Instances.cost(design).unwrap_or(0.0),
            headroom: report.ladder.first().map(|rung| rung.multiple),
            p99: p99(&prepared.latency(query).journeys),
            availability: availability.flatten(),
            price: Criterion::Price.cost(design),
        }
    }
}

/// The slowest p99 of all classes of traffic, if each has one.
fn p99(journeys: &[JourneyLatency]) -> Option<f64> {
    let p99 = |answer: Answer| if let Answer::Within(times) = answer { Some(times.p99) } else { None };
    let slowest: Vec<f64> = journeys.iter().map(|journey| p99(journey.answer)).collect::<Option<_>>()?;
    slowest.into_iter().reduce(f64::max)
}
