//! Endpoints as journeys, against cases worked out by hand.

use linchpin_analysis::{Event, Outcome, Query, Reach, Report, TrafficClass, analyse};
use linchpin_testkit::{design, id};

/// Two services that are not alternatives behind one gateway, each with a store of its own.
const SHOP: &str = "
    web:web-client peak=100 read_share=0.8 -> gateway:api-gateway instances=2 -> orders:service \"Orders\" instances=2
    gateway -> users:service \"Users\" instances=2
    orders -> orders-db:relational-database \"Orders DB\"
    users -> users-db:relational-database \"Users DB\"
";

fn shop(endpoints: &str, failed: &[Event]) -> Report {
    let failed = failed.to_vec();
    analyse(&design(&format!("{SHOP}\n{endpoints}")), &Query { failed, ..Query::default() })
}

/// The journeys as (endpoint, class, requests a second, outcome).
fn journeys(report: &Report) -> Vec<(Option<String>, TrafficClass, f64, Outcome)> {
    let told = report.journeys.iter();
    told.map(|one| (one.endpoint.map(|id| id.to_string()), one.class, one.peak, one.outcome)).collect()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
}

fn rate(report: &Report, component: &str) -> f64 {
    report.component(id(component)).unwrap().rate.total()
}

#[test]
fn an_endpoint_rests_only_on_what_handles_it() {
    let place = "endpoint place \"Place an order\" method=post path=/orders handlers=orders peak=30";
    let down = shop(place, &[Event::Component(id("users-db"))]);
    let (endpoint, class, peak, outcome) = journeys(&down).remove(0);
    assert_eq!((endpoint.as_deref(), class, outcome), (Some("place"), TrafficClass::Write, Outcome::Up));
    near(peak, 30.0);
    // The other 70 requests a second are dealt out over both services, so half of them fail.
    let rest = &journeys(&down)[1..];
    assert_eq!(
        rest.iter().map(|one| (one.0.clone(), one.1, one.3)).collect::<Vec<_>>(),
        [(None, TrafficClass::Read, Outcome::PartlyDown), (None, TrafficClass::Write, Outcome::PartlyDown),]
    );
    let down = shop(place, &[Event::Component(id("orders-db"))]);
    assert_eq!(journeys(&down)[0].3, Outcome::Down);
}

#[test]
fn what_goes_to_endpoints_is_taken_from_what_clients_send() {
    let report = shop("endpoint place method=post handlers=orders peak=30", &[]);
    near(rate(&report, "orders"), 30.0 + 70.0 / 2.0);
    near(rate(&report, "users"), 70.0 / 2.0);
    near(rate(&report, "gateway"), 100.0);
    let all = shop(
        "endpoint place method=post handlers=orders peak=60\nendpoint look method=get handlers=users peak=40",
        &[],
    );
    near(rate(&all, "orders"), 60.0);
    near(rate(&all, "users"), 40.0);
    assert_eq!(journeys(&all).len(), 2, "nothing is left that has no name");
}

#[test]
fn what_no_endpoint_leads_to_stays_in_a_journey_without_a_rate() {
    let report = shop("endpoint place method=post handlers=orders peak=200", &[]);
    let rates: Vec<(Option<String>, f64)> = journeys(&report).into_iter().map(|one| (one.0, one.2)).collect();
    assert_eq!(rates, [(Some("place".to_owned()), 200.0), (None, 0.0), (None, 0.0)]);
    near(rate(&report, "users"), 0.0);
    // It is a single point all the same, of requests nobody has counted.
    assert_eq!(report.component(id("users-db")).unwrap().single_point.map(|point| point.reach), Some(Reach::Partial));
}

#[test]
fn the_method_says_whether_an_endpoint_reads() {
    for (method, class) in [("get", TrafficClass::Read), ("head", TrafficClass::Read), ("delete", TrafficClass::Write)]
    {
        let report = shop(&format!("endpoint one method={method} handlers=orders peak=10"), &[]);
        let classes: Vec<TrafficClass> =
            report.journeys.iter().filter(|one| one.endpoint.is_some()).map(|one| one.class).collect();
        assert_eq!(classes, [class], "{method}");
    }
}

#[test]
fn requests_are_split_evenly_over_the_clients_that_reach_a_handler() {
    let report = analyse(
        &design(
            "web:web-client peak=100 -> lb:load-balancer -> api:service
            app:mobile-client peak=100 -> lb
            kiosk:device peak=100 -> other:service
            endpoint buy method=post handlers=api peak=50",
        ),
        &Query::default(),
    );
    let buying = report.journeys.iter().filter(|one| one.endpoint.is_some());
    let entries: Vec<(String, f64)> = buying.map(|one| (one.entry.to_string(), one.peak)).collect();
    assert_eq!(entries, [("app".to_owned(), 25.0), ("web".to_owned(), 25.0)]);
}

#[test]
fn the_nearest_way_is_taken() {
    // The gateway reaches the handler at once, and by way of the portal.
    let fixture = "
        web:web-client peak=100 -> gateway:api-gateway -> api:service
        gateway -> portal:service \"Portal\" -> api
        endpoint buy method=post handlers=api peak=100";
    let report = analyse(&design(fixture), &Query { failed: vec![Event::Component(id("portal"))], ..Query::default() });
    assert_eq!(journeys(&report)[0].3, Outcome::Up);
}

#[test]
fn pool_mates_of_a_handler_handle_too() {
    let fixture = "
        web:web-client peak=100 -> lb:load-balancer -> a:application-server
        lb -> b:application-server
        endpoint buy method=post handlers=a peak=100";
    let report = analyse(&design(fixture), &Query { failed: vec![Event::Component(id("a"))], ..Query::default() });
    assert_eq!(journeys(&report)[0].3, Outcome::Up);
    near(rate(&report, "b"), 100.0);
}

#[test]
fn what_owns_different_endpoints_is_no_alternative() {
    let fixture = "
        web:web-client peak=100 -> lb:load-balancer -> a:application-server
        lb -> b:application-server
        endpoint buy method=post handlers=a peak=50
        endpoint look method=get handlers=b peak=50";
    let report = analyse(&design(fixture), &Query { failed: vec![Event::Component(id("a"))], ..Query::default() });
    let outcomes: Vec<Outcome> = report.journeys.iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [Outcome::Down, Outcome::Up]);
}

#[test]
fn behind_the_first_component_that_is_no_forwarder_every_call_counts() {
    let fixture = "
        web:web-client peak=100 -> site:web-server -> api:service
        site -> ads:service \"Ads\"
        endpoint buy method=post handlers=api peak=100";
    let report = analyse(&design(fixture), &Query { failed: vec![Event::Component(id("ads"))], ..Query::default() });
    assert_eq!(journeys(&report)[0].3, Outcome::Down);
}

#[test]
fn a_gateway_may_handle_an_endpoint_itself() {
    let report = shop("endpoint status method=get handlers=gateway peak=100", &[]);
    assert_eq!(journeys(&report)[0].3, Outcome::Up);
}

#[test]
fn without_handlers_an_endpoint_goes_everywhere() {
    let report = shop("endpoint all peak=100 read_share=0.8", &[Event::Component(id("users-db"))]);
    let plain = shop("", &[Event::Component(id("users-db"))]);
    let outcomes = |report: &Report| -> Vec<(TrafficClass, Outcome)> {
        report.journeys.iter().map(|one| (one.class, one.outcome)).collect()
    };
    assert_eq!(outcomes(&report), outcomes(&plain));
    near(rate(&report, "orders"), rate(&plain, "orders"));
}

#[test]
fn a_finding_says_which_endpoints_go_unanswered() {
    let report = shop(
        "endpoint place \"Place an order\" method=post handlers=orders peak=30
        endpoint profile \"Show the profile\" method=get handlers=users peak=70",
        &[],
    );
    let finding = report.findings.iter().find(|finding| finding.subjects.first() == Some(&id("orders-db"))).unwrap();
    assert!(finding.explanation.contains("no request for Place an order is answered"), "{}", finding.explanation);
    assert!(!finding.explanation.contains("profile"), "{}", finding.explanation);
}
