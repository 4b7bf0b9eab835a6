//! Published fault trees: number of minimal cut sets, by order, and probability against values that
//! independent solvers agree on. The trees stay outside the project; `LINCHPIN_REFERENCE_DATA` names the
//! folder that has them.

use std::path::{Path, PathBuf};

use linchpin_reliability::{Limits, open_psa, solve};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("LINCHPIN_REFERENCE_DATA").map(|data| Path::new(&data).join("fault-trees"));
    if folder.is_none() {
        eprintln!("SKIPPED: LINCHPIN_REFERENCE_DATA is not set, the published fault trees are not checked");
    }
    folder
}

fn check(folder: &Path, row: &str) {
    let (plain, by_order) = row.split_once(",\"").expect("the last column is quoted");
    let columns: Vec<&str> = plain.split(',').collect();
    let text = std::fs::read_to_string(folder.join(format!("{}.xml", columns[0]))).expect("the tree is there");
    let model = open_psa::read(&text, None).expect("the tree is readable");
    let started = std::time::Instant::now();
    let solution = solve(&model.tree, &Limits::default());
    eprintln!("{}: {:?}", columns[0], started.elapsed());
    let by_order: Vec<u128> =
        by_order.trim_end_matches('"').split(',').map(|count| count.parse().expect("a count")).collect();
    assert_eq!(solution.counts_by_order(), Some(by_order), "{}", columns[0]);
    assert_eq!(solution.known_to_order(), None);
    let expected: f64 = columns[4].parse().expect("a probability");
    let probability = solution.probability().value().expect("exact");
    assert!((probability - expected).abs() <= 1e-9 * expected, "{}: {probability} for {expected}", columns[0]);
}

#[test]
fn cut_sets_and_probabilities_are_as_published() {
    let Some(folder) = folder() else { return };
    let expected = std::fs::read_to_string(folder.join("expected.csv")).expect("expected.csv is there");
    expected.lines().skip(1).for_each(|row| check(&folder, row));
}
