//! Bad input: one message with a place, exit code 2, and never a panic.

mod support;

use std::io::Read;
use std::process::Stdio;
use support::{CLEAN, FRAGILE, Run, command, file, linchpin, linchpin_with, link_to, scratch};

/// Every command refuses it, and says this.
fn refused(argument: &str, said: &str) {
    for arguments in [vec!["check", argument], vec!["render", argument, "-o", "-"]] {
        is_refusal(&linchpin(&arguments), said);
    }
}

fn is_refusal(run: &Run, said: &str) {
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("error: ") && run.err.contains(said), "{said}: {run:?}");
    assert!(run.err.lines().count() <= 2 && !run.err.contains("panicked"), "{run:?}");
}

#[test]
fn what_cannot_be_read_is_named() {
    refused("", "linchpin: error: the name of the input is empty");
    refused("no-such-file.json", "no-such-file.json: error: there is no such file");
    refused(&scratch().display().to_string(), "this is a directory");
    refused(&file("latin1.json", b"{\n\"title\": \"Gr\xf6\xdfe\"}"), "latin1.json:2: error: this is not text");
    refused(&file("zero.json", ""), "zero.json:1:1: error: not valid JSON");
    is_refusal(&linchpin_with(&["check", "-"], b""), "<stdin>:1:1: error: not valid JSON");
}

#[test]
fn mistakes_in_a_file_are_shown_at_their_line() {
    let cases = [
        (CLEAN.replace("\"peak\": 10 },", "\"peak\": 10 }"), ":5:5: error: not valid JSON: expected `,` or `]`"),
        (CLEAN.replace("\"application-server\"", "\"aplication-server\""), ":5:26: error: components[1].kind (App A)"),
        (CLEAN.replace("\"to\": \"a\"", "\"to\": \"aa\""), ":7:46: error: connections[0].to (people to aa)"),
        (CLEAN.replace("\"id\": \"a\"", "\"id\": \"people\""), ":5:13: error: components[1].id"),
        (CLEAN.replace("\"kind\": \"web-client\", ", ""), ":4:5: error: components[0] (People): the field \"kind\""),
        (CLEAN.replace("\"instances\": 3", "\"instances\": -3"), ":5:78: error: components[1].instances"),
        (CLEAN.replace("\"connections\": [", "\"notes\": 7, \"connections\": ["), ":7:12: error: notes"),
        (CLEAN.replace("\"linchpin\": 1", "\"linchpin\": 99"), ": error: the file: made by a newer version"),
        ("[1, 2]".to_owned(), ": error: the file: this is not a Linchpin design"),
        ("{\"title\": \"x\"}".to_owned(), ": error: the file: this is not a Linchpin design"),
    ];
    for (index, (text, said)) in cases.into_iter().enumerate() {
        let name = format!("mistake-{index}.json");
        refused(&file(&name, text), &format!("{name}{}", said.replace("the file: ", "")));
    }
}

#[test]
fn links_that_were_damaged_say_so() {
    let link = link_to(FRAGILE);
    let start = link.find("s=").unwrap() + 2;
    refused(&link[..link.len() - 10], "<link>: error: the end of the link is missing");
    let middle = (start + link.len()) / 2;
    let other = if &link[middle..=middle] == "A" { "B" } else { "A" };
    refused(&format!("{}{other}{}", &link[..middle], &link[middle + 1..]), "<link>: error: the link was changed");
    refused("https://linchpin.example/app/", "this address holds no design");
    refused("https://linchpin.example/#about", "this address holds no design");
    refused("#s=", "this address holds no design");
    refused("s=!!!", "error: ");
}

#[test]
fn hostile_text_is_refused_in_bounds() {
    refused(&file("deep.json", "[".repeat(1_000_000)), "not valid JSON");
    refused(&file("deep-fields.json", "{\"a\":".repeat(200_000)), "not valid JSON");
    refused(&file("large.json", " ".repeat((16 << 20) + 1)), "larger than 16 MB");
    refused(&file("larger.json", " ".repeat((32 << 20) + 1)), "larger than 32 MB");
    let many: Vec<String> = (0..50_001).map(|n| format!("{{\"id\": \"c{n}\", \"kind\": \"service\"}}")).collect();
    let many = format!("{{\"linchpin\": 1, \"components\": [{}]}}", many.join(","));
    refused(&file("many.json", many), "more than 50000 components");
    let bad_name = CLEAN.replace("\"application-server\", \"name\": \"App A\"", "\"x\", \"name\": \"\\u001b[2J\\nA\"");
    let run = linchpin(&["check", &file("terminal.json", bad_name)]);
    is_refusal(&run, "components[1].kind");
    assert!(!run.err.contains('\u{1b}'), "{run:?}");
}

#[cfg(unix)]
#[test]
fn endless_input_is_not_waited_for() {
    is_refusal(&linchpin(&["check", "/dev/zero"]), "larger than 32 MB");
}

#[test]
fn nonsense_of_every_kind_never_panics() {
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..60 {
        let mut bytes = FRAGILE.as_bytes().to_vec();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(3) {
                0 => bytes[at] = random(256) as u8,
                1 => drop(bytes.drain(at..(at + random(20)).min(bytes.len()))),
                _ => bytes.insert(at, b"{}[]\",:0\\"[random(9)]),
            }
        }
        let run = linchpin_with(&["check", "-"], &bytes);
        assert!(run.code <= 2 && !run.err.contains("panicked"), "{run:?}");
        assert!(run.code < 2 || run.err.starts_with("<stdin>"), "{run:?}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let path = file("pipe.json", FRAGILE);
    for form in ["text", "json", "sarif"] {
        let mut command = command(&["check", &path, "--format", form]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(1), ""), "{form}");
    }
}

#[test]
fn wrong_usage_ends_with_two_and_help_with_none() {
    for arguments in [&[][..], &["check"], &["chekc", "a"], &["check", "a", "--format", "xml"], &["check", "--what"]] {
        let run = linchpin(arguments);
        assert!(run.code == 2 && run.out.is_empty() && !run.err.is_empty(), "{run:?}");
    }
    for arguments in [&["--help"][..], &["check", "--help"], &["render", "--help"], &["fault-tree", "--help"]] {
        let run = linchpin(arguments);
        assert!(run.code == 0 && run.out.contains("Examples:") && run.err.is_empty(), "{run:?}");
    }
    let version = linchpin(&["--version"]);
    assert_eq!(version.out, format!("linchpin {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_shell_gets_completions() {
    for (shell, word) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef linchpin"),
        ("fish", "complete -c linchpin"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let run = linchpin(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains(word) && run.out.contains("fault-tree"), "{shell}: {run:?}");
    }
    assert_eq!(linchpin(&["completions", "cmd"]).code, 2);
}
