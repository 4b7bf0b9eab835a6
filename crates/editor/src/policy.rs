//! What a design says of rules: which findings it accepts, how much a rule matters in it, and rules of its own.

use linchpin_catalog::{Property, RecordType, SeveritySetting};
use linchpin_document::{Item, RecordId, Refusal, Transaction, Value};

use crate::{Editor, Effects};

impl Editor {
    /// Accepts what a rule finds about a record, or, without one, whatever it finds, as one undo step.
    ///
    /// # Errors
    /// When the reason is too long; nothing is changed then.
    pub fn waive(&mut self, rule: &str, subject: Option<RecordId>, reason: &str) -> Result<Effects, Refusal> {
        let id = self.workspace.surroundings().new_id();
        let mut transaction = Transaction::new();
        transaction.create(id, RecordType::Waiver);
        transaction.set(id, Property::RuleId, rule).set(id, Property::Reason, reason);
        if let Some(subject) = subject {
            transaction.set(id, Property::Subject, Value::Reference(subject));
        }
        self.apply(&transaction)
    }

    /// Takes back that what a rule finds about a record is accepted, that it is accepted for all included.
    pub fn unwaive(&mut self, rule: &str, subject: Option<RecordId>) -> Effects {
        let mut transaction = Transaction::new();
        for waiver in self.design().of_type(RecordType::Waiver).filter(|waiver| accepts(waiver, rule, subject)) {
            transaction.delete(waiver.id, RecordType::Waiver);
        }
        // Deleting what is there breaks nothing.
        self.apply(&transaction).unwrap_or_default()
    }

    /// Says how much a rule matters in this design, or, with nothing, as much as anywhere, as one undo step.
    pub fn set_severity(&mut self, rule: &str, setting: Option<SeveritySetting>) -> Effects {
        let mut transaction = Transaction::new();
        let changed = |item: &&Item| item.text(Property::RuleId).map(str::trim) == Some(rule);
        let overrides = self.design().of_type(RecordType::Override).filter(changed).map(|item| item.id);
        let mut overrides: Vec<RecordId> = overrides.collect();
        if let Some(setting) = setting {
            // Of several the last holds.
            let id = overrides.pop().unwrap_or_else(|| {
                let id = self.workspace.surroundings().new_id();
                transaction.create(id, RecordType::Override).set(id, Property::RuleId, rule);
                id
            });
            transaction.set(id, Property::Severity, setting.id());
        }
        for id in overrides {
            transaction.delete(id, RecordType::Override);
        }
        // The rule was named by a finding, so its id is no longer than may be.
        self.apply(&transaction).unwrap_or_default()
    }

    /// Adds a rule of the design's own behind the others, with an example of what it may say.
    pub fn add_rule(&mut self) -> Effects {
        let (id, mut transaction) = self.listed_record(RecordType::Rule);
        transaction.set(id, Property::Selects, "kind=service").set(id, Property::Requires, "instances>=2");
        // Short texts that can be read break nothing.
        self.apply(&transaction).unwrap_or_default()
    }

    /// Deletes a record that has no place on the canvas, as one undo step.
    pub fn remove_listed(&mut self, id: RecordId) -> Effects {
        let listed = self.design().get(id).map(|item| item.record_type).filter(|kind| !kind.has_place());
        let mut transaction = Transaction::new();
        if let Some(record_type) = listed.filter(|kind| !matches!(kind, RecordType::Design | RecordType::Connection)) {
            transaction.delete(id, record_type);
        }
        // Nothing drawn hangs on it.
        self.apply(&transaction).unwrap_or_default()
    }
}

fn accepts(waiver: &Item, rule: &str, subject: Option<RecordId>) -> bool {
    let about = waiver.reference(Property::Subject);
    waiver.text(Property::RuleId).map(str::trim) == Some(rule) && (about.is_none() || about == subject)
}
