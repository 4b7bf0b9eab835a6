//! Waivers and overrides of rules there are not.

use linchpin_catalog::RecordType;

use crate::facts::Facts;
use crate::report::*;
use crate::rules::catalogue::{HEADINGS, nearest_rule};
use crate::rules::own;
use crate::rules::policy::Policy;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Text;
use crate::rules::words::{Words, more};

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

const WORDS: Words =
    ["There is no rule {0}", "{1} is set for it, which has no effect.", "Delete it, or name another rule."];
const MISTYPED: Words = [WORDS[0], WORDS[1], "Did you mean {2}?"];

/// One finding for each record that names one.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (item, rule) in &Policy::of(facts.design).naming {
        if HEADINGS.iter().any(|heading| heading.id == *rule) || own::rule_of(facts.design, rule).is_some() {
            continue;
        }
        let what = if item.record_type == RecordType::Waiver { "A waiver" } else { "A severity" };
        let meant = nearest_rule(rule);
        let words = if meant.is_some() { &MISTYPED } else { &WORDS };
        let values = [Text(rule), Text(what), Text(meant.unwrap_or_default())];
        findings.push(HEADING.finding(Severity::Warning, words, &values, vec![item.id]));
    }
    more(findings, "waivers and severities name rules there are not")
}
