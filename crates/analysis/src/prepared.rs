//! A design read and compiled once, for more than one question. What is asked apart adds its question in its own
//! module.

use linchpin_document::Design;

use crate::facts::Facts;
use crate::load::{self, Load};
use crate::model::{Model, Purpose};
use crate::rules::Rules;
use crate::rules::services::Services;
use crate::structure::compile::{Compiled, compile};
use crate::structure::scenario::Scenario;
use crate::structure::single_failures::Intact;
use crate::{BlastRadius, Query, Report, Rung, assemble, blast, rules};

/// A design made ready to be asked: its model and its structure function.
#[derive(Debug)]
pub struct Prepared<'a> {
    pub(crate) design: &'a Design,
    pub(crate) model: Model<'a>,
    pub(crate) compiled: Compiled,
}

impl<'a> Prepared<'a> {
    /// Reads and compiles a design.
    pub fn of(design: &'a Design) -> Self {
        Self::with_model(design, Model::of(design))
    }

    /// The same for how much of the time it works: it knows of leaders, and of takeovers that take their time.
    pub(crate) fn for_availability(design: &'a Design) -> Self {
        Self::with_model(design, Model::changed(design, Purpose::Availability, |_, _| {}))
    }

    /// Compiles what a design is taken to be.
    pub(crate) fn with_model(design: &'a Design, model: Model<'a>) -> Self {
        let compiled = compile(&model);
        Self { design, model, compiled }
    }

    /// The whole analysis, as [`crate::analyse`] gives it.
    pub fn report(&self, query: &Query) -> Report {
        self.report_by(Rules::ALL, query)
    }

    /// The analysis with the findings of some rules only.
    pub fn report_by(&self, rules: Rules, query: &Query) -> Report {
        let (model, compiled) = (&self.model, &self.compiled);
        let intact = self.scenario(&[]);
        let asked = if query.failed.is_empty() { intact.clone() } else { self.scenario(&query.failed) };
        let scale = query.usable_scale();
        let load = Load::of(model, compiled, &asked, scale);
        let facts = Facts {
            design: self.design,
            model,
            compiled,
            services: &Services::of(model),
            traffic: &Intact::of(model, compiled, &intact),
            ladder: &load::ladder(model, compiled, &asked, &load),
            intact: &intact,
            asked: &asked,
            load: &load,
            scale,
            something_failed: !query.failed.is_empty(),
        };
        let (findings, marks) = rules::find(&facts, rules);
        assemble::report(&facts, findings, &marks)
    }

    /// What every single failure does, as [`crate::blast_radii`] gives it.
    pub fn blast_radii(&self) -> Vec<BlastRadius> {
        blast::of_single_events(&self.model, &self.compiled)
    }

    /// What saturates at which multiple of today's peak when these things have failed.
    pub fn ladder(&self, query: &Query) -> Vec<Rung> {
        let scenario = self.scenario(&query.failed);
        let load = Load::of(&self.model, &self.compiled, &scenario, query.usable_scale());
        load::ladder(&self.model, &self.compiled, &scenario, &load)
    }

    /// What stands when these things have failed.
    pub(crate) fn scenario(&self, failed: &[crate::Event]) -> Scenario {
        Scenario::of(&self.model, &self.compiled, failed)
    }
}
