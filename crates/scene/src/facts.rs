//! The small second line of a component: what matters of it in a few words.

use linchpin_catalog::Property;
use linchpin_document::Item;
use linchpin_figures as figures;

/// The second line of a component.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Facts {
    /// What is said; empty when there is nothing to say.
    pub(crate) text: String,
    /// Whether it only repeats a default, so that a long name may have its place.
    pub(crate) only_default: bool,
}

/// What is said of a component below its name.
pub(crate) fn facts(item: &Item) -> Facts {
    let traits = item.kind().traits();
    if traits.entry {
        let peak = item.param(Property::Peak).map_or(0.0, |peak| peak.value);
        return Facts { text: format!("{} rps peak", grouped(peak)), only_default: false };
    }
    let parts: Vec<String> = [running(item), shards(item), hits(item)].into_iter().flatten().collect();
    let said = parts.len() > 1 || is_set(item, Property::Instances) || is_set(item, ceiling(item));
    Facts { text: parts.join(", "), only_default: !said && !is_managed(item) && !traits.caching }
}

fn is_managed(item: &Item) -> bool {
    item.flag(Property::Managed).unwrap_or(item.kind().traits().managed)
}

fn is_set(item: &Item, property: Property) -> bool {
    item.value(property).is_some()
}

fn ceiling(item: &Item) -> Property {
    if item.kind().traits().store { Property::WriteCapacity } else { Property::Capacity }
}

/// How many run, and what each can take where the design says so.
fn running(item: &Item) -> Option<String> {
    if is_managed(item) {
        return Some("managed".to_owned());
    }
    let instances = item.param(Property::Instances).map_or(1.0, |instances| instances.value);
    let unit = if item.kind().traits().store { "w/s" } else { "rps" };
    match item.number(ceiling(item)) {
        Some(capacity) => Some(format!("{} \u{d7} {} {unit}", grouped(instances), grouped(capacity))),
        // A cache says its hit ratio instead.
        None if item.kind().traits().caching && instances <= 1.0 => None,
        None => Some(counted(instances, "instance")),
    }
}

fn shards(item: &Item) -> Option<String> {
    item.number(Property::Shards).filter(|shards| *shards > 1.0).map(|shards| counted(shards, "shard"))
}

fn hits(item: &Item) -> Option<String> {
    let ratio = item.param(Property::HitRatio)?.value;
    Some(format!("hit {} %", grouped(ratio * 100.0)))
}

fn counted(number: f64, noun: &str) -> String {
    let plural = if number == 1.0 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A number in few characters: at most one decimal place below 100, none above.
pub(crate) fn grouped(number: f64) -> String {
    figures::grouped(number, usize::from(number.abs() < 100.0))
}
