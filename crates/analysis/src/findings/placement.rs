//! Redundancy whose worth depends on where it stands, which the design does not say.

use super::text::list;
use super::{Facts, finding};
use crate::report::*;

/// One remark when components are to be spread over the zones of a region in which none are drawn.
pub(super) fn find(facts: &Facts) -> Option<Finding> {
    let assumed = || {
        let placements = facts.model.placements.iter().zip(&facts.model.components);
        placements.filter(|(placement, _)| placement.assumed).map(|(_, component)| component)
    };
    let names: Vec<String> = assumed().map(|component| component.name().to_owned()).collect();
    if names.is_empty() {
        return None;
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
    let mut finding = finding("failure.placement-assumed", Lens::Failure, Severity::Info, words);
    finding.subjects = assumed().map(|component| component.item.id).collect();
    Some(finding)
}
