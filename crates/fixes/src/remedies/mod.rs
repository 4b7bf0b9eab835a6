//! The remedies, one a file: on what and with which amounts each may be tried, and how it is drawn.

pub(crate) mod another_instance;
pub(crate) mod automatic_failover;
pub(crate) mod balancer_pair;
pub(crate) mod cache;
pub(crate) mod content_delivery;
pub(crate) mod more_capacity;
pub(crate) mod move_state_out;
pub(crate) mod queue;
pub(crate) mod read_replicas;
pub(crate) mod second_door;
pub(crate) mod second_path;
pub(crate) mod second_place;
pub(crate) mod second_provider;
pub(crate) mod shards;
pub(crate) mod split;
pub(crate) mod standby;
pub(crate) mod timeout_and_breaker;

/// Of what is either possible or not: no amount to choose.
const ONCE: u32 = 1;

/// [`ONCE`], if something is possible.
fn once(possible: bool) -> Vec<u32> {
    if possible { vec![ONCE] } else { Vec::new() }
}
