//! A working set that does not fit into memory.

use crate::facts::Facts;
use crate::load::Memory;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Gigabytes, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("load.memory", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Does not fit into memory",
    explanation: "What is used often has to be read from disk, a thousand times slower, or is thrown out and computed \
                  again: capacities and hit ratios are not reached.",
    detection: "The working set against the memory of an instance. Stores split it over their shards, caches over \
                their instances; anything else holds all of it in every instance.",
    false_alarms: "Most of the working set is touched rarely.",
    remedies: "More memory, more shards, more cache instances, or a smaller working set.",
};

const REMEDY: &str = "Give it more memory, or split it into more parts.";
const THROWN_OUT: Words = [
    "{0} does not fit into memory",
    "It wants to hold {1} in each {2} of {3}. What does not fit is thrown out, and fewer reads are hits.",
    REMEDY,
];
const READ_FROM_DISK: Words = [
    "{0} does not fit into memory",
    "It wants to hold {1} in each {2} of {3}. What does not fit is read from disk each time.",
    REMEDY,
];

/// One finding for each component that wants to hold more than it has room for.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for component in &facts.model.components {
        if let Some(memory) = Memory::of(component).filter(|memory| memory.used().value > 1.0) {
            findings.push(too_small(component, memory));
        }
    }
    more(findings, "components do not have the memory they want")
}

fn too_small(component: &Component, memory: Memory) -> Finding {
    let words = if component.traits.caching { &THROWN_OUT } else { &READ_FROM_DISK };
    let (wanted, there) = (Gigabytes(memory.wanted), Gigabytes(memory.there.value));
    let values = [Text(component.name()), wanted, Text(part(component)), there];
    let mut finding = HEADING.finding(Severity::Warning, words, &values, vec![component.item.id]);
    finding.holds_over_range = memory.used().low > 1.0;
    if !finding.holds_over_range {
        finding.assumptions = vec![super::assumed("the memory of an instance", memory.there, Gigabytes)];
    }
    finding
}

fn part(component: &Component) -> &'static str {
    if component.traits.store && component.shards > 1.0 { "shard" } else { "instance" }
}
