//! All populations from none to the full one, numbered.

/// The populations `0 <= n <= full`, per class; n has the index sum of n_r stride_r.
///
/// Indices of sums and differences are sums and differences of indices, and what is smaller in every
/// class has a smaller index.
pub(super) struct Lattice {
    full: Vec<u32>,
    strides: Vec<usize>,
    size: usize,
}

impl Lattice {
    /// The lattice below `full`; the caller has checked that its size is bounded.
    pub fn new(full: &[u32]) -> Self {
        let mut size = 1;
        let mut strides = Vec::with_capacity(full.len());
        for most in full {
            strides.push(size);
            size *= *most as usize + 1;
        }
        Self { full: full.to_vec(), strides, size }
    }

    /// Number of populations, as a float so that it cannot overflow.
    pub fn size_of(full: &[u32]) -> f64 {
        full.iter().map(|most| f64::from(*most) + 1.0).product()
    }

    /// Number of pairs of populations k <= n.
    pub fn pairs_of(full: &[u32]) -> f64 {
        full.iter().map(|most| (f64::from(*most) + 1.0) * (f64::from(*most) + 2.0) / 2.0).product()
    }

    pub fn size(&self) -> usize {
        self.size
    }

    pub fn classes(&self) -> usize {
        self.full.len()
    }

    /// Index of one job of `class` alone.
    pub fn stride(&self, class: usize) -> usize {
        self.strides[class]
    }

    /// Jobs of `class` in the population at `index`.
    pub fn jobs(&self, index: usize, class: usize) -> usize {
        index / self.strides[class] % (self.full[class] as usize + 1)
    }

    /// Jobs of all classes in the population at `index`.
    pub fn total(&self, index: usize) -> usize {
        (0..self.classes()).map(|class| self.jobs(index, class)).sum()
    }

    /// Fills `found` with the indices of all populations within the one at `index`.
    pub fn fill_within(&self, index: usize, found: &mut Vec<usize>) {
        found.clear();
        found.push(0);
        for class in 0..self.classes() {
            let before = found.len();
            for jobs in 1..=self.jobs(index, class) {
                let step = jobs * self.strides[class];
                found.extend_from_within(..before);
                let start = found.len() - before;
                found[start..].iter_mut().for_each(|index| *index += step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_within_are_all_smaller_populations() {
        let full = [2, 0, 3];
        let lattice = Lattice::new(&full);
        assert_eq!((lattice.size() as f64, Lattice::size_of(&full)), (12.0, 12.0));
        let mut within = Vec::new();
        let mut pairs = 0;
        for index in 0..lattice.size() {
            lattice.fill_within(index, &mut within);
            pairs += within.len();
            let expected = (0..lattice.size())
                .filter(|&other| (0..3).all(|class| lattice.jobs(other, class) <= lattice.jobs(index, class)));
            within.sort_unstable();
            assert_eq!(within, expected.collect::<Vec<_>>());
        }
        assert_eq!(pairs as f64, Lattice::pairs_of(&full));
    }
}
