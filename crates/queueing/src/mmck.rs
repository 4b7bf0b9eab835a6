//! M/M/c/K: Poisson arrivals, exponential service, c servers, room for K jobs; the others are lost.

use crate::erlang::MOST_SERVERS;
use crate::error::{Error, count, non_negative, positive, quantile_level, within};
use crate::numeric::{invert_tail, poisson};

/// Largest room: one value of a distribution then takes some ten milliseconds, a quantile half a second.
pub const LARGEST_ROOM: u32 = 100_000;

/// Beyond this time every tail is zero, and multiplied by any rate it is still finite.
const LONGEST: f64 = 1e200;

/// Servers behind a bounded queue in their steady state, first come first served.
///
/// Always stable, since arrivals that find no room are lost; arrivals may exceed capacity. Rates are per
/// one unit of time of the caller's choice, times in that unit. Times are those of accepted jobs.
/// Source: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory, 4th ed., section 2.4.
#[derive(Clone, Debug, PartialEq)]
pub struct Mmck {
    arrival_rate: f64,
    service_rate: f64,
    servers: u32,
    probabilities: Vec<f64>,
}

impl Mmck {
    /// A station with these rates, `service_rate` being that of one server; `room` counts waiting and
    /// served jobs alike.
    ///
    /// # Errors
    ///
    /// Rates that are negative, not finite, or outside 1e-30 to 1e30; no servers; a room smaller than the
    /// number of servers or above [`LARGEST_ROOM`].
    pub fn new(arrival_rate: f64, service_rate: f64, servers: u32, room: u32) -> Result<Self, Error> {
        let arrival_rate = non_negative("the arrival rate", arrival_rate)?;
        let service_rate = positive("the service rate", service_rate)?;
        count("the number of servers", servers, MOST_SERVERS)?;
        count("the room", room, LARGEST_ROOM)?;
        within("the room", f64::from(room), f64::from(servers), f64::from(LARGEST_ROOM))?;
        let probabilities = steady_state(arrival_rate / service_rate, servers as usize, room as usize);
        Ok(Self { arrival_rate, service_rate, servers, probabilities })
    }

    /// Probability of 0, 1, ..., K jobs in the system.
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Share of arrivals that are lost: the probability that the room is full (arrivals see time averages).
    pub fn blocking_probability(&self) -> f64 {
        self.probabilities[self.probabilities.len() - 1]
    }

    /// Jobs served per unit of time.
    pub fn throughput(&self) -> f64 {
        // The accepted share summed, not 1 - blocked: precise when almost all is lost.
        self.arrival_rate * self.accepted()
    }

    fn accepted(&self) -> f64 {
        self.probabilities[..self.probabilities.len() - 1].iter().sum()
    }

    /// Share of time one server is busy, 0 to 1.
    pub fn utilisation(&self) -> f64 {
        self.throughput() / (f64::from(self.servers) * self.service_rate)
    }

    /// Mean number of jobs waiting or served.
    pub fn mean_in_system(&self) -> f64 {
        self.probabilities.iter().enumerate().map(|(jobs, p)| jobs as f64 * p).sum()
    }

    /// Mean number of jobs waiting.
    pub fn mean_in_queue(&self) -> f64 {
        self.probabilities[self.servers as usize..].iter().enumerate().map(|(waiting, p)| waiting as f64 * p).sum()
    }

    /// Mean time of an accepted job from arrival to the start of service; 0 if nothing arrives.
    pub fn mean_wait(&self) -> f64 {
        let throughput = self.throughput();
        if throughput == 0.0 { 0.0 } else { self.mean_in_queue() / throughput }
    }

    /// Mean time of an accepted job from arrival to departure.
    pub fn mean_response(&self) -> f64 {
        self.mean_wait() + self.service_rate.recip()
    }

    /// Probability that an accepted job waits longer than `time`; 1 for times below zero.
    ///
    /// A job that finds n >= c others waits for n - c + 1 departures, each exponential with rate c mu.
    pub fn wait_tail(&self, time: f64) -> f64 {
        if time < 0.0 {
            return 1.0;
        }
        self.mixture(&self.erlang_tails(time.min(LONGEST)), 0.0)
    }

    /// Probability that an accepted job's response takes longer than `time`; 1 for times below zero.
    pub fn response_tail(&self, time: f64) -> f64 {
        let time = time.clamp(0.0, LONGEST);
        let served = libm::exp(-self.service_rate * time);
        let tails: Vec<f64> = self
            .erlang_tails(time)
            .iter()
            .zip(self.finished_in_service(time))
            .map(|(wait, rest)| wait + rest)
            .collect();
        self.mixture(&tails, served).min(1.0)
    }

    /// The time within which a share of `level` of all accepted jobs is answered, as 0.99 for the p99.
    ///
    /// # Errors
    ///
    /// A level outside 0 <= level < 1.
    pub fn response_quantile(&self, level: f64) -> Result<f64, Error> {
        let remaining = 1.0 - quantile_level(level)?;
        Ok(invert_tail(self.mean_response(), remaining, |t| self.response_tail(t)))
    }

    /// The time within which a share of `level` of all accepted jobs is taken into service.
    ///
    /// # Errors
    ///
    /// A level outside 0 <= level < 1.
    pub fn wait_quantile(&self, level: f64) -> Result<f64, Error> {
        let remaining = 1.0 - quantile_level(level)?;
        Ok(invert_tail(self.mean_response(), remaining, |t| self.wait_tail(t)))
    }

    /// Mean over what an accepted job finds: `after[k]` if it waits for k + 1 departures, else `at_once`.
    fn mixture(&self, after: &[f64], at_once: f64) -> f64 {
        let (free, busy) = self.probabilities.split_at(self.servers as usize);
        let waiting: f64 = busy.iter().zip(after).map(|(p, tail)| p * tail).sum();
        (free.iter().sum::<f64>() * at_once + waiting) / self.accepted()
    }

    /// Number of different queue lengths an accepted job can find: K - c.
    fn waiting_places(&self) -> usize {
        self.probabilities.len() - 1 - self.servers as usize
    }

    /// P(k + 1 departures take longer than `time`), for each k < K - c.
    fn erlang_tails(&self, time: f64) -> Vec<f64> {
        let mean = f64::from(self.servers) * self.service_rate * time;
        let mut sum = 0.0;
        let tail = |term: f64| {
            sum += term;
            f64::min(sum, 1.0)
        };
        let terms = poisson(mean, self.waiting_places().saturating_sub(1));
        terms.into_iter().map(tail).take(self.waiting_places()).collect()
    }

    /// P(k + 1 departures are over before `time`, the job's own service is not), for each k < K - c.
    ///
    /// With r = c mu it is A(k) = sum over i >= k of e^-rt r^k (r - mu)^(i-k) t^i / i!, and
    /// A(k) = Poisson(k; rt) + (1 - 1/c) A(k + 1): all terms positive, so nothing cancels.
    fn finished_in_service(&self, time: f64) -> Vec<f64> {
        let places = self.waiting_places();
        let shrink = 1.0 - f64::from(self.servers).recip();
        let terms = poisson(f64::from(self.servers) * self.service_rate * time, places + 1);
        let mut sums = vec![0.0; places];
        let mut sum = self.finished_in_service_after(places + 1, time);
        for k in (1..=places).rev() {
            sum = terms[k] + shrink * sum;
            sums[k - 1] = sum;
        }
        sums
    }

    /// A(k) of [`Self::finished_in_service`] for one k, from scratch.
    fn finished_in_service_after(&self, k: usize, time: f64) -> f64 {
        let servers = f64::from(self.servers);
        let mean = servers * self.service_rate * time;
        let rest = (servers - 1.0) * self.service_rate * time;
        if rest > k as f64 {
            // e^-mu t (r / (r - mu))^k P(Poisson(rest) >= k), where the last factor is about a half or more.
            let before: f64 = poisson(rest, k - 1).iter().sum();
            let growth = k as f64 * libm::log(servers / (servers - 1.0)) - self.service_rate * time;
            return libm::exp(growth) * (1.0 - before).max(0.0);
        }
        let mut term = poisson(mean, k)[k];
        let mut sum = 0.0;
        let mut i = k as f64;
        while term > sum * f64::EPSILON / 8.0 {
            sum += term;
            i += 1.0;
            term *= rest / i;
        }
        sum
    }
}

/// Probabilities of 0 ..= `room` jobs, from the largest one outwards, so that nothing overflows.
fn steady_state(load: f64, servers: usize, room: usize) -> Vec<f64> {
    let mut weights = vec![0.0; room + 1];
    let mode = if load < servers as f64 { load as usize } else { room };
    weights[mode] = 1.0;
    let busy = |jobs: usize| jobs.min(servers) as f64;
    for jobs in (0..mode).rev() {
        weights[jobs] = weights[jobs + 1] * busy(jobs + 1) / load;
    }
    for jobs in mode + 1..=room {
        weights[jobs] = weights[jobs - 1] * load / busy(jobs);
    }
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= total);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mmc, erlang_b};

    fn close(a: f64, b: f64, tolerance: f64) -> bool {
        (a - b).abs() <= tolerance * b.abs().max(1.0)
    }

    #[test]
    fn without_a_waiting_room_it_is_erlang_b() {
        for load in [0.0, 0.5, 8.0, 50.0] {
            let station = Mmck::new(load, 1.0, 10, 10).unwrap();
            assert!(close(station.blocking_probability(), erlang_b(10, load).unwrap(), 1e-13));
            assert_eq!(station.mean_wait(), 0.0);
            assert!(close(station.response_tail(2.0), libm::exp(-2.0), 1e-13));
        }
    }

    #[test]
    fn with_much_room_it_is_the_unbounded_queue() {
        for (arrival, servers) in [(0.8, 1), (4.0, 5), (1.5, 2)] {
            let bounded = Mmck::new(arrival, 1.0, servers, 2_000).unwrap();
            let unbounded = Mmc::new(arrival, 1.0, servers).unwrap();
            assert!(close(bounded.mean_response(), unbounded.mean_response(), 1e-10));
            for t in [0.0, 0.3, 2.0, 11.0, 60.0] {
                assert!(close(bounded.wait_tail(t), unbounded.wait_tail(t), 1e-10), "{servers} {t}");
                assert!(close(bounded.response_tail(t), unbounded.response_tail(t), 1e-10), "{servers} {t}");
            }
            let p99 = unbounded.response_quantile(0.99).unwrap();
            assert!(close(bounded.response_quantile(0.99).unwrap(), p99, 1e-8));
        }
    }

    #[test]
    fn the_mean_is_the_area_under_the_tail() {
        for (arrival, servers, room) in [(3.0, 2, 5), (9.0, 4, 30), (0.5, 1, 3), (100.0, 3, 9)] {
            let station = Mmck::new(arrival, 1.0, servers, room).unwrap();
            let step = 0.01;
            let at = |i: u32| (f64::from(i) + 0.5) * step;
            let response: f64 = (0..6_000).map(|i| station.response_tail(at(i)) * step).sum();
            let wait: f64 = (0..6_000).map(|i| station.wait_tail(at(i)) * step).sum();
            assert!(close(response, station.mean_response(), 1e-4), "{response} {}", station.mean_response());
            assert!(close(wait, station.mean_wait(), 1e-4), "{wait} {}", station.mean_wait());
        }
    }

    #[test]
    fn little_holds() {
        let station = Mmck::new(11.0, 2.0, 4, 12).unwrap();
        assert!(close(station.mean_in_system(), station.throughput() * station.mean_response(), 1e-12));
    }

    #[test]
    fn far_out_it_stays_a_probability() {
        let station = Mmck::new(1e6, 1.0, 900, LARGEST_ROOM).unwrap();
        for t in [0.0, 1e-30, 1.0, 100.0, 1e4, 1e30, f64::INFINITY] {
            for tail in [station.wait_tail(t), station.response_tail(t)] {
                assert!((0.0..=1.0).contains(&tail), "{t}: {tail}");
            }
        }
        assert!(close(station.throughput(), 900.0, 1e-12));
        let extreme = Mmck::new(1e30, 1e-30, 1, 3).unwrap();
        assert!(close(extreme.blocking_probability(), 1.0, 1e-12));
        assert!(extreme.mean_response().is_finite());
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(matches!(Mmck::new(1.0, 1.0, 3, 2), Err(Error::OutOfRange { .. })));
        assert!(matches!(Mmck::new(1.0, 1.0, 3, LARGEST_ROOM + 1), Err(Error::TooLarge { .. })));
        assert!(matches!(Mmck::new(1.0, f64::NAN, 3, 4), Err(Error::NotFinite { .. })));
        assert!(matches!(Mmck::new(-1.0, 1.0, 3, 4), Err(Error::OutOfRange { .. })));
    }
}
