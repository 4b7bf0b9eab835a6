//! A closed network, as it is asked and answered.

use super::convolution::Convolution;
use super::lattice::Lattice;
use super::mean_value::MeanValues;
use crate::error::{Error, non_negative, same_length};
use crate::station::{Demand, Servers};

/// Largest product of populations and stations (counting those with several servers twice): 32 MB, and some ten milliseconds.
pub const MOST_CELLS: usize = 4_000_000;

/// A station of a closed network.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedStation {
    /// Time of service a job needs here in one round, by class: mean service time times visits.
    pub demands: Vec<f64>,
    /// How many jobs are served at once.
    pub servers: Servers,
}

/// A closed network of queueing stations with one or several servers, and delays.
///
/// It has a product form, and the answer is exact, where stations either serve first come first served
/// with exponential times that are equal for all classes, or share their servers among all jobs there
/// with any distribution, or are delays with any distribution (F. Baskett and others, JACM 22, 1975).
/// The algorithms are those of Reiser and Lavenberg for single servers and delays, and of Buzen for
/// several servers.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedNetwork {
    stations: Vec<ClosedStation>,
    think_times: Vec<f64>,
}

/// A closed network in its steady state.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedMetrics {
    /// Rounds per unit of time, by class.
    pub throughput: Vec<f64>,
    /// Mean time of one round without the think time, by class; 0 for a class without jobs.
    pub response: Vec<f64>,
    /// What is known about each station, in order.
    pub stations: Vec<ClosedStationMetrics>,
}

/// A station of a closed network in its steady state.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedStationMetrics {
    /// Mean number of jobs waiting or served, by class.
    pub mean_in_system: Vec<f64>,
    /// Mean time a job spends here in one round, by class; 0 for a class without jobs.
    pub residence: Vec<f64>,
    /// Share of time one server works for the class, 0 to 1 in sum; 0 for a delay.
    pub utilisation: Vec<f64>,
}

impl ClosedNetwork {
    /// A network of these stations, whose jobs think for `think_times[class]` between two rounds.
    ///
    /// # Errors
    ///
    /// Times that are negative, not finite or outside 1e-30 to 1e30; lengths that do not fit; no servers.
    pub fn new(stations: Vec<ClosedStation>, think_times: Vec<f64>) -> Result<Self, Error> {
        for time in &think_times {
            non_negative("a think time", *time)?;
        }
        for station in &stations {
            station.servers.checked()?;
            same_length("the demands", think_times.len(), station.demands.len())?;
            for demand in &station.demands {
                non_negative("a demand", *demand)?;
            }
        }
        Ok(Self { stations, think_times })
    }

    /// A network with one class of jobs.
    ///
    /// # Errors
    ///
    /// As [`Self::new`].
    pub fn single_class(demands: &[Demand], think_time: f64) -> Result<Self, Error> {
        let station = |demand: &Demand| ClosedStation { demands: vec![demand.time], servers: demand.servers };
        Self::new(demands.iter().map(station).collect(), vec![think_time])
    }

    /// The steady state with `population[class]` jobs of each class.
    ///
    /// Work and memory grow with the product of all (population + 1), and with its square for each station
    /// with several servers.
    ///
    /// # Errors
    ///
    /// [`Error::NoWork`] for a class with jobs that need no time anywhere; [`Error::TooLarge`] beyond
    /// [`crate::MOST_CELLS`] or [`crate::MOST_PAIRS`]; a population of the wrong length.
    pub fn solve(&self, population: &[u32]) -> Result<ClosedMetrics, Error> {
        self.check(population)?;
        let lattice = Lattice::new(population);
        let (several, plain): (Vec<usize>, Vec<usize>) = (0..self.stations.len()).partition(|&i| self.has_several(i));
        let plain_stations = plain.iter().map(|&i| (&self.stations[i].demands[..], self.stations[i].servers)).collect();
        let mut means = MeanValues::solve(&lattice, plain_stations, &self.think_times);
        let mut convolution = Convolution::of(&lattice, std::mem::take(&mut means.constants));
        for &i in &several {
            convolution.add(&self.stations[i].demands, self.servers_at(i));
        }
        let shares = convolution.shares();
        let mut jobs = vec![Vec::new(); self.stations.len()];
        let plain_jobs = means.mean_jobs(&shares.rest);
        for (i, mean) in several.into_iter().zip(shares.mean_jobs).chain(plain.into_iter().zip(plain_jobs)) {
            jobs[i] = mean;
        }
        let has_jobs = |class: &usize| population[*class] > 0;
        let throughput = (0..population.len())
            .map(|class| Some(class).filter(has_jobs).map_or(0.0, |class| convolution.throughput(class)))
            .collect();
        Ok(self.metrics(throughput, jobs))
    }

    fn check(&self, population: &[u32]) -> Result<(), Error> {
        same_length("the population", self.think_times.len(), population.len())?;
        for (class, think_time) in self.think_times.iter().enumerate() {
            let work: f64 = self.stations.iter().map(|station| station.demands[class]).sum();
            if population[class] > 0 && think_time + work == 0.0 {
                return Err(Error::NoWork { class });
            }
        }
        let several = (0..self.stations.len()).filter(|&i| self.has_several(i)).count();
        // One row for each station, and one or two of constants.
        let cells = Lattice::size_of(population) * (self.stations.len() + several + 1) as f64;
        if cells > MOST_CELLS as f64 {
            return Err(Error::TooLarge { what: "stations times populations", size: cells, limit: MOST_CELLS as f64 });
        }
        Convolution::check_work(several, population)
    }

    fn has_several(&self, station: usize) -> bool {
        self.servers_at(station) > 1
    }

    /// Servers of a station; 1 stands for a delay too, which needs no convolution either.
    fn servers_at(&self, station: usize) -> u32 {
        match self.stations[station].servers {
            Servers::Finite(servers) => servers,
            Servers::Infinite => 1,
        }
    }

    fn metrics(&self, throughput: Vec<f64>, jobs: Vec<Vec<f64>>) -> ClosedMetrics {
        let per_class = |f: &dyn Fn(usize, f64) -> f64| -> Vec<f64> {
            throughput.iter().enumerate().map(|(class, x)| if *x == 0.0 { 0.0 } else { f(class, *x) }).collect()
        };
        let stations: Vec<ClosedStationMetrics> = self
            .stations
            .iter()
            .zip(jobs)
            .map(|(station, mean)| ClosedStationMetrics {
                residence: per_class(&|class, x| mean[class] / x),
                utilisation: per_class(&|class, x| x * station.demands[class] / station.servers.most()),
                mean_in_system: mean,
            })
            .collect();
        let response = per_class(&|class, _| stations.iter().map(|station| station.residence[class]).sum());
        ClosedMetrics { throughput, response, stations }
    }
}
