//! What a rule is: a heading its findings are told under, and an explanation for whoever asks.

use linchpin_document::RecordId;
use std::borrow::Cow;

use super::words::{Value, Words, fill};
use crate::report::{Finding, Lens, Severity};

/// What a rule is called and which question it answers: as much as its findings carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// The name in files, waivers and reports, stable over versions.
    pub id: &'static str,
    /// The question it answers.
    pub lens: Lens,
}

impl Heading {
    pub(crate) const fn new(id: &'static str, lens: Lens) -> Self {
        Self { id, lens }
    }

    /// A finding about these records, in these words. Forty rules call it: put into each it would be larger than all
    /// their words.
    #[inline(never)]
    pub(crate) fn finding(
        &self,
        severity: Severity,
        words: &Words,
        values: &[Value],
        subjects: Vec<RecordId>,
    ) -> Finding {
        let [title, explanation, remedy] = words.map(|template| fill(template, values));
        Finding {
            rule: Cow::Borrowed(self.id),
            lens: self.lens,
            severity,
            title,
            explanation,
            remedy,
            subjects,
            witness: Vec::new(),
            holds_over_range: true,
            assumptions: Vec::new(),
            split: None,
            waived: None,
        }
    }
}

/// A rule, explained. The page never links these texts: it fetches them written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What it is called.
    pub heading: Heading,
    /// The gravest its findings get, unless a design says otherwise.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters.
    pub explanation: &'static str,
    /// What exactly it looks for.
    pub detection: &'static str,
    /// When it is right and there is nothing to do all the same.
    pub false_alarms: &'static str,
    /// What helps.
    pub remedies: &'static str,
}
