//! What is offered removes the finding it is offered for and creates none as severe.
//!
//! Checked with the analysis alone, on every design there is: those the analysis is tested with, templates,
//! examples and random ones.

mod designs;

use std::collections::BTreeMap;

use linchpin_analysis::{Finding, Query, analyse, contingencies};
use linchpin_document::{Design, PeerId, Replica};
use linchpin_fixes::{Bench, Fix, Serials};
use linchpin_testkit::{Said, systems};
use proptest::prelude::*;

use designs::Named;

fn findings(design: &Design) -> Vec<Finding> {
    let query = Query::default();
    let mut findings = analyse(design, &query).findings;
    findings.extend(contingencies(design, &query).findings);
    findings
}

/// The findings left when a fix is applied; the design must be as before after one undo.
fn left(design: &Design, fix: &Fix) -> Vec<Finding> {
    let mut replica = Replica::from_document(design.to_document(PeerId::from_bits(3)));
    let before = replica.design().clone();
    assert_eq!(before, *design, "a document of a design stands for the same design");
    replica.commit(&fix.transaction).unwrap_or_else(|refusal| panic!("{}: {refusal}", fix.title));
    let left = findings(replica.design());
    replica.undo().expect("one step");
    assert_eq!(*replica.design(), before, "{}: one undo restores everything", fix.title);
    assert!(!replica.can_undo());
    left
}

/// Checks all offers for all findings; returns how many offers there are by remedy.
fn check(name: &str, design: &Design) -> BTreeMap<&'static str, usize> {
    let bench = Bench::new(design, &Query::default());
    let before = findings(design);
    let mut counted = BTreeMap::new();
    for finding in &before {
        let mut ids = Serials::of(PeerId::from_bits(77));
        for fix in bench.offers(finding, &mut ids) {
            let after = left(design, &fix);
            let subject = finding.subjects.first();
            let same = |one: &&Finding| one.rule == finding.rule && one.subjects.first() == subject;
            assert_eq!(after.iter().find(same), None, "{name}: {} is left by {}", finding.title, fix.title);
            for new in after.iter().filter(|found| found.severity >= finding.severity) {
                let known = before.iter().any(|known| {
                    let same = known.rule == new.rule || known.rule.contains(".more-");
                    let about = new.subjects.first().is_none_or(|subject| known.subjects.contains(subject));
                    same && about && known.severity >= new.severity
                });
                assert!(known, "{name}: {} for {} creates {}", fix.title, finding.title, new.title);
            }
            *counted.entry(fix.remedy.id()).or_default() += 1;
        }
    }
    counted
}

#[test]
fn every_offer_over_the_corpus_keeps_its_promise() {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for Named { name, design } in designs::all() {
        for (remedy, count) in check(&name, &design) {
            *counted.entry(remedy).or_default() += count;
        }
    }
    println!("{counted:?}");
    for remedy in ["automatic-failover", "instances", "standby", "balancer-pair", "second-door", "second-zone"] {
        assert!(counted.contains_key(remedy), "{remedy} is never offered: {counted:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_offer_on_random_systems_keeps_its_promise(drawn in systems(6, Said::Little), stated in systems(6, Said::Everything)) {
        for fixture in [drawn, stated] {
            check(&fixture, &linchpin_testkit::design(&fixture));
        }
    }

    #[test]
    fn nothing_is_too_odd_to_ask(design in linchpin_testkit::designs(40)) {
        check("random", &design);
    }
}
