//! What the analysis says of a design.
//!
//! These types are serialised, because a report travels from the worker to the page of one build.
//! They are never stored: what the analysis says is recomputed.

use linchpin_catalog::{Dependency, Failover, Interaction, When};
use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use crate::wire;

/// Everything the analysis says of a design under a [`crate::Query`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The system as a whole.
    pub system: SystemReport,
    /// What is wrong, most severe first.
    pub findings: Vec<Finding>,
    /// What becomes of each class of traffic, by entry; reads before writes.
    pub journeys: Vec<JourneyReport>,
    /// Every component, in the order of their ids.
    pub components: Vec<ComponentReport>,
    /// Every boundary, in the order of their ids.
    pub boundaries: Vec<BoundaryReport>,
    /// Every connection, in the order of their ids.
    pub connections: Vec<ConnectionReport>,
    /// What saturates at which multiple of today's peak, first come first, with what the query says
    /// has failed.
    pub ladder: Vec<Rung>,
    /// The component with the highest utilisation.
    #[serde(with = "wire::optional_id")]
    pub bottleneck: Option<RecordId>,
}

impl Report {
    /// What is said of a component.
    pub fn component(&self, id: RecordId) -> Option<&ComponentReport> {
        self.components.binary_search_by_key(&id, |component| component.id).ok().map(|index| &self.components[index])
    }

    /// What is said of a boundary.
    pub fn boundary(&self, id: RecordId) -> Option<&BoundaryReport> {
        self.boundaries.binary_search_by_key(&id, |boundary| boundary.id).ok().map(|index| &self.boundaries[index])
    }

    /// What is said of a connection.
    pub fn connection(&self, id: RecordId) -> Option<&ConnectionReport> {
        self.connections.binary_search_by_key(&id, |found| found.id).ok().map(|index| &self.connections[index])
    }
}

/// What becomes of requests, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Outcome {
    /// Answered in full.
    #[default]
    Up,
    /// Answered, with something soft missing.
    Degraded,
    /// Answered, but work handed over is not being done.
    Incomplete,
    /// Some are answered.
    PartlyDown,
    /// None is answered.
    Down,
}

/// The two classes every journey splits into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TrafficClass {
    /// Requests that only read.
    Read,
    /// Requests that change something.
    Write,
}

/// How far a single failure reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// Some requests go unanswered.
    Partial,
    /// No request is answered.
    Total,
}

/// How much a finding matters, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth changing.
    Warning,
    /// Takes the system down, or already does.
    Critical,
}

/// Which of the three questions a finding answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lens {
    /// What takes it down?
    Failure,
    /// What can it not carry?
    Load,
    /// What does too many jobs?
    Responsibility,
}

/// That the failure of one thing alone leaves requests unanswered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SinglePoint {
    /// Whether all requests go unanswered or some.
    pub reach: Reach,
    /// Info when it is accepted by convention: a managed service with its SLA, the only region.
    pub severity: Severity,
}

/// How many single points there are, those above info only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SinglePointCount {
    /// Those that take everything down.
    pub total: u32,
    /// Those that take some of it down.
    pub partial: u32,
}

/// The system as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct SystemReport {
    /// Up when everything is, down when all traffic is, else the worst in between.
    pub outcome: Outcome,
    /// Requests a second at today's peak, of all entries.
    pub peak: f64,
    /// The share of traffic whose class is down, 0 to 1.
    pub down_share: f64,
    /// The share of traffic whose class is partly down, 0 to 1.
    pub partly_down_share: f64,
    /// The share of traffic whose class is degraded or incomplete, 0 to 1.
    pub degraded_share: f64,
    /// How many single points there are when nothing has failed.
    pub single_points: SinglePointCount,
}

/// One class of what one entry sends: to one endpoint, or all it sends beside endpoints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JourneyReport {
    /// Where it enters.
    #[serde(with = "wire::id")]
    pub entry: RecordId,
    /// The endpoint asked for; nothing for what is sent beside endpoints.
    #[serde(with = "wire::optional_id")]
    pub endpoint: Option<RecordId>,
    /// Reads or writes.
    pub class: TrafficClass,
    /// Requests a second of this class at today's peak.
    pub peak: f64,
    /// What becomes of it with what the query says has failed.
    pub outcome: Outcome,
}

/// What a component is doing with what the query says has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ComponentState {
    /// It serves everything it is asked for.
    Serving,
    /// It serves, with something soft missing.
    Degraded,
    /// It serves, but work it hands over is not being done.
    Incomplete,
    /// It serves some of what it is asked for.
    PartlyDown,
    /// It is up, but nobody who needs it can reach it any more.
    Idle,
    /// It is up but cannot work because of others.
    Down,
    /// Too few of its instances are up.
    Failed,
    /// No traffic ever reaches it, whatever fails.
    Unused,
}

/// Reads and writes a second.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Rate {
    /// Reads a second.
    pub read: f64,
    /// Writes a second.
    pub write: f64,
}

impl Rate {
    /// Reads and writes together.
    pub fn total(self) -> f64 {
        self.read + self.write
    }
}

/// A value that was set in the design or worked out from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved<T> {
    /// The value the analysis uses.
    pub value: T,
    /// Whether it was worked out: to be shown as a default.
    pub guessed: bool,
}

/// What is said of a component.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComponentReport {
    /// The component.
    #[serde(with = "wire::id")]
    pub id: RecordId,
    /// What it is doing now.
    pub state: ComponentState,
    /// How many of its instances are up; a managed component counts as one.
    pub instances_up: u32,
    /// How many instances it has; 0 for entries.
    pub instances: u32,
    /// Requests a second that arrive (entries: that start here), at the scale of the query.
    pub rate: Rate,
    /// What its working instances can serve: reads a second when it does nothing else, and writes.
    /// Nothing for entries.
    pub ceiling: Option<Rate>,
    /// Load over ceiling of the resource it has least of, at the scale of the query; 1 is saturated.
    /// Nothing for entries.
    pub utilisation: Option<f64>,
    /// The resource that is.
    pub bound_by: Option<Resource>,
    /// What its failure alone does, of the worst of its events.
    pub single_point: Option<SinglePoint>,
    /// Whether a provider runs it.
    pub managed: Resolved<bool>,
    /// Whether its instances are spread over the zones of its region.
    pub spread: Resolved<bool>,
    /// How a standby or replica takes over, where its kind has that.
    pub failover: Option<ResolvedFailover>,
}

/// A resolved [`Failover`].
pub type ResolvedFailover = ResolvedChoice<Failover>;

/// A choice that was set in the design or worked out from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "T: linchpin_catalog::ChoiceSet")]
pub struct ResolvedChoice<T> {
    /// The value the analysis uses.
    #[serde(with = "wire::choice")]
    pub value: T,
    /// Whether it was worked out: to be shown as a default.
    pub guessed: bool,
}

/// What is said of a boundary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoundaryReport {
    /// The boundary.
    #[serde(with = "wire::id")]
    pub id: RecordId,
    /// Whether everything inside fails with it.
    pub failure_domain: Resolved<bool>,
    /// What its failure alone does.
    pub single_point: Option<SinglePoint>,
    /// Whether the query says it has failed, or one around it.
    pub failed: bool,
}

/// What is said of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConnectionReport {
    /// The connection.
    #[serde(with = "wire::id")]
    pub id: RecordId,
    /// Calls a second, at the scale of the query, in the class the callee sees.
    pub rate: Rate,
    /// Whether any traffic would use it when nothing has failed.
    pub active: bool,
    /// Whether its callee does not serve now.
    pub broken: bool,
    /// What the arrow means.
    pub interaction: ResolvedChoice<Interaction>,
    /// Whether the caller can answer without the callee.
    pub dependency: ResolvedChoice<Dependency>,
    /// Which requests use it.
    pub when: ResolvedChoice<When>,
    /// The alternatives it belongs to; nothing when it stands alone.
    pub pool: Option<PoolReport>,
    /// The tier in the pool.
    pub priority: Resolved<u32>,
}

/// The pool a connection belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PoolReport {
    /// What it is called: the name given, else that of its first member.
    pub name: String,
    /// Whether it was worked out rather than named in the design.
    pub guessed: bool,
    /// How many connections it has, this one included.
    pub size: u32,
    /// The connections, the first [`PoolReport::MOST_MEMBERS`] of them.
    #[serde(with = "wire::ids")]
    pub members: Vec<RecordId>,
    /// How many members must serve.
    pub needs: Resolved<u32>,
}

impl PoolReport {
    /// Each member reports its pool, so that naming all of a large one would grow with its square.
    pub const MOST_MEMBERS: usize = 100;
}

/// What limits a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Resource {
    /// Reads dominate its load.
    Reads,
    /// Writes dominate its load.
    Writes,
    /// It makes no difference between reads and writes.
    Throughput,
    /// The threads, connections or workers that requests hold while they are worked on or wait for others.
    Concurrency,
    /// The cores requests keep busy.
    Cpu,
    /// What can be moved over the network, in the busier direction.
    Network,
    /// The requests it is told to let pass: those beyond are refused. Only rungs of the ladder and what a
    /// peak runs into are of this: refusing is no load.
    RateLimit,
}

impl Resource {
    /// Whether what is beyond it is refused, as somebody told it to be. Everything else saturates: what is beyond
    /// waits, and slows down who waits for it.
    pub fn refuses(self) -> bool {
        self == Self::RateLimit
    }
}

/// One step of the headroom ladder.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rung {
    /// What saturates.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// What of it.
    pub resource: Resource,
    /// The multiple of today's peak, steps before it assumed fixed.
    pub multiple: f64,
}

/// One thing that is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that found it, stable over versions.
    pub rule: Cow<'static, str>,
    /// The question it answers.
    pub lens: Lens,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: String,
    /// Why, with names and numbers.
    pub explanation: String,
    /// What to do about it.
    pub remedy: String,
    /// The records it is about, the first one foremost.
    #[serde(with = "wire::ids")]
    pub subjects: Vec<RecordId>,
    /// The path from an entry to the subject on which no hop has an alternative: components and the
    /// connections between them, in order.
    #[serde(with = "wire::ids")]
    pub witness: Vec<RecordId>,
    /// Whether the verdict is the same over the whole range of every default it rests on.
    pub holds_over_range: bool,
    /// What was assumed and would change the verdict, one sentence each.
    pub assumptions: Vec<String>,
    /// The jobs a component does, where there are several, and how they could be dealt out.
    pub split: Option<SplitProposal>,
    /// Why it is accepted, where a waiver of the design says so. Such a finding counts for no verdict.
    pub waived: Option<String>,
}

impl Finding {
    /// Whether it is worth changing something: above info, and not accepted.
    pub fn is_open(&self) -> bool {
        self.severity > Severity::Info && self.waived.is_none()
    }
}

/// How a component with several jobs could be dealt out to components with one each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitProposal {
    /// The component.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// Its jobs, the largest first: that stays where it is.
    pub parts: Vec<SplitPart>,
}

/// One job of a component, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitPart {
    /// What a component with this job alone could be called.
    pub name: String,
    /// What was declared and belongs to it, as written.
    pub responsibilities: Vec<String>,
    /// The endpoints it would handle.
    #[serde(with = "wire::ids")]
    pub endpoints: Vec<RecordId>,
    /// The entities it would own.
    #[serde(with = "wire::ids")]
    pub entities: Vec<RecordId>,
    /// The connections out of the component that it needs; what every job needs is in each.
    #[serde(with = "wire::ids")]
    pub connections: Vec<RecordId>,
}
