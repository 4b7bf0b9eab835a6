//! Rate limits that refuse what clients ask for.

use super::when;
use crate::facts::Facts;
use crate::load::Limited;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Multiple, Number, Percent, Text};
use crate::rules::words::Words;
use linchpin_document::Arrange;

pub(crate) const HEADING: Heading = Heading::new("load.refused", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "A rate limit turns requests away",
    explanation: "More requests come at the peak than the limit lets pass. What is behind is safe, and those refused get \
                  an error.",
    detection: "Rates from the traffic equations, at the peak, against each rate limit. What is refused is no load for \
                anything behind.",
    false_alarms: "Those refused are no customers: attackers, or programs that come again.",
    remedies: "A higher limit, where what is behind carries it, or fewer requests: a cache, a CDN, larger pages.",
};

/// Everything that refuses at the scale asked about, the largest share first.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut refusing: Vec<&Limited> =
        facts.load.limits.iter().filter(|limited| limited.used(facts.scale) > 1.0 + 1e-9).collect();
    refusing.arrange_by(|a, b| a.admitted.total_cmp(&b.admitted));
    let mut findings = Vec::new();
    for limited in refusing {
        findings.push(finding(facts, limited));
    }
    findings
}

/// What comes, what passes, and what saturates with that.
const NEXT: Words = [
    REFUSES,
    "{2} brings {3} requests/s, and its rate limit lets {4} pass. With it, the first to saturate is {5}, at {6}.",
    REMEDY,
];
const NOTHING_NEXT: Words =
    [REFUSES, "{2} brings {3} requests/s, and its rate limit lets {4} pass. Nothing saturates with it.", REMEDY];
const REFUSES: &str = "{0} refuses {1} of what comes";
const REMEDY: &str = "Raise the limit, or bring fewer requests there.";

fn finding(facts: &Facts, limited: &Limited) -> Finding {
    let component = &facts.model.components[limited.component];
    let offered = limited.offered * facts.scale;
    let next = facts.ladder.iter().find(|rung| !rung.resource.refuses());
    let next = next.and_then(|rung| Some((facts.model.component_of(rung.component)?, rung.multiple)));
    let words = if next.is_some() { &NEXT } else { &NOTHING_NEXT };
    let (first, multiple) = next.unwrap_or_default();
    let values = [
        Text(component.name()),
        Percent(1.0 - limited.limit / offered),
        Text(&when(facts)),
        Number(offered),
        Number(limited.limit),
        Text(facts.model.components[first].name()),
        Multiple(multiple),
    ];
    HEADING.finding(Severity::Warning, words, &values, vec![component.item.id])
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn a_limit_below_the_peak() {
        check(HEADING, "web:web-client peak=1000 -> gw:api-gateway rate_limit=500 -> a:service", &["warning gw"]);
        check(HEADING, "web:web-client peak=1000 -> gw:api-gateway rate_limit=1000 -> a:service", &[]);
        check(HEADING, "web:web-client peak=1000 -> gw:api-gateway -> a:service", &[]);
    }
}
