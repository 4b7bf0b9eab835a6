//! What a design says of rules: how much each matters in it, and which findings it accepts.

use linchpin_catalog::{Property, RecordType, SeveritySetting};
use linchpin_document::{Design, Item, RecordId};

use super::rule::Heading;
use crate::report::*;

/// The overrides and waivers of a design.
pub(crate) struct Policy<'a> {
    /// Of two of one rule the later holds.
    overrides: Vec<(&'a str, SeveritySetting)>,
    pub(super) waivers: Vec<Waiver<'a>>,
    /// Everything that names a rule, with the rule named.
    pub(super) naming: Vec<(&'a Item, &'a str)>,
}

/// That a finding is accepted.
pub(super) struct Waiver<'a> {
    pub(super) item: &'a Item,
    pub(super) rule: &'a str,
    /// Without one, whatever the rule finds is accepted.
    pub(super) subject: Option<RecordId>,
}

impl Waiver<'_> {
    pub(super) fn accepts(&self, rule: &str, first_subject: Option<RecordId>) -> bool {
        self.rule == rule && (self.subject.is_none() || self.subject == first_subject)
    }
}

impl<'a> Policy<'a> {
    /// Reads it. Of two overrides of one rule that with the later id holds.
    pub(crate) fn of(design: &'a Design) -> Self {
        let mut policy = Self { overrides: Vec::new(), waivers: Vec::new(), naming: Vec::new() };
        for item in [RecordType::Waiver, RecordType::Override].into_iter().flat_map(|kind| design.of_type(kind)) {
            let named = item.text(Property::RuleId).map(str::trim).filter(|rule| !rule.is_empty());
            let Some(rule) = named else { continue };
            policy.naming.push((item, rule));
            if item.record_type == RecordType::Waiver {
                policy.waivers.push(Waiver { item, rule, subject: item.reference(Property::Subject) });
            } else if let Some(setting) = item.choice(Property::Severity) {
                policy.overrides.push((rule, setting));
            }
        }
        policy
    }

    fn setting(&self, rule: &str) -> Option<SeveritySetting> {
        self.overrides.iter().rfind(|(overridden, _)| *overridden == rule).map(|(_, setting)| *setting)
    }

    /// How much a single failure matters in this design: what is accepted or switched off is info.
    pub(crate) fn severity(&self, heading: &Heading, record: RecordId, otherwise: Severity) -> Severity {
        if self.waivers.iter().any(|waiver| waiver.accepts(heading.id, Some(record))) {
            return Severity::Info;
        }
        let setting = self.setting(heading.id);
        setting.map_or(otherwise, |setting| severity_of(setting).unwrap_or(Severity::Info))
    }

    /// Takes out what is switched off, changes severities, and marks what is accepted.
    pub(crate) fn apply(&self, findings: &mut Vec<Finding>) {
        if !self.overrides.is_empty() {
            findings.retain(|finding| self.setting(&finding.rule) != Some(SeveritySetting::Off));
        }
        for finding in findings {
            if let Some(severity) = self.setting(&finding.rule).and_then(severity_of) {
                finding.severity = severity;
            }
            let first = finding.subjects.first().copied();
            let waiver = self.waivers.iter().find(|waiver| waiver.accepts(&finding.rule, first));
            let reason = |waiver: &Waiver| waiver.item.text(Property::Reason).unwrap_or_default().to_owned();
            finding.waived = waiver.map(reason);
        }
    }
}

/// Nothing when the rule is switched off.
pub(super) fn severity_of(setting: SeveritySetting) -> Option<Severity> {
    match setting {
        SeveritySetting::Off => None,
        SeveritySetting::Info => Some(Severity::Info),
        SeveritySetting::Warning => Some(Severity::Warning),
        SeveritySetting::Critical => Some(Severity::Critical),
    }
}
