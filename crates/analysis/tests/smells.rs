//! The smells of microservices as their taxonomy has them (Neri, Soldani, Zimmermann and Brogi, *Design
//! principles, architectural smells and refactorings for microservices*, 2020), on the models published with
//! the tool that detects them: a small example, and a case study before and after refactoring.

mod reference;

use linchpin_analysis::{Query, analyse};
use linchpin_testkit::design;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A model in the notation of its tool, as a fixture. Requirements become connections, those with a timeout
/// or a breaker with one; a client stands before what the edge group names, and services nobody calls are
/// started by a clock.
fn transcribed(model: &str) -> String {
    let mut services: Vec<String> = Vec::new();
    let (mut fixture, mut node, mut target) = (String::new(), String::new(), None::<String>);
    let mut edges: Vec<String> = Vec::new();
    for line in model.lines() {
        let indent = line.len() - line.trim_start().len();
        let text = line.trim();
        let (key, value) = text.trim_start_matches("- ").split_once(':').unwrap_or((text, ""));
        match (indent, key, value.trim()) {
            (4, name, "") => node = name.to_owned(),
            (_, "type", kind) => {
                if let Some(kind) = kind_of(kind) {
                    let _ = writeln!(fixture, "{node}:{kind} \"{node}\"");
                    services.extend((kind == "service").then(|| node.clone()));
                }
            }
            (_, "interaction", "") => target = None,
            (_, "interaction", to) => edges.push(format!("{node} -> {to}")),
            (_, "node", to) => target = Some(to.to_owned()),
            (_, "relationship", with) => {
                let bounded = if with.contains('t') { "timeout=500" } else { "circuit_breaker=true" };
                edges.extend(target.take().map(|to| format!("{node} -> {to} [{bounded}]")));
            }
            (_, "members", list) if node.starts_with("edge") => {
                let members = list.trim_matches(['[', ']']).split(',').map(str::trim);
                edges.extend(members.map(|member| format!("clients -> {member}")));
            }
            _ => {}
        }
    }
    let called = |service: &String| edges.iter().any(|edge| edge.split(' ').nth(2) == Some(service));
    let started: Vec<String> =
        services.iter().filter(|service| !called(service)).map(|service| format!("clock -> {service}")).collect();
    edges.extend(started);
    format!("clients:web-client\nclock:scheduler\n{fixture}{}\n", edges.join("\n"))
}

fn kind_of(node_type: &str) -> Option<&'static str> {
    match node_type.rsplit('.').next()? {
        "Service" => Some("service"),
        "Datastore" => Some("relational-database"),
        "MessageBroker" => Some("message-queue"),
        "MessageRouter" => Some("api-gateway"),
        _ => None,
    }
}

/// What a rule finds, each finding as its subjects.
fn found(model: &str, rule: &str) -> BTreeSet<String> {
    let report = analyse(&design(&transcribed(model)), &Query::default());
    let of_rule = report.findings.iter().filter(|finding| finding.rule == rule);
    of_rule.map(|finding| finding.subjects.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")).collect()
}

#[track_caller]
fn check(file: &str, expected: [(&str, &[&str]); 3]) {
    let Some(model) = reference::read(&format!("smells/{file}")) else { return };
    for (rule, expected) in expected {
        let expected: BTreeSet<String> = expected.iter().map(|finding| (*finding).to_owned()).collect();
        assert_eq!(found(&model, rule), expected, "{file}: {rule}\n{}", transcribed(&model));
    }
}

const SHARED: &str = "responsibility.shared-store";
const GATEWAY: &str = "responsibility.no-gateway";
const WOBBLY: &str = "failure.wobbly-call";

#[test]
fn the_small_example() {
    let expected: [(&str, &[&str]); 3] = [
        (SHARED, &["order_db order shipping"]),
        (GATEWAY, &["order shipping"]),
        // There are two calls, one with a timeout; the other is told.
        (WOBBLY, &["order order-shipping-2"]),
    ];
    check("examples_hello-world_helloworld.yml", expected);
}

#[test]
fn the_case_study_before_refactoring() {
    let expected: [(&str, &[&str]); 3] = [(SHARED, &["d6 s6 s7 s8 s9"]), (GATEWAY, &["m1 m2 s1 s2"]), (WOBBLY, &[])];
    check("examples_case-study_initial.yml", expected);
}

#[test]
fn the_case_study_after_refactoring_has_none() {
    check("examples_case-study_refactored.yml", [(SHARED, &[]), (GATEWAY, &[]), (WOBBLY, &[])]);
}
