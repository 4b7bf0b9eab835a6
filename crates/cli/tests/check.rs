//! `linchpin check`: what it finds, where it says that is, and how it ends.

mod support;

use serde_json::Value;
use support::{CLEAN, FRAGILE, command, file, linchpin, linchpin_with, link_to, template, templates};

fn json(arguments: &[&str]) -> Value {
    let run = linchpin(&[&["check", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn a_design_without_findings_is_clean() {
    let run = linchpin(&["check", &file("clean.json", CLEAN)]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.contains("no findings; single points: 0 total, 0 partial"), "{run:?}");
}

#[test]
fn findings_are_printed_as_a_compiler_does() {
    let path = file("fragile.json", FRAGILE);
    let run = linchpin(&["check", &path]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    // The columns of the ids, counted in characters, though names before them say "id" as well.
    let app = format!("{path}:6:79: critical[failure.single-point]: says \"id\": \"db\" here is a single point");
    let database = format!("{path}:9:13: critical[failure.single-point]: Größe 数 is a single point of failure\n");
    assert!(run.out.contains(&app) && run.out.contains(&database), "{run:?}");
    for detail in ["    why: ", "    path: People -> says", "    remedy: "] {
        assert!(run.out.contains(detail), "{detail}: {run:?}");
    }
    assert!(run.out.ends_with("\n"));
    let summary = run.out.lines().last().unwrap();
    assert!(summary.starts_with(&format!("{path}: 2 critical; single points: 2 total, 0 partial; first limit: ")));
    assert!(!run.out.contains('\u{1b}'));
}

#[test]
fn every_record_of_an_example_is_found_at_its_line() {
    for name in templates() {
        let text = std::fs::read_to_string(template(&name)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let report = json(&[&template(&name)]);
        for finding in report["findings"].as_array().unwrap() {
            for record in finding["subjects"].as_array().unwrap().iter().chain(finding["witness"].as_array().unwrap()) {
                let (line, column) = (record["line"].as_u64().unwrap(), record["column"].as_u64().unwrap());
                let rest: String = lines[line as usize - 1].chars().skip(column as usize - 1).collect();
                let id = format!("\"{}\"", record["id"].as_str().unwrap());
                assert!(rest.starts_with(&id) || rest.starts_with("{ \"from\""), "{name}: {record} at {rest}");
            }
        }
    }
}

#[test]
fn exit_codes_follow_the_severity_denied() {
    let info = file("info.json", CLEAN.replace("\"instances\": 3", "\"managed\": true"));
    let codes =
        |path: &str| ["info", "warning", "critical"].map(|deny| linchpin(&["check", path, "--deny", deny]).code);
    assert_eq!(codes(&info), [1, 0, 0]);
    assert_eq!(codes(&file("clean-codes.json", CLEAN)), [0, 0, 0]);
    assert_eq!(codes(&file("fragile-codes.json", FRAGILE)), [1, 1, 1]);
    assert_eq!(linchpin(&["check", &info]).code, 0);
    let full = file("full.json", CLEAN.replace("\"peak\": 10", "\"peak\": 1300"));
    let found = json(&[&full]);
    assert_eq!(found["findings"][0]["severity"], "warning", "{found}");
    assert_eq!(codes(&full), [1, 1, 0]);
}

#[test]
fn every_example_can_be_checked_and_the_hardened_one_is_clean() {
    for name in templates() {
        let run = linchpin(&["check", &template(&name)]);
        assert!(run.code < 2 && run.err.is_empty(), "{name}: {run:?}");
    }
    assert_eq!(linchpin(&["check", &template("three-tier-hardened")]).code, 0);
    assert_eq!(linchpin(&["check", &template("three-tier")]).code, 1);
}

#[test]
fn a_design_comes_from_a_file_standard_input_or_a_link() {
    let from_file = json(&[&file("sources.json", FRAGILE)]);
    let piped = linchpin_with(&["check", "-", "--format", "json"], FRAGILE.as_bytes());
    let piped: Value = serde_json::from_str(&piped.out).unwrap();
    assert_eq!(piped["source"], "<stdin>");
    assert_eq!(piped["findings"], from_file["findings"]);

    let link = link_to(FRAGILE);
    let fragment = link.split_once('#').unwrap().1.to_owned();
    for form in [link.clone(), format!("#{fragment}"), fragment.clone()] {
        let report = json(&[&form]);
        assert_eq!(report["source"], "<link>", "{form}");
        assert_eq!(report["summary"], from_file["summary"]);
    }
    let piped = linchpin_with(&["check", "-"], format!("{link}\n").as_bytes());
    assert_eq!(piped.code, 1);
    // A link has no lines: ids and names say where.
    assert!(piped.out.contains("<link>: db (Größe 数): critical[failure.single-point]"), "{piped:?}");
}

#[test]
fn json_says_what_the_text_says() {
    let report = json(&[&file("members.json", FRAGILE)]);
    assert_eq!(report["format"], 1);
    assert_eq!(report["title"], "Fragile");
    let summary =
        serde_json::json!({"critical": 2, "warning": 0, "info": 0, "waived": 0, "deny": "warning", "denied": true});
    assert_eq!(report["summary"], summary);
    assert_eq!(report["system"]["single_points"], serde_json::json!({"total": 2, "partial": 0}));
    assert_eq!(report["system"]["outcome"], "up");
    assert_eq!(report["components"].as_array().unwrap().len(), 3);
    let finding = &report["findings"][1];
    assert_eq!(finding["rule"], "failure.single-point");
    assert_eq!(finding["subjects"][0]["id"], "db");
    assert_eq!(finding["witness"].as_array().unwrap().len(), 5);
    assert_eq!(report["ladder"][0]["id"], "app");
}

#[test]
fn things_can_be_supposed_to_have_failed() {
    let path = template("three-tier");
    let outcome = |events: &[&str]| {
        let arguments: Vec<&str> = events.iter().flat_map(|event| ["--fail", event]).collect();
        json(&[&[path.as_str()], &arguments[..]].concat())["system"]["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome(&["app-1"]), "up");
    assert_eq!(outcome(&["App server 2"]), "up");
    assert_eq!(outcome(&["app server 1", "app-2"]), "down");
    assert_eq!(outcome(&["database#1"]), "down");
    assert_eq!(outcome(&["dns"]), "down");
    let hardened = json(&[&template("three-tier-hardened"), "--fail", "Zone A"]);
    assert_eq!(hardened["system"]["outcome"], "up", "{hardened}");
    assert_eq!(hardened["query"]["failed"][0]["event"], "domain");
}

#[test]
fn a_system_that_does_not_survive_counts_as_found() {
    let path = template("three-tier-hardened");
    assert_eq!(linchpin(&["check", &path, "--fail", "Zone A"]).code, 0);
    let run = linchpin(&["check", &path, "--fail", "Zone A", "--fail", "Zone B"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("with Zone A; Zone B failed: down"), "{run:?}");
}

#[test]
fn what_cannot_fail_is_refused_with_what_was_probably_meant() {
    let path = template("three-tier");
    let complaint = |event: &str| {
        let run = linchpin(&["check", &path, "--fail", event]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        run.err
    };
    assert!(complaint("databse").contains("did you mean \"Database\"?"));
    assert!(complaint("vpc").contains("no failure domain"));
    assert!(complaint("browser").contains("does not fail"));
    assert!(complaint("database#2").contains("no #2"));
    assert!(complaint("database#0").contains("no #0"));
    assert!(complaint("dns#1").contains("managed"));
    let twice = CLEAN.replace("App A", "People");
    let twins = file("twins.json", twice);
    assert!(linchpin(&["check", &twins, "--fail", "people"]).err.contains("where traffic starts"));
    assert!(linchpin(&["check", &twins, "--fail", "People "]).err.contains("say which by its id: a, people"));
}

#[test]
fn more_load_finds_more() {
    let path = file("loaded.json", CLEAN);
    assert_eq!(linchpin(&["check", &path, "--load", "1"]).code, 0);
    for arguments in [["--load", "1000"], ["--scale", "1000"], ["--load", "1000x"]] {
        let run = linchpin(&[&["check", &path], &arguments[..]].concat());
        assert_eq!(run.code, 1);
        assert!(run.out.contains("critical[load.saturation]"), "{run:?}");
    }
    for wrong in ["0", "-1", "NaN", "inf", "much", ""] {
        assert_eq!(linchpin(&["check", &path, "--load", wrong]).code, 2, "{wrong}");
    }
}

#[test]
fn colours_are_there_when_asked_for_only() {
    let path = file("colours.json", FRAGILE);
    let has_colours = |color: &str| linchpin(&["check", &path, "--color", color]).out.contains("\u{1b}[");
    assert_eq!(["auto", "always", "never"].map(has_colours), [false, true, false]);
    let output = command(&["check", &path]).env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn fields_nobody_knows_are_remarked_on() {
    let run = linchpin(&["check", &file("remark.json", CLEAN.replace("instances", "instnces"))]);
    assert!(run.err.contains("note: ") && run.err.contains("did you mean instances?"), "{run:?}");
}

#[test]
fn single_failures_are_listed_the_gravest_first() {
    let path = file(
        "failures.json",
        r#"{ "linchpin": 1,
          "components": [
            { "id": "web", "kind": "web-client" },
            { "id": "api", "kind": "application-server", "name": "API" },
            { "id": "mail", "kind": "external-service", "name": "Mail" }],
          "connections": [{ "from": "web", "to": "api" }, { "from": "api", "to": "mail", "dependency": "soft" }] }"#,
    );
    let run = linchpin(&["check", "--failures", "5", &path]);
    let rows: Vec<Vec<&str>> = run
        .out
        .lines()
        .skip_while(|line| !line.starts_with("the system"))
        .skip(1)
        .take(2)
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows[0], ["down", "100", "%", "1", "API,", "instance", "1"], "{run:?}");
    assert_eq!(rows[1], ["degraded", "0", "%", "1", "Mail,", "provider"], "{run:?}");
    let told = json(&["--failures", "1", &path]);
    assert_eq!(told["failures"].as_array().unwrap().len(), 1);
    assert_eq!(told["failures"][0]["outcome"], "down");
}
