//! What passes between page and worker. Both are always of the same build, so there is no version.

use linchpin_analysis::{Query, Report};
use linchpin_document::{Op, Transaction};
use linchpin_format::snapshot;
use serde::{Deserialize, Serialize};

/// What the page asks. The worker keeps its own replica, so only what changed is sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Counts up; the reply names it.
    pub number: u32,
    /// Forget everything: another design follows.
    pub reset: bool,
    /// New ops, as a snapshot; empty when there are none.
    pub ops: Vec<u8>,
    /// The draft of the gesture under way, if it changed since the last request; empty bytes stand
    /// for no draft.
    pub draft: Option<Vec<u8>>,
    /// The circumstances.
    pub query: Query,
}

/// What the worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    /// The request it answers; 0 for the first message, which says the worker is ready.
    pub number: u32,
    /// How long the analysis took, in milliseconds.
    pub elapsed: f64,
    /// The answer; nothing in the first message.
    pub report: Option<Report>,
    /// Whether all rules were looked at; if not, another reply to the same request follows.
    pub complete: bool,
}

/// Ops as a request carries them.
pub fn encode_ops(ops: &[Op]) -> Vec<u8> {
    if ops.is_empty() { Vec::new() } else { snapshot::encode(ops) }
}

/// A draft as a request carries it.
pub fn encode_draft(draft: &Transaction) -> Vec<u8> {
    if draft.is_empty() { Vec::new() } else { snapshot::encode_draft(draft) }
}
