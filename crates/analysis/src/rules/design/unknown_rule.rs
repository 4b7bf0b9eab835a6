//! Waivers and overrides of rules there are not.

use linchpin_catalog::RecordType;
use linchpin_document::Design;

use crate::report::*;
use crate::rules::catalogue::{HEADINGS, nearest_rule};
use crate::rules::own;
use crate::rules::policy::Policy;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::more;

const HEADING: Heading = Heading::new("design.unknown-rule", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Names a rule there is not",
    explanation: "A waiver or a severity is set for a rule that does not exist, so it has no effect.",
    detection: "The id is neither that of a rule of Linchpin nor that of a rule of the design's own.",
    false_alarms: "The design comes from a later version that has the rule.",
    remedies: "The nearest id, if that is what was meant; else delete it.",
};

/// One finding for each record that names one.
pub(crate) fn check(policy: &Policy, design: &Design) -> Vec<Finding> {
    let is_known =
        |rule: &str| HEADINGS.iter().any(|heading| heading.id == rule) || own::rule_of(design, rule).is_some();
    let unknown = policy.naming.iter().filter(|(_, rule)| !is_known(rule));
    let found = unknown.map(|(item, rule)| {
        let what = if item.record_type == RecordType::Waiver { "A waiver" } else { "A severity" };
        let words = [
            format!("There is no rule {rule}"),
            format!("{what} is set for it, which has no effect."),
            match nearest_rule(rule) {
                Some(id) => format!("Did you mean {id}?"),
                None => "Delete it, or name another rule.".to_owned(),
            },
        ];
        let mut finding = HEADING.finding(Severity::Warning, words);
        finding.subjects.push(item.id);
        finding
    });
    more(HEADING, found.collect(), "waivers and severities name rules there are not")
}
