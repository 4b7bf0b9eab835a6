//! Continuous-time Markov chains, explored from a start and solved by elimination.

use std::collections::BTreeMap;

/// A chain with named states.
pub struct Chain<S> {
    states: Vec<S>,
    /// Rates from state to state, by row.
    rates: Vec<BTreeMap<usize, f64>>,
}

impl<S: Clone + Ord> Chain<S> {
    /// All states that can be reached from `start`, where `moves` gives rates and next states.
    pub fn explore(start: S, moves: impl Fn(&S) -> Vec<(f64, S)>) -> Self {
        let mut known = BTreeMap::from([(start.clone(), 0)]);
        let mut chain = Self { states: vec![start], rates: Vec::new() };
        while chain.rates.len() < chain.states.len() {
            let mut row = BTreeMap::new();
            for (rate, next) in moves(&chain.states[chain.rates.len()]) {
                let index = *known.entry(next.clone()).or_insert_with(|| {
                    chain.states.push(next);
                    chain.states.len() - 1
                });
                *row.entry(index).or_insert(0.0) += rate;
            }
            chain.rates.push(row);
        }
        chain
    }

    /// Probabilities in the steady state, by the elimination of Grassmann, Taksar and Heyman (1985), which subtracts nothing.
    pub fn steady_state(&self) -> Vec<(S, f64)> {
        let size = self.states.len();
        let mut matrix = vec![vec![0.0; size]; size];
        for (from, row) in self.rates.iter().enumerate() {
            row.iter().for_each(|(&to, rate)| matrix[from][to] = *rate);
        }
        for last in (1..size).rev() {
            let (above, below) = matrix.split_at_mut(last);
            let out: f64 = below[0][..last].iter().sum();
            for row in above {
                let share = row[last] / out;
                row[last] = share;
                if share > 0.0 {
                    row[..last].iter_mut().zip(&below[0]).for_each(|(rate, through)| *rate += share * through);
                }
            }
        }
        let mut steady = vec![1.0];
        while steady.len() < size {
            let state = steady.len();
            steady.push(steady.iter().zip(&matrix).map(|(p, row)| p * row[state]).sum());
        }
        let total: f64 = steady.iter().sum();
        self.states.iter().cloned().zip(steady.into_iter().map(|p| p / total)).collect()
    }
}

/// Mean of a function of the state.
pub fn mean<S>(steady: &[(S, f64)], of: impl Fn(&S) -> f64) -> f64 {
    steady.iter().map(|(state, p)| p * of(state)).sum()
}
