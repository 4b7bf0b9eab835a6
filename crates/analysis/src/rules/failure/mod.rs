//! What takes it down.

pub(crate) mod external_service;
pub(crate) mod managed_service;
pub(crate) mod no_backup;
pub(crate) mod placement_assumed;
pub(crate) mod recovery_target;
pub(crate) mod shared_domain;
pub(crate) mod single_failures;
pub(crate) mod single_point;
pub(crate) mod wobbly_call;
