//! Everything computed about a design, before it is put into words.

use crate::Rung;
use crate::load::Load;
use crate::model::Model;
use crate::rules::services::Services;
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;
use crate::structure::single_failures::Intact;
use linchpin_document::Design;

/// What findings and report are written from.
pub(crate) struct Facts<'a, 'b> {
    pub(crate) design: &'a Design,
    pub(crate) model: &'b Model<'a>,
    pub(crate) compiled: &'b Compiled,
    /// Which components are one service.
    pub(crate) services: &'b Services,
    /// The design with nothing failed.
    pub(crate) intact: &'b Scenario,
    /// The traffic answered then.
    pub(crate) traffic: &'b Intact,
    /// The design with what was asked about failed.
    pub(crate) asked: &'b Scenario,
    /// The load then, at today's peak.
    pub(crate) load: &'b Load,
    /// What saturates at which multiple of today's peak then.
    pub(crate) ladder: &'b [Rung],
    /// The multiple of today's peak asked about.
    pub(crate) scale: f64,
    /// Whether anything was asked to have failed.
    pub(crate) something_failed: bool,
}

impl Facts<'_, '_> {
    /// Whether requests ever come to a component. Of what they never come to nothing is said but that; where
    /// nothing starts traffic at all, everything counts.
    pub(crate) fn is_in_use(&self, component: usize) -> bool {
        self.model.journeys.is_empty() || self.model.duties.of_component(component).next().is_some()
    }
}
