//! Bounds on closed networks that need no solving: asymptotic, and those of balanced jobs.

use crate::error::{Error, non_negative, within};
use crate::station::{Demand, Servers};

/// What throughput and response time lie between, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Least throughput, in jobs per unit of time.
    pub throughput_low: f64,
    /// Greatest throughput.
    pub throughput_high: f64,
    /// Least mean response time, think time not included.
    pub response_low: f64,
    /// Greatest mean response time.
    pub response_high: f64,
}

/// Population above which queueing cannot be avoided: N* = (D + Z) / max D, with D divided by the servers.
///
/// Source: Lazowska and others, Quantitative System Performance, section 5.2.
///
/// # Errors
///
/// As [`asymptotic`].
pub fn optimal_population(demands: &[Demand], think_time: f64) -> Result<f64, Error> {
    let (total, largest) = totals(demands)?;
    let think_time = non_negative("the think time", think_time)?;
    if largest == 0.0 {
        return Err(Error::NoWork { class: 0 });
    }
    Ok((total + think_time) / largest)
}

/// Asymptotic bounds for `population` jobs that think for `think_time` between two rounds.
///
/// N / (N D + Z) <= X <= min(N / (D + Z), 1 / max D), with max D over demand divided by servers, and
/// R = N / X - Z. They hold for any distribution of service times. Source: Lazowska and others, Quantitative
/// System Performance, section 5.2, table 5.1; servers as in Bolch and others, section 9.4.
///
/// # Errors
///
/// Times that are negative, not finite or outside 1e-30 to 1e30; no jobs; [`Error::NoWork`] without any time.
pub fn asymptotic(demands: &[Demand], think_time: f64, population: u32) -> Result<Bounds, Error> {
    let (total, largest) = totals(demands)?;
    let think_time = non_negative("the think time", think_time)?;
    let jobs = jobs(population)?;
    if total + think_time == 0.0 {
        return Err(Error::NoWork { class: 0 });
    }
    Ok(Bounds {
        throughput_low: jobs / (jobs * total + think_time),
        throughput_high: (jobs / (total + think_time)).min(largest.recip()),
        response_low: total.max(jobs * largest - think_time),
        response_high: jobs * total,
    })
}

/// Balanced job bounds for `population` jobs over single-server stations with these demands.
///
/// Tighter than [`asymptotic`]; they hold for networks that have a product form. Source: Zahorjan, Sevcik,
/// Eager and Galler, Balanced job bound analysis of queueing networks, CACM 25 (1982); Lazowska and others,
/// section 5.4, table 5.2.
///
/// # Errors
///
/// Times that are negative, not finite or outside 1e-30 to 1e30; no jobs; [`Error::NoWork`] if all demands are zero.
pub fn balanced_job(demands: &[f64], think_time: f64, population: u32) -> Result<Bounds, Error> {
    let single: Vec<Demand> = demands.iter().map(|&time| Demand { time, servers: Servers::Finite(1) }).collect();
    let (total, largest) = totals(&single)?;
    let think_time = non_negative("the think time", think_time)?;
    let jobs = jobs(population)?;
    if total == 0.0 {
        return Err(Error::NoWork { class: 0 });
    }
    let average = total / demands.len() as f64;
    let queue_low = (jobs - 1.0) * average / (1.0 + think_time / total);
    let queue_high = (jobs - 1.0) * largest / (1.0 + think_time / (jobs * total));
    Ok(Bounds {
        throughput_low: jobs / (total + think_time + queue_high),
        throughput_high: (jobs / (total + think_time + queue_low)).min(largest.recip()),
        response_low: (total + queue_low).max(jobs * largest - think_time),
        response_high: total + queue_high,
    })
}

/// Sum of all demands, and the largest demand of one server.
fn totals(demands: &[Demand]) -> Result<(f64, f64), Error> {
    let (mut total, mut largest) = (0.0, 0.0f64);
    for demand in demands {
        let time = non_negative("a demand", demand.time)?;
        total += time;
        largest = largest.max(time / demand.servers.checked()?.most());
    }
    Ok((total, largest))
}

fn jobs(population: u32) -> Result<f64, Error> {
    within("the population", f64::from(population), 1.0, f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn single(time: f64) -> Demand {
        Demand { time, servers: Servers::Finite(1) }
    }

    /// Bolch and others, example 9.6.
    #[test]
    fn the_example_of_bolch() {
        let bounds = asymptotic(&[single(9.2), single(8.0)], 120.0, 20).unwrap();
        assert!((bounds.throughput_high - 0.109).abs() < 5e-4);
        assert_eq!(bounds.response_low, 64.0);
    }

    #[test]
    fn one_job_never_queues() {
        let bounds = balanced_job(&[0.2, 0.3, 0.5], 4.0, 1).unwrap();
        assert!((bounds.throughput_low - 0.2).abs() < 1e-15 && (bounds.throughput_high - 0.2).abs() < 1e-15);
        assert!((bounds.response_low - 1.0).abs() < 1e-15 && (bounds.response_high - 1.0).abs() < 1e-15);
    }

    /// Equal demands and no think time: X = N / (D (M + N - 1)), where both bounds meet.
    #[test]
    fn balanced_networks_are_known_exactly() {
        let bounds = balanced_job(&[0.5; 4], 0.0, 6).unwrap();
        let exact = 6.0 / (0.5 * 9.0);
        assert!((bounds.throughput_low - exact).abs() < 1e-12 && (bounds.throughput_high - exact).abs() < 1e-12);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(asymptotic(&[single(1.0)], 0.0, 0).is_err());
        assert!(asymptotic(&[single(f64::NAN)], 0.0, 1).is_err());
        assert_eq!(asymptotic(&[], 0.0, 1), Err(Error::NoWork { class: 0 }));
        assert_eq!(balanced_job(&[0.0], 1.0, 1), Err(Error::NoWork { class: 0 }));
        assert_eq!(optimal_population(&[], 1.0), Err(Error::NoWork { class: 0 }));
    }
}
