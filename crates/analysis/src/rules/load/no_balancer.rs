//! Several instances and nothing drawn that spreads requests over them.

use linchpin_catalog::{ComponentKind, Property};
use linchpin_document::SortedSet;

use crate::facts::Facts;
use crate::groups::sorted_groups;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::is_code;
use crate::rules::words::Value::{Count, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("load.no-balancer", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Info,
    title: "Several servers and no balancer",
    explanation: "Clients know one address. Something spreads their requests over the servers and stops sending to one \
                  that is dead; it is not drawn, so its failure is not looked at either.",
    detection: "Clients that call several machines directly: instances of a web or application server, or alternatives \
                drawn one by one. Instances of a service, which a platform usually gives one address, only where the \
                design draws a balancer or gateway in front of something else: a sketch need not say so much.",
    false_alarms: "Clients choose a server themselves: name the pool of their connections. Or the platform gives the \
                   instances one address and keeps that alive: accept it.",
    remedies: "Draw the load balancer, or the managed one the provider brings along.",
};

const WORDS: Words = [
    "Nothing spreads requests over {0}",
    "There are {1} instances, and clients call them with no balancer in between.",
    "Draw the balancer, so that its failure is looked at too.",
];

/// One finding for each group of servers.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let (mut called, mut known) = (Vec::new(), SortedSet::new());
    for connection in model.connections.iter().filter(|connection| connection.is_request()) {
        let (client, server) = (&model.components[connection.from], &model.components[connection.to]);
        let chosen = connection.item.text(Property::Pool).is_some();
        let counts = client.traits.client && is_code(server) && !server.is_managed() && !chosen;
        if counts && known.insert(connection.to) {
            called.push(connection.to);
        }
    }
    let service = |server: usize| facts.services.of_component(server);
    let mut findings = Vec::new();
    for servers in sorted_groups(called, &|a, b| service(a).cmp(&service(b))) {
        let instances: usize = servers.iter().map(|server| model.components[*server].instances as usize).sum();
        let is_one_box = matches!(servers[..], [only] if !model.components[only].traits.machine);
        if instances < 2 || is_one_box && !draws_balancers(facts) {
            continue;
        }
        let values = [Text(model.components[servers[0]].name()), Count(instances)];
        findings.push(HEADING.finding(Severity::Info, &WORDS, &values, model.ids_of(&servers)));
    }
    more(findings, "groups of servers have no balancer")
}

/// Whether the design says elsewhere what stands in front of what.
fn draws_balancers(facts: &Facts) -> bool {
    use ComponentKind::{ApiGateway, LoadBalancer};
    facts.model.components.iter().any(|component| matches!(component.kind, LoadBalancer | ApiGateway))
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn clients_that_call_several_machines() {
        check(HEADING, "web:web-client -> app:application-server instances=3", &["info app"]);
        check(HEADING, "web:web-client -> app:application-server", &[]);
        check(HEADING, "web:web-client -> lb:load-balancer -> app:application-server instances=3", &[]);
    }

    #[test]
    fn a_sketch_of_a_service_need_not_say_how_it_is_reached() {
        let sketch = "web:web-client -> app:service instances=3";
        check(HEADING, sketch, &[]);
        check(HEADING, &format!("{sketch}\nmobile:mobile-client -> lb:load-balancer -> bff:service"), &["info app"]);
    }

    #[test]
    fn services_that_call_each_other_and_clients_that_choose() {
        check(HEADING, "web:web-client -> gw:api-gateway -> a:service instances=2 -> b:service instances=2", &[]);
        check(HEADING, "app:application-server instances=3\nweb:web-client -> app [pool=mine]", &[]);
        check(HEADING, "web:web-client -> f:serverless-function instances=3", &[]);
    }
}
