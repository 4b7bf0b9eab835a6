//! What a design says of rules: severities of its own, and findings it accepts.

use linchpin_analysis::{Event, Finding, Query, Report, Severity, analyse, contingencies, latency, recovery};
use linchpin_testkit::{design, id};

const SHOP: &str = "web:web-client -> lb:load-balancer instances=2 -> app:service \"API\" instances=2
    app -> db:relational-database \"Orders DB\"\n";

fn report(more: &str) -> Report {
    analyse(&design(&format!("{SHOP}{more}")), &Query::default())
}

fn of<'a>(report: &'a Report, rule: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

#[test]
fn a_waived_finding_is_last_says_why_and_counts_for_no_verdict() {
    let before = report("");
    assert_eq!((before.system.single_points.total, before.findings[0].waived.as_deref()), (1, None));
    let after = report("waiver w \"Restored from backup within the hour\" rule=failure.single-point subject=db");
    let last = after.findings.last().unwrap();
    assert_eq!((last.subjects[0], last.severity), (id("db"), Severity::Critical));
    assert_eq!(last.waived.as_deref(), Some("Restored from backup within the hour"));
    assert!(before.findings[0].is_open() && !last.is_open());
    assert_eq!(after.system.single_points.total, 0);
    let mark = after.component(id("db")).unwrap().single_point.unwrap();
    assert_eq!(mark.severity, Severity::Info, "it is marked as accepted");
}

#[test]
fn a_waiver_without_a_subject_accepts_whatever_the_rule_finds() {
    let found = report("x:service\nweb -> x\nwaiver w \"A prototype\" rule=failure.single-point");
    let waived = of(&found, "failure.single-point");
    assert_eq!(waived.len(), 2);
    assert!(waived.iter().all(|finding| finding.waived.as_deref() == Some("A prototype")));
}

#[test]
fn a_waiver_about_something_else_changes_nothing() {
    let found = report("waiver w \"Why not\" rule=failure.single-point subject=app");
    assert!(of(&found, "failure.single-point")[0].waived.is_none());
    assert_eq!(of(&found, "design.stale-waiver").len(), 1);
}

#[test]
fn a_waiver_that_no_longer_applies_is_told() {
    let mended = report(
        "db2:relational-database instances=2\napp -> db2\nwaiver w \"Soon\" rule=failure.single-point subject=db2",
    );
    let stale = of(&mended, "design.stale-waiver");
    assert_eq!((stale[0].severity, stale[0].subjects.as_slice()), (Severity::Info, &[id("w"), id("db2")][..]));
    let gone = report("waiver w \"Soon\" rule=failure.single-point subject=cache");
    assert_eq!(of(&gone, "design.stale-waiver")[0].subjects, [id("w")]);
    assert!(of(&gone, "design.stale-waiver")[0].explanation.contains("gone"));
}

#[test]
fn a_waiver_is_not_called_stale_because_of_what_is_supposed_to_have_failed() {
    let fixture = format!("{SHOP}waiver w \"Soon\" rule=failure.single-point subject=db");
    let failed = Query { failed: vec![Event::Component(id("db"))], ..Query::default() };
    let report = analyse(&design(&fixture), &failed);
    assert!(of(&report, "design.stale-waiver").is_empty());
}

#[test]
fn a_rule_can_matter_more_or_less_or_not_at_all() {
    let less = report("override o \"failure.single-point\" severity=info");
    assert_eq!(of(&less, "failure.single-point")[0].severity, Severity::Info);
    assert_eq!(less.system.single_points.total, 0);
    let off = report("override o \"failure.single-point\" severity=off");
    assert!(of(&off, "failure.single-point").is_empty());
    let more = report("alone:service\noverride o \"design.unreached\" severity=critical");
    assert_eq!(of(&more, "design.unreached")[0].severity, Severity::Critical);
}

#[test]
fn an_unknown_rule_is_told_with_the_nearest_there_is() {
    let found = report("waiver w \"Why\" rule=failure.singel-point\noverride o \"quantum.entanglement\" severity=off");
    let unknown = of(&found, "design.unknown-rule");
    let told: Vec<(&str, linchpin_document::RecordId)> =
        unknown.iter().map(|finding| (&finding.remedy[..], finding.subjects[0])).collect();
    assert!(told.contains(&("Did you mean failure.single-point?", id("w"))));
    assert!(told.contains(&("Delete it, or name another rule.", id("o"))));
}

#[test]
fn hidden_single_points_can_be_accepted_too() {
    let fixture = "web:web-client peak=900 -> lb:load-balancer instances=2 -> app:service instances=2 capacity=500";
    let query = Query::default();
    let before = contingencies(&design(fixture), &query);
    assert!(before.findings.iter().any(|found| found.subjects[0] == id("app") && found.waived.is_none()));
    let waived = format!("{fixture}\nwaiver w \"Sheds load\" rule=load.hidden-single-point subject=app");
    let after = contingencies(&design(&waived), &query);
    let about = |found: &&Finding| found.subjects[0] == id("app");
    assert_eq!(after.findings.iter().find(about).unwrap().waived.as_deref(), Some("Sheds load"));
    assert!(of(&analyse(&design(&waived), &query), "design.stale-waiver").is_empty(), "it is asked apart");
}

#[test]
fn what_is_computed_apart_is_not_called_stale() {
    let fixture = "web:web-client target_latency=1 -> app:service instances=2\n\
                   app -> db:relational-database failover=manual instances=2";
    let slow = design(&format!("{fixture}\nwaiver w \"A report\" rule=load.latency-target subject=web"));
    let found = latency(&slow, &Query::default()).findings;
    assert_eq!(found[0].waived.as_deref(), Some("A report"));
    assert!(of(&analyse(&slow, &Query::default()), "design.stale-waiver").is_empty());

    let late = fixture.replace("target_latency=1", "target_recovery=1");
    let late = design(&format!("{late}\nwaiver w \"At night\" rule=failure.recovery-target"));
    assert_eq!(recovery(&late).findings[0].waived.as_deref(), Some("At night"));
    assert!(of(&analyse(&late, &Query::default()), "design.stale-waiver").is_empty());
}

#[test]
fn what_is_found_at_some_load_only_is_not_called_stale_at_another() {
    let fixture = "web:web-client peak=100 -> gateway:api-gateway rate_limit=150 -> app:service instances=2\n\
                   waiver w \"Wanted\" rule=load.refused subject=gateway";
    let refused = analyse(&design(fixture), &Query { scale: 2.0, ..Query::default() });
    assert_eq!(of(&refused, "load.refused")[0].waived.as_deref(), Some("Wanted"));
    assert!(of(&analyse(&design(fixture), &Query::default()), "design.stale-waiver").is_empty());
}

#[test]
fn hundreds_of_stale_waivers_are_summed_up() {
    let waivers: String =
        (0..300).map(|n| format!("waiver w{n} \"Soon\" rule=failure.single-point subject=gone{n}\n")).collect();
    assert!(of(&report(&waivers), "design.stale-waiver").len() <= 101);
}
