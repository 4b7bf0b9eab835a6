//! Bounds on a module too hard for an exact diagram, from one that follows only a few failures at a time.
//!
//! Let T be "more than k variables happen". A diagram in which every path with more than k failures ends in
//! "happens" stays small, because everything beyond looks the same. If each gate is cut short like this, what
//! comes out lies between f and `f or T`: and and or keep to that. So it is at least as likely as f, and at
//! most by P(T) likelier. What is not known in the end is how things stand with more than k failures at once.

use crate::bounds::Bounds;
use crate::diagram::Diagrams;
use crate::order::{Module, build};
use crate::prepare::Prepared;
use crate::probability::probability;
use crate::store::Exhausted;
use crate::sums::sums;
use crate::tree::Node;

/// More failures at a time than this are not followed.
const MOST_FAILURES: u32 = 12;

/// What is to be bounded, and at what cost.
pub(crate) struct Hard<'a> {
    pub(crate) prepared: &'a Prepared,
    pub(crate) module: &'a Module,
    /// Its variables in the order of the levels.
    pub(crate) order: &'a [Node],
    /// How likely each is, at least and at most.
    pub(crate) low: &'a [f64],
    pub(crate) high: &'a [f64],
    /// Nodes of a diagram, and steps on the way to it.
    pub(crate) nodes: usize,
    pub(crate) steps: u64,
}

impl Hard<'_> {
    /// The bounds from as many failures at a time as the diagrams have room for.
    pub(crate) fn bounds(&self) -> Bounds {
        let mut bounds = Bounds { low: 0.0, high: 1.0 };
        for failures in 1..=MOST_FAILURES {
            match self.with(failures) {
                Ok(found) => bounds = bounds.narrowed(found),
                Err(Exhausted) => break,
            }
        }
        bounds
    }

    fn with(&self, failures: u32) -> Result<Bounds, Exhausted> {
        let mut diagrams = Diagrams::new(self.nodes, self.steps);
        diagrams.follow_up_to(failures);
        let cut_short = build(self.prepared, self.module, self.order, &mut diagrams)?;
        let of = |levels: &[f64]| probability(&diagrams.store, cut_short, levels);
        let too_many = failures as usize + 1;
        let more = sums(too_many, self.low.iter().map(|chance| (*chance, 1)))[too_many];
        Ok(Bounds { low: (of(self.low) - more).max(0.0), high: of(self.high) })
    }
}
