//! Runs the program as people do.

// Each test file uses some of this.
#![allow(dead_code)]

pub mod font;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, thread};

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub bytes: Vec<u8>,
    pub out: String,
    pub err: String,
}

/// Runs the program, in a directory of its own for the files it is given by name.
pub fn linchpin(arguments: &[&str]) -> Run {
    linchpin_with(arguments, b"")
}

/// The same with something on standard input.
pub fn linchpin_with(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.to_vec();
    // A program that has seen enough closes its end early.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    Run {
        code: output.status.code().expect("the program is not killed"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        bytes: output.stdout,
    }
}

/// The program, free of what the environment says about colours.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linchpin"));
    command.args(arguments).current_dir(scratch());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(variable);
    }
    command
}

/// Where tests may write.
pub fn scratch() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// A file of this content.
pub fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    // Tests run at the same time, and some share a name: nobody may read a file half written.
    let (path, own) = (scratch().join(name), scratch().join(format!("{name}.{:?}", std::thread::current().id())));
    fs::write(&own, content).and_then(|()| fs::rename(&own, &path)).expect("the file can be written");
    path.display().to_string()
}

/// The path of an example.
pub fn template(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    folder.join(format!("{name}.json")).display().to_string()
}

/// The names of all examples.
pub fn templates() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    let entries = fs::read_dir(folder).expect("the examples are there");
    let stem = |path: PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.filter_map(|entry| stem(entry.ok()?.path())).collect();
    names.sort();
    names
}

/// The same design as a share link.
pub fn link_to(design: &str) -> String {
    let design = linchpin_format::file::read(design).expect("the design is valid").design();
    format!("https://linchpin.example/app/#s={}", linchpin_format::link::encode(&design))
}

/// Two clients' worth of nothing wrong.
pub const CLEAN: &str = r#"{
  "linchpin": 1,
  "components": [
    { "id": "people", "kind": "web-client", "name": "People", "peak": 10 },
    { "id": "a", "kind": "application-server", "name": "App A", "instances": 3 }
  ],
  "connections": [ { "from": "people", "to": "a", "pool": "apps" } ]
}"#;

/// One server, one database: two single points of failure.
pub const FRAGILE: &str = r#"{
  "linchpin": 1,
  "title": "Fragile",
  "components": [
    { "id": "people", "kind": "web-client", "name": "People", "peak": 10 },
    { "name": "says \"id\": \"db\" here", "kind": "application-server", "id": "app" },
    {
      "kind": "relational-database", "name": "Größe 数",
      "id": "db"
    }
  ],
  "connections": [ { "from": "people", "to": "app" }, { "from": "app", "to": "db" } ]
}"#;
