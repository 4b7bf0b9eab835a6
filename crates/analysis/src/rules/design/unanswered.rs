//! Requests that are not answered even while nothing has failed: which component is at fault. Each kind of
//! fault is told by its rule.

use linchpin_document::SortedSet;

use super::passed_round::circles;
use super::{forwards_to_nothing, pool_too_small, too_few_instances};
use crate::facts::Facts;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::{MOST_IN_DETAIL, ids};
use crate::structure::Node;
use crate::structure::witness::Search;

/// One finding for each component at fault, then one for each circle of forwarders.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let holds = |node: Node| facts.intact.holds(node);
    let is_fault = |duty: usize| fault(facts, duty).is_some();
    let mut search = Search::new(model, facts.compiled);
    let failing = model.journeys.iter().zip(&facts.traffic.answered).filter(|(_, answered)| !**answered);
    let faults = search.causes(failing.map(|(journey, _)| journey.duty), &holds, &is_fault);
    let mut told: SortedSet<usize> = SortedSet::new();
    let mut findings = Vec::new();
    for duty in faults {
        let component = model.duties.get(duty).component;
        if let Some(fault) = fault(facts, duty).filter(|_| findings.len() < MOST_IN_DETAIL && told.insert(component)) {
            let mut finding = describe(&model.components[component], fault);
            finding.witness = ids(model, &search.path_to(duty));
            findings.push(finding);
        }
    }
    findings.extend(circles(facts, &search));
    findings
}

/// What makes a duty impossible by itself.
pub(super) enum Fault {
    TooFewInstances,
    NothingToPassOnTo,
    PoolTooSmall { needs: u32, has: usize },
}

/// Why a duty cannot be done, if it is at fault itself.
pub(super) fn fault(facts: &Facts, duty: usize) -> Option<Fault> {
    let model = facts.model;
    let own = model.duties.get(duty);
    if !facts.intact.holds(facts.compiled.alive_for(own)) {
        return Some(Fault::TooFewInstances);
    }
    let needs = model.duties.needs(duty);
    if model.components[own.component].only_passes_on() && needs.is_empty() {
        return Some(Fault::NothingToPassOnTo);
    }
    let hard = needs.iter().filter(|need| need.hard && !need.handed_over);
    let mut too_small = hard.filter(|need| need.at_least as usize > model.duties.members(need).len());
    too_small.next().map(|need| Fault::PoolTooSmall { needs: need.at_least, has: model.duties.members(need).len() })
}

fn describe(component: &Component, fault: Fault) -> Finding {
    match fault {
        Fault::TooFewInstances => too_few_instances::finding(component),
        Fault::NothingToPassOnTo => forwards_to_nothing::finding(component),
        Fault::PoolTooSmall { needs, has } => pool_too_small::finding(component, needs, has),
    }
}
