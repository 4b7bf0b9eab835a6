//! Clients that must know several services.

use linchpin_catalog::ComponentKind;

use crate::facts::Facts;
use crate::model::Model;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::is_code;
use crate::rules::words::Value::{Components, Count};
use crate::rules::words::Words;

const HEADING: Heading = Heading::new("responsibility.no-gateway", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "No gateway",
    explanation: "Clients call several services directly. Each must guard itself, and none can be moved, split or \
                  replaced without the clients noticing.",
    detection: "Two or more services or brokers that clients call with no gateway, balancer, CDN or web server in between. \
                Pool mates count as one; devices may talk to a broker. A single service needs no gateway.",
    false_alarms: "The services belong to different systems that happen to share clients.",
    remedies: "An API gateway, or a balancer that routes by path, as the one door.",
};

const WORDS: Words = [
    "Clients call {0} services directly",
    "{1} each guard themselves, and none can be moved or split without the clients noticing.",
    "Put an API gateway in front of them.",
];

/// One finding for all services clients call.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let exposed = facts.services.distinct(&exposed(model));
    if exposed.len() < 2 {
        return Vec::new();
    }
    let values = [Count(exposed.len()), Components(model, &exposed)];
    vec![HEADING.finding(Severity::Warning, &WORDS, &values, model.ids_of(&exposed))]
}

/// What clients call themselves, by name or by way of a DNS.
fn exposed(model: &Model) -> Vec<usize> {
    let mut exposed = Vec::new();
    for connection in model.connections.iter().filter(|connection| connection.carries_calls()) {
        let (caller, callee) = (&model.components[connection.from], &model.components[connection.to]);
        let broker = callee.holds_messages() && caller.kind != ComponentKind::Device;
        let service = is_code(callee) && callee.kind != ComponentKind::WebServer;
        if (caller.traits.client || caller.kind == ComponentKind::Dns) && (service || broker) {
            exposed.push(connection.to);
        }
    }
    exposed
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn clients_that_call_two_services() {
        check(HEADING, "web:web-client -> a:service\nweb -> b:service", &["warning a b"]);
        check(
            HEADING,
            "web:web-client -> dns:dns -> a:service \"Orders\"\ndns -> b:service \"Users\"",
            &["warning a b"],
        );
    }

    #[test]
    fn one_service_needs_no_gateway() {
        check(HEADING, "web:web-client -> a:service\nmob:mobile-client -> a", &[]);
        check(HEADING, "web:web-client -> gw:api-gateway -> a:service\ngw -> b:service", &[]);
        let pool = "a:application-server\nb:application-server\nweb:web-client -> a [pool=p]\nweb -> b [pool=p]";
        check(HEADING, pool, &[]);
        check(HEADING, "d:device -> mqtt:message-queue\nd -> a:service", &[]);
    }
}
