//! What a design says of rules: waivers, severities, rules of its own.

use super::{CONDITION_BYTES, CONTENT_BYTES, NAME_BYTES};
use crate::choice::SeveritySetting;
use crate::property::{Property, RecordType, ValueType};
use crate::rows::{Row, row};
use RecordType::{Boundary, Component, Connection, Endpoint, Entity, Override, Rule, Waiver};

/// What a waiver may be about.
const SUBJECTS: &[RecordType] = &[Component, Connection, Boundary, Endpoint, Entity];

pub(super) const ROWS: &[Row] = &[
    row(
        Property::RuleId,
        "rule",
        "Rule",
        &[Waiver, Override],
        ValueType::Text(NAME_BYTES),
        "The rule that is meant, by its id.",
    ),
    row(
        Property::Subject,
        "subject",
        "About",
        &[Waiver],
        ValueType::Reference(SUBJECTS),
        "What the accepted finding is about; without it whatever the rule finds is accepted.",
    ),
    row(Property::Reason, "reason", "Reason", &[Waiver], ValueType::Text(CONTENT_BYTES), "Why it is accepted."),
    row(
        Property::Severity,
        "severity",
        "Severity",
        &[Override, Rule],
        ValueType::Choice(SeveritySetting::CHOICES),
        "How much it matters when the rule is broken.",
    ),
    row(
        Property::Selects,
        "selects",
        "Applies to",
        &[Rule],
        ValueType::Text(CONDITION_BYTES),
        "Which components the rule is about, as conditions that all hold: kind=cache calls=relational-database.",
    ),
    row(
        Property::Requires,
        "requires",
        "Requires",
        &[Rule],
        ValueType::Text(CONDITION_BYTES),
        "Conditions that must all hold for them: instances>=2 failover=automatic.",
    ),
];
