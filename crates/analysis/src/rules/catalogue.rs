//! Every rule there is, in the order in which they are explained.

use super::design::*;
use super::failure::*;
use super::load::*;
use super::nearest::nearest;
use super::own;
use super::responsibility::*;
use super::rule::{Heading, Rule};

const RULES: &[Rule] = &[
    single_point::RULE,
    single_point::MORE_RULE,
    shared_domain::RULE,
    external_service::RULE,
    managed_service::RULE,
    wobbly_call::RULE,
    no_backup::RULE,
    placement_assumed::RULE,
    recovery_target::RULE,
    saturation::RULE,
    saturation::MORE_RULE,
    refused::RULE,
    hidden_single_point::RULE,
    hidden_single_point::MORE_RULE,
    latency_target::RULE,
    memory::RULE,
    storage::RULE,
    request_loop::RULE,
    long_task::RULE,
    reporting::RULE,
    fan_out::RULE,
    no_rate_limit::RULE,
    no_balancer::RULE,
    many_jobs::RULE,
    synchronous_cycle::RULE,
    shared_store::RULE,
    shared_entity::RULE,
    client_to_store::RULE,
    no_gateway::RULE,
    chatty_pair::RULE,
    hub::RULE,
    idle_balancer::RULE,
    no_client::RULE,
    calls_nothing::RULE,
    unreached::RULE,
    unconsumed_queue::RULE,
    too_few_instances::RULE,
    forwards_to_nothing::RULE,
    pool_too_small::RULE,
    passed_round::RULE,
    endpoint_unreached::RULE,
    leads_astray::RULE,
    stale_waiver::RULE,
    unknown_rule::RULE,
    own::RULE,
];

/// The headings alone, taken out while compiling: what only needs them does not link the explanations.
pub(crate) const HEADINGS: [Heading; RULES.len()] = {
    let mut headings = [RULES[0].heading; RULES.len()];
    let mut index = 0;
    while index < RULES.len() {
        headings[index] = RULES[index].heading;
        index += 1;
    }
    headings
};

/// Every rule, explained. Not for the page, which fetches the texts when somebody asks for them.
pub fn catalogue() -> &'static [Rule] {
    RULES
}

/// The id nearest to one that is none, if any is near.
pub fn nearest_rule(id: &str) -> Option<&'static str> {
    nearest(id, HEADINGS.iter().map(|heading| heading.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_begin_with_their_question() {
        let ids: BTreeSet<&str> = HEADINGS.iter().map(|heading| heading.id).collect();
        assert_eq!(ids.len(), RULES.len());
        assert!(
            ids.iter().all(|id| ["failure.", "load.", "responsibility.", "design."].iter().any(|p| id.starts_with(p)))
        );
    }

    #[test]
    fn every_rule_is_explained_in_sentences() {
        for rule in catalogue() {
            let id = rule.heading.id;
            assert!(!rule.title.is_empty() && !rule.title.ends_with('.'), "{id}");
            for text in [rule.explanation, rule.detection, rule.false_alarms, rule.remedies] {
                assert!(text.ends_with('.') && !text.contains("  "), "{id}: {text}");
            }
        }
    }
}
