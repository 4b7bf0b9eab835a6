//! What is simulated, in the caller's words. Indices are those of the lists in [`Network`].

/// Stations, what is done there, and where requests come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Where work waits and is served.
    pub stations: Vec<Station>,
    /// Kinds of work at stations.
    pub entries: Vec<Entry>,
    /// Where requests come from; each is one class in the report.
    pub sources: Vec<Source>,
    /// Failures and recoveries, in order of time.
    pub changes: Vec<Change>,
    /// Where calls go from some time on, in order of time.
    pub reroutes: Vec<Reroute>,
    /// What adds servers under load and takes them away again.
    pub scalers: Vec<Scaler>,
}

/// Servers behind one queue, first come first served.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// How many jobs are served, or wait for an answer, at once; `u32::MAX` for as many as there are.
    pub servers: u32,
    /// How many jobs can wait; those that find no place are refused. None without bound.
    pub waiting_places: Option<u32>,
    /// What happens while no server works. If true jobs wait, and those that were being served go back to the
    /// front of the queue, as with a message queue; if false all are refused.
    pub waits_when_down: bool,
    /// Jobs it lets in per unit of time, those beyond refused: a bucket of as many tokens as one unit of time
    /// brings, at least one. None without bound.
    pub rate_limit: Option<f64>,
}

impl Station {
    /// Servers with room for all to wait, until they fail.
    pub fn with_servers(servers: u32) -> Self {
        Self { servers, waiting_places: None, waits_when_down: false, rate_limit: None }
    }
}

/// One kind of work at a station: own service first, then the steps, then perhaps on to another entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Index of the station.
    pub station: usize,
    /// Own service time.
    pub service: Service,
    /// How long the server stays taken once the job is answered or has gone on: the second phase of layered
    /// queueing networks, work that nobody waits for.
    pub after: Service,
    /// Calls made after the own service while the server is held. Those of one step are made at once; the next
    /// step begins when all of them are answered.
    pub steps: Vec<Vec<Call>>,
    /// Where the job goes next, leaving its server; with the remaining probability it is answered.
    pub then: Vec<Route>,
}

impl Entry {
    /// Work that takes some time and calls nobody.
    pub fn new(station: usize, service: Service) -> Self {
        Self { station, service, after: Service::constant(0.0), steps: Vec::new(), then: Vec::new() }
    }
}

/// How long a service takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Service {
    /// Mean time; 0 or more.
    pub mean: f64,
    /// Standard deviation over mean; only [`Family::Gamma`] and [`Family::LogNormal`] read it, 0 to 100.
    pub variation: f64,
    /// The distribution.
    pub family: Family,
}

/// Family of a distribution of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Always the mean.
    Constant,
    /// Exponential: variation 1.
    Exponential,
    /// Gamma with the given variation; Erlang where 1 / variation^2 is a whole number.
    Gamma,
    /// Log-normal with the given variation.
    LogNormal,
}

impl Service {
    /// Exponential times.
    pub fn exponential(mean: f64) -> Self {
        Self { mean, variation: 1.0, family: Family::Exponential }
    }

    /// Times that are always the same.
    pub fn constant(mean: f64) -> Self {
        Self { mean, variation: 0.0, family: Family::Constant }
    }
}

/// One of several ways, taken at random.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Route {
    /// Probability of this way; all of a list sum to 1 or less.
    pub probability: f64,
    /// Index of the entry it leads to.
    pub entry: usize,
}

/// One of several alternatives of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Probability that it is called.
    pub probability: f64,
    /// Index of the entry called.
    pub entry: usize,
    /// Time on the network, each way; 0 or more.
    pub latency: f64,
    /// If true the caller goes on when this alternative fails, as if the call were optional.
    pub optional: bool,
    /// Alternatives of one pool stand in for each other: an attempt after the first stays in its pool, and where a
    /// breaker is open another of the pool is asked. 0 unless there are several.
    pub pool: u32,
    /// What the caller does when no answer comes from here, if that is not what the call says. Its breaker is its
    /// own.
    pub policy: Option<Policy>,
}

impl Target {
    /// An alternative next door.
    pub fn new(probability: f64, entry: usize) -> Self {
        Self { probability, entry, latency: 0.0, optional: false, pool: 0, policy: None }
    }
}

/// A call from one entry, or from outside, to others.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Alternatives, one of which is called; with the remaining probability none is.
    pub to: Vec<Target>,
    /// Probability with which the call is made and fails at once, since nobody is there to answer; with those of
    /// the alternatives 1 or less.
    pub refused: f64,
    /// Whether the caller waits for the answer.
    pub interaction: Interaction,
    /// If true the caller goes on when the call fails, and counts as degraded.
    pub optional: bool,
    /// If true, and a cache this job asked before failed, the call is certainly made: how a store is asked for
    /// everything while its cache does not answer.
    pub certain_after_failure: bool,
    /// Whether a cache is called, for calls that are certain after its failure.
    pub is_cache: bool,
    /// If true alternatives without a working server are left out, as by a balancer that checks health.
    pub avoids_down: bool,
    /// What happens when no answer comes, where an alternative has no policy of its own, and when nobody is there.
    /// Only for calls that wait.
    pub policy: Policy,
}

impl Call {
    /// A plain call to one entry that waits for the answer, for as long as it takes.
    pub fn synchronous(entry: usize) -> Self {
        Self {
            to: vec![Target::new(1.0, entry)],
            refused: 0.0,
            interaction: Interaction::Synchronous,
            optional: false,
            certain_after_failure: false,
            is_cache: false,
            avoids_down: false,
            policy: Policy::default(),
        }
    }

    /// A message to one entry: the caller goes on at once.
    pub fn asynchronous(entry: usize) -> Self {
        Self { interaction: Interaction::Asynchronous, ..Self::synchronous(entry) }
    }
}

/// Whether the caller waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// The caller keeps its server and waits.
    Synchronous,
    /// The caller hands a message over and goes on; nobody hears of it again.
    Asynchronous,
}

/// What a caller does about a call that is slow or fails.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Policy {
    /// Time after which an attempt counts as failed, while the called goes on working for nobody. None: never.
    pub timeout: Option<f64>,
    /// Further attempts after the first; up to 100.
    pub retries: u32,
    /// Pause before each of them.
    pub backoff: Backoff,
    /// Stops calling for a while what keeps failing.
    pub breaker: Option<Breaker>,
}

/// Pause before retry i = 0, 1, ...: `first` factor^i (1 - jitter U), with U uniform in 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    /// Pause before the first retry; 0 or more.
    pub first: f64,
    /// Growth from pause to pause; 1 to 10.
    pub factor: f64,
    /// Share of the pause that is random; 0 to 1.
    pub jitter: f64,
}

impl Default for Backoff {
    /// No pause.
    fn default() -> Self {
        Self { first: 0.0, factor: 1.0, jitter: 0.0 }
    }
}

/// A circuit breaker (M. Nygard, Release It!): closed, open for a while, then one call as a probe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breaker {
    /// Failed attempts in a row that open it; 1 or more.
    pub failures: u32,
    /// How long it stays open; then one call goes through, and closes it if answered.
    pub open_for: f64,
}

/// Where requests come from: a Poisson process whose rate changes at stated times.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The rate over time, in order of time and from 0 on; the last one holds to the end.
    pub rates: Vec<Rate>,
    /// What each request asks, and what the client does when it fails. Its interaction does not matter.
    pub call: Call,
}

/// A rate from a time on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// From when on.
    pub from: f64,
    /// Requests per unit of time; 0 or more.
    pub rate: f64,
}

impl Source {
    /// Requests to one entry at a constant rate.
    pub fn steady(rate: f64, entry: usize) -> Self {
        Self { rates: vec![Rate { from: 0.0, rate }], call: Call::synchronous(entry) }
    }
}

/// From a time on, a station has another number of working servers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// When.
    pub at: f64,
    /// Index of the station.
    pub station: usize,
    /// Servers that work from then on; what the others were serving fails.
    pub servers: u32,
}

/// From a time on, a call goes elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Reroute {
    /// When.
    pub at: f64,
    /// Whose call: index of the entry, of the step, and of the call in it.
    pub call: (usize, usize, usize),
    /// The probability of each of its alternatives, and of none being there to answer.
    pub to: Vec<f64>,
    /// See [`Call::refused`].
    pub refused: f64,
}

/// Adds servers to a station under load, and takes them away again, instance by instance.
///
/// As the horizontal autoscaler of Kubernetes: every `period`, wanted = ceil(instances utilisation / target),
/// where utilisation is the mean over the period just over. More are ordered at once and work after `delay`; fewer
/// only when none of the last `patience` periods wanted more, and those that go finish what they do. A
/// [`Change`] overrides the scaler, which goes on from there, and so replaces what failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaler {
    /// Index of the station; its servers at the start are the first instances.
    pub station: usize,
    /// Servers of one instance; 1 or more.
    pub servers_each: u32,
    /// Stations that grow and shrink with it, and their servers of one instance.
    pub along: Vec<(usize, u32)>,
    /// Fewest instances; 1 or more.
    pub fewest: u32,
    /// Most instances; not less than the fewest, up to a million servers in all.
    pub most: u32,
    /// Utilisation to keep, above 0 up to 1.
    pub target: f64,
    /// Time between two looks; above 0.
    pub period: f64,
    /// Time from ordering an instance until it works.
    pub delay: f64,
    /// Periods in a row that must want fewer instances.
    pub patience: u32,
}
