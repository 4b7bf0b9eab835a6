//! Asking how available the design is, and what becomes of the answers.

use leptos::prelude::*;
use linchpin_analysis::{ReliabilityQuery, ReliabilityReport};
use linchpin_catalog::Property;
use linchpin_document::{Change, PropertyKey, Transaction};
use linchpin_editor::Effects;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use super::what_if::{publish, publish_count};
use super::{Core, Session, set_if_new};
use crate::analysis::{Asked, Progress, ReliabilityListener};

impl Session {
    /// Computes what was cancelled or broke off, or deeper than before.
    pub fn ask_reliability(&self) {
        if let Some(reliability) = self.core.try_with_value(|core| core.reliability.clone()) {
            reliability.ask();
        }
    }

    /// Looks for combinations of up to so many failures.
    pub fn look_deeper(&self, order: u32) {
        self.signals.order.set(order);
        self.ask_reliability();
    }

    /// Gives up what is being computed.
    pub fn cancel_reliability(&self) {
        self.core.try_with_value(|core| core.reliability.cancel());
    }

    fn take_reliability(&self, report: ReliabilityReport, elapsed: f64) {
        self.signals.reliability.set(Some(Arc::new(report)));
        publish("data-reliability-ms", &elapsed.to_string());
        publish_count("data-reliabilities");
    }

    /// What is drawn now; nothing while it is being dragged.
    fn asked(&self) -> Option<Asked> {
        let order = self.signals.order.get_untracked();
        self.with(|editor| {
            let replica = editor.replica();
            (!editor.is_dragging()).then(|| Asked {
                ops: replica.document().ops().collect(),
                draft: replica.draft().clone(),
                query: ReliabilityQuery { order, ..ReliabilityQuery::default() },
            })
        })?
    }
}

impl Core {
    /// Whether what was done can change how available the design is.
    pub(super) fn note_reliability(&mut self, effects: &Effects) {
        let drafted = touches_verdicts(self.editor.replica().draft());
        let was_drafted = std::mem::replace(&mut self.drafted, drafted);
        if drafted || was_drafted || effects.ops.iter().any(|op| touches_verdict(&op.change)) {
            self.ask_later();
        }
    }

    /// Asks once the design rests; an empty one needs no worker.
    pub(super) fn ask_later(&self) {
        match self.editor.design().components().next() {
            Some(_) => self.reliability.edited(),
            None => self.reliability.rest(),
        }
    }
}

fn touches_verdicts(draft: &Transaction) -> bool {
    draft.changes().any(|(_, change)| touches_verdict(change))
}

/// Where things lie and what they are called changes no number.
fn touches_verdict(change: &Change) -> bool {
    use Property::{Content, Name, Order, Position, Size, Title};
    !matches!(change, Change::Set(PropertyKey::Known(Content | Name | Order | Position | Size | Title), _))
}

pub(super) fn listener(session: &Rc<Cell<Option<Session>>>) -> ReliabilityListener {
    let (asked, reported, progressed) = (session.clone(), session.clone(), session.clone());
    ReliabilityListener {
        on_ask: Box::new(move || asked.get()?.asked()),
        on_report: Box::new(move |report, elapsed| {
            if let Some(session) = reported.get() {
                session.take_reliability(report, elapsed);
            }
        }),
        on_progress: Box::new(move |progress| {
            if let Some(session) = progressed.get() {
                publish("data-availability", if progress == Progress::Current { "current" } else { "old" });
                set_if_new(session.signals.progress, progress);
            }
        }),
    }
}
