//! How rules are tested: a design, and what one rule says of it.

use linchpin_testkit::design;

use super::rule::Heading;
use crate::{Query, Severity, analyse};

/// What a rule says of a design, each finding as `warning db api`: severity and subjects.
#[track_caller]
pub(super) fn check(heading: Heading, fixture: &str, expected: &[&str]) {
    let design = design(fixture);
    let report = analyse(&design, &Query::default());
    let told = report.findings.iter().filter(|finding| finding.rule == heading.id).map(|finding| {
        let severity = match finding.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Critical => "critical",
        };
        let subjects = finding.subjects.iter().map(ToString::to_string);
        std::iter::once(severity.to_owned()).chain(subjects).collect::<Vec<_>>().join(" ")
    });
    assert_eq!(told.collect::<Vec<_>>(), expected, "{fixture}");
}
