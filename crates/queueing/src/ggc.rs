//! G/G/c by Allen and Cunneen: an **approximation** for any variability of arrivals and services.

use crate::error::{Error, non_negative};
use crate::mmc::Mmc;

/// Several servers behind one queue with arrival and service times of any variability: approximate.
///
/// The wait of M/M/c times (ca^2 + cs^2) / 2, and the chance to wait that of M/M/c. Exact for M/M/c, and
/// for the mean wait of M/G/1; elsewhere usually within some ten percent at high utilisation, and worse
/// at low utilisation, for large c, or for ca far from 1. Source: Allen, Probability, Statistics and
/// Queueing Theory, 2nd ed., section 5.3; Bolch and others, Queueing Networks and Markov Chains, 2nd ed.,
/// section 6.3.6.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ggc {
    markov: Mmc,
    service_rate: f64,
    factor: f64,
}

impl Ggc {
    /// A station with these rates (`service_rate` that of one server) and coefficients of variation
    /// (standard deviation over mean: 0 regular, 1 as exponential) of the times between arrivals and of
    /// the services.
    ///
    /// # Errors
    ///
    /// As [`Mmc::new`]; coefficients of variation that are negative or not finite.
    pub fn new(
        arrival_rate: f64,
        service_rate: f64,
        servers: u32,
        arrival_variation: f64,
        service_variation: f64,
    ) -> Result<Self, Error> {
        let markov = Mmc::new(arrival_rate, service_rate, servers)?;
        let arrivals = non_negative("the variation of arrivals", arrival_variation)?;
        let services = non_negative("the variation of services", service_variation)?;
        Ok(Self { markov, service_rate, factor: (arrivals * arrivals + services * services) / 2.0 })
    }

    /// Share of time one server is busy, 0 to 1; exact.
    pub fn utilisation(&self) -> f64 {
        self.markov.utilisation()
    }

    /// Mean time from arrival to the start of service, approximate.
    pub fn mean_wait(&self) -> f64 {
        self.markov.mean_wait() * self.factor
    }

    /// Mean time from arrival to departure, approximate.
    pub fn mean_response(&self) -> f64 {
        self.mean_wait() + self.service_rate.recip()
    }

    /// Mean number of jobs waiting, approximate.
    pub fn mean_in_queue(&self) -> f64 {
        self.markov.mean_in_queue() * self.factor
    }

    /// Mean number of jobs waiting or served, approximate.
    pub fn mean_in_system(&self) -> f64 {
        self.markov.mean_in_system() - self.markov.mean_in_queue() + self.mean_in_queue()
    }

    /// Probability that a wait takes longer than `time`, approximate: the tail of M/M/c stretched to the
    /// mean above; 1 for times below zero.
    pub fn wait_tail(&self, time: f64) -> f64 {
        match time {
            time if time < 0.0 => 1.0,
            _ if self.factor == 0.0 => 0.0,
            time => self.markov.wait_tail(time / self.factor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mg1;

    #[test]
    fn exact_where_it_is_exact() {
        let poisson = Ggc::new(9.0, 5.0, 2, 1.0, 1.0).unwrap();
        let exact = Mmc::new(9.0, 5.0, 2).unwrap();
        assert_eq!(poisson.mean_wait(), exact.mean_wait());
        assert_eq!(poisson.wait_tail(0.3), exact.wait_tail(0.3));
        let one = Ggc::new(0.7, 1.0, 1, 1.0, 2.5).unwrap();
        assert!((one.mean_wait() - Mg1::new(0.7, 1.0, 2.5).unwrap().mean_wait()).abs() < 1e-12);
    }

    #[test]
    fn regular_arrivals_and_services_never_wait() {
        let clockwork = Ggc::new(0.99, 1.0, 1, 0.0, 0.0).unwrap();
        assert_eq!((clockwork.mean_wait(), clockwork.wait_tail(0.0), clockwork.mean_response()), (0.0, 0.0, 1.0));
    }

    #[test]
    fn the_mean_wait_is_the_area_under_its_tail() {
        let station = Ggc::new(2.5, 1.0, 3, 0.5, 1.5).unwrap();
        let area: f64 = (0..100_000).map(|i| station.wait_tail((f64::from(i) + 0.5) * 1e-3) * 1e-3).sum();
        assert!((area - station.mean_wait()).abs() < 1e-6);
        let little = 2.5 * station.mean_response();
        assert!((station.mean_in_system() - little).abs() < 1e-12);
    }
}
