//! What a design costs to run, as far as it says.

use linchpin_catalog::Property;
use linchpin_document::{Design, Item};
use serde::{Deserialize, Serialize};

/// What is to be spent as little of as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Criterion {
    /// Instances that run; each shard is one, and so is each thing a provider runs.
    #[default]
    Instances,
    /// Money a month; only where every price is given.
    Price,
}

impl Criterion {
    /// What a design costs; nothing where a price is missing.
    pub fn cost(self, design: &Design) -> Option<f64> {
        match self {
            Self::Instances => Some(design.components().map(machines).sum()),
            Self::Price => price(design),
        }
    }
}

/// What all instances cost a month together; nothing unless each has a price.
pub(crate) fn price(design: &Design) -> Option<f64> {
    let priced = design.components().filter(|item| item.kind().has(Property::Price));
    let costs = priced.map(|item| Some(item.number(Property::Price)? * machines(item)));
    let costs: Vec<f64> = costs.collect::<Option<_>>()?;
    (!costs.is_empty()).then(|| costs.iter().sum())
}

/// How many machines a component runs on, each shard on its own.
fn machines(item: &Item) -> f64 {
    let number = |property| item.param(property).map_or(1.0, |param| param.value);
    if item.kind().traits().entry { 0.0 } else { number(Property::Instances) * number(Property::Shards) }
}
