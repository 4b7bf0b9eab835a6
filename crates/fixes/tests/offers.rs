//! What is offered removes the finding it is offered for and creates none as severe.
//!
//! Checked with the analysis alone, on every design there is: those the analysis is tested with, templates,
//! examples and random ones.

mod designs;

use std::collections::BTreeMap;

use linchpin_analysis::{Finding, Query, analyse, contingencies};
use linchpin_catalog::Property;
use linchpin_document::{Design, PeerId, Replica};
use linchpin_fixes::{Bench, Fix, Serials};
use linchpin_testkit::{Said, systems};
use proptest::prelude::*;

use designs::Named;

fn findings(design: &Design) -> Vec<Finding> {
    let query = Query::default();
    let mut findings = analyse(design, &query).findings;
    findings.extend(contingencies(design, &query).findings);
    findings
}

/// The findings left when a fix is applied; the design must be as before after one undo.
fn left(design: &Design, fix: &Fix) -> Vec<Finding> {
    let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(3)));
    let before = replica.design().clone();
    assert_eq!(before, *design, "a document of a design stands for the same design");
    replica.commit(&fix.transaction).unwrap_or_else(|refusal| panic!("{}: {refusal}", fix.title));
    let left = findings(replica.design());
    replica.undo().expect("one step");
    assert_eq!(*replica.design(), before, "{}: one undo restores everything", fix.title);
    assert!(!replica.can_undo());
    left
}

/// Checks all offers for all findings; returns how many offers there are by remedy.
fn check(name: &str, design: &Design) -> BTreeMap<&'static str, usize> {
    let bench = Bench::new(design, &Query::default());
    let before = findings(design);
    let mut counted = BTreeMap::new();
    for finding in &before {
        let mut ids = Serials::of(PeerId::from_bits(77));
        for fix in bench.offers(finding, &mut ids) {
            let after = left(design, &fix);
            let subject = finding.subjects.first();
            let same = |one: &&Finding| one.rule == finding.rule && one.subjects.first() == subject;
            assert_eq!(after.iter().find(same), None, "{name}: {} is left by {}", finding.title, fix.title);
            for new in after.iter().filter(|found| found.severity >= finding.severity) {
                let known = before.iter().any(|known| {
                    let same = known.rule == new.rule || known.rule.contains(".more-");
                    let about = new.subjects.first().is_none_or(|subject| known.subjects.contains(subject));
                    same && about && known.severity >= new.severity
                });
                assert!(known, "{name}: {} for {} creates {}", fix.title, finding.title, new.title);
            }
            *counted.entry(fix.remedy.id()).or_default() += 1;
        }
    }
    counted
}

#[test]
fn every_offer_over_the_corpus_keeps_its_promise() {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for Named { name, design } in designs::all() {
        for (remedy, count) in check(&name, &design) {
            *counted.entry(remedy).or_default() += count;
        }
    }
    println!("{counted:?}");
    for remedy in ["automatic-failover", "instances", "standby", "balancer-pair", "second-door", "second-zone"] {
        assert!(counted.contains_key(remedy), "{remedy} is never offered: {counted:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_offer_on_random_systems_keeps_its_promise(drawn in systems(6, Said::Little), stated in systems(6, Said::Everything)) {
        for fixture in [drawn, stated] {
            check(&fixture, &linchpin_testkit::design(&fixture));
        }
    }

    #[test]
    fn nothing_is_too_odd_to_ask(design in linchpin_testkit::designs(40)) {
        check("random", &design);
    }
}

/// The offers for the finding of a rule, by the id of the remedy.
fn offered(fixture: &str, rule: &str) -> Vec<(&'static str, Design)> {
    let design = linchpin_testkit::design(fixture);
    let bench = Bench::new(&design, &Query::default());
    let finding = bench.findings().iter().find(|finding| finding.rule == rule).expect(rule);
    let after = |fix: Fix| {
        let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(3)));
        replica.commit(&fix.transaction).unwrap();
        (fix.remedy.id(), replica.design().clone())
    };
    bench.offers(finding, &mut Serials::of(PeerId::from_bits(9))).into_iter().map(after).collect()
}

#[test]
fn a_component_with_two_jobs_is_split_and_what_belongs_to_each_is_dealt_out() {
    let shop = r#"
        web:web-client peak=50 -> gw:api-gateway instances=2 -> shop:service "Shop" instances=2
        shop -> orders:relational-database "Orders DB" instances=2
        shop -> mail:external-service "Mail" [dependency=soft timeout=500]
        endpoint e1 "Place an order" method=post path="/orders" handlers=shop
        endpoint e2 "Orders" method=get path="/orders" handlers=shop
        endpoint e3 "Invite" method=post path="/invitations" handlers=shop
        endpoint e4 "Subscribe" method=post path="/newsletters" handlers=shop
        "#;
    let offers = offered(shop, "responsibility.many-jobs");
    let (_, split) = offers.iter().find(|(remedy, _)| *remedy == "split").expect("a split");
    assert!(split.components().count() > 5);
    let handlers =
        |endpoint: &str| split.get(linchpin_testkit::id(endpoint)).unwrap().references(Property::Handlers).to_vec();
    assert_eq!(handlers("e1"), handlers("e2"), "what belongs together stays together");
    assert_ne!(handlers("e1"), handlers("e3"));
    assert!(analyse(split, &Query::default()).findings.iter().all(|left| left.rule != "responsibility.many-jobs"));
}

#[test]
fn calls_without_end_get_a_timeout_and_a_breaker() {
    let calls = "web:web-client -> api:service instances=2 -> pay:external-service \"Payments\"";
    let offers = offered(calls, "failure.wobbly-call");
    let (remedy, after) = &offers[0];
    assert_eq!(*remedy, "timeout");
    let call = after.get(linchpin_testkit::id("api-pay")).unwrap();
    // Five times the two seconds that public payment services may take.
    assert_eq!(call.number(Property::Timeout), Some(10_000.0));
    assert_eq!(call.flag(Property::CircuitBreaker), Some(true));
    assert_eq!(after.get(linchpin_testkit::id("web-api")).unwrap().number(Property::Timeout), None);
}

#[test]
fn state_moves_out_of_instances_that_keep_it() {
    let sessions = "web:web-client -> app:application-server keeps_state=true";
    let offers = offered(sessions, "failure.single-point");
    let (remedy, after) = &offers[0];
    assert_eq!(*remedy, "shared-sessions", "more instances alone would lose sessions: {offers:?}");
    assert_eq!(after.get(linchpin_testkit::id("app")).unwrap().flag(Property::KeepsState), None);
    assert!(after.components().any(|item| item.name() == "Application server sessions"));
}

#[test]
fn each_overload_has_its_remedies() {
    let of = |fixture: &str| -> Vec<&str> {
        offered(fixture, "load.saturation").into_iter().map(|(remedy, _)| remedy).collect()
    };
    let shop = |peak: u32, reads: f64, db: &str| {
        format!(
            "web:web-client peak={peak} read_share={reads} -> lb:load-balancer instances=2 -> app:application-server \
             instances=9 capacity=9000 slots=100000\napp -> db:relational-database instances=2 slots=100000 {db}"
        )
    };
    let writes = of(&shop(1800, 0.0, "write_capacity=1000"));
    assert!(writes.contains(&"shards") && !writes.contains(&"cache"), "{writes:?}");
    let reads = of(&shop(2000, 1.0, "read_capacity=500"));
    for remedy in ["read-replicas", "cache", "standby"] {
        assert!(reads.contains(&remedy), "{remedy} is missing: {reads:?}");
    }
}

#[test]
fn what_is_missing_is_set() {
    let of = |fixture: &str, rule: &str| offered(fixture, rule).into_iter().next().unwrap_or_else(|| panic!("{rule}"));
    let number = |design: &Design, on: &str, property| design.get(linchpin_testkit::id(on)).unwrap().number(property);
    let app = "web:web-client peak=100 -> gw:api-gateway instances=2 -> app:service instances=2 capacity=200";
    let (remedy, after) = of(app, "load.no-rate-limit");
    // The service carries 400 a second, four times the peak.
    assert_eq!((remedy, number(&after, "gw", Property::RateLimit)), ("rate-limit", Some(400.0)));
    let tight = app.replace("capacity=200", "capacity=55");
    // No limit cuts off the peak: 100 a second and some to spare.
    assert_eq!(number(&of(&tight, "load.no-rate-limit").1, "gw", Property::RateLimit), Some(130.0));
    let store = |said: &str| format!("{app} -> db:relational-database {said}");
    let (remedy, after) = of(&store("backed_up=false"), "failure.no-backup");
    assert_eq!(
        (remedy, after.get(linchpin_testkit::id("db")).unwrap().flag(Property::BackedUp)),
        ("backups", Some(true))
    );
    let cache = format!("{app} -> c:cache working_set=100 instances=2 memory=20");
    let memory = offered(&cache, "load.memory");
    let more = memory.iter().find(|(remedy, _)| *remedy == "memory").unwrap();
    assert_eq!(number(&more.1, "c", Property::Memory), Some(50.0), "instances of a cache split what they hold");
    let (remedy, after) = offered(&store("stored=100 growth=2 storage=150"), "load.storage").pop().unwrap();
    // A year of 2 GB a day on top of what is there: 830.
    assert_eq!((remedy, number(&after, "db", Property::Storage)), ("disk", Some(830.0)));
}

#[test]
fn a_gateway_stands_between_all_clients_and_all_services_they_call() {
    let fixture =
        "web:web-client peak=30 -> orders:service \"Orders\" instances=2\nweb -> users:service \"Users\" instances=2
        mobile:mobile-client peak=10 -> orders
        sensor:device -> events:message-queue -> work:worker\ncron:scheduler -> users";
    let (remedy, after) = offered(fixture, "responsibility.no-gateway").pop().expect("a gateway");
    assert_eq!(remedy, "gateway");
    let gateway = after.components().find(|item| item.kind() == linchpin_catalog::ComponentKind::ApiGateway).unwrap();
    let id = linchpin_testkit::id;
    let joined = |from, to| {
        after.connections_of(from).find(|call| call.ends() == Some((from, to))).map(|call| call.number(Property::Share))
    };
    assert_eq!([joined(id("web"), gateway.id), joined(id("mobile"), gateway.id)], [Some(None); 2]);
    // The web's 30 a second go to either; the 10 of the mobile client to the orders.
    assert_eq!(joined(gateway.id, id("orders")), Some(Some(25.0 / 40.0)));
    assert_eq!(joined(gateway.id, id("users")), Some(Some(15.0 / 40.0)));
    assert_eq!(joined(id("web"), id("orders")), None);
    assert!(joined(id("cron"), id("users")).is_some() && joined(id("sensor"), id("events")).is_some());
    let rate =
        |design: &Design, service| analyse(design, &Query::default()).component(id(service)).unwrap().rate.total();
    for service in ["orders", "users"] {
        let before = rate(&linchpin_testkit::design(fixture), service);
        assert!((rate(&after, service) - before).abs() < 1e-9, "{service}");
    }
}
