//! What a check came to, for the writers of every form.

use linchpin_analysis::{BlastRadius, Event, Finding, Outcome, Query, ReliabilityReport, Report, Resource, Severity};
use linchpin_document::RecordId;

use crate::input::{DesignInput, Place, Places};

/// A design with what the analysis says of it.
pub struct Checked<'a> {
    /// The design.
    pub input: &'a DesignInput,
    /// Where its records stand.
    pub places: Places,
    /// What was asked.
    pub query: Query,
    /// What the analysis says.
    pub report: Report,
    /// What it says of availability, while nothing is supposed to have failed.
    pub reliability: Option<ReliabilityReport>,
    /// What single failures do, as many as were asked for.
    pub failures: Option<Vec<BlastRadius>>,
    /// From which severity on it counts for the exit code.
    pub deny: Severity,
}

impl Checked<'_> {
    /// What messages call the design.
    pub fn source(&self) -> String {
        self.input.origin.name()
    }

    /// What a record is called; its id when it has no name.
    pub fn name(&self, id: RecordId) -> String {
        let name = self.input.design.get(id).map(|item| item.name()).filter(|name| !name.trim().is_empty());
        name.map_or_else(|| id.to_string(), str::to_owned)
    }

    /// Where a finding is: the first of its subjects that stands somewhere.
    pub fn place(&self, finding: &Finding) -> Option<Place> {
        finding.subjects.iter().find_map(|id| self.places.get(*id))
    }

    /// The findings nobody has accepted.
    fn standing(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings.iter().filter(|finding| finding.waived.is_none())
    }

    /// How many findings there are of a severity, what is accepted left out.
    pub fn count(&self, severity: Severity) -> usize {
        self.standing().filter(|finding| finding.severity == severity).count()
    }

    /// How many findings are accepted.
    pub fn waived(&self) -> usize {
        self.report.findings.len() - self.standing().count()
    }

    /// Whether anything counts for the exit code: a finding, or what became of the system under what
    /// was supposed to fail.
    pub fn is_denied(&self) -> bool {
        let outcome = severity_of(self.report.system.outcome).filter(|_| !self.query.failed.is_empty());
        self.standing().map(|finding| finding.severity).chain(outcome).any(|found| found >= self.deny)
    }

    /// The components on the path that proves a finding, in order.
    pub fn path(&self, finding: &Finding) -> Vec<RecordId> {
        let is_component = |id: &RecordId| self.report.component(*id).is_some();
        finding.witness.iter().copied().filter(is_component).collect()
    }

    /// An event in words: "Redis", "Redis, instance 2", "Redis, provider".
    pub fn event(&self, event: Event) -> String {
        let name = self.name(event.record());
        match event {
            Event::Instance(_, index) => format!("{name}, instance {}", index + 1),
            Event::Provider(_) => format!("{name}, provider"),
            Event::Component(_) | Event::Domain(_) => name,
        }
    }
}

/// How much an outcome matters; nothing when all is well.
fn severity_of(outcome: Outcome) -> Option<Severity> {
    match outcome {
        Outcome::Up => None,
        Outcome::Degraded | Outcome::Incomplete => Some(Severity::Info),
        Outcome::PartlyDown => Some(Severity::Warning),
        Outcome::Down => Some(Severity::Critical),
    }
}

/// A severity as `--deny` and JSON spell it.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Critical => "critical",
    }
}

/// An outcome in words.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Up => "up",
        Outcome::Degraded => "degraded",
        Outcome::Incomplete => "incomplete",
        Outcome::PartlyDown => "partly down",
        Outcome::Down => "down",
    }
}

/// What of a component saturates, to follow its name; nothing when it makes no difference.
pub fn resource(resource: Resource) -> &'static str {
    match resource {
        Resource::Reads => "reads",
        Resource::Writes => "writes",
        Resource::Concurrency => "slots",
        Resource::Cpu => "CPU",
        Resource::Network => "network",
        Resource::RateLimit => "rate limit",
        Resource::Throughput => "",
    }
}
