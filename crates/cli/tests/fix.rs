//! `linchpin fix`: what helps, applied, and the cheapest way to all targets.

mod support;

use serde_json::Value;
use std::fs;
use support::{CLEAN, FRAGILE, file, linchpin, scratch};

fn designed(path: &str) -> linchpin_document::Design {
    linchpin_format::file::read(&fs::read_to_string(path).unwrap()).unwrap().design()
}

fn output(name: &str) -> String {
    scratch().join(name).display().to_string()
}

#[test]
fn without_more_it_lists_what_helps_and_writes_nothing() {
    let path = file("fix-list.json", FRAGILE);
    let run = linchpin(&["fix", &path]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("critical failure.single-point: Größe 数 is a single point of failure"), "{run:?}");
    assert!(run.out.contains("    standby: A standby for Größe 数 with automatic failover\n"), "{run:?}");
    assert!(run.out.ends_with(&format!("{path}: 2 of 2 findings can be fixed here\n")), "{run:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), FRAGILE);
}

#[test]
fn a_rule_is_fixed_wherever_it_is_broken() {
    let (path, better) = (file("fix-rule.json", FRAGILE), output("fix-rule-better.json"));
    let run = linchpin(&["fix", &path, "--rule", "failure.single-point", "-o", &better]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("single points 2 -> 0"), "{run:?}");
    assert!(run.out.contains("instances 2 -> 4"), "{run:?}");
    let check = linchpin(&["check", &better]);
    assert!(!check.out.contains("failure.single-point"), "{check:?}");
    assert_eq!(designed(&better).title(), "Fragile", "what is not touched stays");
}

#[test]
fn one_subject_and_one_remedy_can_be_chosen() {
    let (path, better) = (file("fix-one.json", FRAGILE), output("fix-one-better.json"));
    let asked = ["fix", &path, "--rule", "failure.single-point", "--subject", "app", "--remedy", "balancer-pair"];
    let run = linchpin(&[&asked[..], &["-o", &better]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let design = designed(&better);
    let balancer = design.components().find(|item| item.kind().id() == "load-balancer").unwrap();
    assert_eq!(balancer.id.to_string(), "load-balancer", "ids read as people would choose them");
    assert_eq!(design.get(linchpin_document::RecordId::parse("db").unwrap()).unwrap().values().count(), 2);
}

#[test]
fn harden_writes_a_design_without_total_single_points() {
    let (path, better) = (file("fix-harden.json", FRAGILE), output("fix-harden-better.json"));
    let run = linchpin(&["fix", &path, "--harden", "-o", &better]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("1. "), "{run:?}");
    assert!(run.out.contains("all targets are met for 2 instances more. Proved: no choice among the"), "{run:?}");
    assert_eq!(linchpin(&["check", &better]).code, 0);
    let again = linchpin(&["fix", &better, "--harden"]);
    assert!(again.out.contains("all targets are met for 0 instances more. Nothing is missing."), "{again:?}");
}

#[test]
fn targets_that_cannot_be_met_are_said_with_what_blocks() {
    let path = file("fix-blocked.json", FRAGILE);
    let run = linchpin(&["fix", &path, "--harden", "--availability", "100%", "--json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["plan"]["met"], false);
    assert!(json["plan"]["left"][0]["says"].as_str().unwrap().ends_with("not 100.0000 %"), "{run:?}");
    assert!(json["plan"]["steps"].as_array().unwrap().len() >= 2);
}

#[test]
fn availability_and_price_decide() {
    let priced = FRAGILE.replace("\"id\": \"app\"", "\"id\": \"app\", \"price\": 10, \"availability\": 0.99");
    let priced = priced.replace("\"id\": \"db\"", "\"id\": \"db\", \"price\": 400");
    let path = file("fix-price.json", priced);
    let run = linchpin(&["fix", &path, "--harden", "--by", "price", "--availability", "99.8 %", "--json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["plan"]["cost"], 10.0, "a second server is enough");
    assert!(json["plan"]["steps"][0]["after"]["availability"].as_f64().unwrap() >= 0.998);
}

#[test]
fn a_price_that_is_missing_is_asked_for() {
    let run = linchpin(&["fix", &file("fix-unpriced.json", FRAGILE), "--harden", "--by", "price"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("a price is missing"), "{run:?}");
}

#[test]
fn offers_for_programs() {
    let run = linchpin(&["fix", &file("fix-json.json", FRAGILE), "--json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["format"], 1);
    let offers = json["offers"].as_array().unwrap();
    let of_db = offers.iter().find(|offer| offer["finding"]["subjects"][0] == "db").unwrap();
    assert_eq!(of_db["fixes"][0]["remedy"], "standby");
    assert_eq!(of_db["fixes"][0]["amount"], 2);
}

#[test]
fn the_design_alone_goes_to_standard_output() {
    let run = linchpin(&["fix", &file("fix-stdout.json", FRAGILE), "--harden", "-o", "-"]);
    assert_eq!(run.code, 0);
    assert_eq!(linchpin_format::file::read(&run.out).unwrap().design().components().count(), 3);
}

#[test]
fn what_is_misspelt_is_told() {
    let path = file("fix-misspelt.json", CLEAN);
    for (option, wrong, told) in [
        ("--rule", "failure.single-pont", "did you mean failure.single-point?"),
        ("--remedy", "magic", "there are automatic-failover, instances"),
        ("--subject", "App B", "did you mean \"App A\"?"),
    ] {
        let run = linchpin(&["fix", &path, option, wrong]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(told), "{run:?}");
    }
}
