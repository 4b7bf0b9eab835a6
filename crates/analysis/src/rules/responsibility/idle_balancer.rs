//! Balancers with nothing to balance.

use linchpin_catalog::{ComponentKind, Property};

use crate::facts::Facts;
use crate::model::Model;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::is_code;
use crate::rules::words::Value::Text;
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("responsibility.idle-balancer", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "A balancer with one target",
    explanation: "There is one instance behind the balancer, so it balances nothing: it is one more thing that can fail.",
    detection: "A load balancer all of whose requests go to one component with a single instance, neither run by a \
                provider nor scaled out by itself.",
    false_alarms: "It ends TLS or is there so that instances can be added without anybody noticing.",
    remedies: "A second instance behind it, or no balancer.",
};

const WORDS: Words = [
    "{0} has one target",
    "There is one instance of {1}, so nothing is balanced.",
    "Run a second instance of {1}, or do without the balancer.",
];

/// One finding for each.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let balancers = model
        .components
        .iter()
        .enumerate()
        .filter(|(index, one)| one.kind == ComponentKind::LoadBalancer && facts.is_in_use(*index));
    let mut findings = Vec::new();
    for (index, balancer) in balancers {
        let Some(target) = only_target(model, index).filter(|target| is_one(&model.components[*target])) else {
            continue;
        };
        let target = &model.components[target];
        let values = [Text(balancer.name()), Text(target.name())];
        let subjects = vec![balancer.item.id, target.item.id];
        findings.push(HEADING.finding(Severity::Info, &WORDS, &values, subjects));
    }
    more(findings, "balancers have one target")
}

/// The one component its requests go to.
fn only_target(model: &Model, balancer: usize) -> Option<usize> {
    let calls = model.outgoing.get(balancer).iter().map(|index| &model.connections[*index]);
    let mut targets: Vec<usize> = calls.filter(|call| call.is_request()).map(|call| call.to).collect();
    targets.dedup();
    <[usize; 1]>::try_from(targets).ok().map(|[only]| only)
}

fn is_one(component: &Component) -> bool {
    let scales = component.item.number(Property::MaxInstances).is_some_and(|most| most > 1.0);
    is_code(component) && component.instances == 1 && !component.is_managed() && !scales
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn one_instance_behind_a_balancer() {
        check(HEADING, "web:web-client -> lb:load-balancer -> app:service", &["info lb app"]);
        check(HEADING, "web:web-client -> lb:load-balancer -> app:service instances=2", &[]);
        check(HEADING, "web:web-client -> lb:load-balancer -> app:service max_instances=5", &[]);
        check(HEADING, "web:web-client -> lb:load-balancer -> a:service\nlb -> b:service", &[]);
    }

    #[test]
    fn what_stands_behind_may_be_many() {
        check(HEADING, "web:web-client -> lb:load-balancer -> f:serverless-function", &[]);
        check(HEADING, "web:web-client -> lb:load-balancer -> inner:load-balancer -> app:service instances=3", &[]);
    }
}
