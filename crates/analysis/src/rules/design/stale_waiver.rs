//! Findings that are accepted and no longer found.

use linchpin_document::Design;

use crate::report::*;
use crate::rules::catalogue::HEADINGS;
use crate::rules::failure::recovery_target;
use crate::rules::load::{hidden_single_point, latency_target, refused, saturation};
use crate::rules::own;
use crate::rules::policy::{Policy, Waiver};
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::Text;
use crate::rules::words::{Words, fill, more};

const HEADING: Heading = Heading::new("design.stale-waiver", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "A waiver that no longer applies",
    explanation: "A finding is accepted that is no longer found: the design was mended, or what it was about is gone. \
                  Left in place, the waiver would hide the same finding when it comes back.",
    detection: "A waiver that meets no finding of its rule about its subject while nothing is supposed to have failed. \
                What depends on the load asked about, or is computed apart, is left out.",
    false_alarms: "The finding is expected back soon.",
    remedies: "Delete the waiver.",
};

/// One finding for each such waiver.
pub(crate) fn check(policy: &Policy, findings: &[Finding], design: &Design) -> Vec<Finding> {
    let stale = policy.waivers.iter().filter(|waiver| is_settled(waiver.rule, design) && !meets_any(waiver, findings));
    let mut found = Vec::new();
    for waiver in stale {
        found.push(describe(waiver, design));
    }
    more(found, "waivers no longer apply")
}

/// Whether what the rule finds depends on the design alone.
fn is_settled(rule: &str, design: &Design) -> bool {
    let of_the_load = [saturation::HEADING.id, refused::HEADING.id];
    let asked_apart = [hidden_single_point::HEADING.id, latency_target::HEADING.id, recovery_target::HEADING.id];
    let known = HEADINGS.iter().any(|heading| heading.id == rule) || own::rule_of(design, rule).is_some();
    known && !of_the_load.contains(&rule) && !asked_apart.contains(&rule)
}

fn meets_any(waiver: &Waiver, findings: &[Finding]) -> bool {
    let meets = |finding: &Finding| {
        let summed_up = finding.rule.contains(".more-") || finding.subjects.len() > 1 && finding.rule == waiver.rule;
        waiver.accepts(&finding.rule, finding.subjects.first().copied())
            || summed_up && waiver.subject.is_some_and(|subject| finding.subjects.contains(&subject))
    };
    findings.iter().any(meets)
}

const WORDS: Words =
    ["The waiver of {0}{1} no longer applies", "A finding is accepted, but {2}.", "Delete the waiver."];

fn describe(waiver: &Waiver, design: &Design) -> Finding {
    let subject = waiver.subject.map(|id| (id, design.get(id)));
    let (about, why) = match subject {
        Some((_, Some(item))) => (item.name().to_owned(), "nothing of the kind is found there any more"),
        Some((id, None)) => (id.to_string(), "what it is about is gone"),
        None => (String::new(), "the rule finds nothing any more"),
    };
    let about = if subject.is_some() { fill(" about {0}", &[Text(&about)]) } else { about };
    let values = [Text(waiver.rule), Text(&about), Text(why)];
    let mut finding = HEADING.finding(Severity::Info, &WORDS, &values, vec![waiver.item.id]);
    finding.subjects.extend(subject.filter(|(_, item)| item.is_some()).map(|(id, _)| id));
    finding
}
