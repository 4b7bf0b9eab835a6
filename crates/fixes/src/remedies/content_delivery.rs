//! A CDN between people and what answers them.

use linchpin_catalog::ComponentKind;
use linchpin_document::RecordId;

use super::once;
use crate::remedy::Situation;
use crate::sketch::{Arrow, Sketch};

/// Anything that answers reads, in a design without a CDN.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let read = situation.subject(id).is_some_and(|subject| subject.report.rate.read > 0.0);
    let has_one = || situation.design.components().any(|item| item.kind() == ComponentKind::Cdn);
    once(read && !has_one())
}

pub(crate) fn draw(sketch: &mut Sketch, _: RecordId, _: u32) -> Option<String> {
    let people = sketch.design().components().filter(|item| item.kind().traits().client);
    let people: Vec<RecordId> = people.map(|item| item.id).collect();
    let entering: Vec<Arrow> = people.into_iter().flat_map(|client| sketch.calls_from(client)).collect();
    // Names are looked up at a DNS; what it names is called by way of the CDN.
    let named = |call: &Arrow| sketch.kind(call.to) == ComponentKind::Dns;
    let (look_ups, mut entering): (Vec<Arrow>, Vec<Arrow>) = entering.into_iter().partition(named);
    let mut servers: Vec<RecordId> = look_ups.iter().map(|call| call.to).collect();
    servers.dedup();
    entering.extend(servers.into_iter().flat_map(|dns| sketch.calls_from(dns)));
    let first = *entering.first()?;
    let kind = sketch.kind(first.to);
    if entering.iter().any(|call| sketch.kind(call.to) != kind) {
        return None;
    }
    let cdn = sketch.add(ComponentKind::Cdn, ComponentKind::Cdn.label(), first.from);
    let mut fed: Vec<RecordId> = Vec::new();
    for call in entering {
        if !fed.contains(&call.to) {
            fed.push(call.to);
            sketch.connect(cdn, call.to);
        }
        sketch.lead_to(call, cdn);
    }
    Some(format!("A CDN in front of {}", sketch.name(first.to)))
}
