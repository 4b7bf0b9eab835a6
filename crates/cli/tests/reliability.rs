//! What `linchpin check` says of availability.

mod support;

use serde_json::Value;
use support::{file, linchpin};

const PAIR: &str = r#"{ "linchpin": 1, "components": [
    { "id": "web", "kind": "web-client" },
    { "id": "a", "kind": "service", "name": "A", "availability": 0.99, "instances": 2 },
    { "id": "b", "kind": "service", "name": "B", "availability": 0.9 }
  ], "connections": [{ "from": "web", "to": "a" }, { "from": "a", "to": "b" }] }"#;

#[test]
fn availability_is_printed_with_what_it_hangs_on() {
    let run = linchpin(&["check", &file("pair.json", PAIR)]);
    // 0.9999 x 0.9 = 0.89991; a tenth of a year less a little is 37 days.
    assert!(run.out.contains("available 89.99 % of the time, 37 days a year"), "{run:?}");
    assert!(run.out.contains("hangs on: B 100 %"), "{run:?}");
    assert!(run.out.contains("buys most: another instance of B: 98.99 %"), "{run:?}");
    assert!(run.out.contains("2 of A take everything down"), "{run:?}");
}

#[test]
fn programs_get_all_of_it() {
    let run = linchpin(&["check", "--format", "json", "--combinations", "3", &file("pair.json", PAIR)]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let system = &report["reliability"]["system"];
    assert!((system["low"].as_f64().unwrap() - 0.9999 * 0.9).abs() < 1e-13 && system["exact"] == true);
    let pair = &report["reliability"]["combinations"][0];
    assert_eq!((pair["order"].as_u64(), pair["failures"][0]["count"].as_u64()), (Some(2), Some(2)));
    assert!((pair["probability"].as_f64().unwrap() - 1e-4).abs() < 1e-15);
}

#[test]
fn with_something_failed_there_is_no_word_of_it() {
    let run = linchpin(&["check", "--fail", "B", &file("pair.json", PAIR)]);
    assert!(!run.out.contains("available"), "{run:?}");
}
