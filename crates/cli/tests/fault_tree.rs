//! `linchpin fault-tree`: trees small enough to solve by hand.

mod support;

use serde_json::{Value, json};
use support::{Run, file, linchpin, linchpin_with, scratch};

/// Two of three pumps, or no power: cut sets {power}, {a, b}, {a, c}, {b, c}.
const PUMPS: &str = r#"<?xml version="1.0"?>
<opsa-mef>
  <define-fault-tree name="cooling">
    <define-gate name="top"><or><basic-event name="power"/><gate name="pumps"/></or></define-gate>
    <define-gate name="pumps">
      <atleast min="2"><basic-event name="a"/><basic-event name="b"/><basic-event name="c"/></atleast>
    </define-gate>
    <define-basic-event name="power"><float value="0.1"/></define-basic-event>
    <define-basic-event name="a"><float value="0.5"/></define-basic-event>
    <define-basic-event name="b"><float value="0.5"/></define-basic-event>
    <define-basic-event name="c"><float value="0.2"/></define-basic-event>
  </define-fault-tree>
</opsa-mef>
"#;
/// P(two of three) = 0.25 + 2 * 0.5 * 0.5 * 0.2 = 0.35; with power: 1 - 0.9 * 0.65.
const PROBABILITY: f64 = 0.415;

fn solved(arguments: &[&str]) -> Value {
    let run = linchpin(&[&["fault-tree", "--json"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

fn is_near(value: &Value, expected: f64) -> bool {
    (value.as_f64().unwrap() - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

#[test]
fn a_small_tree_is_solved_exactly() {
    let answer = solved(&[&file("pumps.xml", PUMPS)]);
    assert_eq!((&answer["exact"], &answer["name"], &answer["top"]), (&json!(true), &json!("cooling"), &json!("top")));
    assert_eq!((&answer["basic_events"], &answer["gates"]), (&json!(4), &json!(2)));
    assert_eq!(answer["minimal_cut_sets"]["count"], 4);
    assert_eq!(answer["minimal_cut_sets"]["by_order"], json!([0, 1, 3]));
    assert!(is_near(&answer["probability"]["value"], PROBABILITY), "{answer}");
    assert_eq!(answer["probability"]["exact"], true);
    let rows = answer["importance"].as_array().unwrap();
    let of = |event: &str| rows.iter().find(|row| row["event"] == event).unwrap();
    // Birnbaum of power: all that is not pumps; of c: power is there and just one of a and b has failed.
    assert!(is_near(&of("power")["birnbaum"], 0.65));
    assert!(is_near(&of("c")["birnbaum"], 0.9 * 0.5));
    assert!(is_near(&of("power")["fussell_vesely"], 1.0 - 0.35 / PROBABILITY));
    assert!(is_near(&of("power")["risk_achievement"], 1.0 / PROBABILITY));
}

#[test]
fn cut_sets_are_listed_best_first_and_no_more_than_asked_for() {
    let path = file("pumps-list.xml", PUMPS);
    let sets = |arguments: &[&str]| {
        let answer = solved(&[&[path.as_str(), "--list"], arguments].concat());
        let names =
            |set: &Value| set["events"].as_array().unwrap().iter().map(|e| e.as_str().unwrap().to_owned()).collect();
        answer["cut_sets"].as_array().unwrap().iter().map(names).collect::<Vec<Vec<String>>>()
    };
    let sorted = |mut sets: Vec<Vec<String>>| {
        sets.iter_mut().for_each(|set| set.sort());
        sets
    };
    assert_eq!(sorted(sets(&["--limit", "1"])), [vec!["a", "b"]]);
    assert_eq!(sorted(sets(&["--limit", "1", "--rank", "order"])), [vec!["power"]]);
    assert_eq!(sets(&[]).len(), 4);
    assert_eq!(sorted(sets(&["--max-order", "1"])), [vec!["power"]]);
    let limited = solved(&[&path, "--max-order", "1"]);
    assert_eq!(limited["minimal_cut_sets"]["count"], 1);
    assert_eq!(limited["minimal_cut_sets"]["exact"], true);
    assert!(is_near(&limited["probability"]["value"], PROBABILITY));
    assert!(limited.get("cut_sets").is_none());
}

#[test]
fn the_text_has_ten_digits_and_a_table() {
    let path = file("pumps-text.xml", PUMPS);
    let run = linchpin(&["fault-tree", &path, "--list"]);
    assert_eq!(run.code, 0, "{run:?}");
    for line in [
        "fault tree cooling, 4 basic events and 2 gates below top",
        "minimal cut sets: 4",
        "order  1: 1",
        "order  2: 3",
        "probability of top: 4.150000000e-1",
        "importance of basic events",
        "2.500000000e-1  a b",
    ] {
        assert!(run.out.contains(line), "{line}: {}", run.out);
    }
    assert_eq!(linchpin_with(&["fault-tree", "-", "--list"], PUMPS.as_bytes()).out, run.out.replace(&path, "<stdin>"));
}

#[test]
fn numbers_beyond_64_bits_are_printed_in_full() {
    // A hundred pairs in a row, one of each pair needed: 2^100 cut sets of order 100.
    let mut text = String::from("<opsa-mef><define-fault-tree name=\"t\"><define-gate name=\"top\"><and>");
    (0..100).for_each(|n| text.push_str(&format!("<gate name=\"g{n}\"/>")));
    text.push_str("</and></define-gate>");
    for n in 0..100 {
        text.push_str(&format!(
            "<define-gate name=\"g{n}\"><or><basic-event name=\"a{n}\"/><basic-event name=\"b{n}\"/>"
        ));
        text.push_str("</or></define-gate>");
    }
    for event in (0..100).flat_map(|n| [format!("a{n}"), format!("b{n}")]) {
        text.push_str(&format!("<define-basic-event name=\"{event}\"><float value=\"0.5\"/></define-basic-event>"));
    }
    text.push_str("</define-fault-tree></opsa-mef>");
    let path = file("pairs.xml", text);
    let count = (1_u128 << 100).to_string();
    assert!(linchpin(&["fault-tree", &path]).out.contains(&format!("minimal cut sets: {count}\n")));
    assert!(linchpin(&["fault-tree", &path, "--json"]).out.contains(&format!("\"count\": {count},")));
    // The probability is 0.75^100.
    assert!(linchpin(&["fault-tree", &path]).out.contains("probability of top: 3.207202185e-13"));
}

#[test]
fn cut_sets_of_any_order_count() {
    // One set of 1,500 events, or one event: two cut sets, one of them of a very high order.
    let events: String = (0..1500).map(|n| format!("<basic-event name=\"e{n}\"/>")).collect();
    let gates = format!("<or><basic-event name=\"x\"/><and>{events}</and></or>");
    let text = format!(
        "<opsa-mef><define-fault-tree name=\"t\"><define-gate name=\"top\">{gates}</define-gate></define-fault-tree></opsa-mef>"
    );
    let path = file("high.xml", text);
    assert_eq!(solved(&[&path])["minimal_cut_sets"]["count"], 2);
    let run = linchpin(&["fault-tree", &path]);
    assert!(run.out.contains("minimal cut sets: 2\n") && run.out.contains("of higher orders: 1\n"), "{run:?}");
    assert_eq!(solved(&[&path, "--max-order", "1"])["minimal_cut_sets"]["count"], 1);
}

/// Events in a grid that share neighbours: too much for so few nodes.
fn tangle() -> String {
    let mut text = String::from("<opsa-mef><define-fault-tree name=\"t\"><define-gate name=\"top\"><and>");
    (0..40).for_each(|n| text.push_str(&format!("<gate name=\"g{n}\"/>")));
    text.push_str("</and></define-gate>");
    for n in 0..40 {
        let events = [n, (n * 7 + 3) % 40, (n * 11 + 5) % 40, (n * 17 + 13) % 40];
        let events: String = events.iter().map(|event| format!("<basic-event name=\"e{event}\"/>")).collect();
        text.push_str(&format!("<define-gate name=\"g{n}\"><or>{events}</or></define-gate>"));
    }
    for n in 0..40 {
        text.push_str(&format!("<define-basic-event name=\"e{n}\"><float value=\"0.1\"/></define-basic-event>"));
    }
    text.push_str("</define-fault-tree></opsa-mef>");
    text
}

#[test]
fn bounds_are_said_to_be_bounds() {
    let path = file("tangle.xml", tangle());
    let arguments = [path.as_str(), "--nodes", "50"];
    let bounds = solved(&arguments);
    assert_eq!(bounds["exact"], false, "{bounds}");
    assert_eq!(bounds["probability"]["exact"], false);
    assert!(bounds["probability"].get("value").is_none());
    assert_eq!(bounds["minimal_cut_sets"]["exact"], false);
    assert_eq!(bounds["importance"], Value::Null);
    let text = linchpin(&[&["fault-tree"], &arguments[..]].concat()).out;
    assert!(text.contains("at least") && text.contains("a bound: the tree is too hard"), "{text}");
    assert!(text.contains("between ") && text.contains("importance is not known"), "{text}");
    let exact = solved(&[&path]);
    let value = exact["probability"]["value"].as_f64().unwrap();
    let bound = |name: &str| bounds["probability"][name].as_f64().unwrap();
    assert!(bound("low") <= value && value <= bound("high"), "{bounds} {value}");
}

#[test]
fn another_gate_can_be_on_top() {
    let answer = solved(&[&file("pumps-top.xml", PUMPS), "--top", "pumps"]);
    assert_eq!(answer["minimal_cut_sets"]["count"], 3);
    assert!(is_near(&answer["probability"]["value"], 0.35));
}

#[test]
fn events_without_probability_are_named() {
    let text = PUMPS.replace("<define-basic-event name=\"c\"><float value=\"0.2\"/></define-basic-event>", "");
    let path = file("pumps-missing.xml", text);
    assert_eq!(solved(&[&path])["without_probability"], json!(["c"]));
    assert!(linchpin(&["fault-tree", &path]).out.contains("no probability is given for c"));
}

fn is_refusal(run: &Run, said: &str) {
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("error: ") && run.err.contains(said), "{said}: {run:?}");
    assert!(!run.err.contains("panicked"), "{run:?}");
}

#[test]
fn bad_trees_are_refused_at_their_line() {
    let refused = |name: &str, text: String, place: &str| {
        let path = file(name, text);
        is_refusal(&linchpin(&["fault-tree", &path]), &format!("{path}{place}"));
    };
    refused("cut.xml", PUMPS[..200].to_owned(), ":");
    refused("unknown.xml", PUMPS.replace("<gate name=\"pumps\"/>", "<gate name=\"pmups\"/>"), ":4:");
    refused("circle.xml", PUMPS.replace("<basic-event name=\"a\"/>", "<gate name=\"top\"/>"), ":");
    refused("not.xml", PUMPS.replace("<gate name=\"pumps\"/>", "<not><gate name=\"pumps\"/></not>"), ":4:");
    refused("beyond.xml", PUMPS.replace("0.2", "1.2"), ":11:");
    refused("json.xml", "{\"linchpin\": 1}".to_owned(), ":");
    refused("nothing.xml", String::new(), ":");
    refused("top.xml", PUMPS.replace("name=\"top\"", "name=\"pumps\""), ":");
    is_refusal(&linchpin(&["fault-tree", &file("top-2.xml", PUMPS), "--top", "nothing"]), "nothing");
    is_refusal(&linchpin(&["fault-tree", "no-such.xml"]), "there is no such file");
    is_refusal(&linchpin(&["fault-tree", &scratch().display().to_string()]), "this is a directory");
    is_refusal(&linchpin(&["fault-tree", &file("latin.xml", b"<a>\n\xff</a>")]), ":2: error: this is not text");
}

#[test]
fn deep_nesting_does_not_overflow() {
    let mut text = String::from("<opsa-mef><define-fault-tree name=\"t\"><define-gate name=\"top\">");
    text.push_str(&"<or>".repeat(100_000));
    text.push_str("<basic-event name=\"e\"/>");
    text.push_str(&"</or>".repeat(100_000));
    text.push_str("</define-gate></define-fault-tree></opsa-mef>");
    let run = linchpin(&["fault-tree", &file("deep.xml", text)]);
    assert!(run.code == 0 || run.code == 2, "{}", run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
}
