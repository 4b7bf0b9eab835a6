//! A queue with workers in place of waiting for a long task.

use linchpin_catalog::{ComponentKind, Param, Property, When};
use linchpin_document::RecordId;

use crate::remedy::Situation;
use crate::sketch::{Arrow, PAIR, Sketch};

/// How full workers may be.
const FULL: f64 = 0.75;

/// Counts of workers: as many as work off what arrives, with one to spare, of what callers wait for.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let Some(subject) = situation.subject(id) else { return Vec::new() };
    let traits = subject.item.kind().traits();
    if traits.forwarder || traits.store || traits.caching || traits.queue || traits.stream {
        return Vec::new();
    }
    let worker = |property, otherwise: f64| {
        ComponentKind::Worker.default(property).map_or(otherwise, |Param { value, .. }| value)
    };
    let rate = subject.report.rate.total();
    // A worker is held while it waits for the task to be done.
    let task = subject.item.param(Property::ServiceTime).map_or(0.0, |time| time.value) / 1e3;
    let by_slots = rate * (task + worker(Property::ServiceTime, 0.0) / 1e3) / worker(Property::Slots, 1.0);
    let by_rate = rate / worker(Property::Capacity, 1.0);
    let carrying = (by_rate.max(by_slots) / FULL).ceil().clamp(1.0, 5_000.0) as u32;
    vec![carrying + 1, carrying * 2 + 1]
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, workers: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    let waiting: Vec<Arrow> = sketch.calls_to(id).into_iter().filter(|call| waits(sketch, *call)).collect();
    if waiting.is_empty() {
        return None;
    }
    let queue = sketch.add(ComponentKind::MessageQueue, &format!("{name} queue"), id);
    sketch.set(queue, Property::Instances, PAIR);
    let worker = sketch.add(ComponentKind::Worker, &format!("{name} worker"), id);
    sketch.set(worker, Property::Instances, f64::from(workers));
    sketch.connect(queue, worker);
    sketch.copy_connection(waiting[0].id, worker, id);
    for call in waiting {
        let hand_over = sketch.connect(call.from, queue);
        // As often as before: into a queue only writes would go by nature.
        let before = sketch.design().get(call.id);
        let when = before.and_then(|item| item.choice::<When>(Property::When)).unwrap_or(When::Always);
        let calls = before.and_then(|item| item.number(Property::Calls));
        let share = before.and_then(|item| item.number(Property::Share));
        sketch.set(hand_over, Property::When, when.id());
        for (property, value) in [(Property::Calls, calls), (Property::Share, share)] {
            if let Some(value) = value {
                sketch.set(hand_over, property, value);
            }
        }
        sketch.delete_connection(call.id);
    }
    Some(format!("A queue with workers in front of {name}"))
}

/// Whether the caller is one that can hand over: something that computes and waits for the answer.
fn waits(sketch: &Sketch, call: Arrow) -> bool {
    let caller = sketch.kind(call.from).traits();
    let in_between = caller.queue || caller.stream || caller.caching || caller.forwarder || caller.store;
    !in_between && sketch.kind(call.from) != ComponentKind::Worker
}
