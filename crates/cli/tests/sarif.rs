//! SARIF as the standard wants it: which members each object must have, which it may have, and what
//! they may hold (OASIS SARIF 2.1.0, sections 3.13 to 3.52).

mod support;

use serde_json::Value;
use support::{FRAGILE, file, linchpin, link_to, template, templates};

/// Of each kind of object that is written: its members, those it must have with an exclamation mark.
/// The schema allows no others.
const MEMBERS: [(&str, &[&str]); 18] = [
    ("log", &["$schema", "version!", "runs!"]),
    ("run", &["tool!", "columnKind", "invocations", "results"]),
    ("tool", &["driver!"]),
    ("driver", &["name!", "version", "semanticVersion", "rules"]),
    ("rule", &["id!", "shortDescription", "fullDescription", "help"]),
    ("multiformat", &["text!"]),
    ("invocation", &["executionSuccessful!"]),
    (
        "result",
        &[
            "ruleId",
            "ruleIndex",
            "level",
            "message!",
            "locations",
            "relatedLocations",
            "partialFingerprints",
            "codeFlows",
            "suppressions",
            "properties",
        ],
    ),
    ("message", &["text!"]),
    ("location", &["physicalLocation", "logicalLocations"]),
    ("physical", &["artifactLocation!", "region"]),
    ("artifact", &["uri!"]),
    ("region", &["startLine!", "startColumn", "endColumn"]),
    ("suppression", &["kind!", "justification"]),
    ("logical", &["name", "fullyQualifiedName", "kind"]),
    ("codeFlow", &["threadFlows!"]),
    ("threadFlow", &["locations!"]),
    ("step", &["location"]),
];

/// An object has what it must and nothing it may not.
fn check<'a>(kind: &str, object: &'a Value) -> &'a Value {
    let fields = object.as_object().unwrap_or_else(|| panic!("{kind} is no object: {object}"));
    let (_, members) = MEMBERS.iter().find(|(name, _)| *name == kind).unwrap();
    for field in fields.keys() {
        assert!(members.iter().any(|member| member.trim_end_matches('!') == field), "{kind} has {field}");
    }
    for member in members.iter().filter_map(|member| member.strip_suffix('!')) {
        assert!(fields.contains_key(member), "{kind} lacks {member}: {object}");
    }
    object
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().filter(|text| !text.is_empty()).unwrap_or_else(|| panic!("text is needed, not {value}"))
}

fn check_location(location: &Value) {
    check("location", location);
    if let Some(physical) = location.get("physicalLocation") {
        check("physical", physical);
        text(&check("artifact", &physical["artifactLocation"])["uri"]);
        if let Some(region) = physical.get("region") {
            let number = |name: &str| check("region", region)[name].as_u64().unwrap();
            assert!(number("startLine") >= 1 && number("startColumn") >= 1);
            assert!(number("endColumn") > number("startColumn"));
        }
    }
    for logical in list(&location["logicalLocations"]) {
        check("logical", logical);
        text(&logical["fullyQualifiedName"]);
    }
}

fn check_result(result: &Value, rules: &[Value]) {
    check("result", result);
    assert!(["note", "warning", "error"].contains(&text(&result["level"])));
    text(&check("message", &result["message"])["text"]);
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert!(!list(&result["locations"]).is_empty());
    let related = list(&result["relatedLocations"]);
    list(&result["locations"]).iter().chain(related).for_each(check_location);
    for fingerprint in result["partialFingerprints"].as_object().unwrap().values() {
        text(fingerprint);
    }
    for flow in list(&result["codeFlows"]) {
        let threads = list(&check("codeFlow", flow)["threadFlows"]);
        assert!(!threads.is_empty());
        for steps in threads.iter().map(|thread| list(&check("threadFlow", thread)["locations"])) {
            assert!(!steps.is_empty());
            steps.iter().for_each(|step| check_location(&check("step", step)["location"]));
        }
    }
}

/// Runs a check and holds what it writes to the standard.
fn sarif(design: &str) -> Value {
    let run = linchpin(&["check", design, "--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    check("log", &log);
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(list(&log["runs"]).len(), 1);
    let run = check("run", &log["runs"][0]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(check("invocation", &run["invocations"][0])["executionSuccessful"], true);
    let driver = check("driver", &check("tool", &run["tool"])["driver"]);
    let rules = list(&driver["rules"]);
    for rule in rules {
        check("rule", rule);
        for member in ["shortDescription", "fullDescription", "help"] {
            text(&check("multiformat", &rule[member])["text"]);
        }
    }
    list(&run["results"]).iter().for_each(|result| check_result(result, rules));
    log
}

#[test]
fn every_example_gives_valid_sarif() {
    for name in templates() {
        sarif(&template(&name));
    }
}

#[test]
fn findings_carry_level_place_path_and_fingerprint() {
    let path = file("sarif.json", FRAGILE);
    let log = sarif(&path);
    let results = list(&log["runs"][0]["results"]);
    assert_eq!(results.len(), 2);
    let database = &results[1];
    assert_eq!(database["level"], "error");
    let region = &database["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, serde_json::json!({"startLine": 9, "startColumn": 13, "endColumn": 17}));
    assert_eq!(list(&database["codeFlows"][0]["threadFlows"][0]["locations"]).len(), 3);
    // The same finding is recognised after lines moved and things were renamed.
    let moved = FRAGILE.replace("\"title\"", "\n\n\"title\"").replace("Größe", "Orders");
    let again = sarif(&file("sarif-moved.json", moved));
    let fingerprints = |log: &Value| {
        let of = |result: &Value| result["partialFingerprints"].clone();
        list(&log["runs"][0]["results"]).iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(fingerprints(&log), fingerprints(&again));
    assert_ne!(fingerprints(&log)[0], fingerprints(&log)[1]);
}

#[test]
fn a_link_has_no_file_to_point_at() {
    let log = sarif(&link_to(FRAGILE));
    let location = &log["runs"][0]["results"][1]["locations"][0];
    assert!(location.get("physicalLocation").is_none());
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "db");
}

#[test]
fn every_rule_that_is_found_has_words_of_its_own() {
    for name in templates() {
        let log = sarif(&template(&name));
        for rule in list(&log["runs"][0]["tool"]["driver"]["rules"]) {
            assert_ne!(rule["shortDescription"]["text"], rule["id"], "{name}: it needs a row in src/output/rules.rs");
        }
    }
}

/// Two balancers, two servers: nothing fails alone.
const PAIRS: &str = r#"{ "linchpin": 1, "components": [
  { "id": "people", "kind": "web-client" },
  { "id": "balancer", "kind": "load-balancer", "instances": 2 },
  { "id": "one", "kind": "application-server", "name": "One" },
  { "id": "two", "kind": "application-server", "name": "Two" }
], "connections": [
  { "from": "people", "to": "balancer" }, { "from": "balancer", "to": "one" }, { "from": "balancer", "to": "two" }
]}"#;

#[test]
fn failures_that_are_dangerous_together_are_notes_that_do_not_count() {
    let path = file("sarif-pairs.json", PAIRS);
    let log = sarif(&path);
    let results = list(&log["runs"][0]["results"]);
    let together = |result: &&Value| result["ruleId"] == "failure.dangerous-combination";
    let pairs: Vec<&Value> = results.iter().filter(together).collect();
    assert_eq!(pairs.len(), 2, "{results:?}");
    let names = |result: &Value| {
        let locations = list(&result["locations"]).iter().chain(list(&result["relatedLocations"]));
        locations.map(|at| text(&at["logicalLocations"][0]["fullyQualifiedName"]).to_owned()).collect::<Vec<_>>()
    };
    let mut found: Vec<Vec<String>> = pairs.iter().map(|pair| names(pair)).collect();
    found.sort();
    assert_eq!(found, [vec!["balancer"], vec!["one", "two"]]);
    assert!(pairs.iter().all(|pair| pair["level"] == "note" && pair["properties"]["reach"] == "total"));
    assert_ne!(pairs[0]["partialFingerprints"], pairs[1]["partialFingerprints"]);
    // No amount of redundancy is without them.
    assert_eq!(linchpin(&["check", &path, "--deny", "info"]).code, 0);
}
