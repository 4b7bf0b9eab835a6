//! More memory, or a larger disk, for what does not fit.

use linchpin_catalog::Property;
use linchpin_document::{Item, RecordId};

use super::rounded_up;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// A disk has room for what is added in so many days.
const AHEAD_DAYS: f64 = 365.0;

/// The gigabytes one instance or shard wants to hold, where it has less.
pub(crate) fn memory_amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    situation
        .subject(id)
        .and_then(|subject| missing(subject.item, Property::Memory, working_set(subject.item)?))
        .into_iter()
        .collect()
}

/// The gigabytes one shard comes to, where it has less.
pub(crate) fn disk_amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    situation
        .subject(id)
        .and_then(|subject| missing(subject.item, Property::Storage, kept(subject.item)?))
        .into_iter()
        .collect()
}

pub(crate) fn draw_memory(sketch: &mut Sketch, id: RecordId, gigabytes: u32) -> Option<String> {
    enlarge(sketch, id, Property::Memory, gigabytes).map(|name| format!("{gigabytes} GB of memory for {name}"))
}

pub(crate) fn draw_disk(sketch: &mut Sketch, id: RecordId, gigabytes: u32) -> Option<String> {
    enlarge(sketch, id, Property::Storage, gigabytes).map(|name| format!("A disk of {gigabytes} GB for {name}"))
}

fn enlarge(sketch: &mut Sketch, id: RecordId, property: Property, gigabytes: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.set(id, property, f64::from(gigabytes));
    Some(name)
}

/// Rounded up, if it is more than there is.
fn missing(item: &Item, property: Property, wanted: f64) -> Option<u32> {
    let there = item.param(property).filter(|_| item.kind().has(property))?;
    rounded_up(wanted).filter(|_| wanted > there.value)
}

/// What one instance or shard uses often: caches split it over their instances, stores over their shards.
fn working_set(item: &Item) -> Option<f64> {
    let parts = if item.kind().traits().caching { Property::Instances } else { Property::Shards };
    Some(item.number(Property::WorkingSet)? / part(item, parts))
}

/// What one shard comes to: in the end where what is added goes again, else in a year.
fn kept(item: &Item) -> Option<f64> {
    let (stored, growth) = (item.number(Property::Stored), item.number(Property::Growth));
    stored.or(growth)?;
    let (stored, growth) = (stored.unwrap_or(0.0), growth.unwrap_or(0.0));
    let days = item.number(Property::Retention).unwrap_or(AHEAD_DAYS);
    // Full is full: a little more than what there is today must fit.
    let in_the_end = if item.number(Property::Retention).is_some() { growth * days } else { stored + growth * days };
    Some(in_the_end.max(stored + 1.0) / part(item, Property::Shards))
}

fn part(item: &Item, property: Property) -> f64 {
    item.param(property).map_or(1.0, |parts| parts.value).max(1.0)
}
