//! A service through which most of everything goes.

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::is_code;
use crate::rules::words::Value::{Count, Percent, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("responsibility.hub", Lens::Responsibility);

/// Fewer neighbours make no hub: five is about what people keep in mind of a component.
const FEWEST_NEIGHBOURS: usize = 6;
/// The part of the traffic, and of all services, that most of it is.
const MOST: f64 = 0.5;

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "A hub",
    explanation: "One service takes part in most requests and depends on most of the others. Every change meets it, and \
                  so does every failure.",
    detection: "At least half of all traffic comes to it, and it calls six or more others that are at least half of all \
                there are. Forwarders are no hubs; pool mates and copies count as one.",
    false_alarms: "A front end that puts pages together, or a gateway drawn as a service.",
    remedies: "Let clients ask what they need directly through a gateway, hand work over by events, or split it by job.",
};

const WORDS: Words = [
    "{0} is a hub",
    "{1} of all traffic comes to it, and it depends on {2} others: every change meets it, and every failure.",
    "Let clients ask what they need directly through a gateway, hand work over by events, or split it by job.",
];

/// One finding for each.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let (model, services) = (facts.model, facts.services);
    let traffic: f64 = model.journeys.iter().map(|journey| journey.peak).sum();
    let counts = |index: &usize| {
        let component = &model.components[*index];
        !component.traits.entry && !component.traits.forwarder
    };
    let others: Vec<usize> = (0..model.components.len()).filter(counts).collect();
    let others = services.distinct(&others).len().saturating_sub(1) as f64;
    let mut findings = Vec::new();
    for (index, component) in model.components.iter().enumerate().filter(|(_, component)| is_code(component)) {
        let share = facts.load.asked[index].rate.total() / traffic;
        let calls = model.outgoing.get(index);
        if calls.len() < FEWEST_NEIGHBOURS || share.is_nan() || share < MOST {
            continue;
        }
        let called: Vec<usize> = calls.iter().map(|call| model.connections[*call].to).collect();
        let neighbours = services.distinct(&called).len();
        if neighbours < FEWEST_NEIGHBOURS || (neighbours as f64) < others * MOST {
            continue;
        }
        let values = [Text(component.name()), Percent(share.min(1.0)), Count(neighbours)];
        findings.push(HEADING.finding(Severity::Info, &WORDS, &values, vec![component.item.id]));
    }
    more(findings, "hubs")
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    fn shop(others: usize) -> String {
        let calls: String = (0..others).map(|n| format!("api -> s{n}:service -> d{n}:relational-database\n")).collect();
        format!("web:web-client -> api:service \"API\"\n{calls}")
    }

    #[test]
    fn most_of_the_traffic_and_most_of_the_dependencies() {
        check(HEADING, &shop(6), &["info api"]);
        check(HEADING, &shop(5), &[]);
    }

    #[test]
    fn forwarders_are_no_hubs_nor_is_a_corner_of_the_system() {
        check(HEADING, &shop(6).replace("api:service", "api:api-gateway"), &[]);
        let busier = format!("{}mob:mobile-client peak=900 -> other:service", shop(6));
        check(HEADING, &busier, &[]);
    }
}
