//! Disks that are full, or will be.

use crate::facts::Facts;
use crate::load::Storage;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Gigabytes, Number, Text};
use crate::rules::words::{Words, fill, more};

const HEADING: Heading = Heading::new("load.storage", Lens::Load);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Full, or soon full",
    explanation: "A store whose disk is full takes no more writes, and often does not even start.",
    detection: "What is stored and what is added a day, over all shards, against the disk of an instance: full now, \
                full within 90 days, or too small for what comes together until it is deleted (growth times \
                retention). It does not depend on the requests a second.",
    false_alarms: "The volume grows by itself, or older data is moved away: say how long it is kept.",
    remedies: "A larger volume, more shards, keeping less for less long, or moving what is old to object storage.",
};

/// From so many days ahead on it is not too early to say.
const SOON: f64 = 90.0;

/// One finding for each store, queue or stream that has no room for what it is to keep.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for component in &facts.model.components {
        findings.extend(Storage::of(component).and_then(|storage| too_small(component, storage)));
    }
    more(findings, "disks are too small")
}

const FULL: Words = ["{0} is full", "{1} keeps {2} of {3}.", REMEDY];
const GROWING: Words = ["{0} is full in {4}", "{1} keeps {2} of {3} and gets {5} a day.", REMEDY];
const SETTLING: Words = [
    "{0} is full in {4}",
    "{1} keeps {2} of {3} and gets {5} a day. What is added is kept for {6} days, which comes to {7}.",
    REMEDY,
];
const REMEDY: &str = "Make the disk larger, split it into more shards, or keep less.";

fn too_small(component: &Component, storage: Storage) -> Option<Finding> {
    let disk = storage.disk.value;
    let severity = verdict(storage, disk)?;
    let (days, most) = (storage.days_until_full(disk).unwrap_or(0.0), storage.settles_at());
    let words = match most {
        _ if days == 0.0 => &FULL,
        None => &GROWING,
        Some(_) => &SETTLING,
    };
    let values = [
        Text(component.name()),
        Text(if component.shards > 1.0 { "Each shard" } else { "It" }),
        Number(storage.stored),
        Gigabytes(disk),
        Text(&in_days(days)),
        Gigabytes(storage.growth),
        Number(storage.retention.unwrap_or(0.0)),
        Gigabytes(most.unwrap_or(0.0)),
    ];
    let mut finding = HEADING.finding(severity, words, &values, vec![component.item.id]);
    let verdicts = [storage.disk.low, storage.disk.high].map(|disk| verdict(storage, disk));
    finding.holds_over_range = verdicts == [Some(severity); 2];
    if !finding.holds_over_range {
        finding.assumptions = vec![super::assumed("the disk of an instance", storage.disk, Gigabytes)];
    }
    Some(finding)
}

/// How bad it is with a disk of so many gigabytes.
fn verdict(storage: Storage, disk: f64) -> Option<Severity> {
    let days = storage.days_until_full(disk)?;
    let too_much = storage.settles_at().is_some_and(|most| most > disk);
    if days == 0.0 { Some(Severity::Critical) } else { (days <= SOON || too_much).then_some(Severity::Warning) }
}

/// "12 days", "3 years".
fn in_days(days: f64) -> String {
    match days {
        days if days < 1.5 => "a day".to_owned(),
        days if days < 730.0 => fill("{0} days", &[Number(days.round())]),
        days => fill("{0} years", &[Number((days / 365.0).round())]),
    }
}
