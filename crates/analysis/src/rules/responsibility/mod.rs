//! What does too many jobs, and what jobs are cut in two or done in the wrong place.

pub(crate) mod chatty_pair;
pub(crate) mod client_to_store;
pub(crate) mod hub;
pub(crate) mod idle_balancer;
pub(crate) mod many_jobs;
pub(crate) mod no_gateway;
pub(crate) mod shared_entity;
pub(crate) mod shared_store;
pub(crate) mod synchronous_cycle;
