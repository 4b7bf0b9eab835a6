//! Open Jackson networks: jobs arrive from outside, visit stations at random, and leave.

use crate::error::{Error, non_negative, same_length, within};
use crate::station::{Station, StationMetrics};

/// Largest network solved by routing: the traffic equations then take a tenth of a second.
pub const MOST_STATIONS: usize = 1_000;

/// By how much the shares out of one station may exceed 1, for shares typed as decimals.
const SLACK: f64 = 1e-9;

/// An open network of stations with exponential service and Poisson arrivals from outside.
///
/// In its steady state each station behaves as M/M/c (or M/M/infinity for a delay) at its own arrival
/// rate, independently of the others, even where flows between stations are not Poisson. Sources:
/// J. R. Jackson, Networks of waiting lines, Operations Research 5 (1957); Gross, Shortle, Thompson and Harris,
/// Fundamentals of Queueing Theory, 4th ed., section 4.2.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenNetwork {
    stations: Vec<Station>,
    arrivals: f64,
    rates: Vec<f64>,
}

/// An open network in its steady state.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenMetrics {
    /// What is known about each station, in order.
    pub stations: Vec<StationMetrics>,
    /// Mean time from entering to leaving the network; 0 if nothing arrives.
    pub mean_response: f64,
    /// Mean number of jobs in the network.
    pub mean_in_system: f64,
}

impl OpenNetwork {
    /// A network by its routing: `arrivals[i]` is the rate from outside to station i, `routing[i][j]` the
    /// share of the jobs leaving i that go to j; the rest leaves the network.
    ///
    /// # Errors
    ///
    /// Lengths that do not fit; more than [`MOST_STATIONS`]; rates and times outside 1e-30 to 1e30; shares
    /// outside 0 to 1, or summing to more; [`Error::Trapped`] if jobs reach a station they cannot leave from.
    pub fn from_routing(stations: &[Station], arrivals: &[f64], routing: &[Vec<f64>]) -> Result<Self, Error> {
        let size = stations.len();
        if size > MOST_STATIONS {
            return Err(Error::TooLarge { what: "the network", size: size as f64, limit: MOST_STATIONS as f64 });
        }
        same_length("the rates from outside", size, arrivals.len())?;
        same_length("the routing", size, routing.len())?;
        for row in routing {
            same_length("a row of the routing", size, row.len())?;
            check_shares(row)?;
        }
        let arrivals =
            arrivals.iter().map(|rate| non_negative("a rate from outside", *rate)).collect::<Result<Vec<_>, _>>()?;
        let rates = traffic(&arrivals, routing)?;
        Self::new(stations, arrivals.iter().sum(), rates)
    }

    /// A network by its mean number of visits to each station per job, at `arrivals` jobs per unit of time.
    ///
    /// # Errors
    ///
    /// Lengths that do not fit; rates, times and visits that are negative, not finite or outside 1e-30 to 1e30.
    pub fn from_visits(stations: &[Station], arrivals: f64, visits: &[f64]) -> Result<Self, Error> {
        same_length("the visits", stations.len(), visits.len())?;
        let arrivals = non_negative("the arrival rate", arrivals)?;
        let rate = |visits: &f64| Ok(arrivals * non_negative("the visits", *visits)?);
        Self::new(stations, arrivals, visits.iter().map(rate).collect::<Result<_, _>>()?)
    }

    fn new(stations: &[Station], arrivals: f64, rates: Vec<f64>) -> Result<Self, Error> {
        let stations = stations.iter().map(|station| station.checked()).collect::<Result<_, _>>()?;
        Ok(Self { stations, arrivals, rates })
    }

    /// The steady state.
    ///
    /// # Errors
    ///
    /// [`Error::Unstable`] with the highest utilisation if any station gets more than it can serve;
    /// a rate that leaves the range of [`crate::Mmc`].
    pub fn solve(&self) -> Result<OpenMetrics, Error> {
        self.check_stable()?;
        let stations = self.stations.iter().zip(&self.rates);
        let stations = stations
            .map(|(station, rate)| station.metrics(*rate, ratio(*rate, self.arrivals)))
            .collect::<Result<Vec<_>, _>>()?;
        let mean_in_system = stations.iter().map(|station| station.mean_in_system).sum();
        Ok(OpenMetrics { mean_response: ratio(mean_in_system, self.arrivals), stations, mean_in_system })
    }

    /// Arrival rate at each station: the solution of the traffic equations.
    pub fn rates(&self) -> &[f64] {
        &self.rates
    }

    /// Index of the station with the highest utilisation, and by what all arrivals can be multiplied until
    /// it saturates. None if nothing arrives at any station with finite servers.
    pub fn bottleneck(&self) -> Option<(usize, f64)> {
        let utilisations = self.utilisations();
        let mut worst = 0;
        for (index, utilisation) in utilisations.iter().enumerate() {
            if *utilisation > utilisations[worst] {
                worst = index;
            }
        }
        utilisations
            .get(worst)
            .filter(|utilisation| **utilisation > 0.0)
            .map(|utilisation| (worst, utilisation.recip()))
    }

    fn utilisations(&self) -> Vec<f64> {
        let stations = self.stations.iter().zip(&self.rates);
        stations.map(|(station, rate)| rate * station.mean_service / station.servers.most()).collect()
    }

    fn check_stable(&self) -> Result<(), Error> {
        let utilisation = self.utilisations().into_iter().fold(0.0, f64::max);
        if utilisation >= 1.0 { Err(Error::Unstable { utilisation }) } else { Ok(()) }
    }
}

/// `a / b`, and 0 for nothing over nothing.
fn ratio(a: f64, b: f64) -> f64 {
    if b == 0.0 { 0.0 } else { a / b }
}

fn check_shares(row: &[f64]) -> Result<(), Error> {
    for share in row {
        within("a share of the routing", *share, 0.0, 1.0)?;
    }
    within("the sum of shares out of a station", row.iter().sum(), 0.0, 1.0 + SLACK).map(|_| ())
}

/// Solves rate_j = arrivals_j + sum over i of rate_i routing_ij for the stations jobs can reach.
fn traffic(arrivals: &[f64], routing: &[Vec<f64>]) -> Result<Vec<f64>, Error> {
    let size = arrivals.len();
    let reached = closure(size, |i| arrivals[i] > 0.0, |from, to| routing[from][to] > 0.0);
    let leaves = |i: usize| routing[i].iter().sum::<f64>() < 1.0 - SLACK;
    let leaving = closure(size, leaves, |from, to| routing[to][from] > 0.0);
    if let Some(station) = (0..size).find(|&i| reached[i] && !leaving[i]) {
        return Err(Error::Trapped { station });
    }
    let open: Vec<usize> = (0..size).filter(|&i| reached[i]).collect();
    let coefficient = |row: usize, column: usize| f64::from(u8::from(row == column)) - routing[open[column]][open[row]];
    let matrix = (0..open.len()).map(|row| (0..open.len()).map(|column| coefficient(row, column)).collect()).collect();
    let solution = eliminate(matrix, open.iter().map(|&i| arrivals[i]).collect());
    let mut rates = vec![0.0; size];
    for (&station, rate) in open.iter().zip(solution) {
        rates[station] = rate;
    }
    Ok(rates)
}

/// Which indices are reached from the starting ones over `edge`.
fn closure(size: usize, is_start: impl Fn(usize) -> bool, edge: impl Fn(usize, usize) -> bool) -> Vec<bool> {
    let mut found: Vec<bool> = (0..size).map(is_start).collect();
    let mut open: Vec<usize> = (0..size).filter(|&i| found[i]).collect();
    while let Some(from) = open.pop() {
        let next: Vec<usize> = (0..size).filter(|&to| !found[to] && edge(from, to)).collect();
        next.iter().for_each(|&to| found[to] = true);
        open.extend(next);
    }
    found
}

/// Solves a linear system by Gauss's elimination.
///
/// No rows need exchanging: 1 - routing is diagonally dominant by columns and not singular, since
/// [`traffic`] leaves out what is not reached and refuses what cannot be left.
fn eliminate(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for pivot in 0..size {
        let (above, below) = matrix.split_at_mut(pivot + 1);
        let pivot_row = &above[pivot];
        for (offset, row) in below.iter_mut().enumerate() {
            let factor = row[pivot] / pivot_row[pivot];
            if factor != 0.0 {
                row[pivot..].iter_mut().zip(&pivot_row[pivot..]).for_each(|(value, above)| *value -= factor * above);
                right[pivot + 1 + offset] -= factor * right[pivot];
            }
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mmc, Servers};

    fn single(mean_service: f64) -> Station {
        Station { mean_service, servers: Servers::Finite(1) }
    }

    #[test]
    fn one_station_with_feedback_is_a_faster_queue() {
        let station = Station { mean_service: 0.5, servers: Servers::Finite(2) };
        let network = OpenNetwork::from_routing(&[station], &[1.5], &[vec![0.25]]).unwrap();
        let metrics = network.solve().unwrap();
        let alone = Mmc::new(2.0, 2.0, 2).unwrap();
        assert!((metrics.mean_in_system - alone.mean_in_system()).abs() < 1e-12);
        assert!((metrics.mean_response - alone.mean_in_system() / 1.5).abs() < 1e-12);
        assert!((metrics.stations[0].visits - 4.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_ring_is_solved_and_not_unrolled() {
        let routing = vec![vec![0.0, 0.9], vec![0.999, 0.0]];
        let network = OpenNetwork::from_routing(&[single(1e-6), single(1e-6)], &[1.0, 0.0], &routing).unwrap();
        assert!((network.rates()[0] - 1.0 / (1.0 - 0.9 * 0.999)).abs() < 1e-9);
        assert!((network.rates()[1] - 0.9 / (1.0 - 0.9 * 0.999)).abs() < 1e-9);
    }

    #[test]
    fn a_trap_is_named_and_an_unreached_ring_is_idle() {
        let trap = vec![vec![0.0, 0.5, 0.0], vec![0.0, 0.0, 1.0], vec![0.0, 1.0, 0.0]];
        let stations = [single(0.1); 3];
        let network = OpenNetwork::from_routing(&stations, &[1.0, 0.0, 0.0], &trap);
        assert_eq!(network, Err(Error::Trapped { station: 1 }));
        let ring = vec![vec![0.0; 3], vec![0.0, 0.0, 1.0], vec![0.0, 1.0, 0.0]];
        let network = OpenNetwork::from_routing(&stations, &[1.0, 0.0, 0.0], &ring).unwrap();
        assert_eq!(network.rates(), [1.0, 0.0, 0.0]);
    }

    #[test]
    fn the_worst_station_is_named_when_there_is_no_steady_state() {
        let network = OpenNetwork::from_visits(&[single(0.5), single(0.1)], 1.0, &[3.0, 40.0]).unwrap();
        assert_eq!(network.solve(), Err(Error::Unstable { utilisation: 4.0 }));
        assert_eq!(network.bottleneck(), Some((1, 0.25)));
    }

    #[test]
    fn nothing_arrives() {
        let network = OpenNetwork::from_visits(&[single(0.5)], 0.0, &[1.0]).unwrap();
        let metrics = network.solve().unwrap();
        assert_eq!((metrics.mean_in_system, metrics.mean_response), (0.0, 0.0));
        assert_eq!(network.bottleneck(), None);
        let empty = OpenNetwork::from_routing(&[], &[], &[]).unwrap();
        assert_eq!(empty.solve().unwrap().mean_in_system, 0.0);
    }

    #[test]
    fn nonsense_is_refused() {
        let one = [single(0.1)];
        assert!(matches!(OpenNetwork::from_routing(&one, &[1.0], &[]), Err(Error::LengthMismatch { .. })));
        assert!(matches!(OpenNetwork::from_routing(&one, &[1.0], &[vec![1.5]]), Err(Error::OutOfRange { .. })));
        assert!(matches!(OpenNetwork::from_routing(&one, &[f64::NAN], &[vec![0.5]]), Err(Error::NotFinite { .. })));
        assert!(matches!(OpenNetwork::from_visits(&[single(0.0)], 1.0, &[1.0]), Err(Error::OutOfRange { .. })));
        let many = vec![single(0.1); MOST_STATIONS + 1];
        assert!(matches!(OpenNetwork::from_routing(&many, &[], &[]), Err(Error::TooLarge { .. })));
    }
}
