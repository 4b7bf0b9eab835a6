//! Probability and its derivatives on a decision diagram.

use crate::store::{FALSE, Ref, Store, TRUE};

/// How likely the function below a node is, given how likely the variable of each level is.
pub(crate) fn probability(store: &Store, root: Ref, of_level: &[f64]) -> f64 {
    values(store, root, of_level)[root as usize]
}

/// How likely each node up to `root` is; those that are not below it stay 0.
fn values(store: &Store, root: Ref, of_level: &[f64]) -> Vec<f64> {
    let mut values = vec![0.0; root.max(TRUE) as usize + 1];
    values[TRUE as usize] = 1.0;
    for node in store.below(root) {
        let decision = store.get(node);
        let (low, high) = (values[decision.low as usize], values[decision.high as usize]);
        values[node as usize] = low + of_level[decision.level as usize] * (high - low);
    }
    values
}

/// By how much the probability rises for each unit the variable of a level becomes likelier:
/// Birnbaum's importance, for all variables in two passes.
pub(crate) fn derivatives(store: &Store, root: Ref, of_level: &[f64]) -> Vec<f64> {
    let values = values(store, root, of_level);
    // How likely it is that deciding variable after variable leads through a node.
    let mut passed = vec![0.0; values.len()];
    passed[root as usize] = 1.0;
    let mut derivatives = vec![0.0; of_level.len()];
    for node in store.below(root).into_iter().rev() {
        let decision = store.get(node);
        let (level, through) = (decision.level as usize, passed[node as usize]);
        derivatives[level] += through * (values[decision.high as usize] - values[decision.low as usize]);
        for (child, likely) in [(decision.low, 1.0 - of_level[level]), (decision.high, of_level[level])] {
            if child != FALSE && child != TRUE {
                passed[child as usize] += through * likely;
            }
        }
    }
    derivatives
}
