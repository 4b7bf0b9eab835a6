//! Redundancy whose worth depends on where it stands, which the design does not say.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::list;

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

/// One remark when components are to be spread over the zones of a region in which none are drawn.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let assumed = || {
        let placements = facts.model.placements.iter().zip(&facts.model.components);
        placements.filter(|(placement, _)| placement.assumed).map(|(_, component)| component)
    };
    let names: Vec<String> = assumed().map(|component| component.name().to_owned()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let words = [
        "Placement assumed".to_owned(),
        format!(
            "No zones are drawn in the region, so {} {} taken to be spread over enough of them, and no zone's failure is looked at.",
            list(&names),
            if names.len() == 1 { "is" } else { "are" }
        ),
        "Draw the zones inside the region to see what losing one does.".to_owned(),
    ];
    let mut finding = HEADING.finding(Severity::Info, words);
    finding.subjects = assumed().map(|component| component.item.id).collect();
    vec![finding]
}
