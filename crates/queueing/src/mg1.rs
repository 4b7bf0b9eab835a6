//! M/G/1: Poisson arrivals, service times of any distribution, one server, first come first served.

use crate::error::{Error, non_negative, positive};

/// One server with any distribution of service times, in its steady state.
///
/// Only the mean and the coefficient of variation of the service time matter for means: the formula of
/// Pollaczek and Khinchine. Source: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory,
/// 4th ed., section 5.1; Jain, box 31.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mg1 {
    arrival_rate: f64,
    mean_service: f64,
    variation_squared: f64,
}

impl Mg1 {
    /// A station with this arrival rate, mean service time and coefficient of variation of the service
    /// time (standard deviation over mean: 0 deterministic, 1 as exponential).
    ///
    /// # Errors
    ///
    /// [`Error::Unstable`] if the arriving work is one server's time or more; inputs that are negative, not
    /// finite, or outside 1e-30 to 1e30.
    pub fn new(arrival_rate: f64, mean_service: f64, variation: f64) -> Result<Self, Error> {
        let arrival_rate = non_negative("the arrival rate", arrival_rate)?;
        let mean_service = positive("the mean service time", mean_service)?;
        let variation = non_negative("the coefficient of variation", variation)?;
        let utilisation = arrival_rate * mean_service;
        if utilisation >= 1.0 {
            return Err(Error::Unstable { utilisation });
        }
        Ok(Self { arrival_rate, mean_service, variation_squared: variation * variation })
    }

    /// Share of time the server is busy, 0 to 1: rho.
    pub fn utilisation(&self) -> f64 {
        self.arrival_rate * self.mean_service
    }

    /// Mean time from arrival to the start of service: Wq = rho S (1 + cv^2) / (2 (1 - rho)).
    pub fn mean_wait(&self) -> f64 {
        let rho = self.utilisation();
        rho * self.mean_service * (1.0 + self.variation_squared) / (2.0 * (1.0 - rho))
    }

    /// Mean time from arrival to departure.
    pub fn mean_response(&self) -> f64 {
        self.mean_wait() + self.mean_service
    }

    /// Mean number of jobs waiting.
    pub fn mean_in_queue(&self) -> f64 {
        self.arrival_rate * self.mean_wait()
    }

    /// Mean number of jobs waiting or served.
    pub fn mean_in_system(&self) -> f64 {
        self.arrival_rate * self.mean_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mm1;

    #[test]
    fn exponential_service_is_m_m_1_and_constant_service_waits_half_as_long() {
        for load in [0.0, 0.3, 0.9, 0.999] {
            let exponential = Mg1::new(load, 1.0, 1.0).unwrap();
            let markov = Mm1::new(load, 1.0).unwrap();
            assert!((exponential.mean_wait() / markov.mean_wait().max(1e-300) - 1.0).abs() < 1e-12 || load == 0.0);
            assert!((exponential.mean_in_system() - markov.mean_in_system()).abs() < 1e-9);
            let constant = Mg1::new(load, 1.0, 0.0).unwrap();
            assert!((constant.mean_wait() - exponential.mean_wait() / 2.0).abs() < 1e-12);
        }
    }

    /// Uniform on 0 to 2: E[S^2] = 4/3, so Wq = lambda E[S^2] / (2 (1 - rho)) = 2/3 at rho = 1/2.
    #[test]
    fn a_uniform_service_time() {
        let station = Mg1::new(0.5, 1.0, (1.0f64 / 3.0).sqrt()).unwrap();
        assert!((station.mean_wait() - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn overload_and_nonsense_are_refused() {
        assert_eq!(Mg1::new(2.0, 0.5, 1.0), Err(Error::Unstable { utilisation: 1.0 }));
        for (rate, mean, variation) in [(1.0, 0.0, 1.0), (1.0, 0.5, -1.0), (f64::NAN, 0.5, 1.0), (1.0, 0.5, 1e300)] {
            assert!(Mg1::new(rate, mean, variation).is_err());
        }
    }
}
