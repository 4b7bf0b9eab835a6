//! What networks are made of: stations, and what is known about one in its steady state.

use crate::erlang::MOST_SERVERS;
use crate::error::{Error, count, positive};
use crate::mmc::Mmc;

/// How many jobs a station serves at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Servers {
    /// This many behind one queue, first come first served; 1 or more.
    Finite(u32),
    /// As many as there are jobs: a delay, such as the time users think.
    Infinite,
}

impl Servers {
    /// Checks that there is one server at least, and not too many.
    pub(crate) fn checked(self) -> Result<Self, Error> {
        match self {
            Self::Finite(servers) => count("the number of servers", servers, MOST_SERVERS).map(Self::Finite),
            Self::Infinite => Ok(self),
        }
    }

    /// Jobs served per mean service time at most, or infinity.
    pub(crate) fn most(self) -> f64 {
        match self {
            Self::Finite(servers) => f64::from(servers),
            Self::Infinite => f64::INFINITY,
        }
    }
}

/// Demand of one station: mean service time times visits, and how many jobs it serves at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Mean time of service a job needs here in all.
    pub time: f64,
    /// How many jobs are served at once. [`Servers::Infinite`] is a delay within the response time.
    pub servers: Servers,
}

/// A station of an open network: exponential service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// Mean time of one service, in the caller's unit of time; above zero.
    pub mean_service: f64,
    /// How many jobs are served at once.
    pub servers: Servers,
}

/// A station of an open network in its steady state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StationMetrics {
    /// Jobs that arrive, and leave, per unit of time.
    pub throughput: f64,
    /// Visits to this station per job that enters the network.
    pub visits: f64,
    /// Share of time one server is busy, 0 to 1; 0 for a delay.
    pub utilisation: f64,
    /// Mean number of jobs waiting or served.
    pub mean_in_system: f64,
    /// Mean time of one visit to start of service.
    pub mean_wait: f64,
    /// Mean time of one visit.
    pub mean_response: f64,
    /// Mean time a job spends here over all its visits.
    pub residence: f64,
}

impl Station {
    pub(crate) fn checked(self) -> Result<Self, Error> {
        positive("the mean service time", self.mean_service)?;
        Ok(Self { servers: self.servers.checked()?, ..self })
    }

    /// The steady state at an arrival rate of `throughput`.
    pub(crate) fn metrics(&self, throughput: f64, visits: f64) -> Result<StationMetrics, Error> {
        let (utilisation, mean_wait) = match self.servers {
            Servers::Infinite => (0.0, 0.0),
            Servers::Finite(servers) => {
                let queue = Mmc::new(throughput, self.mean_service.recip(), servers)?;
                (queue.utilisation(), queue.mean_wait())
            }
        };
        let mean_response = mean_wait + self.mean_service;
        let mean_in_system = throughput * mean_response;
        let residence = visits * mean_response;
        Ok(StationMetrics { throughput, visits, utilisation, mean_in_system, mean_wait, mean_response, residence })
    }
}
