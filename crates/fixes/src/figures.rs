//! What a change is judged by.

use linchpin_analysis::{Availability, Query, ReliabilityQuery, SinglePointCount, analyse, reliability};
use linchpin_catalog::Property;
use linchpin_document::{Design, Item};
use serde::{Deserialize, Serialize};

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
    /// Instances in all, of everything that is run by oneself.
    pub instances: u32,
    /// The multiple of today's peak at which the first component saturates; nothing where nothing carries load.
    pub headroom: Option<f64>,
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
        let report = analyse(design, query);
        let availability = (depth == Depth::Full).then(|| reliability(design, &ReliabilityQuery::default()).system);
        let own = report.components.iter().filter(|component| !component.managed.value);
        Self {
            single_points: report.system.single_points,
            instances: own.map(|component| component.instances).sum(),
            headroom: report.ladder.first().map(|rung| rung.multiple),
            availability: availability.flatten(),
            price: price(design),
        }
    }
}

/// What all instances cost a month together; nothing unless each has a price.
pub(crate) fn price(design: &Design) -> Option<f64> {
    let priced = design.components().filter(|item| item.kind().has(Property::Price));
    let cost = |item: &Item| Some(item.number(Property::Price)? * instances(item));
    let costs: Vec<f64> = priced.map(cost).collect::<Option<_>>()?;
    (!costs.is_empty()).then(|| costs.iter().sum())
}

fn instances(item: &Item) -> f64 {
    item.param(Property::Instances).map_or(1.0, |instances| instances.value)
}
