//! M/M/c: Poisson arrivals, exponential service, c equal servers behind one queue.

use crate::erlang::{self, MOST_SERVERS};
use crate::error::{Error, count, non_negative, positive, quantile_level};
use crate::numeric::{invert_tail, tail_of_two_exponentials};

/// Several servers behind one queue in their steady state, first come first served.
///
/// Rates are per one unit of time of the caller's choice, times in that unit. Source: Gross, Shortle,
/// Thompson and Harris, Fundamentals of Queueing Theory, 4th ed., section 2.3; Jain, box 31.2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmc {
    arrival_rate: f64,
    service_rate: f64,
    servers: u32,
    waiting: f64,
}

impl Mmc {
    /// A station with these rates, `service_rate` being that of one server.
    ///
    /// # Errors
    ///
    /// [`Error::Unstable`] if `arrival_rate` is `servers` times `service_rate` or more; rates that are
    /// negative, not finite, or outside 1e-30 to 1e30; no servers, or more than [`MOST_SERVERS`].
    pub fn new(arrival_rate: f64, service_rate: f64, servers: u32) -> Result<Self, Error> {
        let arrival_rate = non_negative("the arrival rate", arrival_rate)?;
        let service_rate = positive("the service rate", service_rate)?;
        count("the number of servers", servers, MOST_SERVERS)?;
        let capacity = f64::from(servers) * service_rate;
        let utilisation = arrival_rate / capacity;
        if arrival_rate >= capacity || utilisation >= 1.0 {
            return Err(Error::Unstable { utilisation });
        }
        let blocked = erlang::blocking(servers, arrival_rate / service_rate);
        let waiting = erlang::waiting(blocked, utilisation, (capacity - arrival_rate) / capacity);
        Ok(Self { arrival_rate, service_rate, servers, waiting })
    }

    /// Share of time one server is busy, 0 to 1: rho.
    pub fn utilisation(&self) -> f64 {
        self.arrival_rate / (f64::from(self.servers) * self.service_rate)
    }

    /// Share of jobs that find all servers busy: Erlang C.
    pub fn waiting_probability(&self) -> f64 {
        self.waiting
    }

    /// Rate at which the backlog shrinks: c mu - lambda.
    fn spare_rate(&self) -> f64 {
        f64::from(self.servers) * self.service_rate - self.arrival_rate
    }

    /// Mean time from arrival to the start of service: Wq = C / (c mu - lambda).
    pub fn mean_wait(&self) -> f64 {
        self.waiting / self.spare_rate()
    }

    /// Mean time from arrival to departure.
    pub fn mean_response(&self) -> f64 {
        self.mean_wait() + self.service_rate.recip()
    }

    /// Mean number of jobs waiting.
    pub fn mean_in_queue(&self) -> f64 {
        self.arrival_rate * self.mean_wait()
    }

    /// Mean number of jobs waiting or served.
    pub fn mean_in_system(&self) -> f64 {
        self.mean_in_queue() + self.arrival_rate / self.service_rate
    }

    /// Probability that a wait takes longer than `time`: C e^-(c mu - lambda) t; 1 for times below zero.
    pub fn wait_tail(&self, time: f64) -> f64 {
        if time < 0.0 { 1.0 } else { self.waiting * libm::exp(-self.spare_rate() * time) }
    }

    /// Probability that a response takes longer than `time`; 1 for times below zero.
    ///
    /// With probability 1 - C it is a service, else a service after an exponential wait.
    pub fn response_tail(&self, time: f64) -> f64 {
        let time = time.max(0.0);
        let at_once = (1.0 - self.waiting) * libm::exp(-self.service_rate * time);
        at_once + self.waiting * tail_of_two_exponentials(self.spare_rate(), self.service_rate, time)
    }

    /// The time within which a share of `level` of all jobs is taken into service.
    ///
    /// # Errors
    ///
    /// A level outside 0 <= level < 1.
    pub fn wait_quantile(&self, level: f64) -> Result<f64, Error> {
        let ratio = self.waiting / (1.0 - quantile_level(level)?);
        Ok(if ratio <= 1.0 { 0.0 } else { libm::log(ratio) / self.spare_rate() })
    }

    /// The time within which a share of `level` of all responses is given, as 0.99 for the p99.
    ///
    /// # Errors
    ///
    /// A level outside 0 <= level < 1.
    pub fn response_quantile(&self, level: f64) -> Result<f64, Error> {
        let remaining = 1.0 - quantile_level(level)?;
        Ok(invert_tail(self.mean_response(), remaining, |t| self.response_tail(t)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mm1;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-11 * b.abs().max(1.0)
    }

    #[test]
    fn one_server_is_the_single_server() {
        for (arrival, service) in [(0.0, 1.0), (0.3, 1.0), (9.0, 10.0), (0.999, 1.0)] {
            let (many, one) = (Mmc::new(arrival, service, 1).unwrap(), Mm1::new(arrival, service).unwrap());
            assert!(close(many.mean_response(), one.mean_response()));
            assert!(close(many.mean_in_queue(), one.mean_in_queue()));
            for t in [0.0, 0.1, 1.0, 30.0] {
                assert!(close(many.response_tail(t), one.response_tail(t)), "{arrival} {t}");
                assert!(close(many.wait_tail(t), one.wait_tail(t)));
            }
            assert!(close(many.response_quantile(0.99).unwrap(), one.response_quantile(0.99).unwrap()));
        }
    }

    /// Gross, Shortle, Thompson and Harris, section 2.3, an eye clinic: 3 doctors, 6 patients an hour, 20 minutes each;
    /// P(0) = 1/9, Lq = 8/9, W = 28.9 minutes.
    #[test]
    fn the_clinic_of_gross_and_harris() {
        let clinic = Mmc::new(6.0, 3.0, 3).unwrap();
        assert!(close(clinic.mean_in_queue(), 8.0 / 9.0));
        assert!((clinic.mean_response() * 60.0 - 28.9).abs() < 0.05);
    }

    #[test]
    fn the_mean_is_the_area_under_the_tail() {
        for (arrival, servers) in [(4.0, 5), (2.0, 3), (19.0, 20)] {
            let station = Mmc::new(arrival, 1.0, servers).unwrap();
            let step = 1e-3;
            let area: f64 = (0..60_000).map(|i| station.response_tail((f64::from(i) + 0.5) * step) * step).sum();
            assert!((area - station.mean_response()).abs() < 1e-6, "{area}");
        }
    }

    #[test]
    fn quantiles_are_where_the_tail_says() {
        let station = Mmc::new(47.0, 1.0, 50).unwrap();
        for level in [0.0, 0.5, 0.9, 0.99, 0.9999] {
            assert!(close(station.response_tail(station.response_quantile(level).unwrap()), 1.0 - level));
        }
        assert_eq!(station.wait_quantile(0.3).unwrap(), 0.0);
        assert!(close(station.wait_tail(station.wait_quantile(0.9).unwrap()), 0.1));
    }

    #[test]
    fn overload_and_nonsense_are_refused() {
        assert!(matches!(Mmc::new(10.0, 1.0, 3), Err(Error::Unstable { .. })));
        assert!(matches!(Mmc::new(3.0, 1.0, 3), Err(Error::Unstable { .. })));
        assert!(matches!(Mmc::new(1.0, 1.0, 0), Err(Error::OutOfRange { .. })));
        assert!(matches!(Mmc::new(f64::INFINITY, 1.0, 3), Err(Error::NotFinite { .. })));
    }
}
