//! `linchpin load`: what is used, what saturates when, and what failures do to it.

mod support;

use serde_json::Value;
use support::{CLEAN, file, linchpin};

/// A cache that keeps nine of ten reads from the database.
const CACHED: &str = r#"{
  "linchpin": 1,
  "components": [
    { "id": "people", "kind": "web-client", "name": "People", "peak": 1000, "read_share": 0.9 },
    { "id": "shop", "kind": "service", "name": "Shop", "instances": 2, "capacity": 2000 },
    { "id": "redis", "kind": "cache", "name": "Redis", "hit_ratio": 0.9 },
    { "id": "db", "kind": "relational-database", "name": "Orders DB", "read_capacity": 600, "write_capacity": 400 }
  ],
  "connections": [
    { "from": "people", "to": "shop" }, { "from": "shop", "to": "redis" }, { "from": "shop", "to": "db" }
  ]
}"#;

#[test]
fn a_table_and_the_hidden_single_points() {
    let path = file("load-cached.json", CACHED);
    let run = linchpin(&["load", &path]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    // 90 reads of 600 and 100 writes of 400 a second.
    let row = run.out.lines().nth(1).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["40", "%", "writes", "2.5x", "Orders", "DB"]);
    assert!(
        run.out.contains("critical[load.hidden-single-point]: Redis is a hidden single point of failure"),
        "{run:?}"
    );
    let summary = run.out.lines().last().unwrap();
    assert_eq!(
        summary,
        format!(
            "{path}: at 1x today's peak; bottleneck: Orders DB writes, saturates at 2.5x; hidden single points: 1 of 3 failures"
        )
    );
}

#[test]
fn what_carries_its_load_whatever_fails_is_clean() {
    let path = file("load-clean.json", CLEAN);
    assert_eq!(linchpin(&["load", &path]).code, 0);
    // 500 a second each: three carry 1,500, two do not.
    assert_eq!(linchpin(&["load", &path, "--scale", "120"]).code, 1);
    let limited = linchpin(&["load", &path, "--limit", "0"]);
    assert!(limited.out.contains("and 1 more"), "{limited:?}");
}

#[test]
fn json_says_the_same() {
    let path = file("load-json.json", CACHED);
    let run = linchpin(&["load", &path, "--json", "--scale", "2", "--fail", "redis"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, report["format"].as_u64(), report["query"]["scale"].as_f64()), (1, Some(1), Some(2.0)));
    assert_eq!(report["query"]["failed"][0]["id"], "redis");
    // 1,800 reads of 600 and 200 writes of 400 a second.
    let db = report["components"].as_array().unwrap().iter().find(|found| found["id"] == "db").unwrap();
    assert!((db["utilisation"].as_f64().unwrap() - 3.5).abs() < 1e-9);
    assert_eq!((&db["resource"], &report["ladder"][0]["id"]), (&Value::from("reads"), &Value::from("db")));

    let run = linchpin(&["load", &path, "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let lost = &report["contingencies"][0];
    assert_eq!((&lost["event"]["id"], &lost["event"]["event"]), (&Value::from("redis"), &Value::from("instance")));
    assert_eq!((&lost["outcome"], &lost["final_outcome"]), (&Value::from("degraded"), &Value::from("down")));
    assert_eq!(lost["cascade"][0]["overloads"][0]["id"], "db");
    assert_eq!(lost["hidden"]["reach"], "total");
    assert_eq!(report["findings"][0]["rule"], "load.hidden-single-point");
}
