//! Blast radii: what each failure by itself takes down, degrades and idles.

mod by_lanes;
mod by_sets;

use linchpin_document::{Arrange, Design};

use crate::Prepared;
use crate::model::Model;
use crate::query::Event;
use crate::report::Outcome;
use crate::structure::EventId;
use crate::structure::compile::Compiled;

/// What one failure does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlastRadius {
    /// What fails: an instance, a provider, a place, or all instances of a component at once.
    pub event: Event,
    /// What becomes of the system.
    pub outcome: Outcome,
    /// The share of traffic of which nothing is answered any more, 0 to 1.
    pub down_share: f64,
    /// The share of which only some is answered any more, 0 to 1.
    pub partly_down_share: f64,
    /// The share that is still answered, but degraded or with work left undone, 0 to 1.
    pub degraded_share: f64,
    /// How many components no longer do any useful work, what fails included.
    pub components_down: u32,
}

/// What every single failure does, the gravest first. Of instances that fail alike one stands for all.
pub fn blast_radii(design: &Design) -> Vec<BlastRadius> {
    Prepared::of(design).blast_radii()
}

/// The same for components of several instances taken as a whole, as a bad deploy takes them.
pub fn blast_radii_of_components(design: &Design) -> Vec<BlastRadius> {
    let prepared = Prepared::of(design);
    gravest_first(Subject::of(&prepared.model, &prepared.compiled).whole_components())
}

/// What every single failure in a compiled design does, the gravest first.
pub(crate) fn of_single_events(model: &Model, compiled: &Compiled) -> Vec<BlastRadius> {
    gravest_first(Subject::of(model, compiled).single_events())
}

fn gravest_first(mut radii: Vec<BlastRadius>) -> Vec<BlastRadius> {
    let hurt = |radius: &BlastRadius| (radius.down_share, radius.partly_down_share, radius.degraded_share);
    radii.arrange_by(|a, b| {
        let by_share = hurt(b).partial_cmp(&hurt(a)).unwrap_or(std::cmp::Ordering::Equal);
        b.outcome.cmp(&a.outcome).then(by_share).then(b.components_down.cmp(&a.components_down))
    });
    radii
}

/// A design to be looked at.
struct Subject<'a, 'b> {
    model: &'b Model<'a>,
    compiled: &'b Compiled,
    /// Of each journey class, its share of the traffic.
    shares: Vec<f64>,
}

impl<'a, 'b> Subject<'a, 'b> {
    fn of(model: &'b Model<'a>, compiled: &'b Compiled) -> Self {
        Self { model, compiled, shares: model.shares() }
    }

    /// Sets are quicker where few failures bring any one thing down, lanes where many do.
    fn single_events(&self) -> Vec<BlastRadius> {
        let events = self.model.events.iter();
        let named = events.filter_map(|(id, cause, _)| Some((self.model.failure_of(id, cause, &[])?, id)));
        let failures: Vec<(Event, EventId)> = named.collect();
        by_sets::single_events(self, &failures).unwrap_or_else(|| by_lanes::single_events(self, &failures))
    }

    fn whole_components(&self) -> Vec<BlastRadius> {
        let components = self.model.components.iter().enumerate();
        let several = components.filter(|(_, component)| component.instances > 1 && !component.is_managed());
        let whole = several.map(|(index, component)| {
            let runs = self.model.placements[index].runs.iter().map(|run| run.event).collect();
            (Event::Component(component.item.id), runs)
        });
        by_lanes::groups(self, &whole.collect::<Vec<(Event, Vec<EventId>)>>())
    }

    /// The components that can be down.
    fn serving_components(&self) -> impl Iterator<Item = usize> {
        (0..self.model.components.len()).filter(|index| !self.model.components[*index].traits.entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::compile::compile;
    use proptest::prelude::*;

    fn check(design: &Design) {
        let model = Model::of(design);
        let compiled = compile(&model);
        let subject = Subject::of(&model, &compiled);
        let events = model.events.iter();
        let failures: Vec<(Event, EventId)> =
            events.filter_map(|(id, cause, _)| Some((model.failure_of(id, cause, &[])?, id))).collect();
        let sets = by_sets::single_events(&subject, &failures).unwrap_or_default();
        let lanes = by_lanes::single_events(&subject, &failures);
        assert_eq!(sets.len(), lanes.len());
        for (a, b) in sets.iter().zip(&lanes) {
            // Shares are added up in another order.
            let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
            assert!(near(a.down_share, b.down_share) && near(a.partly_down_share, b.partly_down_share), "{a:?} {b:?}");
            assert!(near(a.degraded_share, b.degraded_share), "{a:?} {b:?}");
            assert_eq!((a.event, a.outcome, a.components_down), (b.event, b.outcome, b.components_down));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn two_evaluators_agree(fixture in linchpin_testkit::systems(14, linchpin_testkit::Said::Little), seed: u64) {
            check(&linchpin_testkit::design(&fixture));
            let mut replica = linchpin_document::Replica::new(linchpin_document::PeerId::from_bits(1));
            replica.commit(&crate::synthetic(40, seed)).unwrap();
            check(replica.design());
        }
    }
}
