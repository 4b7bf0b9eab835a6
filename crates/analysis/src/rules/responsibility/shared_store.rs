//! One database that several services write.

use linchpin_catalog::{Asks, ComponentKind, Property, RecordType};
use linchpin_document::{SortedMap, SortedSet};

use crate::facts::Facts;
use crate::groups::{distinct, sorted_groups};
use crate::model::classes::{Class, demand};
use crate::model::connections::Connection;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::{is_code, is_database};
use crate::rules::words::Value::{Components, Text};
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("responsibility.shared-store", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Services share a database",
    explanation: "Two services write one database. Neither can change what it keeps there without the other, either \
                  can bring both down, and nobody owns the data.",
    detection: "Two or more services with connections to one relational or document store that writes use. Pool mates \
                and copies count as one service, functions as one, and a worker as part of the service that feeds \
                it; one that is only started on a schedule does chores. Where each owns entities of its own in the store it is info.",
    false_alarms: "Each service has a schema of its own and nobody else's credentials open it: say which entities each \
                   owns, or draw two databases on one host. Or the second only reads: say so at the connection.",
    remedies: "A database for each; or one service that owns the data, which the others ask; or events that keep a copy.",
};

/// One finding for each store.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let copies = |store: usize| model.incoming.get(store).iter().any(|at| model.connections[*at].takes_over());
    let is_written = |index: &usize| {
        let connection = &model.connections[*index];
        let (writer, store) = (&model.components[connection.from], &model.components[connection.to]);
        let counts = writes(connection) && is_database(store) && is_code(writer) && !copies(connection.to);
        counts && facts.is_in_use(connection.from)
    };
    let written = (0..model.connections.len()).filter(is_written).collect();
    let store = |index: usize| facts.services.of_component(model.connections[index].to);
    let mut findings = Vec::new();
    for connections in sorted_groups(written, &|a, b| store(a).cmp(&store(b))) {
        let writers = distinct(connections.iter().map(|index| model.connections[*index].from).collect());
        let services = if writers.len() > 1 { services(facts, &writers) } else { Vec::new() };
        if services.len() > 1 {
            findings.push(describe(facts, store(connections[0]), &services));
        }
    }
    more(findings, "databases are shared")
}

/// Whether writes use it.
fn writes(connection: &Connection) -> bool {
    connection.is_request() && connection.asks != Asks::Read && demand(connection, Class::Write).is_some()
}

/// The services behind these writers, each by one component that writes.
fn services(facts: &Facts, writers: &[usize]) -> Vec<usize> {
    let kind = |writer: usize| facts.model.components[writer].kind;
    let mut services: SortedMap<usize, usize> = SortedMap::new();
    for writer in writers.iter().copied().filter(|writer| kind(*writer) != ComponentKind::Worker) {
        // Functions are parts of one service.
        let functions = kind(writer) == ComponentKind::ServerlessFunction;
        let service = if functions { usize::MAX } else { facts.services.of_component(writer) };
        services.get_or_insert_with(service, || writer);
    }
    let beside = services.clone();
    for worker in writers.iter().copied().filter(|writer| kind(*writer) == ComponentKind::Worker) {
        let feeders = feeders(facts, worker);
        // One that is only started does chores, not a job of its own.
        if !feeders.is_empty() && !feeders.iter().any(|feeder| beside.contains_key(feeder)) {
            services.get_or_insert_with(facts.services.of_component(worker), || worker);
        }
    }
    services.into_values().collect()
}

/// The services a worker gets its work from, by way of a queue or not.
fn feeders(facts: &Facts, worker: usize) -> SortedSet<usize> {
    let model = facts.model;
    let callers = |component: usize| model.incoming.get(component).iter().map(|index| model.connections[*index].from);
    let mut feeders = SortedSet::new();
    for caller in callers(worker) {
        let held = model.components[caller].holds_messages();
        let from = callers(caller).filter(|_| held).chain(Some(caller));
        for feeder in from.filter(|feeder| is_code(&model.components[*feeder])) {
            let function = model.components[feeder].kind == ComponentKind::ServerlessFunction;
            feeders.insert(if function { usize::MAX } else { facts.services.of_component(feeder) });
        }
    }
    feeders
}

const NOBODYS: Words =
    [WRITTEN, "Neither can change what it keeps there without the other, and nobody owns the data.", REMEDY];
const OWNED: Words = [
    WRITTEN,
    "Each owns entities of its own there, but they share what one of them can slow down or bring down.",
    REMEDY,
];
const WRITTEN: &str = "{0} {1} write {2}";
const REMEDY: &str = "Give each a database of its own, or let one own the data and the others ask it.";

fn describe(facts: &Facts, store: usize, services: &[usize]) -> Finding {
    let model = facts.model;
    let (severity, words) =
        if each_owns(facts, services) { (Severity::Info, &OWNED) } else { (Severity::Warning, &NOBODYS) };
    let each = if services.len() == 2 { "both" } else { "all" };
    let values = [Components(model, services), Text(each), Text(model.components[store].name())];
    HEADING.finding(severity, words, &values, model.ids_of(&[&[store], services].concat()))
}

/// Whether every one of these is said to own something that is kept.
fn each_owns(facts: &Facts, services: &[usize]) -> bool {
    let entities = || facts.design.of_type(RecordType::Entity);
    let owns = |service: &usize| {
        let mut owners = entities().filter_map(|entity| facts.model.component_of(entity.reference(Property::Owner)?));
        owners.any(|owner| facts.services.of_component(owner) == facts.services.of_component(*service))
    };
    services.iter().all(owns)
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    #[test]
    fn two_services_that_write_one_database() {
        let shop = "web:web-client -> gw:api-gateway -> orders:service \"Orders\" -> db:relational-database
            gw -> users:service \"Users\"\n";
        check(HEADING, &format!("{shop} users -> db"), &["warning db orders users"]);
        check(HEADING, &format!("{shop} users -> db [when=read]"), &[]);
        check(HEADING, &format!("{shop} users -> db [asks=read]"), &[]);
        let owned = "users -> db\nentity e1 \"Order\" owner=orders store=db\nentity e2 \"User\" owner=users store=db";
        check(HEADING, &format!("{shop} {owned}"), &["info db orders users"]);
    }

    #[test]
    fn pool_mates_and_workers_are_no_second_service() {
        let servers = "web:web-client -> lb:load-balancer -> a:application-server -> db:relational-database
            lb -> b:application-server -> db";
        check(HEADING, servers, &[]);
        let worker = "web:web-client -> api:service -> db:relational-database
            api -> q:message-queue -> w:worker -> db";
        check(HEADING, worker, &[]);
        check(
            HEADING,
            "web:web-client -> api:service -> db:relational-database\ncron:scheduler -> w:worker -> db",
            &[],
        );
        let functions = "gw:api-gateway -> f:serverless-function \"Put\" -> t:document-store
            gw -> g:serverless-function \"Get\" -> t\nweb:web-client -> gw";
        check(HEADING, functions, &[]);
    }

    #[test]
    fn a_cache_and_a_bucket_may_be_shared() {
        let fixture = "web:web-client -> gw:api-gateway -> a:service -> c:cache\ngw -> b:service -> c
            a -> files:object-storage\nb -> files";
        check(HEADING, fixture, &[]);
    }
}
