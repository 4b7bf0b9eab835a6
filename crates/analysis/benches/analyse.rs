//! How long a whole analysis takes, by the size of the design: structure, single failures, load and
//! findings, from the design to the report.

use linchpin_analysis::{
    Query, ReliabilityQuery, analyse, blast_radii, combinations, contingencies, headroom, latency, reliability,
    synthetic,
};
use linchpin_document::{Design, PeerId, Replica};

fn main() {
    divan::main();
}

fn design(components: usize) -> Design {
    let mut replica = Replica::new(PeerId::from_bits(1));
    replica.commit(&synthetic(components, 1)).expect("the generator draws valid designs");
    replica.design().clone()
}

#[divan::bench(args = [100, 1_000, 10_000, 100_000], max_time = 10)]
fn whole(bencher: divan::Bencher, components: usize) {
    let design = design(components);
    bencher.bench_local(|| analyse(divan::black_box(&design), &Query::default()));
}

/// Pairs alone.
#[divan::bench(args = [100, 300, 1_000], max_time = 10)]
fn pairs(bencher: divan::Bencher, components: usize) {
    let design = design(components);
    bencher.bench_local(|| combinations(divan::black_box(&design), &ReliabilityQuery::default()));
}

/// Availability, contributions, upgrades and pairs.
#[divan::bench(args = [100, 300, 1_000], max_time = 10)]
fn availability_and_pairs(bencher: divan::Bencher, components: usize) {
    let design = design(components);
    bencher.bench_local(|| reliability(divan::black_box(&design), &ReliabilityQuery::default()));
}

/// Latency: means, percentiles and where the time goes.
#[divan::bench(args = [100, 1_000, 10_000], max_time = 10)]
fn answer_times(bencher: divan::Bencher, components: usize) {
    let design = design(components);
    let query = Query { scale: 0.01, ..Query::default() };
    bencher.bench_local(|| latency(divan::black_box(&design), &query));
}

/// The ladder over the ranges of all defaults.
#[divan::bench(args = [100, 1_000], max_time = 10)]
fn headroom_over_ranges(bencher: divan::Bencher, components: usize) {
    let design = design(components);
    bencher.bench_local(|| headroom(divan::black_box(&design), &Query::default()));
}

/// Every single failure with what it does to the load on everything else, at three times today's peak.
#[divan::bench(args = [100, 1_000], max_time = 10)]
fn every_failure_under_load(bencher: divan::Bencher, components: usize) {
    let design = design(components);
    let query = Query { scale: 3.0, ..Query::default() };
    bencher.bench_local(|| contingencies(divan::black_box(&design), &query));
}

/// What every single failure does by itself, from the design on.
#[divan::bench(args = [100, 1_000, 10_000], max_time = 10)]
fn blast_radii_of_all(bencher: divan::Bencher, components: usize) {
    let design = design(components);
    bencher.bench_local(|| blast_radii(divan::black_box(&design)));
}
