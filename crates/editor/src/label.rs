//! Editing labels: what is typed is a draft until it is done.

use linchpin_catalog::{Property, RecordType, ValueType};
use linchpin_document::{Design, RecordId, Transaction};

/// A label about to be edited.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    /// Whose label.
    pub id: RecordId,
    /// What creates the record, if it only comes to be with its text.
    pub creation: Transaction,
}

impl Label {
    /// The label of a record that is there.
    pub fn of(id: RecordId) -> Self {
        Self { id, creation: Transaction::new() }
    }
}

/// The label being edited.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LabelSession {
    pub label: Label,
    /// What was typed so far; nothing before the first key.
    pub typed: Option<String>,
}

impl LabelSession {
    pub fn new(label: Label) -> Self {
        Self { label, typed: None }
    }

    /// What the label would become now.
    pub fn transaction(&self, design: &Design) -> Transaction {
        let mut transaction = self.label.creation.clone();
        match &self.typed {
            // Only text comes to be with what it says.
            Some(typed) if !transaction.is_empty() => {
                let text = within_limit(typed.trim(), Property::Content);
                transaction.set(self.label.id, Property::Content, text);
            }
            Some(typed) => drop(transaction.extend(relabel(design, self.label.id, typed))),
            None => {}
        }
        transaction
    }

    /// What is shown while typing: text that is empty for a moment does not go away yet.
    pub fn draft(&self, design: &Design) -> Transaction {
        let mut draft = self.transaction(design);
        let is_empty = self.typed.as_deref().is_some_and(|typed| typed.trim().is_empty());
        let is_text = design.get(self.label.id).is_some_and(|item| item.record_type == RecordType::Text);
        if is_empty && is_text {
            draft = self.label.creation.clone();
            draft.set(self.label.id, Property::Content, "");
        }
        draft
    }

    /// Whether nothing would remain of a record that only comes to be with its text.
    pub fn is_void(&self) -> bool {
        let typed = self.typed.as_deref().unwrap_or_default();
        !self.label.creation.is_empty() && typed.trim().is_empty()
    }
}

/// The change that gives a record this text: its name goes back to the default when empty, text
/// without content goes away, and typing what is shown anyway changes nothing.
pub(crate) fn relabel(design: &Design, id: RecordId, typed: &str) -> Transaction {
    let mut transaction = Transaction::new();
    let Some(item) = design.get(id) else { return transaction };
    let property = label_property(item.record_type);
    let text = within_limit(typed.trim(), property);
    if text.is_empty() && item.record_type == RecordType::Text {
        transaction.delete(id, RecordType::Text);
    } else if text.is_empty() && item.value(property).is_some() {
        transaction.unset(id, property);
    } else if !text.is_empty() && text != item.name() {
        transaction.set(id, property, text);
    }
    transaction
}

/// The property a record's label is.
pub(crate) fn label_property(record_type: RecordType) -> Property {
    match record_type {
        RecordType::Design => Property::Title,
        RecordType::Note | RecordType::Text => Property::Content,
        _ => Property::Name,
    }
}

/// As much of a text as the property takes.
fn within_limit(text: &str, property: Property) -> &str {
    match property.spec().value {
        ValueType::Text(most) => {
            let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
            &text[..end.unwrap_or(0)]
        }
        _ => text,
    }
}
