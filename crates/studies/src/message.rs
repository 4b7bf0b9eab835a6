//! What passes between the page and the program that runs studies.

use linchpin_analysis::{
    Aftermath, ContingencyReport, Experiment, LatencyReport, Layout, Moment, Query, RecoveryReport, ReliabilityQuery,
    ReliabilityReport, SimulationReport, Unsimulable,
};
use linchpin_document::{Design, Op, PeerId, Replica, Transaction};
use linchpin_format::snapshot;
use serde::{Deserialize, Serialize};

use crate::fixes::{FixesQuery, HardenQuery, HardenReport, Offer};
use crate::load::LoadReport;

/// What is asked about a design.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Study {
    /// How available it is, and what that hangs on.
    Availability(ReliabilityQuery),
    /// What each single failure does to the load on everything else.
    Contingencies(Query),
    /// What the failures of the query bring with them.
    Aftermath(Query),
    /// How far the load may grow, and what becomes of a peak.
    Load(Query),
    /// How long answers take.
    Latency(Query),
    /// How soon requests are answered again after single failures.
    Recovery,
    /// What helps against a finding.
    Fixes(FixesQuery),
    /// Which fixes meet all targets for the least.
    Harden(HardenQuery),
    /// A run of it over time.
    Simulation(Experiment),
}

/// The answer to the [`Study`] of the same name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// How available it is.
    Availability(ReliabilityReport),
    /// What single failures overload.
    Contingencies(ContingencyReport),
    /// What the failures overload.
    Aftermath(Aftermath),
    /// How far the load may grow, and what becomes of a peak.
    Load(Box<LoadReport>),
    /// How long answers take.
    Latency(LatencyReport),
    /// How soon requests are answered again.
    Recovery(RecoveryReport),
    /// What helps.
    Fixes(Vec<Offer>),
    /// The plan; nothing where a price is missing.
    Harden(Option<Box<HardenReport>>),
    /// What a run came to, or why there cannot be one.
    Simulation(Result<SimulationReport, Unsimulable>),
}

/// What is told before the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Progress {
    /// The share that is done, 0 to 1.
    Share(f64),
    /// What is known so far; more follows.
    SoFar(Answer),
    /// What the moments of a run that follow are about, and how many seconds they are apart.
    Layout(Layout, f64),
    /// A run at a moment.
    Moment(Moment),
}

/// A study of a design. Studies keep nothing, so the whole design goes with each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Replies name it.
    pub number: u32,
    /// What is asked.
    pub study: Study,
    ops: Vec<u8>,
    draft: Vec<u8>,
}

impl Request {
    /// Asks about the design these ops make, with what is being typed laid over it.
    pub fn new(ops: &[Op], draft: &Transaction, study: Study) -> Self {
        Self { number: 0, study, ops: snapshot::encode(ops), draft: snapshot::encode_draft(draft) }
    }

    /// The design asked about. What cannot be read counts as absent.
    pub fn design(&self) -> Design {
        // Nothing is written here, so the peer never shows.
        let mut replica = Replica::new(PeerId::from_bits(0));
        replica.merge(&snapshot::decode(&self.ops).unwrap_or_default());
        replica.set_draft(snapshot::decode_draft(&self.draft).unwrap_or_default());
        replica.design().clone()
    }
}

/// What the program says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// It has been loaded and listens.
    Ready,
    /// A study is under way.
    Progress {
        /// The request.
        number: u32,
        /// How far it is.
        progress: Progress,
    },
    /// A study is done.
    Answer {
        /// The request.
        number: u32,
        /// How long it took, in milliseconds.
        elapsed: f64,
        /// What came out.
        answer: Answer,
    },
}
