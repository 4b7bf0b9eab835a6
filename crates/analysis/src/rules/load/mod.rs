//! What it cannot carry.

pub(crate) mod fan_out;
pub(crate) mod hidden_single_point;
pub(crate) mod latency_target;
pub(crate) mod long_task;
pub(crate) mod memory;
pub(crate) mod no_balancer;
pub(crate) mod no_rate_limit;
pub(crate) mod refused;
pub(crate) mod reporting;
pub(crate) mod request_loop;
pub(crate) mod saturation;
pub(crate) mod storage;
mod waiting;

use linchpin_catalog::Param;

/// "Takes its slots to be 200 (50 to 1,000: where that is from)."
fn assumed(what: &str, param: Param, show: impl Fn(f64) -> String) -> String {
    let Param { value, low, high, source } = param;
    format!("Takes {what} to be {} ({} to {}: {source}).", show(value), show(low), show(high))
}
