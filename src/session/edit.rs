//! Changing properties from panels: drafted while typing, committed as one undo step.

use linchpin_catalog::{Property, RecordType, SeveritySetting};
use linchpin_document::{Item, PropertyKey, RecordId, Refusal, Value};
use linchpin_editor::{Editor, Effects, Settings};

use super::Session;

impl Session {
    /// Shows what a property would be, without changing the design yet.
    pub fn draft_property(&self, ids: &[RecordId], property: Property, value: Option<Value>) {
        self.run(|editor| editor.draft_property(ids, property, value).unwrap_or_default());
    }

    /// Sets or unsets a property of records as one undo step.
    ///
    /// # Errors
    /// When the value cannot be; the design is as before then.
    pub fn commit_property(&self, ids: &[RecordId], property: Property, value: Option<Value>) -> Result<(), Refusal> {
        let mut outcome = Ok(());
        self.run(|editor| match editor.commit_property(ids, property, value) {
            Ok(effects) => effects,
            Err(refusal) => {
                outcome = Err(refusal);
                editor.cancel_draft()
            }
        });
        outcome
    }

    /// Accepts what a rule finds about a record, with a reason.
    pub fn waive(&self, rule: &str, subject: Option<RecordId>, reason: &str) {
        self.attempt(|editor| editor.waive(rule, subject, reason));
    }

    /// Takes that back.
    pub fn unwaive(&self, rule: &str, subject: Option<RecordId>) {
        self.run(|editor| editor.unwaive(rule, subject));
    }

    /// How much this design says a rule matters, by the name of the setting.
    pub fn severity_of(&self, rule: &str) -> Option<String> {
        self.read(|editor| {
            let overrides = editor.design().of_type(RecordType::Override);
            let changed = |item: &&Item| item.text(Property::RuleId).map(str::trim) == Some(rule);
            // Of several the last holds.
            overrides.filter(changed).last()?.text(Property::Severity).map(str::to_owned)
        })?
    }

    /// Says how much a rule matters in this design; with no setting of the table as much as anywhere.
    pub fn set_severity(&self, rule: &str, setting: &str) {
        self.run(|editor| editor.set_severity(rule, SeveritySetting::from_id(setting)));
    }

    /// Deletes a record that is listed and not drawn.
    pub fn remove_listed(&self, id: RecordId) {
        self.run(|editor| editor.remove_listed(id));
    }

    fn attempt(&self, change: impl FnOnce(&mut Editor) -> Result<Effects, Refusal>) {
        let mut refused = None;
        self.run(|editor| {
            change(editor).unwrap_or_else(|refusal| {
                refused = Some(refusal);
                Effects::default()
            })
        });
        if let Some(refusal) = refused {
            self.tell_trouble(&format!("Nothing was changed: {}.", refusal.reason));
        }
    }

    /// Drops what was drafted.
    pub fn drop_draft(&self) {
        self.run(|editor| editor.cancel_draft());
    }

    /// Changes the title of the design.
    pub fn set_title(&self, title: &str) {
        if self.with(|editor| editor.design().title() == title.trim()).unwrap_or(true) {
            return;
        }
        let value = (!title.trim().is_empty()).then(|| Value::text(title.trim()));
        if let Err(refusal) = self.commit_property(&[RecordId::DESIGN], Property::Title, value) {
            self.tell_trouble(&format!("The title was not changed: {}.", refusal.reason));
        }
    }

    /// Selects things and moves the camera as far as needed to see the first of them. What is not drawn, such as a
    /// rule, is left out: nobody would see it selected, and the next key might delete it.
    pub fn show(&self, ids: impl IntoIterator<Item = RecordId>) {
        let is_drawn = |editor: &Editor, id: &RecordId| {
            let record_type = editor.design().get(*id).map(|item| item.record_type);
            record_type.is_some_and(|of| of.has_place() || of == RecordType::Connection)
        };
        let drawn = self.with(|editor| ids.into_iter().filter(|id| is_drawn(editor, id)).collect());
        let ids: Vec<RecordId> = drawn.unwrap_or_default();
        let first = ids.first().copied();
        self.run(|editor| editor.select(ids));
        if let Some(first) = first {
            self.run(|editor| editor.reveal(first));
        }
    }

    /// Changes what a person can set about editing.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.run(|editor| {
            let mut settings = editor.settings();
            change(&mut settings);
            editor.set_settings(settings)
        });
    }

    /// The value of a property all these records share, if they do.
    pub fn shared_value(&self, ids: &[RecordId], property: Property) -> Option<Value> {
        self.read(|editor| {
            let key = PropertyKey::Known(property);
            let mut values = ids.iter().map(|id| {
                let item = editor.design().get(*id)?;
                item.values().find(|(held, _)| **held == key).map(|(_, value)| value.clone())
            });
            let first = values.next()?;
            values.all(|value| value == first).then_some(first)?
        })?
    }
}
