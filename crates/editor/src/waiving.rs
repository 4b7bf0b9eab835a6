//! Accepting what a rule finds, with a reason, and taking that back.

use linchpin_catalog::{Property, RecordType};
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
}

fn accepts(waiver: &Item, rule: &str, subject: Option<RecordId>) -> bool {
    let about = waiver.reference(Property::Subject);
    waiver.text(Property::RuleId).map(str::trim) == Some(rule) && (about.is_none() || about == subject)
}
