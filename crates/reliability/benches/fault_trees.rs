//! How long published fault trees take: cut sets counted, exact probability, importance. The trees are
//! those of the folder `LINCHPIN_REFERENCE_DATA` names; without it there is nothing to measure.

use std::path::Path;

use linchpin_reliability::{FaultTree, Limits, open_psa, solve};

const TREES: [&str; 8] = ["chinese", "baobab1", "das9206", "das9209", "elf9601", "isp9604", "edf9202", "edfpa14b"];

fn main() {
    divan::main();
}

fn tree(name: &str) -> Option<FaultTree> {
    let folder = std::env::var_os("LINCHPIN_REFERENCE_DATA")?;
    let path = Path::new(&folder).join("fault-trees").join(name).with_extension("xml");
    let text = std::fs::read_to_string(path).expect("the tree is there");
    Some(open_psa::read(&text, None).expect("the tree is readable").tree)
}

#[divan::bench(args = TREES, max_time = 5)]
fn solved(bencher: divan::Bencher, name: &str) {
    match tree(name) {
        Some(tree) => bencher.bench_local(|| solve(divan::black_box(&tree), &Limits::default())),
        None => eprintln!("LINCHPIN_REFERENCE_DATA is not set: {name} is not measured"),
    }
}
