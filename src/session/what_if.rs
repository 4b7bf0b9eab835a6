//! What is asked of the analysis, and what becomes of its answers.

use leptos::prelude::*;
use linchpin_analysis::{Event, Finding, Query, Report};
use linchpin_catalog::RecordType;
use linchpin_document::RecordId;
use std::sync::Arc;

use super::marks::{Marks, Sight};
use super::studies::{Topic, Touched};
use super::{Lens, Look, Session, set_if_new};
use crate::css;
use crate::platform;
use crate::reactive::{effect, memo};
use crate::studies::Standing;

/// Says something on the document that benchmarks, pictures and tests wait for.
pub(super) fn publish(name: &str, value: &str) {
    if let Some(root) = platform::document().document_element() {
        // The names are fixed and valid.
        let _ = root.set_attribute(name, value);
    }
}

/// Counts on the document how often something happened.
pub(super) fn publish_count(name: &str) {
    let held = platform::document().document_element().and_then(|root| root.get_attribute(name));
    let count = held.and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    publish(name, &(count + 1).to_string());
}

impl Session {
    /// Keeps marks and questions in step with what they depend on.
    pub(super) fn follow(&self) {
        let session = *self;
        let signals = self.signals;
        effect(move || {
            let query = Query { scale: signals.scale.get(), failed: signals.failed.get(), ..Query::default() };
            session.core.try_update_value(|core| core.client.query(query));
        });
        effect(move || {
            signals.scale.track();
            session.note_circumstances(Touched::SCALE);
        });
        effect(move || {
            signals.failed.track();
            session.note_circumstances(Touched::FAILED);
        });
        effect(move || {
            signals.profile.track();
            session.note_circumstances(Touched::PROFILE);
        });
        effect(move || {
            signals.report.track();
            signals.contingencies.track();
            signals.standings.of(Topic::Contingencies).track();
            let lens = signals.lens.get();
            let sight = session.sight();
            session.mark(lens, &sight);
        });
        let is_old = memo(move || signals.freshness.get().is_old());
        effect(move || {
            is_old.track();
            session.repaint();
        });
        effect(move || session.cover());
        effect(move || {
            session.themes.shown.track();
            session.repaint();
        });
    }

    pub(super) fn take_report(&self, report: Report, elapsed: f64) {
        publish("data-components", &report.components.len().to_string());
        publish("data-analysis-ms", &css::number(elapsed));
        publish_count("data-reports");
        if untrack(|| self.awaits_design()) {
            return;
        }
        self.signals.report.set(Some(Arc::new(report)));
    }

    /// Whether nothing is drawn because the design is still on its way: then nothing is to be said of it.
    pub fn awaits_design(&self) -> bool {
        self.signals.opening.get() && self.read(|editor| editor.design().is_empty()).unwrap_or(true)
    }

    /// Tells the analysis everything from the start.
    pub(super) fn tell_everything(&self) {
        self.core.try_with_value(|core| {
            let replica = core.editor.replica();
            core.client.reset(replica.document(), replica.draft());
        });
        self.note_circumstances(Touched::EVERYTHING);
    }

    /// Starts the analysis again after it was given up.
    pub fn restart_analysis(&self) {
        self.core.try_with_value(|core| core.client.restart());
    }

    /// What is pointed at, else what is pinned, as it is shown on the canvas.
    fn sight(&self) -> Sight {
        let (pointed, pinned) = (self.signals.pointed.get(), self.signals.pinned.get());
        let reliability = self.signals.reliability.get();
        match pointed.or(pinned) {
            Some(Look::Finding(rule, subjects)) => {
                let same = |finding: &&Finding| *finding.rule == *rule && finding.subjects == subjects;
                let report = self.signals.report.get();
                let hidden = self.signals.contingencies.get();
                let found = report.iter().flat_map(|report| &report.findings);
                let mut found = found.chain(hidden.iter().flat_map(|hidden| &hidden.findings));
                let witness = found.find(same).map(|finding| finding.witness.clone());
                witness.map(|witness| Sight { witness, subjects, ..Sight::default() }).unwrap_or_default()
            }
            Some(Look::Together(failures)) => {
                let several = failures.iter().map(|failure| failure.count).sum::<u32>() > 1;
                let known = reliability.is_some_and(|report| {
                    !several || report.combinations.iter().any(|combination| combination.failures == failures)
                });
                let mut linked: Vec<RecordId> = failures.iter().map(|failure| failure.record).collect();
                linked.retain(|_| known);
                linked.dedup();
                let subjects = if several { linked.clone() } else { Vec::new() };
                Sight { subjects, linked, ..Sight::default() }
            }
            None => Sight::default(),
        }
    }

    fn mark(&self, lens: Lens, sight: &Sight) {
        let report = self.signals.report.get_untracked();
        publish("data-linked", &sight.linked.iter().map(RecordId::to_string).collect::<Vec<_>>().join(" "));
        let current = self.signals.standings.of(Topic::Contingencies).get_untracked() == Standing::Current;
        let hidden = self.signals.contingencies.get_untracked().filter(|_| current);
        let changed = self.core.try_update_value(|core| {
            // Without a report there is nothing to mark, least of all what the last design's said.
            let marks =
                report.as_ref().map(|report| Marks::of(report, hidden.as_deref(), core.editor.design(), lens, sight));
            let marks = marks.unwrap_or_default();
            let changed = marks != core.marks;
            core.marks = marks;
            changed
        });
        if changed == Some(true) {
            self.repaint();
        }
    }

    /// Pins what was clicked and brings it into view, or lets it go.
    pub fn pin(&self, look: Look) {
        if self.signals.pinned.get_untracked().as_ref() == Some(&look) {
            return self.signals.pinned.set(None);
        }
        match &look {
            Look::Finding(_, subjects) => self.show(subjects.clone()),
            Look::Together(failures) => {
                for failure in failures.iter().rev() {
                    self.run(|editor| editor.reveal(failure.record));
                }
            }
        }
        self.signals.pinned.set(Some(look));
    }

    /// Fails a thing, or brings it back if it was failed by hand. A component fails as a whole or instance by instance:
    /// one takes the place of the other.
    pub fn toggle_failed(&self, event: Event) {
        let is_instance = |event: &Event| matches!(event, Event::Instance(..));
        let stays = |held: &Event| held.record() != event.record() || (is_instance(held) && is_instance(&event));
        self.signals.failed.update(|failed| match failed.iter().position(|held| *held == event) {
            Some(index) => drop(failed.remove(index)),
            None => {
                failed.retain(stays);
                failed.push(event);
            }
        });
    }

    /// What a click in kill mode fails: the component as a whole, or the boundary that is a failure
    /// domain.
    pub fn event_of(&self, id: RecordId) -> Option<Event> {
        let record_type = self.with(|editor| editor.design().get(id).map(|item| item.record_type))??;
        let report = self.signals.report.get_untracked()?;
        match record_type {
            RecordType::Component => {
                let component = report.component(id)?;
                (component.instances > 0).then_some(match component.managed.value {
                    true => Event::Provider(id),
                    false => Event::Component(id),
                })
            }
            RecordType::Boundary => {
                report.boundary(id).filter(|boundary| boundary.failure_domain.value).map(|_| Event::Domain(id))
            }
            _ => None,
        }
    }

    /// One more instance of a component that has several, until all have failed; of others what
    /// [`Session::event_of`] says.
    pub fn instance_of(&self, id: RecordId) -> Option<Event> {
        let whole = self.event_of(id)?;
        let instances = self.signals.report.get_untracked()?.component(id).map_or(0, |component| component.instances);
        if instances < 2 || whole != Event::Component(id) {
            return Some(whole);
        }
        let failed = self.signals.failed.get_untracked();
        let mut each = (0..instances).map(|index| Event::Instance(id, index));
        each.find(|event| !failed.contains(event)).filter(|_| !failed.contains(&whole))
    }

    /// Why a click in kill mode fails nothing, where one may wonder.
    pub fn why_it_stays(&self, id: RecordId) -> Option<String> {
        if self.event_of(id).is_some() {
            return Some("All instances have failed. Click to fail or bring back the whole.".to_owned());
        }
        self.signals.report.get_untracked()?;
        self.with(|editor| {
            let item = editor.design().get(id)?;
            match item.record_type {
                RecordType::Component => Some(format!("{} cannot fail: requests start there.", item.name())),
                RecordType::Boundary => Some(format!("{} does not fail as one: fail what is in it.", item.name())),
                RecordType::Connection => Some("A connection fails with what it leads to.".to_owned()),
                _ => None,
            }
        })?
    }

    /// Drops failed things that are no longer drawn.
    pub fn forget_lost_failures(&self) {
        let failed = self.signals.failed.get_untracked();
        let kept = self.with(|editor| {
            failed.iter().copied().filter(|event| editor.design().get(event.record()).is_some()).collect::<Vec<_>>()
        });
        if let Some(kept) = kept {
            set_if_new(self.signals.failed, kept);
        }
    }
}
