//! Stations with several servers, added one by one by convolution of normalisation constants.

use super::lattice::Lattice;
use crate::error::Error;

/// Largest product of stations with several servers and pairs of populations: about a second.
pub const MOST_PAIRS: usize = 100_000_000;

/// A network and the stations with several servers that were added to it.
///
/// J. P. Buzen, Computational algorithms for closed queueing networks with exponential servers, CACM 16
/// (1973); for several classes, Bolch and others, Queueing Networks and Markov Chains, 2nd ed., section 8.1.
/// Mean value analysis gives the same numbers, but subtracts where servers are many and loses all
/// digits; here nothing is ever subtracted. Constants are kept as logarithms, so that none overflows.
pub(super) struct Convolution<'a> {
    lattice: &'a Lattice,
    /// Logarithms of the constants of the network before any station was added, then after each.
    constants: Vec<Vec<f64>>,
    /// Logarithms of each added station's own constants.
    stations: Vec<Vec<f64>>,
}

/// What is left of a distribution of jobs once the added stations took theirs.
pub(super) struct Shares {
    /// Mean jobs at each added station, by class.
    pub mean_jobs: Vec<Vec<f64>>,
    /// Distribution of the population of the network the stations were added to.
    pub rest: Vec<f64>,
}

impl<'a> Convolution<'a> {
    /// Starts with the constants of a network that is already solved.
    pub fn of(lattice: &'a Lattice, constants: Vec<f64>) -> Self {
        Self { lattice, constants: vec![constants], stations: Vec::new() }
    }

    /// Checks that adding `stations` stations is not too much work.
    pub fn check_work(stations: usize, full: &[u32]) -> Result<(), Error> {
        let pairs = Lattice::pairs_of(full) * stations as f64;
        if pairs > MOST_PAIRS as f64 {
            return Err(Error::TooLarge { what: "pairs of populations", size: pairs, limit: MOST_PAIRS as f64 });
        }
        Ok(())
    }

    /// Adds a station with these demands per class.
    pub fn add(&mut self, demands: &[f64], servers: u32) {
        let own = own_constants(self.lattice, demands, servers);
        let before = self.last();
        let mut within = Vec::new();
        let mut sums = Vec::with_capacity(self.lattice.size());
        for population in 0..self.lattice.size() {
            self.lattice.fill_within(population, &mut within);
            sums.push(log_sum(&within, |&here| own[here] + before[population - here]));
        }
        self.stations.push(own);
        self.constants.push(sums);
    }

    fn last(&self) -> &[f64] {
        &self.constants[self.constants.len() - 1]
    }

    /// Jobs of `class` per unit of time in the full population, which has such jobs: G(n - 1) / G(n).
    pub fn throughput(&self, class: usize) -> f64 {
        let full = self.lattice.size() - 1;
        libm::exp(self.last()[full - self.lattice.stride(class)] - self.last()[full])
    }

    /// Takes the stations out again, last first, and keeps how the full population is distributed.
    pub fn shares(&self) -> Shares {
        let mut rest = vec![0.0; self.lattice.size()];
        rest[self.lattice.size() - 1] = 1.0;
        let mut mean_jobs = vec![vec![0.0; self.lattice.classes()]; self.stations.len()];
        for (station, mean) in mean_jobs.iter_mut().enumerate().rev() {
            rest = self.take_out(station, &rest, mean);
        }
        Shares { mean_jobs, rest }
    }

    fn take_out(&self, station: usize, distribution: &[f64], mean: &mut [f64]) -> Vec<f64> {
        let (own, before, after) = (&self.stations[station], &self.constants[station], &self.constants[station + 1]);
        let mut rest = vec![0.0; distribution.len()];
        let mut within = Vec::new();
        for (population, probability) in distribution.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            self.lattice.fill_within(population, &mut within);
            for &here in &within {
                let elsewhere = population - here;
                let share = probability * libm::exp(own[here] + before[elsewhere] - after[population]);
                rest[elsewhere] += share;
                mean.iter_mut()
                    .enumerate()
                    .for_each(|(class, mean)| *mean += share * self.lattice.jobs(here, class) as f64);
            }
        }
        rest
    }
}

/// Logarithms of |n|! / prod n_r! prod D_r^n_r / prod over j <= |n| of min(j, m), by population n.
fn own_constants(lattice: &Lattice, demands: &[f64], servers: u32) -> Vec<f64> {
    let log_factorial = |n: usize| libm::lgamma(n as f64 + 1.0);
    let constant = |population: usize| {
        let total = lattice.total(population);
        let at_once = total.min(servers as usize);
        let busy = log_factorial(at_once) + (total - at_once) as f64 * libm::log(f64::from(servers));
        let classes = (0..lattice.classes()).map(|class| match lattice.jobs(population, class) {
            0 => 0.0,
            jobs => jobs as f64 * libm::log(demands[class]) - log_factorial(jobs),
        });
        log_factorial(total) - busy + classes.sum::<f64>()
    };
    (0..lattice.size()).map(constant).collect()
}

/// Logarithm of the sum of e^term, without overflow; minus infinity for no term above it.
fn log_sum(items: &[usize], term: impl Fn(&usize) -> f64) -> f64 {
    let largest = items.iter().map(&term).fold(f64::NEG_INFINITY, f64::max);
    if largest == f64::NEG_INFINITY {
        return largest;
    }
    largest + libm::log(items.iter().map(|item| libm::exp(term(item) - largest)).sum())
}
