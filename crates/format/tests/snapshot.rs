//! Snapshots: ops and drafts come back exactly, and hostile bytes are refused.

mod mutate;

use linchpin_document::{Op, PeerId, Replica, Stamp};
use linchpin_format::snapshot::{SnapshotError, decode, decode_draft, encode, encode_draft};
use linchpin_testkit::{edit, edits, ops};
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_ops_come_back_exactly(ops in ops(60)) {
        prop_assert_eq!(decode(&encode(&ops)), Ok(ops));
    }

    #[test]
    fn a_drawn_design_comes_back_with_its_stamps(edits in edits(30), last in edit()) {
        let mut replica = Replica::new(PeerId::from_bits(0xfe_dcba_9876));
        for edit in &edits {
            let transaction = edit.transaction(&mut replica);
            let _ = replica.commit(&transaction);
        }
        let ops: Vec<Op> = replica.document().ops().collect();
        prop_assert_eq!(decode(&encode(&ops)), Ok(ops));
        let draft = last.transaction(&mut replica);
        prop_assert_eq!(decode_draft(&encode_draft(&draft)), Ok(draft));
    }
}

fn typical() -> Vec<Op> {
    let replica = linchpin_testkit::replica(
        r#"
        web:web-client "Shop" peak=1200 -> lb:load-balancer -> api:service instances=3 position=100.5,-20
        api -> db:relational-database [when=write calls=2.5]
        zone za { api db }
        "#,
    );
    replica.document().ops().collect()
}

#[test]
fn mutated_snapshots_never_panic() {
    mutate::each(&encode(&typical()), 6_000, |bytes| {
        let _ = decode(bytes);
        let _ = decode_draft(bytes);
    });
}

#[test]
fn every_truncation_is_refused() {
    let valid = encode(&typical());
    for length in 0..valid.len() {
        assert!(decode(&valid[..length]).is_err(), "{length} of {} bytes", valid.len());
    }
}

#[test]
fn a_later_version_is_named() {
    let mut bytes = encode(&typical());
    bytes[0] = 9;
    assert_eq!(decode(&bytes), Err(SnapshotError::Newer(9)));
    assert!(SnapshotError::Newer(9).to_string().contains("newer version"));
}

#[test]
fn a_clock_at_the_end_of_time_is_not_let_in() {
    let mut ops = typical();
    ops[0].stamp = Stamp { clock: u64::MAX, peer: PeerId::from_bits(3) };
    let clocks = decode(&encode(&ops)).unwrap().into_iter().map(|op| op.stamp.clock);
    assert_eq!(clocks.max(), Some(1 << 53));
}

#[test]
fn counts_that_cannot_be_are_refused_at_once() {
    let endless = [1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    assert!(decode(&endless).is_err());
    assert!(decode(&[]).is_err());
}

#[test]
fn a_packing_nobody_knows_is_refused() {
    let mut bytes = encode(&typical());
    bytes[1] = 1;
    assert!(matches!(decode(&bytes), Err(SnapshotError::Damaged(_))));
}
