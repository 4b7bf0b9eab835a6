//! What is said of a design before all rules are there is true, and stays.

use linchpin_analysis::{Event, Finding, Prepared, Query, Report, Rules, synthetic};
use linchpin_document::{Design, PeerId, Replica};

fn designs() -> impl Iterator<Item = Design> {
    (0..40).map(|seed| {
        let mut replica = Replica::new(PeerId::from_bits(1));
        replica.commit(&synthetic(10 + seed as usize, seed)).unwrap();
        replica.design().clone()
    })
}

/// As it is drawn, and with a component failed under more load.
fn queries(design: &Design) -> [Query; 2] {
    let failed = design.components().nth(3).map(|component| Event::Component(component.id)).into_iter().collect();
    [Query::default(), Query { failed, scale: 3.0, ..Query::default() }]
}

fn without_findings(report: &Report) -> Report {
    Report { findings: Vec::new(), ..report.clone() }
}

fn is_told_first(finding: &Finding) -> bool {
    let first =
        ["failure.single-point", "failure.shared-domain", "load.saturation", "load.request-loop", "design.no-client"];
    first.contains(&finding.rule.as_ref())
}

#[test]
fn all_findings_are_the_first_ones_and_others() {
    let mut others = 0;
    for design in designs() {
        let prepared = Prepared::of(&design);
        for query in queries(&design) {
            let (first, all) = (prepared.report_by(Rules::FIRST, &query), prepared.report(&query));
            let kept: Vec<&Finding> = all.findings.iter().filter(|finding| first.findings.contains(finding)).collect();
            assert_eq!(kept, first.findings.iter().collect::<Vec<_>>(), "in the same order");
            assert!(
                all.findings.iter().filter(|finding| is_told_first(finding)).all(|told| first.findings.contains(told))
            );
            assert_eq!(without_findings(&first), without_findings(&all));
            others += all.findings.len() - first.findings.len();
        }
    }
    assert!(others > 0, "some rules are told later");
}
