//! Two real systems, modelled from how they are deployed and what their code does, with the verdicts
//! a practitioner would sign.
//!
//! Sources: the Kubernetes manifests and handlers of GoogleCloudPlatform/microservices-demo (Online
//! Boutique), the compose file and servers of delimitrou/DeathStarBench (hotel reservation).

mod reference;

use linchpin_analysis::Outcome::{Degraded, Down, Incomplete, PartlyDown, Up};
use linchpin_analysis::{Event, Outcome, Query, Reach, Report, Severity, TrafficClass, analyse};
use linchpin_catalog::{BoundaryKind, ComponentKind, Property, RecordType};
use linchpin_document::{Design, PeerId, RecordId, Replica, Transaction};
use linchpin_testkit::id;
use std::collections::BTreeSet;
use std::path::Path;

/// What becomes of reads and of writes when all of a component, or a boundary, has failed; and why.
type Verdict = (&'static str, [Outcome; 2], &'static str);

const BOUTIQUE: &[Verdict] = &[
    ("frontend", [Down, Down], "every page is put together here, and one replica runs"),
    ("currencyservice", [Down, Down], "no page is shown without the list of currencies, no order priced without it"),
    ("productcatalogservice", [Down, Down], "every page shows products, every order looks them up"),
    ("cartservice", [Down, Down], "every page shows the size of the cart, every order is made from it"),
    ("redis-cart", [Down, Down], "carts are nowhere else, so this is no cache one could do without"),
    ("shippingservice", [PartlyDown, Down], "the cart page wants a quote, an order is shipped; the rest goes on"),
    ("checkoutservice", [Up, Down], "orders only; browsing goes on"),
    ("paymentservice", [Up, Down], "orders only, by way of the checkout"),
    ("emailservice", [Up, Degraded], "an order stands without its confirmation: the failure is logged"),
    ("adservice", [Degraded, Degraded], "a page without an advertisement is a page"),
    ("recommendationservice", [Degraded, Degraded], "the failure is logged and the page shown without"),
];

// A share of requests says nothing of reads and writes, so what only searching needs is said to touch
// bookings as well.
const HOTEL: &[Verdict] = &[
    ("host", [Down, Down], "compose starts everything on one machine"),
    ("frontend", [Down, Down], "everybody comes in here"),
    ("search", [PartlyDown, PartlyDown], "looking for hotels fails, recommendations and bookings go on"),
    ("geo", [PartlyDown, PartlyDown], "no search without it"),
    ("rate", [PartlyDown, PartlyDown], "no search without it"),
    ("memcached-rate", [PartlyDown, PartlyDown], "an error that is no miss panics: this cache is needed"),
    ("rate-db", [PartlyDown, PartlyDown], "what the cache does not have is asked here"),
    ("profile", [PartlyDown, PartlyDown], "search and recommendations show profiles"),
    ("memcached-profile", [PartlyDown, PartlyDown], "an error that is no miss panics"),
    ("profile-db", [PartlyDown, PartlyDown], "what the cache does not have is asked here"),
    ("recommendation", [PartlyDown, PartlyDown], "recommendations fail, the rest goes on"),
    ("reservation", [PartlyDown, Down], "a search asks which rooms are free, a booking is written here"),
    ("memcached-reserve", [PartlyDown, Down], "an error that is no miss panics, for bookings too"),
    ("reservation-db", [PartlyDown, Down], "bookings are written here, cache or no cache"),
    ("user", [PartlyDown, Down], "a booking checks the password; so does a login"),
    ("review", [PartlyDown, PartlyDown], "the reviews of a hotel, and nothing else"),
    ("memcached-review", [PartlyDown, PartlyDown], "an error that is no miss panics"),
    ("review-db", [PartlyDown, PartlyDown], "what the cache does not have is asked here"),
    ("attractions", [PartlyDown, PartlyDown], "what is near a hotel, and nothing else"),
    ("attractions-db", [PartlyDown, PartlyDown], "each request looks up the hotel here"),
    ("geo-db", [Degraded, Degraded], "read once at the start: the index in memory goes on without it"),
    ("recommendation-db", [Degraded, Degraded], "read once at the start"),
    ("user-db", [Degraded, Degraded], "read once at the start, so old users can still log in"),
    ("consul", [Degraded, Degraded], "connections once made stay; only what restarts is not found"),
    ("jaeger", [Incomplete, Incomplete], "traces are sent and forgotten: losing them delays nobody"),
];

#[test]
fn online_boutique_as_deployed() {
    check("online-boutique", BOUTIQUE);
}

#[test]
fn the_hotel_reservation_as_deployed() {
    check("hotel-reservation", HOTEL);
}

/// Every component and boundary has the verdict, and nothing else is found wrong.
#[track_caller]
fn check(name: &str, verdicts: &[Verdict]) {
    let design = example(name).design().clone();
    let report = analyse(&design, &Query::default());
    let mut unjudged: BTreeSet<RecordId> = design.components().chain(design.boundaries()).map(|item| item.id).collect();
    unjudged.retain(|subject| !report.journeys.iter().any(|journey| journey.entry == *subject));
    for (subject, expected, why) in verdicts {
        let subject = id(subject);
        assert!(unjudged.remove(&subject), "{name}: {subject} is judged twice or is not there");
        assert_eq!(outcomes(&design, subject), *expected, "{name}: {subject}: {why}");
        assert_eq!(single_point(&report, subject), reach(*expected), "{name}: {subject}: {why}");
    }
    assert!(unjudged.is_empty(), "{name}: {unjudged:?} have no verdict");
    let wrong = report.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let wrong: BTreeSet<RecordId> = wrong.filter_map(|finding| finding.subjects.first().copied()).collect();
    let expected = verdicts.iter().filter(|(_, outcomes, _)| reach(*outcomes).is_some()).map(|(name, ..)| id(name));
    assert_eq!(wrong, expected.collect(), "{name}");
}

/// The reach of a single failure that leaves reads and writes like this.
fn reach(outcomes: [Outcome; 2]) -> Option<Reach> {
    let unanswered = outcomes.iter().any(|outcome| *outcome >= PartlyDown);
    unanswered.then_some(if outcomes == [Down, Down] { Reach::Total } else { Reach::Partial })
}

fn single_point(report: &Report, subject: RecordId) -> Option<Reach> {
    let of_component = report.component(subject).map(|component| component.single_point);
    let of_boundary = report.boundary(subject).map(|boundary| boundary.single_point);
    of_component.or(of_boundary).unwrap().map(|point| point.reach)
}

/// What becomes of reads and of writes when this fails.
fn outcomes(design: &Design, failed: RecordId) -> [Outcome; 2] {
    let boundary = design.get(failed).unwrap().record_type == RecordType::Boundary;
    let event = if boundary { Event::Domain(failed) } else { Event::Component(failed) };
    let report = analyse(design, &Query { failed: vec![event], ..Query::default() });
    [TrafficClass::Read, TrafficClass::Write].map(|class| {
        let of_class = report.journeys.iter().filter(|journey| journey.class == class);
        of_class.map(|journey| journey.outcome).max().unwrap()
    })
}

fn example(name: &str) -> Replica {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).with_extension("json");
    let imported = linchpin_format::file::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(imported.remarks().is_empty(), "{name}: {:?}", imported.remarks());
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(imported.transaction()).unwrap();
    replica
}

/// What is left when a practitioner has hardened it: nothing above info.
#[track_caller]
fn check_hardened(replica: &Replica, expected: &[(&str, &str)]) {
    let report = analyse(replica.design(), &Query::default());
    let told = |finding: &linchpin_analysis::Finding| (finding.rule.to_string(), finding.subjects[0].to_string());
    let found: BTreeSet<(String, String)> = report.findings.iter().map(told).collect();
    let expected = expected.iter().map(|(rule, subject)| ((*rule).to_owned(), (*subject).to_owned()));
    assert_eq!(found, expected.collect());
    assert!(report.findings.iter().all(|finding| finding.severity == Severity::Info));
}

/// Every call has a timeout, and every store is backed up.
fn settle_small_things(change: &mut Transaction, design: &Design) {
    for (connection, ..) in design.connections() {
        change.set(connection.id, Property::Timeout, 500.0);
    }
    for store in design.components().filter(|item| item.kind().has(Property::BackedUp)) {
        change.set(store.id, Property::BackedUp, true);
    }
}

/// A region with three zones drawn in it, which holds these.
fn spread_over_three_zones(change: &mut Transaction, components: impl Iterator<Item = RecordId>) {
    let region = id("region");
    change.create(region, RecordType::Boundary).set(region, Property::BoundaryKind, BoundaryKind::Region.id());
    for zone in ["zone-a", "zone-b", "zone-c"].map(id) {
        change.create(zone, RecordType::Boundary).set(zone, Property::BoundaryKind, BoundaryKind::Zone.id());
        change.set(zone, Property::Parent, region);
    }
    for component in components {
        change.set(component, Property::Parent, region);
    }
}

fn add(change: &mut Transaction, component: &str, kind: ComponentKind) {
    change.create(id(component), RecordType::Component).set(id(component), Property::Kind, kind.id());
}

fn connect(change: &mut Transaction, from: &str, to: &str, interaction: &str) {
    // Numbered by what is changed so far: each connection adds to it.
    let connection = id(&format!("added-{}", change.changes().count()));
    change.create(connection, RecordType::Connection);
    change.set(connection, Property::From, id(from)).set(connection, Property::To, id(to));
    change.set(connection, Property::Interaction, interaction);
}

/// Everything but the clients.
fn servers(design: &Design) -> Vec<RecordId> {
    let entry = |item: &&linchpin_document::Item| item.kind().traits().entry;
    design.components().filter(|item| !entry(item)).map(|item| item.id).collect()
}

#[test]
fn online_boutique_hardened_in_three_zones() {
    let mut replica = example("online-boutique");
    let mut change = Transaction::new();
    settle_small_things(&mut change, replica.design());
    let servers = servers(replica.design());
    // Two of each, the Redis with a replica that takes over by itself, behind the balancer of the cloud.
    for server in &servers {
        change.set(*server, Property::Instances, 2.0);
    }
    change.set(id("redis-cart"), Property::Failover, "automatic");
    spread_over_three_zones(&mut change, servers.into_iter());
    add(&mut change, "balancer", ComponentKind::LoadBalancer);
    change.set(id("balancer"), Property::Managed, true);
    let entrance = replica.design().connections_of(id("loadgenerator")).next().unwrap().id;
    change.set(entrance, Property::To, id("balancer"));
    connect(&mut change, "balancer", "frontend", "request");
    replica.commit(&change).unwrap();
    // The front end still puts every page together, and the checkout asks five others: that is how it was built.
    check_hardened(
        &replica,
        &[
            ("failure.managed-service", "balancer"),
            ("failure.shared-domain", "region"),
            ("load.fan-out", "checkoutservice"),
            ("load.fan-out", "frontend"),
            ("responsibility.chatty-pair", "frontend"),
            ("responsibility.hub", "frontend"),
        ],
    );
}

#[test]
fn the_hotel_reservation_hardened_in_three_zones() {
    let mut replica = example("hotel-reservation");
    let mut change = Transaction::new();
    settle_small_things(&mut change, replica.design());
    let servers = servers(replica.design());
    for server in &servers {
        let store = replica.design().get(*server).unwrap().kind() == ComponentKind::DocumentStore;
        // A replica set elects a primary while two of its three members are up.
        change.set(*server, Property::Instances, if store { 3.0 } else { 2.0 });
        if store {
            change.set(*server, Property::Needed, 2.0).set(*server, Property::Failover, "automatic");
        }
    }
    // Bookings have a hot standby drawn instead.
    let (bookings, standby) = (id("reservation-db"), "bookings-standby");
    change.set(bookings, Property::Instances, 1.0).set(bookings, Property::Needed, 1.0);
    add(&mut change, standby, ComponentKind::DocumentStore);
    connect(&mut change, "reservation-db", standby, "replication");
    // A service that cannot reach its cache asks its database.
    for connection in replica.design().connections().map(|(item, ..)| item.id) {
        let (_, to) = replica.design().get(connection).unwrap().ends().unwrap();
        if to.to_string().starts_with("memcached") {
            change.unset(connection, Property::Dependency);
        }
    }
    // A balancer with a standby, each a single machine.
    for balancer in ["balancer", "balancer-2"] {
        add(&mut change, balancer, ComponentKind::LoadBalancer);
        connect(&mut change, balancer, "frontend", "request");
    }
    connect(&mut change, "balancer", "balancer-2", "standby");
    let entrance = replica.design().connections_of(id("visitors")).next().unwrap().id;
    change.set(entrance, Property::To, id("balancer"));
    let added = [standby, "balancer", "balancer-2"].map(id);
    spread_over_three_zones(&mut change, servers.into_iter().chain(added));
    change.delete(id("host"), RecordType::Boundary);
    replica.commit(&change).unwrap();
    check_hardened(&replica, &[("failure.shared-domain", "region")]);
}

#[test]
fn the_calls_of_online_boutique_are_those_of_its_manifests() {
    let Some(manifests) = reference::read("topologies/online-boutique-k8s.yaml") else { return };
    let (deployments, calls) = reference::deployments(&manifests);
    let design = example("online-boutique").design().clone();
    assert_eq!(components(&design), deployments);
    assert_eq!(drawn(&design), calls.into_iter().filter(|(_, to)| deployments.contains(to)).collect());
}

#[test]
fn the_hotel_reservation_is_that_of_its_compose_file() {
    let Some(compose) = reference::read("topologies/dsb-hotelReservation.yml") else { return };
    let (services, depends) = reference::services(&compose);
    let design = example("hotel-reservation").design().clone();
    // The databases go by their host names: `geo-db` is the host of `mongodb-geo`.
    let host = |service: &String| match service.strip_prefix("mongodb-") {
        Some(whose) => format!("{whose}-db"),
        None => service.clone(),
    };
    let visitors = std::iter::once("visitors".to_owned());
    assert_eq!(components(&design), services.iter().map(host).chain(visitors).collect());
    // Everything registers with consul at its start; only who asks it is drawn.
    let data = depends.iter().filter(|(_, to)| to != "consul").map(|(from, to)| (from.clone(), host(to)));
    let is_data = |(_, to): &(String, String)| to.ends_with("-db") || to.starts_with("memcached");
    assert_eq!(drawn(&design).into_iter().filter(is_data).collect::<BTreeSet<_>>(), data.collect());
}

fn components(design: &Design) -> BTreeSet<String> {
    design.components().map(|item| item.id.to_string()).collect()
}

fn drawn(design: &Design) -> BTreeSet<(String, String)> {
    design.connections().map(|(_, from, to)| (from.to_string(), to.to_string())).collect()
}
