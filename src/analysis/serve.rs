//! The worker's side: keeps a replica, analyses it, answers.

use js_sys::Uint8Array;
use linchpin_analysis::analyse;
use linchpin_document::{PeerId, Replica, Transaction};
use linchpin_format::snapshot;
use linchpin_studies::{decode, encode};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::message::{Reply, Request};

/// Serves requests until the page ends the worker.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let mut replica = empty();
    let answering = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        if let Some(request) = decode::<Request>(&bytes) {
            send(&answering, &answer(&mut replica, request));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It serves as long as the worker lives.
    on_message.forget();
    send(&scope, &Reply { number: 0, elapsed: 0.0, report: None });
}

fn empty() -> Replica {
    // The worker never writes, so its peer never shows.
    Replica::new(PeerId::from_bits(0))
}

fn answer(replica: &mut Replica, request: Request) -> Reply {
    if request.reset {
        *replica = empty();
    }
    if !request.ops.is_empty() {
        replica.merge(&snapshot::decode(&request.ops).unwrap_or_default());
    }
    if let Some(draft) = request.draft {
        let draft =
            if draft.is_empty() { Transaction::new() } else { snapshot::decode_draft(&draft).unwrap_or_default() };
        replica.set_draft(draft);
    }
    let started = clock();
    let report = Some(analyse(replica.design(), &request.query));
    Reply { number: request.number, elapsed: clock() - started, report }
}

fn clock() -> f64 {
    let performance =
        js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>().ok().and_then(|scope| scope.performance());
    performance.map_or(0.0, |performance| performance.now())
}

fn send(scope: &DedicatedWorkerGlobalScope, reply: &Reply) {
    let bytes = Uint8Array::from(encode(reply).as_slice());
    let transfer = js_sys::Array::of1(&bytes.buffer());
    // A page that is gone no longer listens, and then nobody misses the answer.
    let _ = scope.post_message_with_transfer(&bytes, &transfer);
}
