//! A study gives the same whether it is asked at home or by message.

use linchpin_analysis::{PeakVerdict, Query, ReliabilityQuery, analyse, contingencies, latency, peak, reliability};
use linchpin_catalog::Property;
use linchpin_document::{Op, Replica, Transaction};
use linchpin_fixes::Criterion;
use linchpin_studies::{Answer, FixesQuery, HardenQuery, Offer, Progress, Reply, Request, Study, decode, encode, run};

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
    let (deep, twice) = (
        ReliabilityQuery { order: 3, ..ReliabilityQuery::default() },
        Query { scale: 2.0, failed: vec![], ..Query::default() },
    );
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
fn what_is_supposed_comes_with_how_it_was_before() {
    let design = linchpin_testkit::design(
        "web:web-client peak=100 -> app:application-server capacity=150 -> db:relational-database",
    );
    let today = Query::default();
    let answer = |query: &Query| match run(&design, &Study::Load(query.clone()), &mut |_| {}) {
        Answer::Load(report) => *report,
        other => panic!("{other:?}"),
    };
    assert_eq!(answer(&today).before, None);
    let twice = answer(&Query { scale: 2.0, ..today.clone() });
    let before = twice.before.clone().unwrap();
    assert!(!before.overloaded && before.peak == PeakVerdict::Carried);
    assert_eq!(before.first, analyse(&design, &today).ladder.first().copied());
    // One journey, as asked alone: 100 a second of 150 are answered in time.
    let alone = latency(&design, &today).journeys[0].answer;
    assert!(alone.p99() < 1_000.0);
    assert_eq!(before.slowest, Some(alone));
    // 200 a second of 150, all of the hour.
    let short = twice.peak.worst().unwrap();
    assert_eq!((short.component, short.overloaded), (linchpin_testkit::id("app"), 3600.0));
    assert_eq!(twice.peak, peak(&design, &Query { scale: 2.0, ..today }));
    assert_eq!(decode::<Answer>(&encode(&Answer::Load(Box::new(twice.clone())))), Some(Answer::Load(Box::new(twice))));
}

#[test]
fn fixes_arrive_with_their_figures_and_the_change_itself() {
    let replica = linchpin_testkit::replica(SHOP);
    let report = analyse(replica.design(), &Query::default());
    let finding = report.findings.iter().find(|finding| finding.rule == "failure.single-point").unwrap();
    let query = FixesQuery::about(&finding.rule, &finding.subjects, Query::default(), 5);
    let request = there_and_back(&asked(&replica, Study::Fixes(query)));
    let Answer::Fixes(offers) = run(&request.design(), &request.study, &mut |_| {}) else { panic!("fixes") };
    let offer = &offers[0];
    assert_eq!(offer.title, "A standby for SQL database with automatic failover");
    assert_eq!(offer.preview.before.single_points.total, 1);
    assert_eq!(offer.preview.after.single_points.total, 0);
    assert!(offer.preview.after.availability.unwrap().low > offer.preview.before.availability.unwrap().low);
    let mut changed = replica.clone();
    changed.commit(&offer.change.transaction()).unwrap();
    assert!(analyse(changed.design(), &Query::default()).findings.iter().all(|left| left.rule != finding.rule));
    assert_eq!(decode::<Vec<Offer>>(&encode(&offers)), Some(offers));
    let gone = FixesQuery::about("failure.single-point", &[], Query::default(), 5);
    assert_eq!(run(&request.design(), &Study::Fixes(gone), &mut |_| {}), Answer::Fixes(Vec::new()));
}

#[test]
fn a_plan_arrives_step_by_step_and_tells_how_far_it_is() {
    let replica = linchpin_testkit::replica(SHOP);
    let asked_for = |criterion| HardenQuery { scale: 1.0, criterion, peer: 5 };
    let mut shares = Vec::new();
    let answer = run(replica.design(), &Study::Harden(asked_for(Criterion::Instances)), &mut |progress| {
        if let Progress::Share(share) = progress {
            shares.push(share);
        }
    });
    let Answer::Harden(Some(plan)) = &answer else { panic!("a plan") };
    assert!(plan.left.is_empty() && plan.steps.len() == 1 && plan.cost == 1.0, "{plan:?}");
    assert_eq!(plan.missed, ["SQL database takes everything down alone"]);
    assert!(!shares.is_empty() && shares.is_sorted());
    let mut changed = replica.clone();
    for step in &plan.steps {
        changed.commit(&step.change.transaction()).unwrap();
    }
    assert_eq!(analyse(changed.design(), &Query::default()).system.single_points.total, 0);
    assert_eq!(decode::<Answer>(&encode(&answer)), Some(answer));
    let unpriced = run(replica.design(), &Study::Harden(asked_for(Criterion::Price)), &mut |_| {});
    assert_eq!(unpriced, Answer::Harden(None));
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
