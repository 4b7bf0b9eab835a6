//! One door for clients in front of the services they call one by one.

use linchpin_catalog::{ComponentKind, Family, Property, When};
use linchpin_document::{Arrange, RecordId};

use super::once;
use crate::remedy::Situation;
use crate::sketch::{Arrow, PAIR, Sketch};

/// Shares that differ by less are the same.
const ROUNDING: f64 = 1e-6;

/// What clients may call only through a gateway.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    once(situation.subject(id).is_some_and(|subject| belongs_behind(subject.item.kind())))
}

fn belongs_behind(kind: ComponentKind) -> bool {
    let traits = kind.traits();
    kind.spec().family == Family::Compute && kind != ComponentKind::WebServer || traits.queue || traits.stream
}

/// Everything that clients, or a DNS for them, call is called by the gateway from now on.
pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let calls = exposing_calls(sketch);
    if !calls.iter().any(|call| call.to == id) {
        return None;
    }
    let gateway = sketch.add(ComponentKind::ApiGateway, ComponentKind::ApiGateway.label(), id);
    sketch.set(gateway, Property::Instances, PAIR);
    let once_each = |end: fn(&Arrow) -> RecordId| {
        let mut ends: Vec<RecordId> = calls.iter().map(end).collect();
        ends.arrange();
        ends.dedup();
        ends
    };
    let (callers, services) = (once_each(|call| call.from), once_each(|call| call.to));
    let shares: Vec<Option<f64>> = services.iter().map(|service| share(sketch, *service, &calls, &callers)).collect();
    let even = 1.0 / services.len() as f64;
    let evenly = shares.iter().all(|share| share.is_none_or(|share| (share - even).abs() < ROUNDING));
    for (service, share) in services.into_iter().zip(shares) {
        pass_on(sketch, gateway, service, &calls, share.filter(|_| !evenly));
    }
    for caller in callers {
        sketch.connect(caller, gateway);
    }
    calls.iter().for_each(|call| sketch.delete_connection(call.id));
    Some("A pair of gateways between clients and services".to_owned())
}

fn exposing_calls(sketch: &Sketch) -> Vec<Arrow> {
    let asks_for_people = |kind: ComponentKind| kind.traits().client || kind == ComponentKind::Dns;
    let doors: Vec<RecordId> =
        sketch.design().components().filter(|item| asks_for_people(item.kind())).map(|item| item.id).collect();
    let calls = doors.into_iter().flat_map(|door| sketch.calls_from(door));
    calls.filter(|call| belongs_behind(sketch.kind(call.to)) && !is_meant(sketch, *call)).collect()
}

/// Devices may talk to a broker.
fn is_meant(sketch: &Sketch, call: Arrow) -> bool {
    let traits = sketch.kind(call.to).traits();
    sketch.kind(call.from) == ComponentKind::Device && (traits.queue || traits.stream)
}

/// The share of what callers send that goes to a service; nothing where nothing is sent.
fn share(sketch: &Sketch, service: RecordId, calls: &[Arrow], callers: &[RecordId]) -> Option<f64> {
    let sent: f64 = callers.iter().filter_map(|caller| Some(sketch.report(*caller)?.rate.total())).sum();
    let own = calls.iter().filter(|call| call.to == service);
    let asked: f64 = own.filter_map(|call| Some(sketch.findings().connection(call.id)?.rate.total())).sum();
    (sent > 0.0).then(|| (asked / sent).min(1.0))
}

/// The gateway calls a service as it was called, for the same share of requests.
fn pass_on(sketch: &mut Sketch, gateway: RecordId, service: RecordId, calls: &[Arrow], share: Option<f64>) {
    let Some(first) = calls.iter().find(|call| call.to == service) else { return };
    let call = sketch.copy_connection(first.id, gateway, service);
    let when = sketch.design().get(call).and_then(|item| item.choice::<When>(Property::When));
    if let Some(share) = share.filter(|_| matches!(when, None | Some(When::Always | When::Route))) {
        sketch.set(call, Property::When, When::Share.id());
        sketch.set(call, Property::Share, share);
    }
}
