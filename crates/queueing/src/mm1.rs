//! M/M/1: Poisson arrivals, exponential service, one server, first come first served.

use crate::error::{Error, non_negative, positive, quantile_level};

/// One server in its steady state.
///
/// Rates are per one unit of time of the caller's choice, times in that unit. Source: Gross, Shortle,
/// Thompson and Harris, Fundamentals of Queueing Theory, 4th ed., section 2.2; Jain, The Art of Computer
/// Systems Performance Analysis, box 31.1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mm1 {
    arrival_rate: f64,
    service_rate: f64,
}

impl Mm1 {
    /// A station with these rates.
    ///
    /// # Errors
    ///
    /// [`Error::Unstable`] if jobs arrive as fast as they are served or faster; rates that are negative,
    /// not finite, or outside 1e-30 to 1e30 (no arrivals at all are fine).
    pub fn new(arrival_rate: f64, service_rate: f64) -> Result<Self, Error> {
        let arrival_rate = non_negative("the arrival rate", arrival_rate)?;
        let service_rate = positive("the service rate", service_rate)?;
        if arrival_rate >= service_rate {
            return Err(Error::Unstable { utilisation: arrival_rate / service_rate });
        }
        Ok(Self { arrival_rate, service_rate })
    }

    /// Share of time the server is busy, 0 to 1: rho.
    pub fn utilisation(&self) -> f64 {
        self.arrival_rate / self.service_rate
    }

    /// Rate at which the backlog shrinks: service rate - arrival rate.
    fn spare_rate(&self) -> f64 {
        self.service_rate - self.arrival_rate
    }

    /// Mean number of jobs waiting or served: L = rho / (1 - rho).
    pub fn mean_in_system(&self) -> f64 {
        self.arrival_rate / self.spare_rate()
    }

    /// Mean number of jobs waiting: Lq = rho L.
    pub fn mean_in_queue(&self) -> f64 {
        self.utilisation() * self.mean_in_system()
    }

    /// Mean time from arrival to departure: W = 1 / (mu - lambda).
    pub fn mean_response(&self) -> f64 {
        self.spare_rate().recip()
    }

    /// Mean time from arrival to the start of service: Wq = rho W.
    pub fn mean_wait(&self) -> f64 {
        self.utilisation() * self.mean_response()
    }

    /// Probability of `jobs` jobs in the system: (1 - rho) rho^n.
    pub fn probability_of(&self, jobs: u32) -> f64 {
        self.spare_rate() / self.service_rate * self.probability_of_at_least(jobs)
    }

    /// Probability of `jobs` jobs or more in the system: rho^n.
    pub fn probability_of_at_least(&self, jobs: u32) -> f64 {
        libm::pow(self.utilisation(), f64::from(jobs))
    }

    /// Probability that a response takes longer than `time`; 1 for times below zero.
    pub fn response_tail(&self, time: f64) -> f64 {
        libm::exp(-self.spare_rate() * time.max(0.0))
    }

    /// Probability that a wait takes longer than `time`; 1 for times below zero.
    pub fn wait_tail(&self, time: f64) -> f64 {
        if time < 0.0 { 1.0 } else { self.utilisation() * self.response_tail(time) }
    }

    /// The time within which a share of `level` of all responses is given, as 0.99 for the p99.
    ///
    /// # Errors
    ///
    /// A level outside 0 <= level < 1.
    pub fn response_quantile(&self, level: f64) -> Result<f64, Error> {
        Ok(-libm::log1p(-quantile_level(level)?) / self.spare_rate())
    }

    /// The time within which a share of `level` of all jobs is taken into service.
    ///
    /// # Errors
    ///
    /// A level outside 0 <= level < 1.
    pub fn wait_quantile(&self, level: f64) -> Result<f64, Error> {
        let remaining = 1.0 - quantile_level(level)?;
        let ratio = self.utilisation() / remaining;
        Ok(if ratio <= 1.0 { 0.0 } else { libm::log(ratio) / self.spare_rate() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-12 * b.abs().max(1.0)
    }

    /// Jain, chapter 31: a gateway with 125 packets a second, 2 ms each; utilisation 25 %, mean time 2.66 ms,
    /// 0.33 packets on average, P(more than 13 buffers) = 1.49e-8 = rho^13, as printed there.
    #[test]
    fn the_gateway_of_jain() {
        let gateway = Mm1::new(125.0, 500.0).unwrap();
        assert!(close(gateway.utilisation(), 0.25));
        assert!((gateway.mean_response() - 0.002_66).abs() < 1e-5);
        assert!((gateway.mean_in_system() - 0.33).abs() < 5e-3);
        assert!((gateway.probability_of_at_least(13) - 1.49e-8).abs() < 1e-10);
    }

    #[test]
    fn quantiles_are_where_the_tail_says() {
        let station = Mm1::new(8.0, 10.0).unwrap();
        for level in [0.0, 0.1, 0.5, 0.9, 0.99, 0.999] {
            let t = station.response_quantile(level).unwrap();
            assert!(close(station.response_tail(t), 1.0 - level));
            let t = station.wait_quantile(level).unwrap();
            assert!(close(station.wait_tail(t), (1.0 - level).min(0.8)));
        }
        assert!(station.response_quantile(1.0).is_err());
        assert!(station.wait_quantile(f64::NAN).is_err());
    }

    #[test]
    fn nothing_arrives() {
        let idle = Mm1::new(0.0, 2.0).unwrap();
        assert_eq!((idle.mean_in_system(), idle.mean_wait(), idle.mean_response()), (0.0, 0.0, 0.5));
        assert_eq!(idle.probability_of(0), 1.0);
    }

    #[test]
    fn bad_input_is_refused() {
        assert_eq!(Mm1::new(2.0, 1.0), Err(Error::Unstable { utilisation: 2.0 }));
        assert_eq!(Mm1::new(1.0, 1.0), Err(Error::Unstable { utilisation: 1.0 }));
        for (arrival, service) in [(f64::NAN, 1.0), (1.0, f64::INFINITY), (-1.0, 1.0), (0.0, 0.0), (1e-300, 1.0)] {
            assert!(matches!(Mm1::new(arrival, service), Err(Error::NotFinite { .. } | Error::OutOfRange { .. })));
        }
    }
}
