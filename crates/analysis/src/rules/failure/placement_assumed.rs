//! Redundancy whose worth depends on where it stands, which the design does not say.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Components;
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("failure.placement-assumed", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "Placement assumed",
    explanation: "A region is drawn without zones, so nothing is known of what shares a zone, and no zone's failure is \
                  looked at.",
    detection: "Components with several instances, or in pools, directly in a region in which no zones are drawn.",
    false_alarms: "The provider spreads them, and a zone's failure is not in question.",
    remedies: "Draw the zones inside the region.",
};

const WORDS: Words = [
    "Placement assumed",
    "No zones are drawn in the region, so {0} {0|is|are} taken to be spread over enough of them, and no zone's failure \
     is looked at.",
    "Draw the zones inside the region to see what losing one does.",
];

/// One remark when components are to be spread over the zones of a region in which none are drawn.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let assumed: Vec<usize> = (0..model.components.len()).filter(|index| model.placements[*index].assumed).collect();
    if assumed.is_empty() {
        return Vec::new();
    }
    vec![HEADING.finding(Severity::Info, &WORDS, &[Components(model, &assumed)], model.ids_of(&assumed))]
}
