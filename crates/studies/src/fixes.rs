//! Fixes and plans as they travel: what the page shows of them, and the changes themselves.

use linchpin_analysis::{Finding, Query};
use linchpin_document::{Design, PeerId, RecordId, Transaction};
use linchpin_fixes::{Bench, Criterion, Depth, Figures, Fix, Goal, Harden, Plan, Preview, Serials};
use linchpin_format::snapshot;
use serde::{Deserialize, Serialize};

use crate::Progress;

/// So many attempts are made before progress is told again.
const ATTEMPTS_A_TELLING: u32 = 20;

/// A change, as bytes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Change(Vec<u8>);

impl Change {
    fn of(transaction: &Transaction) -> Self {
        Self(snapshot::encode_draft(transaction))
    }

    /// The change itself; what cannot be read changes nothing.
    pub fn transaction(&self) -> Transaction {
        snapshot::decode_draft(&self.0).unwrap_or_default()
    }
}

/// What helps against one finding?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FixesQuery {
    /// The circumstances it was found under.
    pub query: Query,
    /// Its rule.
    pub rule: String,
    /// The ids of its subjects.
    pub subjects: Vec<String>,
    /// Who makes the ids of what fixes create: random bits, drawn anew for every question.
    pub peer: u64,
}

impl FixesQuery {
    /// About a finding known by its rule and subjects.
    pub fn about(rule: &str, subjects: &[RecordId], query: Query, peer: u64) -> Self {
        Self { query, rule: rule.to_owned(), subjects: subjects.iter().map(RecordId::to_string).collect(), peer }
    }

    fn is_about(&self, finding: &Finding) -> bool {
        let subjects = finding.subjects.iter().map(RecordId::to_string);
        finding.rule == self.rule && subjects.eq(self.subjects.iter().cloned())
    }
}

/// A fix that helps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// What it does.
    pub title: String,
    /// The figures before and after.
    pub preview: Preview,
    /// The change.
    pub change: Change,
}

/// What helps against one finding.
pub(crate) fn offers(design: &Design, asked: &FixesQuery) -> Vec<Offer> {
    let bench = Bench::new(design, &asked.query);
    let Some(finding) = bench.findings().iter().find(|finding| asked.is_about(finding)) else { return Vec::new() };
    let mut ids = Serials::of(PeerId::from_bits(asked.peer));
    let offer = |fix: Fix| {
        let preview = bench.preview(&fix.transaction, Depth::Full)?;
        Some(Offer { title: fix.title, preview, change: Change::of(&fix.transaction) })
    };
    bench.offers(finding, &mut ids).into_iter().filter_map(offer).collect()
}

/// Which fixes meet all targets of the design for the least?
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HardenQuery {
    /// The multiple of today's peak to be carried.
    pub scale: f64,
    /// What is kept down.
    pub criterion: Criterion,
    /// Who makes the ids of what fixes create, as in [`FixesQuery`].
    pub peer: u64,
}

/// One step of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What it does.
    pub title: String,
    /// What it costs.
    pub cost: f64,
    /// The figures once it is done.
    pub after: Figures,
    /// The change, on top of the steps before it.
    pub change: Change,
}

/// The cheapest fixes that meet all targets, or those that come nearest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HardenReport {
    /// What is kept down.
    pub criterion: Criterion,
    /// The figures as they are.
    pub before: Figures,
    /// What is missed as it is, in sentences.
    pub missed: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// What is missed in the end, in sentences.
    pub left: Vec<String>,
    /// What all steps cost.
    pub cost: f64,
    /// How sure it is that nothing is cheaper, in a sentence.
    pub proof: String,
    /// The fixes considered, one line a remedy.
    pub considered: Vec<String>,
}

/// Searches a plan; nothing where prices are missing.
pub(crate) fn harden(design: &Design, asked: &HardenQuery, tell: &mut dyn FnMut(Progress)) -> Option<HardenReport> {
    let goal = Goal { scale: asked.scale, criterion: asked.criterion, ..Goal::default() };
    let mut search = Harden::new(design, goal)?;
    let mut attempts = 0;
    while !search.step() {
        attempts += 1;
        if attempts % ATTEMPTS_A_TELLING == 0 {
            tell(Progress::Share(search.progress()));
        }
    }
    let plan = search.plan(&mut Serials::of(PeerId::from_bits(asked.peer)));
    Some(report(design, asked.criterion, plan))
}

fn report(design: &Design, criterion: Criterion, plan: Plan) -> HardenReport {
    let in_words = |gaps: &[linchpin_fixes::Gap]| gaps.iter().map(|gap| gap.in_words(design)).collect();
    let step = |step: &linchpin_fixes::PlanStep| Step {
        title: step.fix.title.clone(),
        cost: step.cost,
        after: step.after,
        change: Change::of(&step.fix.transaction),
    };
    HardenReport {
        criterion,
        before: plan.before,
        missed: in_words(&plan.missed),
        steps: plan.steps.iter().map(step).collect(),
        left: in_words(&plan.left),
        cost: plan.cost,
        proof: plan.proof_in_words(),
        considered: plan.considered_in_words(design),
    }
}
