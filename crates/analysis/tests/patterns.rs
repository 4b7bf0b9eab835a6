//! Classic patterns and their traps: designs with the findings they must get, no more and no less.
//!
//! Each file of `corpus` is a fixture; a line `#! severity rule subject` is a finding expected, in the
//! order in which people are to see them.

use linchpin_analysis::{Query, analyse};
use linchpin_testkit::design;
use std::fmt::Write;
use std::path::Path;

fn found(fixture: &str) -> String {
    let report = analyse(&design(fixture), &Query::default());
    let mut lines = String::new();
    for finding in &report.findings {
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let subject = finding.subjects.first().map(|id| format!(" {id}")).unwrap_or_default();
        let _ = writeln!(lines, "{severity} {}{subject}", finding.rule);
    }
    lines
}

fn expected(fixture: &str) -> String {
    fixture.lines().filter_map(|line| line.strip_prefix("#! ")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_pattern_gets_the_findings_it_names() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 90, "{} patterns", files.len());
    let mut wrong = String::new();
    for file in files {
        let fixture = std::fs::read_to_string(&file).unwrap();
        let (found, expected) = (found(&fixture), expected(&fixture));
        if found != expected {
            let name = file.file_stem().unwrap().to_string_lossy();
            let _ = writeln!(wrong, "{name}\n  expected:\n{expected}  found:\n{found}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The templates that show how it is done well; the others show what goes wrong.
const GOOD: [&str; 3] = ["three-tier-hardened", "multi-region", "event-driven-orders"];

#[test]
fn templates_that_show_a_good_design_have_nothing_above_info() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    for name in GOOD {
        let text = std::fs::read_to_string(folder.join(name).with_extension("json")).unwrap();
        let mut replica = linchpin_document::Replica::new(linchpin_document::PeerId::from_bits(1));
        replica.commit(linchpin_format::file::read(&text).unwrap().transaction()).unwrap();
        let report = analyse(replica.design(), &Query::default());
        let above: Vec<_> = report.findings.iter().filter(|finding| finding.is_open()).collect();
        assert!(above.is_empty(), "{name}: {above:?}");
    }
}
