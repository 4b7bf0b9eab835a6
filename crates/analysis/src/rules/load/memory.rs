//! A working set that does not fit into memory.

use crate::facts::Facts;
use crate::load::Memory;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::{more, number};

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

/// One finding for each component that wants to hold more than it has room for.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let found = facts.model.components.iter().filter_map(|component| too_small(component, Memory::of(component)?));
    more(HEADING, found.collect(), "components do not have the memory they want")
}

fn too_small(component: &Component, memory: Memory) -> Option<Finding> {
    let used = memory.used();
    if used.value <= 1.0 {
        return None;
    }
    let name = component.name();
    let (wanted, there) = (number(memory.wanted), number(memory.there.value));
    let effect = if component.traits.caching {
        "What does not fit is thrown out, and fewer reads are hits."
    } else {
        "What does not fit is read from disk each time."
    };
    let words = [
        format!("{name} does not fit into memory"),
        format!("It wants to hold {wanted} GB in each {} of {there} GB. {effect}", part(component)),
        "Give it more memory, or split it into more parts.".to_owned(),
    ];
    let mut finding = HEADING.finding(Severity::Warning, words);
    finding.subjects = vec![component.item.id];
    finding.holds_over_range = used.low > 1.0;
    if !finding.holds_over_range {
        finding.assumptions =
            vec![super::assumed("the memory of an instance", memory.there, |value| format!("{} GB", number(value)))];
    }
    Some(finding)
}

fn part(component: &Component) -> &'static str {
    if component.traits.store && component.shards > 1.0 { "shard" } else { "instance" }
}
