//! Load balancers in pairs: a second one beside one that is alone, or a pair in front of servers that have none.

use linchpin_catalog::{ComponentKind, Property};
use linchpin_document::RecordId;

use super::ONCE;
use crate::remedy::Situation;
use crate::sketch::{Arrow, PAIR, Sketch};

/// For a balancer there is nothing to choose, for servers how many there are to be.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let Some(own) = situation.own(id) else { return Vec::new() };
    match own.item.kind() {
        ComponentKind::LoadBalancer => vec![ONCE],
        kind if is_server(kind) && own.item.flag(Property::KeepsState) != Some(true) => own.instance_counts(),
        _ => Vec::new(),
    }
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    if sketch.component(id)?.kind() == ComponentKind::LoadBalancer {
        let name = sketch.name(id);
        sketch.twin(id, &name);
        return Some(format!("A second load balancer beside {name}"));
    }
    in_front(sketch, id, count)
}

fn is_server(kind: ComponentKind) -> bool {
    matches!(kind, ComponentKind::WebServer | ComponentKind::ApplicationServer | ComponentKind::Service)
}

/// Callers go to a new pair of balancers, and those to the servers they went to.
fn in_front(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    let kind = sketch.kind(id);
    let callers: Vec<Arrow> = sketch.calls_to(id);
    // Within a system callers find instances by themselves; a balancer is for what enters.
    let enters = callers.iter().any(|call| sketch.kind(call.from).traits().entry);
    let spreads = |caller| {
        let kind = sketch.kind(caller);
        let traits = kind.traits();
        matches!(kind, ComponentKind::LoadBalancer | ComponentKind::Dns) || traits.queue || traits.stream
    };
    if !enters || callers.iter().any(|call| spreads(call.from)) {
        return None;
    }
    let balancer = sketch.add(ComponentKind::LoadBalancer, ComponentKind::LoadBalancer.label(), id);
    sketch.set(balancer, Property::Instances, PAIR);
    let mut servers = vec![id];
    for call in &callers {
        let alike = |other: &Arrow| other.to != id && kind.traits().machine && sketch.kind(other.to) == kind;
        for other in sketch.calls_from(call.from).into_iter().filter(alike).collect::<Vec<Arrow>>() {
            if !servers.contains(&other.to) {
                servers.push(other.to);
            }
            sketch.delete_connection(other.id);
        }
        sketch.lead_to(*call, balancer);
    }
    for server in &servers {
        sketch.connect(balancer, *server);
    }
    if servers.len() == 1 {
        sketch.set(id, Property::Instances, f64::from(count));
    }
    let name = sketch.name(id);
    Some(format!("A pair of load balancers in front of {}", if servers.len() == 1 { &name } else { "the servers" }))
}
