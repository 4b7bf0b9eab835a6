//! What is wrong with a design: one file a rule, its words beside what detects it, in a folder for each
//! question. Where several rules read off one computation, that has a file of its own.
//!
//! A rule is a [`Heading`], which is all its findings carry, and a [`Rule`] that explains it. [`Rules`]
//! are what runs, [`catalogue`] what is explained, `policy` what the design itself says of rules.

pub(crate) mod catalogue;
mod design;
pub(crate) mod failure;
pub(crate) mod load;
mod nearest;
mod own;
mod policy;
mod responsibility;
mod rule;
pub(crate) mod services;
#[cfg(test)]
mod testing;
mod text;
mod vocabulary;
mod words;

use linchpin_document::{Arrange, Design, RecordId};

use crate::facts::Facts;
use crate::model::Model;
use crate::report::*;
use crate::structure::witness::Step;
use failure::single_failures::{self, Marks};

pub use own::{OwnCondition, OwnField, OwnValues};
pub(crate) use policy::Policy;
pub use rule::{Heading, Rule};

/// Findings of one rule beyond this many are summed up in one: nobody reads the two hundredth.
const MOST_IN_DETAIL: usize = 100;

/// Finds everything a rule has to say of a design.
type Check = fn(&Facts) -> Vec<Finding>;

/// Which rules are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    checks: &'static [Check],
    /// Whether a rule that found nothing can be said to find nothing.
    complete: bool,
}

impl Rules {
    /// All there are.
    pub const ALL: Self = Self { checks: CHECKS, complete: true };

    /// What takes a design down by itself, and what saturates: enough to begin with where a program has not got the
    /// others yet. Nothing of the others is linked with these.
    pub const FIRST: Self = Self { checks: FIRST_CHECKS, complete: false };
}

/// Those of [`CHECKS`] that are never waited for.
const FIRST_CHECKS: &[Check] = &[design::no_client::check, load::request_loop::check, load::saturation::check];

/// What runs besides the single failures, in the order in which findings of one severity are told.
const CHECKS: &[Check] = &[
    design::unanswered::check,
    load::request_loop::check,
    design::no_client::check,
    design::calls_nothing::check,
    design::unreached::check,
    design::endpoint_unreached::check,
    design::leads_astray::check,
    load::saturation::check,
    load::refused::check,
    load::storage::check,
    load::memory::check,
    responsibility::many_jobs::check,
    responsibility::synchronous_cycle::check,
    responsibility::shared_store::check,
    responsibility::shared_entity::check,
    responsibility::client_to_store::check,
    responsibility::no_gateway::check,
    responsibility::chatty_pair::check,
    responsibility::hub::check,
    load::long_task::check,
    load::reporting::check,
    load::fan_out::check,
    design::unconsumed_queue::check,
    failure::wobbly_call::check,
    failure::no_backup::check,
    load::no_rate_limit::check,
    load::no_balancer::check,
    responsibility::idle_balancer::check,
    failure::placement_assumed::check,
    own::check,
    design::unknown_rule::check,
];

/// Everything that is wrong, most severe first, what is accepted last.
pub(crate) fn find(facts: &Facts, rules: Rules) -> (Vec<Finding>, Marks) {
    let policy = Policy::of(facts.design);
    let (mut findings, marks) = single_failures::find(facts, &policy);
    for check in rules.checks {
        findings.extend(check(facts));
    }
    policy.apply(&mut findings);
    if rules.complete && !facts.something_failed && facts.scale == 1.0 {
        findings.extend(design::stale_waiver::check(&policy, &findings, facts.design));
    }
    order(&mut findings);
    (findings, marks)
}

/// What is found apart, as the design wants it told.
pub(crate) fn settled(design: &Design, mut findings: Vec<Finding>) -> Vec<Finding> {
    Policy::of(design).apply(&mut findings);
    order(&mut findings);
    findings
}

/// The rules have put theirs in order; what is accepted goes last, else only severity goes first.
fn order(findings: &mut [Finding]) {
    findings.arrange_by_key(|finding| (finding.waived.is_some(), std::cmp::Reverse(finding.severity)));
}

/// The records of a path.
pub(crate) fn ids(model: &Model, path: &[Step]) -> Vec<RecordId> {
    let id = |step: &Step| match step {
        Step::Duty(duty) => model.components[model.duties.get(*duty).component].item.id,
        Step::Connection(connection) => model.connections[*connection].item.id,
    };
    path.iter().map(id).collect()
}
