//! Disks that are full, or will be.

use crate::facts::Facts;
use crate::load::Storage;
use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::{more, number};

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
    let found = facts.model.components.iter().filter_map(|component| too_small(component, Storage::of(component)?));
    more(HEADING, found.collect(), "disks are too small")
}

fn too_small(component: &Component, storage: Storage) -> Option<Finding> {
    let (name, disk) = (component.name(), storage.disk.value);
    let severity = verdict(storage, disk)?;
    let days = storage.days_until_full(disk).unwrap_or(0.0);
    let each = if component.shards > 1.0 { "Each shard" } else { "It" };
    let kept = format!("{each} keeps {} of {} GB", number(storage.stored), number(disk));
    let in_the_end = storage.settles_at().map(|most| {
        let days = number(storage.retention.unwrap_or(0.0));
        format!(" What is added is kept for {days} days, which comes to {} GB.", number(most))
    });
    let words = if days == 0.0 {
        [format!("{name} is full"), format!("{kept}."), REMEDY.to_owned()]
    } else {
        let growing = format!("{kept} and gets {} GB a day.{}", number(storage.growth), in_the_end.unwrap_or_default());
        [format!("{name} is full in {}", in_days(days)), growing, REMEDY.to_owned()]
    };
    let mut finding = HEADING.finding(severity, words);
    finding.subjects = vec![component.item.id];
    let verdicts = [storage.disk.low, storage.disk.high].map(|disk| verdict(storage, disk));
    finding.holds_over_range = verdicts == [Some(severity); 2];
    if !finding.holds_over_range {
        finding.assumptions =
            vec![super::assumed("the disk of an instance", storage.disk, |value| format!("{} GB", number(value)))];
    }
    Some(finding)
}

const REMEDY: &str = "Make the disk larger, split it into more shards, or keep less.";

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
        days if days < 730.0 => format!("{} days", number(days.round())),
        days => format!("{} years", number((days / 365.0).round())),
    }
}
