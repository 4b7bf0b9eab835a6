//! A limit to how long a caller waits, and a breaker that spares what does not answer.

use linchpin_catalog::{Interaction, Property, RecordType};
use linchpin_document::{Item, RecordId};

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// A timeout is this many times what the callee takes at worst for itself.
const PATIENCE: f64 = 5.0;
/// No shorter timeout is proposed, in milliseconds.
const LEAST: f64 = 100.0;

/// Calls that wait without a timeout or a breaker, and components that make or take such calls.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    once(situation.design.get(id).is_some_and(|item| !unguarded(item, situation.design).is_empty()))
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let calls = unguarded(sketch.design().get(id)?, sketch.design());
    let (_, first) = sketch.design().get(*calls.first()?).and_then(Item::ends)?;
    for call in &calls {
        let (item, callee) = (sketch.design().get(*call)?, sketch.design().get(*call)?.ends()?.1);
        let timeout = item.number(Property::Timeout);
        let slowest = sketch.component(callee).and_then(|callee| callee.param(Property::ServiceTime));
        let wait = (PATIENCE * slowest.map_or(0.0, |time| time.high)).max(LEAST);
        if timeout.is_none() {
            sketch.set(*call, Property::Timeout, (wait / LEAST).ceil() * LEAST);
        }
        sketch.set(*call, Property::CircuitBreaker, true);
    }
    let whom = sketch.name(first);
    Some(match calls.len() {
        1 => format!("A timeout and a circuit breaker for calls to {whom}"),
        more => format!("Timeouts and circuit breakers for {more} calls"),
    })
}

/// The connection itself, or those of a component, that wait for an answer without limit.
fn unguarded(item: &Item, design: &linchpin_document::Design) -> Vec<RecordId> {
    let guarded =
        |item: &Item| item.number(Property::Timeout).is_some() && item.flag(Property::CircuitBreaker) == Some(true);
    let waits = |item: &Item| {
        let interaction = item.choice::<Interaction>(Property::Interaction);
        interaction.is_none_or(|interaction| interaction == Interaction::Request)
    };
    let calls: Vec<&Item> = match item.record_type {
        RecordType::Connection => vec![item],
        RecordType::Component => design.connections_of(item.id).collect(),
        _ => Vec::new(),
    };
    calls.into_iter().filter(|item| waits(item) && !guarded(item)).map(|item| item.id).collect()
}
