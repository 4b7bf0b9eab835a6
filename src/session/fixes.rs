//! Fixes and plans: what is asked for, what is shown as ghosts, and what is accepted.

use leptos::prelude::*;
use linchpin_analysis::Query;
use linchpin_document::{RecordId, SortedSet, Transaction};
use linchpin_editor::Effects;
use linchpin_fixes::Criterion;
use linchpin_studies::{Answer, FixesQuery, HardenQuery, HardenReport, Offer, Progress, Study};
use std::sync::Arc;

use super::what_if::publish;
use super::{Core, Look, Session, Signals, Topic, set_if_new};
use crate::platform;
use crate::reactive::{RwSignal, effect};

/// What the panels follow of fixes and plans.
#[derive(Clone, Copy)]
pub struct FixSignals {
    /// What helps against the pinned finding; nothing until it is known.
    pub offers: RwSignal<Option<Arc<Vec<Offer>>>>,
    /// Whether the panel shows the plan in place of the findings.
    pub hardening: RwSignal<bool>,
    /// What a plan keeps down.
    pub criterion: RwSignal<Criterion>,
    /// How far the search for a plan is, 0 to 1.
    pub share: RwSignal<f64>,
    /// The plan, once it is there.
    pub plan: RwSignal<Option<Arc<Planned>>>,
    /// How many steps of it have been applied.
    pub done: RwSignal<usize>,
    /// The clock of the design the plan, with what was applied of it, is about.
    clock: RwSignal<u64>,
}

/// The answer to the question for a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Planned {
    /// Plans cannot be compared: a price is missing.
    PriceMissing,
    /// This is it.
    Plan(Box<HardenReport>),
}

impl FixSignals {
    pub(super) fn at_start() -> Self {
        Self {
            offers: RwSignal::new(None),
            hardening: RwSignal::new(false),
            criterion: RwSignal::new(Criterion::Instances),
            share: RwSignal::new(0.0),
            plan: RwSignal::new(None),
            done: RwSignal::new(0),
            clock: RwSignal::new(0),
        }
    }

    /// Nothing is offered for another design.
    pub(super) fn forget(&self) {
        self.offers.set(None);
        self.plan.set(None);
        self.hardening.set(false);
    }
}

fn query(signals: Signals) -> Query {
    Query { scale: signals.scale.get_untracked(), failed: signals.failed.get_untracked(), ..Query::default() }
}

/// Whether a finding is pinned, so that somebody wants to know what helps.
pub(super) fn is_asked(signals: Signals) -> bool {
    matches!(*signals.pinned.read_untracked(), Some(Look::Finding(..)))
}

/// What helps against the pinned finding?
pub(super) fn fixes_study(signals: Signals) -> Study {
    let (rule, subjects) = match signals.pinned.get_untracked() {
        Some(Look::Finding(rule, subjects)) => (rule, subjects),
        _ => Default::default(),
    };
    Study::Fixes(FixesQuery::about(&rule, &subjects, query(signals), platform::random_bits()))
}

pub(super) fn take_offers(signals: Signals, answer: Option<Answer>) {
    let offers = if let Some(Answer::Fixes(offers)) = answer { Some(Arc::new(offers)) } else { None };
    signals.fixes.offers.set(offers);
}

/// Which plan meets the targets of the design?
pub(super) fn harden_study(signals: Signals) -> Study {
    let criterion = signals.fixes.criterion.get_untracked();
    Study::Harden(HardenQuery { scale: signals.scale.get_untracked(), criterion, peer: platform::random_bits() })
}

pub(super) fn note_share(signals: Signals, progress: Progress) {
    if let Progress::Share(share) = progress {
        signals.fixes.share.set(share);
    }
}

pub(super) fn take_plan(signals: Signals, answer: Option<Answer>) {
    let plan = match answer {
        Some(Answer::Harden(Some(report))) => Some(Arc::new(Planned::Plan(report))),
        Some(Answer::Harden(None)) => Some(Arc::new(Planned::PriceMissing)),
        _ => None,
    };
    signals.fixes.done.set(0);
    signals.fixes.plan.set(plan);
}

impl Session {
    /// Asks what helps whenever another finding is pinned, and notes which design a plan is about.
    pub(super) fn follow_fixes(&self) {
        let (session, signals) = (*self, self.signals);
        effect(move || {
            signals.pinned.track();
            signals.fixes.offers.set(None);
            session.drop_proposal();
            if is_asked(signals) {
                session.ask(Topic::Fixes);
            }
        });
        effect(move || {
            signals.fixes.plan.track();
            session.note_plan_clock();
        });
    }

    /// Searches a plan for the targets of the design.
    pub fn find_plan(&self) {
        self.signals.fixes.share.set(0.0);
        self.signals.fixes.plan.set(None);
        self.ask(Topic::Harden);
    }

    /// Whether the design is the one the plan is about, with what was applied of the plan.
    pub fn is_plan_current(&self) -> bool {
        let clock = self.read(|editor| editor.replica().document().clock());
        clock == Some(self.signals.fixes.clock.get())
    }

    /// Shows a change on the canvas as ghosts, without changing or judging anything.
    pub fn propose(&self, change: Transaction) {
        publish("data-ghosts", &change.records().iter().map(RecordId::to_string).collect::<Vec<_>>().join(" "));
        let drafted = change.clone();
        self.core.try_update_value(|core| core.proposed = Some(change));
        self.run(|editor| editor.draft(drafted));
    }

    /// Takes the ghosts away.
    pub fn drop_proposal(&self) {
        let shown = self.core.try_update_value(|core| core.proposed.is_some());
        if shown == Some(true) {
            publish("data-ghosts", "");
            self.run(|editor| editor.draft(Transaction::new()));
        }
    }

    /// Makes a change that was proposed, as one undo step. Returns whether it could be made.
    pub fn accept(&self, change: &Transaction) -> bool {
        self.drop_proposal();
        let mut refused = None;
        self.run(|editor| {
            editor.apply(change).unwrap_or_else(|refusal| {
                refused = Some(refusal);
                Default::default()
            })
        });
        if let Some(refusal) = &refused {
            self.tell_trouble(&format!("The fix was not applied: {refusal}."));
        }
        refused.is_none()
    }

    /// Applies a fix for the pinned finding.
    pub fn apply_offer(&self, offer: &Offer) {
        if self.accept(&offer.change.transaction()) {
            self.signals.pinned.set(None);
        }
    }

    /// Applies the steps of the plan that are left, up to and including this one, as one undo step.
    pub fn apply_plan(&self, report: &HardenReport, last: usize) {
        let change = self.steps_left(report, last);
        if self.accept(&change) {
            self.signals.fixes.done.set(last + 1);
            self.note_plan_clock();
        }
    }

    /// What the steps left, up to and including this one, come to.
    pub fn steps_left(&self, report: &HardenReport, last: usize) -> Transaction {
        let done = self.signals.fixes.done.get_untracked();
        let mut together = Transaction::new();
        for step in report.steps.iter().take(last + 1).skip(done) {
            together.extend(step.change.transaction());
        }
        together
    }

    fn note_plan_clock(&self) {
        if let Some(clock) = self.with(|editor| editor.replica().document().clock()) {
            set_if_new(self.signals.fixes.clock, clock);
        }
    }
}

impl Core {
    /// Whether all that happened is that ghosts came or went: what is only proposed is judged beside its fix and
    /// nowhere else, or the list it stands in would change under the pointer.
    pub(super) fn only_proposes(&mut self, effects: &Effects) -> bool {
        let draft = self.editor.replica().draft();
        let shown = self.proposed.as_ref().is_some_and(|proposed| proposed == draft);
        let silent = self.proposed.is_some() && effects.ops.is_empty() && (shown || draft.is_empty());
        if !shown {
            self.proposed = None;
        }
        silent
    }

    /// What is proposed, to be shown as ghosts.
    pub(super) fn ghosts(&self) -> SortedSet<RecordId> {
        let shown = self.proposed.as_ref().filter(|proposed| *proposed == self.editor.replica().draft());
        shown.map(Transaction::records).unwrap_or_default()
    }
}
