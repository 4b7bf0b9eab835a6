//! A limit to how long a caller waits, and a breaker that spares what does not answer.

use linchpin_catalog::{Interaction, Property, RecordType};
use linchpin_document::{Design, Item, RecordId};

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// A timeout is this many times what the callee takes at worst for itself.
const PATIENCE: f64 = 5.0;
/// No shorter timeout is proposed, in milliseconds.
const LEAST: f64 = 100.0;

/// Calls that wait without a timeout or a breaker, and components that make such calls.
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

/// The connection itself, or those out of a component, that wait for an answer without limit. The drivers of stores
/// have limits of their own.
fn unguarded(item: &Item, design: &Design) -> Vec<RecordId> {
    let guarded =
        |call: &Item| call.number(Property::Timeout).is_some() && call.flag(Property::CircuitBreaker) == Some(true);
    let waits = |call: &Item| {
        let interaction = call.choice::<Interaction>(Property::Interaction);
        interaction.is_none_or(|interaction| interaction == Interaction::Request)
    };
    let from_here = |call: &&Item| {
        let Some((from, to)) = call.ends() else { return false };
        let callee = design.get(to).map(|callee| callee.kind().traits()).unwrap_or_default();
        from == item.id && !callee.store && !callee.caching && !callee.queue && !callee.stream
    };
    let calls: Vec<&Item> = match item.record_type {
        RecordType::Connection => vec![item],
        RecordType::Component => design.connections_of(item.id).filter(from_here).collect(),
        _ => Vec::new(),
    };
    calls.into_iter().filter(|call| waits(call) && !guarded(call)).map(|call| call.id).collect()
}
