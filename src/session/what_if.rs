//! What is asked of the analysis, and what becomes of its answers.

use leptos::prelude::*;
use linchpin_analysis::{Event, Finding, Query, Report};
use linchpin_catalog::RecordType;
use linchpin_document::RecordId;
use std::sync::Arc;

use super::marks::Marks;
use super::{Lens, Session, set_if_new};
use crate::platform;
use crate::reactive::effect;

/// Says on the document how the last analysis went: benchmarks and pictures wait for it.
fn publish_timing(report: &Report, elapsed: f64) {
    let Some(root) = platform::document().document_element() else { return };
    let count = |name: &str| root.get_attribute(name).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    let figures = [
        ("data-reports", (count("data-reports") + 1).to_string()),
        ("data-components", report.components.len().to_string()),
        ("data-analysis-ms", elapsed.to_string()),
    ];
    for (name, value) in figures {
        // The names are fixed and valid.
        let _ = root.set_attribute(name, &value);
    }
}

impl Session {
    /// Keeps marks and questions in step with what they depend on.
    pub(super) fn follow(&self) {
        let session = *self;
        let signals = self.signals;
        effect(move || {
            let query = Query { scale: signals.scale.get(), failed: signals.failed.get() };
            session.core.try_update_value(|core| core.client.query(query));
        });
        effect(move || {
            signals.report.track();
            let lens = signals.lens.get();
            let looked_at = session.looked_at();
            session.mark(lens, looked_at);
        });
        effect(move || {
            session.themes.shown.track();
            session.repaint();
        });
    }

    pub(super) fn take_report(&self, report: Report, elapsed: f64) {
        publish_timing(&report, elapsed);
        self.signals.report.set(Some(Arc::new(report)));
    }

    /// Tells the analysis everything from the start.
    pub(super) fn tell_everything(&self) {
        self.core.try_with_value(|core| {
            let replica = core.editor.replica();
            core.client.reset(replica.document(), replica.draft());
        });
    }

    /// Starts the analysis again after it was given up.
    pub fn restart_analysis(&self) {
        self.core.try_with_value(|core| core.client.restart());
    }

    /// The finding pointed at, else the pinned one.
    pub fn looked_at(&self) -> Option<Finding> {
        let report = self.signals.report.get()?;
        let pointed = self.signals.pointed.get().and_then(|index| report.findings.get(index));
        let pinned = self.signals.pinned.get();
        let pinned = pinned.and_then(|(rule, subjects)| {
            report.findings.iter().find(|finding| *finding.rule == *rule && finding.subjects == subjects)
        });
        pointed.or(pinned).cloned()
    }

    fn mark(&self, lens: Lens, looked_at: Option<Finding>) {
        let Some(report) = self.signals.report.get_untracked() else { return };
        let (witness, subjects) = looked_at.map(|finding| (finding.witness, finding.subjects)).unwrap_or_default();
        let changed = self.core.try_update_value(|core| {
            let marks = Marks::of(&report, core.editor.design(), lens, &witness, &subjects);
            let changed = marks != core.marks;
            core.marks = marks;
            changed
        });
        if changed == Some(true) {
            self.repaint();
        }
    }

    /// Pins a finding and shows what it is about, or lets it go.
    pub fn pin(&self, finding: &Finding) {
        let key = (finding.rule.to_string(), finding.subjects.clone());
        if self.signals.pinned.get_untracked().as_ref() == Some(&key) {
            return self.signals.pinned.set(None);
        }
        self.signals.pinned.set(Some(key));
        let subjects = finding.subjects.clone();
        self.show(subjects);
    }

    /// Fails a thing, or brings it back if it was failed by hand.
    pub fn toggle_failed(&self, event: Event) {
        self.signals.failed.update(|failed| match failed.iter().position(|held| *held == event) {
            Some(index) => drop(failed.remove(index)),
            None => failed.push(event),
        });
    }

    /// What a click in kill mode fails: the component as a whole, or the boundary that is a failure
    /// domain. Instances are failed from the inspector.
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
