//! What passes between page and worker. Both are always of the same build, so there is no version.

use linchpin_analysis::{Query, ReliabilityQuery, ReliabilityReport, Report};
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
    /// What is asked of it.
    pub question: Question,
}

/// One worker is asked what takes milliseconds, another what may take seconds.
#[derive(Debug, Serialize, Deserialize)]
pub enum Question {
    /// How it is under these circumstances.
    Now(Query),
    /// How available it is.
    Reliability(ReliabilityQuery),
}

/// What the worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    /// The request it answers; 0 for the first message, which says the worker is ready.
    pub number: u32,
    /// How long the analysis took, in milliseconds.
    pub elapsed: f64,
    /// The answer.
    pub answer: Answer,
}

/// An answer to a [`Question`].
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// The worker is ready.
    Ready,
    /// To [`Question::Now`].
    Now(Report),
    /// To [`Question::Reliability`].
    Reliability(ReliabilityReport),
}

/// Ops as a request carries them.
pub fn encode_ops(ops: &[Op]) -> Vec<u8> {
    if ops.is_empty() { Vec::new() } else { snapshot::encode(ops) }
}

/// A draft as a request carries it.
pub fn encode_draft(draft: &Transaction) -> Vec<u8> {
    if draft.is_empty() { Vec::new() } else { snapshot::encode_draft(draft) }
}

/// The bytes of a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Writing to memory only fails for types postcard cannot write, and these are not.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// Reads a message of the other side.
pub fn decode<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
