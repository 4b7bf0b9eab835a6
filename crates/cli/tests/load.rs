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
    assert_eq!(row.split_whitespace().take(6).collect::<Vec<_>>(), ["40", "%", "writes", "2.5x", "Orders", "DB"]);
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

/// Refused above 300 a second, which the service carries.
const GATED: &str = r#"{
  "linchpin": 1,
  "components": [
    { "id": "web", "kind": "web-client", "peak": 100, "off_peak": 0.5, "peak_length": 10 },
    { "id": "gw", "kind": "api-gateway", "name": "Gateway", "rate_limit": 300, "instances": 2 },
    { "id": "s", "kind": "service", "name": "Shop", "capacity": 400, "instances": 2 }
  ],
  "connections": [{ "from": "web", "to": "gw" }, { "from": "gw", "to": "s" }]
}"#;

#[test]
fn a_rate_limit_is_a_rung_and_refuses_in_the_profile_supposed() {
    let path = file("load-gated.json", GATED);
    let run = linchpin(&["load", &path]);
    assert!(run.out.contains("rate limit           3x  Gateway"), "{}", run.out);
    let burst = linchpin(&["load", &path, "--scale", "4", "--profile", "burst"]);
    // 400 - 300 a second for ten minutes.
    assert!(burst.out.contains("Gateway: above its rate limit for 10 min; 60000 requests refused"), "{}", burst.out);
    assert!(burst.out.contains("warning[load.refused]: Gateway refuses 25 % of what comes"), "{}", burst.out);
    let wrong = linchpin(&["load", &path, "--profile", "weekly"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("it is one of flat, daily, burst"), "{}", wrong.err);
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

/// Half a day of orders, a burst with a target, and a disk that fills.
const BUSY: &str = r#"{
  "linchpin": 1,
  "components": [
    { "id": "people", "kind": "web-client", "name": "People", "peak": 300, "read_share": 0, "profile": "burst",
      "off_peak": 0.2, "peak_length": 60, "target_latency": 150, "target_recovery": 60 },
    { "id": "shop", "kind": "service", "name": "Shop", "instances": 2, "capacity": 200, "service_time": 20, "slots": 1000 },
    { "id": "q", "kind": "message-queue", "name": "Mail queue", "storage": 100, "stored": 90, "growth": 1 },
    { "id": "w", "kind": "worker", "name": "Mailer", "capacity": 50, "instances": 3 }
  ],
  "connections": [{ "from": "people", "to": "shop" }, { "from": "shop", "to": "q" }, { "from": "q", "to": "w" }]
}"#;

#[test]
fn times_peaks_recovery_and_disks_are_told() {
    let run = linchpin(&["load", &file("load-busy.json", BUSY)]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    let line = |start: &str| {
        let found = run.out.lines().find(|line| line.trim_start().starts_with(start));
        found.unwrap_or_else(|| panic!("{start}: {}", run.out)).trim_start().to_owned()
    };
    assert!(run.out.contains("People, writes") && run.out.contains("below its 150 ms"), "{}", run.out);
    // 150 a second too many for an hour, worked off at 90 a second.
    let mailer = "200 %  Mailer: up to 540000 messages wait, up to 60 min each, worked off 100 min later";
    assert_eq!(line("200 %  Mailer: up"), mailer);
    assert_eq!(line("60 min  People"), "60 min  People, to be back within 60 s: without Mail queue, instance 1");
    assert!(run.out.contains("warning[load.storage]: Mail queue is full in 10 days"), "{}", run.out);
    let overloaded = linchpin(&["load", &file("load-busy.json", BUSY), "--scale", "2"]);
    let unbounded = "without bound from 1.3x on  People, writes: Shop cannot keep up, p99 over its 150 ms";
    assert!(overloaded.out.contains(unbounded), "{}", overloaded.out);
}

#[test]
fn json_has_ranges_times_peaks_and_recovery() {
    let run = linchpin(&["load", &file("load-busy-json.json", BUSY), "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let rung = report["ladder"].as_array().unwrap().iter().find(|rung| rung["id"] == "q").unwrap();
    // 300 of 20,000 a second, which may be 5,000 to 50,000.
    for (key, expected) in [("low", 5_000.0), ("multiple", 20_000.0), ("high", 50_000.0)] {
        assert!((rung[key].as_f64().unwrap() - expected / 300.0).abs() < 1e-9, "{rung}");
    }
    assert_eq!((&rung["hangs_on"]["id"], &rung["hangs_on"]["property"]), (&Value::from("q"), &Value::from("capacity")));
    let journey = &report["latency"]["journeys"][0];
    assert_eq!((&journey["class"], &journey["target"]["met"]), (&Value::from("write"), &Value::from(true)));
    let steps: Vec<&str> = journey["steps"].as_array().unwrap().iter().filter_map(|step| step["id"].as_str()).collect();
    assert_eq!(steps, ["people", "shop", "q"]);
    assert_eq!(report["peak"]["components"][0]["backlog"]["most"].as_f64().map(f64::round), Some(540_000.0));
    assert_eq!(report["recovery"]["targets"][0]["met"], false);
    let queue = report["resources"].as_array().unwrap().iter().find(|used| used["id"] == "q").unwrap();
    assert_eq!(queue["storage"]["days_until_full"], 10.0);
}
