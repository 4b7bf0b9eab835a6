//! Where a design cannot be read as a working system, so that nobody wonders why it is judged as it is.
//! The rest is analysed all the same.

pub(crate) mod calls_nothing;
pub(crate) mod endpoint_unreached;
pub(crate) mod forwards_to_nothing;
pub(crate) mod leads_astray;
pub(crate) mod no_client;
pub(crate) mod passed_round;
pub(crate) mod pool_too_small;
pub(crate) mod stale_waiver;
pub(crate) mod too_few_instances;
pub(crate) mod unanswered;
pub(crate) mod unconsumed_queue;
pub(crate) mod unknown_rule;
pub(crate) mod unreached;
