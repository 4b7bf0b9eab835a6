//! The remedies, one a file: on what and with which amounts each may be tried, and how it is drawn.

pub(crate) mod another_instance;
pub(crate) mod automatic_failover;
pub(crate) mod backups;
pub(crate) mod balancer_pair;
pub(crate) mod cache;
pub(crate) mod content_delivery;
pub(crate) mod gateway;
pub(crate) mod more_capacity;
pub(crate) mod more_room;
pub(crate) mod move_state_out;
pub(crate) mod queue;
pub(crate) mod rate_limit;
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

/// Rounded up to two digits that count, if it can be written down at all.
fn rounded_up(value: f64) -> Option<u32> {
    let mut unit = 1.0;
    while value / unit > 100.0 {
        unit *= 10.0;
    }
    let up = (value / unit).ceil() * unit;
    (1.0..=1e9).contains(&up).then_some(up as u32)
}

#[cfg(test)]
mod tests {
    use super::rounded_up;

    #[test]
    fn two_digits_that_count() {
        assert_eq!([1.2, 99.0, 101.0, 5_430.0].map(rounded_up), [Some(2), Some(99), Some(110), Some(5_500)]);
        assert_eq!([0.0, 1e300].map(rounded_up), [None, None]);
    }
}
