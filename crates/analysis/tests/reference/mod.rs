//! Published deployments to compare with, where the variable `LINCHPIN_REFERENCE_DATA` says they are:
//! as much of them as is needed, read line by line.

// Each test file uses some of this.
#![allow(dead_code)]

use std::collections::BTreeSet;
use std::path::Path;

/// A file of the reference data; nothing, and said loudly, where there is none.
pub fn read(path: &str) -> Option<String> {
    let Ok(folder) = std::env::var("LINCHPIN_REFERENCE_DATA") else {
        eprintln!("SKIPPED: LINCHPIN_REFERENCE_DATA does not say where {path} is");
        return None;
    };
    Some(std::fs::read_to_string(Path::new(&folder).join(path)).unwrap_or_else(|error| panic!("{path}: {error}")))
}

/// The deployments of Kubernetes manifests, and which names whom in an `*_ADDR` variable.
pub fn deployments(manifests: &str) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let (mut names, mut calls) = (BTreeSet::new(), BTreeSet::new());
    for manifest in manifests.split("\n---").filter(|manifest| manifest.contains("\nkind: Deployment\n")) {
        let lines: Vec<&str> = manifest.lines().collect();
        let name = lines.iter().find_map(|line| line.strip_prefix("  name: ")).unwrap().trim();
        names.insert(name.to_owned());
        for pair in lines.windows(2).filter(|pair| is_address(pair[0])) {
            let host = pair[1].trim().trim_start_matches("value: ").trim_matches('"').split(':').next().unwrap();
            calls.insert((name.to_owned(), host.to_owned()));
        }
    }
    (names, calls)
}

fn is_address(line: &str) -> bool {
    line.trim().strip_prefix("- name: ").is_some_and(|variable| variable.ends_with("_ADDR"))
}

/// The services of a compose file, and which `depends_on` which.
pub fn services(compose: &str) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let (mut names, mut depends) = (BTreeSet::new(), BTreeSet::new());
    let (mut service, mut key) = ("", "");
    let services = compose.lines().skip_while(|line| *line != "services:").skip(1);
    for line in services.take_while(|line| line.is_empty() || line.starts_with(' ')) {
        let indent = line.len() - line.trim_start().len();
        match (indent, line.trim().trim_end_matches(':')) {
            (_, "") => {}
            (2, name) => {
                (service, key) = (name, "");
                names.insert(name.to_owned());
            }
            (4, name) => key = name,
            (_, item) if key == "depends_on" => {
                depends.insert((service.to_owned(), item.trim_start_matches("- ").to_owned()));
            }
            _ => {}
        }
    }
    (names, depends)
}
