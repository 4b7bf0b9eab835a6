//! Clients that reach a store with nothing in between.

use linchpin_catalog::ComponentKind;
use linchpin_document::SortedSet;

use crate::facts::Facts;
use crate::model::Model;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::is_database;
use crate::rules::words::Value::{Components, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("responsibility.client-to-store", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Clients reach a store directly",
    explanation: "Nothing stands between clients and the data: whoever has the client has the credentials, every rule is \
                  the client's to keep, and the store cannot change without all clients changing.",
    detection: "A client whose requests come to a database, cache or warehouse without passing anything but forwarders. \
                Object storage, search indexes and brokers are made for it and are left out.",
    false_alarms: "A database that is a backend itself, with users and rules of its own.",
    remedies: "A service in between that owns the data.",
};

const WORDS: Words = [
    "{0} {0|reaches|reach} {1} directly",
    "Nothing stands in between that knows who may do what.",
    "Put a service in between that owns {1}.",
];

/// One finding for each store.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let mut findings = Vec::new();
    for (index, store) in
        model.components.iter().enumerate().filter(|(_, store)| is_database(store) || is_copy(store.kind))
    {
        let clients = clients(model, index);
        if clients.is_empty() {
            continue;
        }
        let values = [Components(model, &clients), Text(store.name())];
        findings.push(HEADING.finding(Severity::Warning, &WORDS, &values, vec![store.item.id]));
    }
    more(findings, "stores are reached by clients")
}

fn is_copy(kind: ComponentKind) -> bool {
    matches!(kind, ComponentKind::Cache | ComponentKind::DataWarehouse)
}

/// The clients whose requests come to it, through forwarders or not.
fn clients(model: &Model, store: usize) -> Vec<usize> {
    let mut found: SortedSet<usize> = SortedSet::new();
    let mut seen: SortedSet<usize> = SortedSet::new();
    let mut open = vec![store];
    while let Some(callee) = open.pop() {
        for connection in model.incoming.get(callee).iter().map(|index| &model.connections[*index]) {
            let caller = &model.components[connection.from];
            if !connection.is_request() {
                continue;
            }
            if caller.traits.client {
                found.insert(connection.from);
            } else if caller.traits.forwarder && seen.insert(connection.from) {
                open.push(connection.from);
            }
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn a_client_at_a_database() {
        check(HEADING, "web:web-client -> db:relational-database", &["warning db"]);
        check(HEADING, "web:web-client -> lb:load-balancer -> db:document-store", &["warning db"]);
        check(HEADING, "web:web-client -> app:service -> db:relational-database", &[]);
    }

    #[test]
    fn what_is_made_for_clients_and_what_is_no_client() {
        check(HEADING, "web:web-client -> cdn:cdn -> files:object-storage\nweb -> files", &[]);
        check(HEADING, "cron:scheduler -> db:relational-database", &[]);
    }
}
