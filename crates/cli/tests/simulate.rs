//! `linchpin simulate`: runs of a design, with failures on the way.

mod support;

use serde_json::Value;
use support::{CLEAN, FRAGILE, file, linchpin, scratch, template};

#[test]
fn tables_of_requests_and_components_and_a_summary() {
    let path = file("simulate-clean.json", CLEAN);
    let run = linchpin(&["simulate", &path, "--duration", "60", "--seed", "7"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("People, reads") && run.out.contains("People, writes"), "{run:?}");
    assert!(run.out.lines().any(|row| row.ends_with("  App A")), "{run:?}");
    let summary = run.out.lines().last().unwrap();
    assert!(summary.starts_with(&format!("{path}: 60 s at 1x today's peak, seed 7; ")), "{summary}");
    assert!(summary.contains(" requests, 0 failed, "), "{summary}");
}

#[test]
fn the_same_seed_says_the_same_and_another_does_not() {
    let path = template("three-tier");
    let run = |seed| linchpin(&["simulate", &path, "--duration", "10", "--json", "--seed", seed]).out;
    assert_eq!(run("3"), run("3"));
    assert_ne!(run("3"), run("4"));
}

#[test]
fn what_fails_on_the_way_fails_requests_while_it_is_down() {
    let path = file("simulate-fragile.json", FRAGILE);
    let series = scratch().join("simulate-fragile.csv");
    let csv = series.display().to_string();
    let run =
        linchpin(&["simulate", &path, "--fail", "größe 数@60..120", "--json", "--points", "180", "--series", &csv]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((report["format"].as_u64(), report["ending"].as_str()), (Some(1), Some("time")));
    let failed = &report["query"]["failed"][0];
    assert_eq!(
        (&failed["id"], failed["from"].as_f64(), failed["to"].as_f64()),
        (&"db".into(), Some(60.0), Some(120.0))
    );
    for journey in report["journeys"].as_array().unwrap() {
        let count = |what: &str| journey["requests"][what].as_u64().unwrap();
        assert_eq!(count("offered"), count("answered") + count("failed") + count("in_flight"));
        assert!(count("failed") == count("down") && count("failed") > 0);
        let p99 = &journey["p99"];
        assert!(p99["low"].as_f64() <= p99["value"].as_f64() && p99["value"].as_f64() <= p99["high"].as_f64());
    }
    let csv = std::fs::read_to_string(series).unwrap();
    let (mut failed_before, mut answered_while_down, mut rows) = (0.0, 0.0, 0);
    for row in csv.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>()).filter(|row| row[1] == "journey") {
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        // A name has a comma in it, so fields after it are counted from the end.
        let (answered, failed) = (number(row.len() - 8), number(row.len() - 7));
        rows += 1;
        match number(0) {
            until if until <= 60.0 => failed_before += failed,
            until if (62.0..=120.0).contains(&until) => answered_while_down += answered,
            _ => {}
        }
    }
    assert_eq!((failed_before, answered_while_down, rows), (0.0, 0.0, 360));
}

#[test]
fn too_much_load_ends_the_run_and_says_why() {
    let path = file("simulate-overload.json", CLEAN);
    let run = linchpin(&["simulate", &path, "--scale", "1000"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("ended early: what waits grows without end"), "{run:?}");
}

#[test]
fn what_makes_no_sense_is_refused_in_a_sentence() {
    let path = file("simulate-wrong.json", FRAGILE);
    for (arguments, why) in [
        (&["--fail", "db"][..], "it must say when"),
        (&["--fail", "db@soon"], "no number of seconds"),
        (&["--fail", "db@20..10"], "it is back before it fails"),
        (&["--fail", "nobody@1..2"], "no component or boundary"),
        (&["--fail", "people@1..2"], "where traffic starts"),
        (&["--duration", "0"], "the duration in seconds is 0"),
        (&["--duration", "10", "--warm-up", "10"], "the warm-up in seconds is 10"),
        (&["--duration", "NaN"], "the duration in seconds is NaN"),
        (&["--points", "0"], "the number of points"),
    ] {
        let run = linchpin(&[&["simulate", &path][..], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        assert!(run.err.contains(why) && run.err.lines().count() <= 2, "{run:?}");
    }
    let silent =
        file("simulate-silent.json", r#"{ "linchpin": 1, "components": [ { "id": "a", "kind": "service" } ] }"#);
    let run = linchpin(&["simulate", &silent]);
    assert!(run.code == 2 && run.err.contains("no client or scheduler sends requests"), "{run:?}");
}
