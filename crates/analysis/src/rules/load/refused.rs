//! Rate limits that refuse what clients ask for.

use crate::facts::Facts;
use crate::load::Limited;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::{multiple, number, percent, sentence};
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
    refusing.into_iter().map(|limited| finding(facts, limited)).collect()
}

fn finding(facts: &Facts, limited: &Limited) -> Finding {
    let component = &facts.model.components[limited.component];
    let when =
        if facts.scale == 1.0 { "today's peak".to_owned() } else { format!("{} today's peak", multiple(facts.scale)) };
    let failed = if facts.something_failed { ", with what has failed," } else { "" };
    let offered = limited.offered * facts.scale;
    let refused = percent(1.0 - limited.limit / offered);
    let explanation = format!(
        "{}{failed} brings {} requests/s, and its rate limit lets {} pass.{}",
        sentence(&when),
        number(offered),
        number(limited.limit),
        behind(facts),
    );
    let remedy = "Raise the limit, or bring fewer requests there.".to_owned();
    let title = format!("{} refuses {refused} of what comes", component.name());
    let mut finding = HEADING.finding(Severity::Warning, [title, explanation, remedy]);
    finding.subjects = vec![component.item.id];
    finding
}

/// " What saturates next is Orders DB, at 3.4x."
fn behind(facts: &Facts) -> String {
    let next = facts.ladder.iter().find(|rung| rung.resource != Resource::RateLimit);
    let Some((rung, index)) = next.and_then(|rung| Some((rung, facts.model.component_of(rung.component)?))) else {
        return " Nothing saturates with it.".to_owned();
    };
    format!(
        " With it, the first to saturate is {}, at {}.",
        facts.model.components[index].name(),
        multiple(rung.multiple)
    )
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
