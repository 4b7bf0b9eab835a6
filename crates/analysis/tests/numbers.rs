//! Reports hold numbers: what cannot be said is left out, never a NaN or a negative zero, whose bits differ
//! between builds.

use linchpin_analysis::Probe;
use linchpin_document::Design;
use linchpin_testkit::design;
use std::path::Path;

fn check(name: &str, design: &Design) {
    let said = format!("{:?}", Probe::of(design));
    let odd = ["NaN", "-0.0,", "-0.0 ", "-0.0]"].iter().find_map(|odd| said.find(odd));
    let at = odd.map(|at| &said[at.saturating_sub(200)..at + 3]);
    assert_eq!(at, None, "{name}");
}

#[test]
fn no_report_on_the_corpus_has_a_number_that_is_none() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        check(&file.display().to_string(), &design(&std::fs::read_to_string(&file).unwrap()));
    }
}

#[test]
fn nor_has_one_on_what_is_hardly_begun() {
    for fixture in
        ["", "web:web-client", "web:web-client peak=0", "s:service", "a:service -> b:cache", "q:message-queue"]
    {
        check(fixture, &design(fixture));
    }
}
