//! A study gives the same whether it is asked at home or by message.

use linchpin_analysis::{Query, ReliabilityQuery, contingencies, reliability};
use linchpin_catalog::Property;
use linchpin_document::{Op, Replica, Transaction};
use linchpin_studies::{Answer, Reply, Request, Study, decode, encode, run};

const SHOP: &str = "web:web-client peak=100 -> app:application-server instances=2 -> db:relational-database";

/// The shop, with the database drafted to have two instances.
fn drafted() -> Replica {
    let mut replica = linchpin_testkit::replica(SHOP);
    let mut draft = Transaction::new();
    draft.set(linchpin_testkit::id("db"), Property::Instances, 2.0);
    replica.set_draft(draft);
    replica
}

fn asked(replica: &Replica, study: Study) -> Request {
    let ops: Vec<Op> = replica.document().ops().collect();
    Request::new(&ops, replica.draft(), study)
}

fn there_and_back(request: &Request) -> Request {
    decode(&encode(request)).expect("what is encoded can be decoded")
}

#[test]
fn the_design_arrives_with_what_is_being_typed() {
    let replica = drafted();
    let request = asked(&replica, Study::Contingencies(Query::default()));
    let arrived = there_and_back(&request).design();
    assert_eq!(linchpin_format::file::write(&arrived), linchpin_format::file::write(replica.design()));
}

#[test]
fn each_study_is_answered_with_what_the_analysis_says() {
    let replica = drafted();
    let (deep, twice) =
        (ReliabilityQuery { order: 3, ..ReliabilityQuery::default() }, Query { scale: 2.0, failed: vec![] });
    let available = Answer::Availability(reliability(replica.design(), &deep));
    let contingent = Answer::Contingencies(contingencies(replica.design(), &twice));
    for (study, expected) in [(Study::Availability(deep), available), (Study::Contingencies(twice), contingent)] {
        let request = there_and_back(&asked(&replica, study));
        let answer = run(&request.design(), &request.study, &mut |_| {});
        assert_eq!(answer, expected);
        let reply = Reply::Answer { number: 7, elapsed: 0.5, answer };
        assert_eq!(decode::<Reply>(&encode(&reply)).as_ref(), Some(&reply));
    }
}

#[test]
fn damaged_bytes_are_no_message_and_a_damaged_design_is_empty() {
    let request = asked(&drafted(), Study::Contingencies(Query::default()));
    let bytes = encode(&request);
    for length in 0..bytes.len() {
        assert!(decode::<Request>(&bytes[..length]).is_none(), "cut to {length} of {} bytes", bytes.len());
    }
    let empty = Request::new(&[], &Transaction::new(), Study::Availability(ReliabilityQuery::default()));
    assert!(empty.design().is_empty());
}
