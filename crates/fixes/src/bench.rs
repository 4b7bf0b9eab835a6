//! The bench: remedies are tried out on a design, and only what holds up is offered.

use linchpin_analysis::{Finding, Prepared, Query, ReliabilityQuery, Report, Severity, reliability};
use linchpin_document::{Arrange, Design, PeerId, RecordId, Replica, Transaction};

use crate::figures::{Depth, Figures, Preview};
use crate::remedy::{Remedy, Situation};
use crate::sketch::Sketch;
use crate::{Ids, Serials};

/// What each failure does to the load is looked at in designs of up to this many components: it takes as
/// long as the load times the number of things that can fail.
const MOST_COMPONENTS_IN_DETAIL: usize = 300;
/// Of what contributes to the time a design is down this much is looked at.
const MOST_CONTRIBUTIONS: usize = 30;
/// A finding about many things is fixed one by one: the first of them are looked at.
const MOST_SUBJECTS: usize = 4;

/// A remedy drawn on a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What is done.
    pub remedy: Remedy,
    /// The component, connection or boundary it is done to.
    pub subject: RecordId,
    /// How much of it: instances, shards, replicas; 1 where there is nothing to choose.
    pub amount: u32,
    /// What it does, in a few words.
    pub title: String,
    /// The change itself: to be committed as one step.
    pub transaction: Transaction,
}

/// A design with what is wrong with it, to try remedies out on.
pub struct Bench {
    replica: Replica,
    query: Query,
    report: Report,
    findings: Vec<Finding>,
}

impl Bench {
    /// Analyses a design under the circumstances asked about.
    pub fn new(design: &Design, query: &Query) -> Self {
        // Nothing is written here, so the peer never shows.
        let replica = Replica::from_document(design.to_document(PeerId::from_bits(0)));
        let prepared = Prepared::of(design);
        let report = prepared.report(query);
        let findings = all_findings(&prepared, query, &report);
        Self { replica, query: query.clone(), report, findings }
    }

    /// The design.
    pub fn design(&self) -> &Design {
        self.replica.design()
    }

    /// What the findings name, and what contributes most to the time the design is down.
    pub(crate) fn records_at_fault(&self) -> Vec<RecordId> {
        let named = self.findings.iter().filter(|finding| finding.severity > Severity::Info);
        let mut records: Vec<RecordId> = named.flat_map(subjects).collect();
        let contributions = reliability(self.design(), &ReliabilityQuery::default()).contributions;
        records.extend(contributions.iter().take(MOST_CONTRIBUTIONS).map(|contribution| contribution.record));
        records.arrange();
        records.dedup();
        records
    }

    pub(crate) fn replica(&self) -> &Replica {
        &self.replica
    }

    /// Everything found, hidden single points included.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The fixes that remove a finding and create none as severe, what changes least first; of each remedy the
    /// smallest amount that does.
    pub fn offers(&self, finding: &Finding, ids: &mut dyn Ids) -> Vec<Fix> {
        let mut offers: Vec<Fix> = Vec::new();
        for remedy in Remedy::all().filter(|remedy| remedy.helps(&finding.rule)) {
            for subject in subjects(finding) {
                let amounts = self.amounts(remedy, subject).into_iter();
                let mut scratch = Serials::of(PeerId::from_bits(PeerId::SPACE - 1));
                let mut drawn = amounts.filter_map(|amount| self.draw(remedy, subject, amount, &mut scratch));
                let Some(held) = drawn.find(|fix| self.holds_up(fix, finding)) else { continue };
                if offers.iter().all(|offer| offer.title != held.title) {
                    let named = self.draw(remedy, subject, held.amount, ids);
                    // What is told of things that share their fate depends on the order of their ids.
                    offers.extend(named.filter(|fix| self.holds_up(fix, finding)));
                }
            }
        }
        offers
    }

    /// How much of a remedy may be tried on a record, the least first; nothing where it does not apply.
    pub fn amounts(&self, remedy: Remedy, subject: RecordId) -> Vec<u32> {
        (remedy.row().amounts)(&Situation { design: self.design(), report: &self.report }, subject)
    }

    /// Draws a remedy, whether it helps or not; nothing where it does not apply.
    pub fn draw(&self, remedy: Remedy, subject: RecordId, amount: u32, ids: &mut dyn Ids) -> Option<Fix> {
        self.draw_on(&self.replica, remedy, subject, amount, ids)
    }

    /// Draws a remedy on a design that came of this one.
    pub(crate) fn draw_on(
        &self,
        replica: &Replica,
        remedy: Remedy,
        subject: RecordId,
        amount: u32,
        ids: &mut dyn Ids,
    ) -> Option<Fix> {
        let mut sketch = Sketch::of(replica.clone(), &self.report, ids);
        let title = (remedy.row().draw)(&mut sketch, subject, amount)?;
        Some(Fix { remedy, subject, amount, title, transaction: sketch.into_transaction() })
    }

    /// Several fixes as one: each is drawn anew on what those before it leave. What no longer applies then is
    /// left out.
    pub fn combine(&self, fixes: &[Fix], ids: &mut dyn Ids) -> Transaction {
        let mut replica = self.replica.clone();
        let mut together = Transaction::new();
        for fix in fixes {
            let Some(drawn) = self.draw_on(&replica, fix.remedy, fix.subject, fix.amount, ids) else { continue };
            if replica.commit(&drawn.transaction).is_ok() {
                together.extend(drawn.transaction);
            }
        }
        together
    }

    /// The figures before and after a change.
    pub fn preview(&self, transaction: &Transaction, depth: Depth) -> Option<Preview> {
        let after = self.after(transaction)?;
        Some(Preview {
            before: Figures::of(self.design(), &self.query, depth),
            after: Figures::of(after.design(), &self.query, depth),
        })
    }

    /// Whether a fix removes a finding and creates none as severe.
    fn holds_up(&self, fix: &Fix, finding: &Finding) -> bool {
        let Some(after) = self.after(&fix.transaction) else { return false };
        let prepared = Prepared::of(after.design());
        let report = prepared.report(&self.query);
        if report.findings.iter().any(|left| is_left_of(left, finding)) {
            return false;
        }
        let found = all_findings(&prepared, &self.query, &report);
        let new = |found: &&Finding| found.severity >= finding.severity && !self.knows(found);
        !found.iter().any(|left| is_left_of(left, finding)) && !found.iter().any(|one| new(&one))
    }

    /// The design after a change, if the change can be made.
    fn after(&self, transaction: &Transaction) -> Option<Replica> {
        let mut after = self.replica.clone();
        after.commit(transaction).ok()?;
        Some(after)
    }

    /// Whether a finding was there before, as severe.
    fn knows(&self, found: &Finding) -> bool {
        let same_rule = |known: &Finding| known.rule == found.rule || is_summary(known);
        let about = |known: &Finding| match found.subjects.first() {
            Some(subject) => known.subjects.contains(subject),
            None => known.subjects.is_empty(),
        };
        self.findings.iter().any(|known| known.severity >= found.severity && same_rule(known) && about(known))
    }
}

/// The fixes for one finding of a design, as [`Bench::offers`] gives them.
pub fn offers(design: &Design, query: &Query, finding: &Finding, peer: PeerId) -> Vec<Fix> {
    Bench::new(design, query).offers(finding, &mut Serials::of(peer))
}

/// What the analysis finds, and in designs that are not too large also what each failure does to the load.
fn all_findings(prepared: &Prepared, query: &Query, report: &Report) -> Vec<Finding> {
    let mut findings = report.findings.clone();
    if report.components.len() <= MOST_COMPONENTS_IN_DETAIL {
        findings.extend(prepared.contingencies(query).findings);
    }
    findings
}

/// Whether a finding says of the same thing what another one said of it.
fn is_left_of(left: &Finding, finding: &Finding) -> bool {
    let about = match finding.subjects.first() {
        Some(subject) => left.subjects.contains(subject),
        None => true,
    };
    about && (left.rule == finding.rule || is_summary(left) && left.severity >= Severity::Warning)
}

/// Whether it stands for many findings that are not told one by one.
fn is_summary(finding: &Finding) -> bool {
    finding.rule.contains(".more-")
}

/// What a finding can be fixed at: what it is about, and what lies behind it, which is named last.
fn subjects(finding: &Finding) -> Vec<RecordId> {
    let mut subjects: Vec<RecordId> = finding.subjects.iter().take(MOST_SUBJECTS).copied().collect();
    subjects.extend(finding.subjects.last().filter(|last| !subjects.contains(last)).copied());
    subjects
}
