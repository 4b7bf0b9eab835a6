//! The rules as a reference: listed, explained, and the page that is written from them.

mod support;

use serde_json::Value;
use std::path::Path;
use support::{file, linchpin};

/// Set `UPDATE_RULES=1` to write a page anew after a change to the rules.
#[track_caller]
fn check_page(format: &str, file: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file);
    let run = linchpin(&["rules", "--format", format]);
    if std::env::var_os("UPDATE_RULES").is_some() {
        std::fs::write(&page, &run.out).unwrap();
    }
    assert!(std::fs::read_to_string(page).unwrap() == run.out, "docs/{file} is behind: run with UPDATE_RULES=1");
    run.out
}

#[test]
fn the_reference_pages_are_what_the_rules_say() {
    check_page("markdown", "rules.md");
    let page = check_page("html", "rules.html");
    for rule in linchpin_analysis::catalogue() {
        let section = page.split(&format!("<section id=\"{}\">", rule.heading.id)).nth(1).unwrap();
        let section = section.split("</section>").next().unwrap().replace("&amp;", "&").replace("&lt;", "<");
        for text in [rule.title, rule.explanation, rule.detection, rule.false_alarms, rule.remedies] {
            assert!(section.contains(text), "{}: {text}", rule.heading.id);
        }
    }
}

#[test]
fn a_rule_is_listed_and_explained() {
    let list = linchpin(&["rules"]);
    assert_eq!(list.code, 0);
    assert!(list.out.lines().any(|line| line.starts_with("failure.single-point ") && line.contains("critical")));
    let one = linchpin(&["rules", "failure.single-point"]);
    for part in ["Why it matters:", "How it is detected:", "When it is a false alarm:", "What helps:"] {
        assert!(one.out.contains(part), "{}", one.out);
    }
    let json: Value = serde_json::from_str(&linchpin(&["rules", "--format", "json"]).out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), list.out.lines().count());
}

#[test]
fn a_mistyped_rule_is_answered_with_the_nearest() {
    let run = linchpin(&["rules", "failure.singel-point"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("did you mean failure.single-point?"), "{}", run.err);
}

const WAIVED: &str = r#"{ "linchpin": 1, "title": "Shop",
    "components": [
        { "id": "web", "kind": "web-client" },
        { "id": "app", "kind": "service", "name": "API" }
    ],
    "connections": [{ "from": "web", "to": "app" }],
    "waivers": [{ "id": "w", "rule": "failure.single-point", "subject": "app", "reason": "A prototype" }]
}"#;

#[test]
fn what_is_accepted_is_shown_and_does_not_count() {
    let design = file("waived.json", WAIVED);
    let run = linchpin(&["check", &design]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("waived critical[failure.single-point]"), "{}", run.out);
    assert!(run.out.contains("accepted: A prototype") && run.out.contains("1 waived"), "{}", run.out);
    let json: Value = serde_json::from_str(&linchpin(&["check", &design, "--format", "json"]).out).unwrap();
    assert_eq!((&json["summary"]["critical"], &json["summary"]["waived"]), (&0.into(), &1.into()));
    let sarif: Value = serde_json::from_str(&linchpin(&["check", &design, "--format", "sarif"]).out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let waived = results.iter().find(|result| result["ruleId"] == "failure.single-point").unwrap();
    assert_eq!(waived["suppressions"][0]["justification"], "A prototype");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().all(|rule| rule["help"]["text"].as_str().unwrap().contains("How it is detected")));
}
