//! One entity that several services change.

use linchpin_catalog::{Method, Property, RecordType};

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::vocabulary::{Word, resources, words};
use crate::rules::words::Value::{Components, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("responsibility.shared-entity", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "An entity with several writers",
    explanation: "One thing is changed by several services. Each must know the other's rules for it, and two changes at \
                  once can contradict each other.",
    detection: "The owner of an entity, and the components that handle endpoints which change it: methods other than \
                GET and HEAD on a path that names it. Pool mates count as one.",
    false_alarms: "The path names it, but the endpoint changes something else.",
    remedies: "One owner; the others ask it or send it events.",
};

const WORDS: Words = [
    "{0} is changed by {1}",
    "Each must know the other's rules for it, and two changes at once can contradict each other.",
    "Let one own it, and the others ask it or send it events.",
];

/// One finding for each entity.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let (model, services) = (facts.model, facts.services);
    if facts.design.count(RecordType::Entity) == 0 {
        return Vec::new();
    }
    let changes = changes(facts);
    let mut findings = Vec::new();
    for entity in facts.design.of_type(RecordType::Entity) {
        let named = words(entity.name());
        let owner = entity.reference(Property::Owner).and_then(|owner| model.component_of(owner));
        let mut writers = Vec::from_iter(owner);
        for (_, handlers) in changes.iter().filter(|(resource, _)| *resource == named) {
            writers.extend_from_slice(handlers);
        }
        let writers = services.distinct(&writers);
        if !named.is_empty() && writers.len() > 1 {
            let values = [Text(entity.name()), Components(model, &writers)];
            let mut subjects = vec![entity.id];
            subjects.extend(model.ids_of(&writers));
            findings.push(HEADING.finding(Severity::Warning, &WORDS, &values, subjects));
        }
    }
    more(findings, "entities have several writers")
}

/// What each endpoint that changes something changes: the last resource of its path; and who handles it.
fn changes(facts: &Facts) -> Vec<(Vec<Word>, Vec<usize>)> {
    let mut changes = Vec::new();
    for endpoint in facts.design.of_type(RecordType::Endpoint) {
        let reads = endpoint.choice::<Method>(Property::Method).is_none_or(Method::reads);
        let Some(resource) = resources(endpoint).pop().filter(|_| !reads) else { continue };
        let handlers = endpoint.references(Property::Handlers).iter().filter_map(|id| facts.model.component_of(*id));
        changes.push((resource, handlers.collect()));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    const SHOP: &str = "web:web-client -> gw:api-gateway -> orders:service \"Orders\"\ngw -> admin:service \"Admin\"
        entity e \"Order\" owner=orders\n";

    #[test]
    fn two_services_that_change_one_entity() {
        let put = "endpoint p \"Change\" method=put path=\"/api/v1/orders/{id}\" handlers=admin";
        check(HEADING, &format!("{SHOP}{put}"), &["warning e admin orders"]);
    }

    #[test]
    fn reading_it_or_changing_something_else_is_no_second_writer() {
        let get = "endpoint p \"Show\" method=get path=\"/orders/{id}\" handlers=admin";
        check(HEADING, &format!("{SHOP}{get}"), &[]);
        let notes = "endpoint p \"Note\" method=post path=\"/orders/{id}/notes\" handlers=admin";
        check(HEADING, &format!("{SHOP}{notes}"), &[]);
        let own = "endpoint p \"Change\" method=put path=\"/orders/{id}\" handlers=orders";
        check(HEADING, &format!("{SHOP}{own}"), &[]);
    }
}
