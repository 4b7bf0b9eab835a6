//! Merging ops: in any order, any number of times, the same document; and a design kept up record
//! by record is the design read from scratch.

use linchpin_document::{Design, Document, Op, PeerId};
use linchpin_testkit::ops;
use proptest::prelude::*;

fn merged<'a>(ops: impl IntoIterator<Item = &'a Op>) -> Document {
    let mut document = Document::new(PeerId::from_bits(99));
    document.merge(ops);
    document
}

proptest! {
    #[test]
    fn merging_is_commutative(ops in ops(60).prop_flat_map(|ops| (Just(ops.clone()), Just(ops).prop_shuffle()))) {
        let (ops, shuffled) = ops;
        prop_assert_eq!(merged(&ops), merged(&shuffled));
    }

    #[test]
    fn merging_is_associative(a in ops(20), b in ops(20), c in ops(20)) {
        let mut left = merged(a.iter().chain(&b));
        left.merge(&c);
        let right: Vec<Op> = merged(b.iter().chain(&c)).ops().collect();
        prop_assert_eq!(left, merged(a.iter().chain(&right)));
    }

    #[test]
    fn merging_is_idempotent(ops in ops(60)) {
        let mut document = merged(&ops);
        let once = document.clone();
        prop_assert!(document.merge(&ops).is_empty());
        prop_assert_eq!(&document, &once);
        let again: Vec<Op> = document.ops().collect();
        prop_assert!(document.merge(&again).is_empty());
        prop_assert_eq!(document, once);
    }

    #[test]
    fn a_document_is_rebuilt_from_its_ops(ops in ops(60)) {
        let document = merged(&ops);
        let dumped: Vec<Op> = document.ops().collect();
        let rebuilt = merged(&dumped);
        prop_assert_eq!(rebuilt.clock(), dumped.iter().map(|op| op.stamp.clock).max().unwrap_or(0));
        prop_assert_eq!(Design::of(&rebuilt), Design::of(&document));
        prop_assert_eq!(rebuilt, document);
    }

    #[test]
    fn an_op_is_news_exactly_when_merging_it_changes_something(a in ops(30), b in ops(30)) {
        let document = merged(&a);
        for op in a.iter().chain(&b) {
            let mut with_it = document.clone();
            with_it.merge([op]);
            prop_assert_eq!(document.is_news(op), with_it != document);
        }
        let news = b.iter().filter(|op| document.is_news(op));
        prop_assert_eq!(merged(a.iter().chain(news)), merged(a.iter().chain(&b)));
    }

    #[test]
    fn a_merge_reports_exactly_the_records_whose_registers_changed(a in ops(30), b in ops(30)) {
        let mut document = merged(&a);
        let before = document.clone();
        let reported = document.merge(&b);
        let really = document.records().filter(|(id, record)| before.record(*id) != Some(*record));
        prop_assert_eq!(reported, really.map(|(id, _)| id).collect());
    }
}
