//! Exact mean value analysis of single servers and delays.

use super::lattice::Lattice;
use crate::station::Servers;

/// A network of single servers and delays, solved for every population.
///
/// M. Reiser and S. S. Lavenberg, Mean-value analysis of closed multichain queuing networks, JACM 27
/// (1980): an arriving job sees the network with itself taken out, so a visit takes D (1 + Q(n - 1)) at
/// a server and D at a delay; Little's law gives throughputs and queues.
pub(super) struct MeanValues<'a> {
    lattice: &'a Lattice,
    stations: Vec<(&'a [f64], Servers)>,
    think_times: &'a [f64],
    /// Mean number of jobs of all classes, by population and station.
    queues: Vec<f64>,
    /// Logarithm of the normalisation constant, by population; minus infinity where a class has no work.
    pub constants: Vec<f64>,
}

impl<'a> MeanValues<'a> {
    /// Solves every population of the lattice. Stations are their demands per class and servers.
    pub fn solve(lattice: &'a Lattice, stations: Vec<(&'a [f64], Servers)>, think_times: &'a [f64]) -> Self {
        let queues = vec![0.0; lattice.size() * stations.len()];
        let constants = vec![0.0; lattice.size()];
        let mut solved = Self { lattice, stations, think_times, queues, constants };
        for population in 1..lattice.size() {
            solved.solve_population(population);
        }
        solved
    }

    fn solve_population(&mut self, population: usize) {
        let mut constant = None;
        for class in 0..self.lattice.classes() {
            let Some(throughput) = self.throughput(population, class) else { continue };
            for station in 0..self.stations.len() {
                let queue = throughput * self.residence(population, class, station);
                self.queues[population * self.stations.len() + station] += queue;
            }
            let before = self.constants[population - self.lattice.stride(class)];
            constant.get_or_insert(before - libm::log(throughput));
        }
        // Infinite throughput stands for a class without work: its jobs cannot be here at all.
        self.constants[population] = constant.unwrap_or(f64::NEG_INFINITY);
        if self.constants[population] == f64::NEG_INFINITY {
            let row = population * self.stations.len();
            self.queues[row..row + self.stations.len()].fill(0.0);
        }
    }

    /// Jobs of `class` per unit of time in this population; None without such jobs.
    fn throughput(&self, population: usize, class: usize) -> Option<f64> {
        let jobs = self.lattice.jobs(population, class);
        let response: f64 = (0..self.stations.len())
            .map(|station| if jobs == 0 { 0.0 } else { self.residence(population, class, station) })
            .sum();
        (jobs > 0).then(|| jobs as f64 / (self.think_times[class] + response))
    }

    /// Time a job of `class` spends at the station in all, in a population that has such jobs.
    fn residence(&self, population: usize, class: usize, station: usize) -> f64 {
        let (demands, servers) = self.stations[station];
        let others = match servers {
            Servers::Infinite => 0.0,
            Servers::Finite(_) => {
                let without = population - self.lattice.stride(class);
                self.queues[without * self.stations.len() + station]
            }
        };
        demands[class] * (1.0 + others)
    }

    /// Mean jobs by station and class, over a distribution of this network's population.
    pub fn mean_jobs(&self, distribution: &[f64]) -> Vec<Vec<f64>> {
        let mut mean = vec![vec![0.0; self.lattice.classes()]; self.stations.len()];
        for (population, probability) in distribution.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            for class in 0..self.lattice.classes() {
                let Some(throughput) = self.throughput(population, class) else { continue };
                for (station, mean) in mean.iter_mut().enumerate() {
                    mean[class] += probability * throughput * self.residence(population, class, station);
                }
            }
        }
        mean
    }
}
