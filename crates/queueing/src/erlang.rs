//! Erlang's two formulas: the share of calls lost and the share of calls that wait.

use crate::error::{Error, count, non_negative};

/// Largest number of servers.
pub const MOST_SERVERS: u32 = 1_000_000;

/// Erlang B: the share of arrivals lost at `servers` servers without a waiting room (M/M/c/c, and
/// M/G/c/c all the same).
///
/// `offered_load` in erlangs: arrival rate times mean service time. By the recurrence B(0) = 1,
/// B(k) = a B(k-1) / (k + a B(k-1)), which neither overflows nor cancels; a million servers take a few
/// thousand steps.
///
/// Source: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory, 4th ed., section 2.5.
///
/// # Errors
///
/// A load that is not finite, negative or above 1e30; no servers, or more than [`MOST_SERVERS`].
pub fn erlang_b(servers: u32, offered_load: f64) -> Result<f64, Error> {
    count("the number of servers", servers, MOST_SERVERS)?;
    let load = non_negative("the offered load", offered_load)?;
    Ok(blocking(servers, load))
}

/// Erlang C: the share of arrivals that find all `servers` servers busy and wait (M/M/c).
///
/// `offered_load` in erlangs. C = B / (1 - rho (1 - B)), with B of [`erlang_b`].
///
/// Source: Gross, Shortle, Thompson and Harris, 4th ed., sections 2.3 and 2.5;
/// Gunther, The Practical Performance Analyst, chapter 2.
///
/// # Errors
///
/// As [`erlang_b`], and [`Error::Unstable`] for a load of `servers` or more.
pub fn erlang_c(servers: u32, offered_load: f64) -> Result<f64, Error> {
    let blocked = erlang_b(servers, offered_load)?;
    let utilisation = offered_load / f64::from(servers);
    if utilisation >= 1.0 {
        return Err(Error::Unstable { utilisation });
    }
    Ok(waiting(blocked, utilisation, 1.0 - utilisation))
}

/// [`erlang_b`] of checked inputs.
///
/// The recurrence, unrolled: 1 / B is the sum over i of c (c - 1) ... (c - i + 1) / a^i. Its terms grow
/// until i reaches c - a and fall from there on, so that with many servers few are worth adding.
pub(crate) fn blocking(servers: u32, load: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for left in (1..=servers).rev() {
        term *= f64::from(left) / load;
        sum += term;
        if !(sum * f64::EPSILON / 4.0 < term && sum < f64::MAX / 4.0) {
            break;
        }
    }
    1.0 / sum
}

/// Erlang C from Erlang B; `idle` is 1 - utilisation, as precisely as the caller has it.
pub(crate) fn waiting(blocked: f64, utilisation: f64, idle: f64) -> f64 {
    (blocked / (idle + utilisation * blocked)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Erlang's own sum, for few servers.
    fn by_definition(servers: u32, load: f64) -> f64 {
        let mut term = 1.0;
        let mut sum = 1.0;
        for k in 1..=servers {
            term *= load / f64::from(k);
            sum += term;
        }
        term / sum
    }

    #[test]
    fn erlang_b_is_the_sum_it_is_defined_by() {
        for servers in 1..=20 {
            for load in [0.0, 0.1, 1.0, 5.5, 19.0, 60.0] {
                let b = erlang_b(servers, load).unwrap();
                assert!((b - by_definition(servers, load)).abs() < 1e-14, "{servers} {load}");
            }
        }
    }

    /// Printed in every traffic table: 10 erlangs on 10 lines lose 21.5 %, 5 on 10 lose 1.84 %.
    #[test]
    fn erlang_b_agrees_with_the_traffic_table() {
        assert!((erlang_b(10, 10.0).unwrap() - 0.21458).abs() < 5e-6);
        assert!((erlang_b(10, 5.0).unwrap() - 0.01838).abs() < 5e-6);
    }

    #[test]
    fn one_server_waits_as_often_as_it_is_busy() {
        for load in [0.0, 0.25, 0.9, 0.999_999] {
            assert!((erlang_c(1, load).unwrap() - load).abs() < 1e-15);
        }
    }

    /// At a = c - beta sqrt(c), Halfin and Whitt (1981): C tends to 1 / (1 + beta Phi(beta) / phi(beta)).
    #[test]
    fn a_million_servers_follow_the_limit_of_halfin_and_whitt() {
        let servers = 1_000_000;
        let c = erlang_c(servers, f64::from(servers) - 1_000.0).unwrap();
        // Phi(1) = 0.841345, phi(1) = 0.241971.
        assert!((c - 1.0 / (1.0 + 0.841_345 / 0.241_971)).abs() < 5e-4, "{c}");
    }

    #[test]
    fn overload_is_refused() {
        assert_eq!(erlang_c(3, 10.0), Err(Error::Unstable { utilisation: 10.0 / 3.0 }));
        assert_eq!(erlang_c(3, 3.0), Err(Error::Unstable { utilisation: 1.0 }));
        assert!(matches!(erlang_c(0, 1.0), Err(Error::OutOfRange { .. })));
        assert!(matches!(erlang_b(u32::MAX, 1.0), Err(Error::TooLarge { .. })));
        assert!(matches!(erlang_b(1, f64::NAN), Err(Error::NotFinite { .. })));
        assert!(matches!(erlang_b(1, -1.0), Err(Error::OutOfRange { .. })));
    }
}
