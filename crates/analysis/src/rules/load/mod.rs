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

use super::words::Value::{self, Multiple, Text};
use super::words::fill;
use crate::facts::Facts;

/// How a number is told.
type Show = fn(f64) -> Value<'static>;

/// "Takes its slots to be 200 (50 to 1,000: where that is from)."
fn assumed(what: &str, param: Param, show: Show) -> String {
    let Param { value, low, high, source } = param;
    let values = [Text(what), show(value), show(low), show(high), Text(source)];
    fill("Takes {0} to be {1} ({2} to {3}: {4}).", &values)
}

/// "Today's peak", with what was asked.
fn when(facts: &Facts) -> String {
    let template = if facts.scale == 1.0 { "Today's peak{1}" } else { "{0} today's peak{1}" };
    let failed = if facts.something_failed { ", with what has failed," } else { "" };
    fill(template, &[Multiple(facts.scale), Text(failed)])
}
