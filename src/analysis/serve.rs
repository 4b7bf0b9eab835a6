//! The worker's side: keeps a replica, analyses it, answers.

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use linchpin_analysis::{Prepared, Query, Rules};
use linchpin_document::{PeerId, Replica, Transaction};
use linchpin_format::snapshot;
use linchpin_studies::{decode, encode};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::wasm_split;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::message::{Reply, Request};
use crate::later::{Lost, with_part};

/// Milliseconds after which rules that could not be fetched are tried again.
const AGAIN_AFTER: u32 = 5_000;

/// All rules: a part of the program that is fetched once something is drawn, while the first verdicts are there.
#[wasm_split(rules, fallible)]
fn all_rules() -> Result<Rules, Lost> {
    Ok(Rules::ALL)
}

/// Serves requests until the page ends the worker.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let server = Server(Rc::new(RefCell::new(State {
        scope: scope.clone(),
        replica: empty(),
        query: Query::default(),
        number: 0,
        rules: Rules::FIRST,
        stage: Stage::Untouched,
    })));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        if let Some(request) = decode::<Request>(&bytes) {
            server.0.borrow_mut().take(request);
            server.answer();
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It serves as long as the worker lives.
    on_message.forget();
    send(&scope, &Reply { number: 0, elapsed: 0.0, report: None, complete: false });
}

/// What answers.
#[derive(Clone)]
struct Server(Rc<RefCell<State>>);

struct State {
    scope: DedicatedWorkerGlobalScope,
    replica: Replica,
    query: Query,
    /// Of the last request.
    number: u32,
    rules: Rules,
    stage: Stage,
}

/// How far all rules are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing was drawn yet that they could be needed for.
    Untouched,
    Coming,
    There,
}

impl Server {
    /// Answers the last request, again once all rules are there.
    fn answer(&self) {
        let mut state = self.0.borrow_mut();
        state.answer();
        if state.stage == Stage::Untouched && !state.replica.design().is_empty() {
            state.stage = Stage::Coming;
            drop(state);
            self.fetch();
        }
    }

    fn fetch(&self) {
        let server = self.clone();
        with_part(Box::pin(all_rules()), move |rules| match rules {
            Ok(rules) => {
                let mut state = server.0.borrow_mut();
                (state.rules, state.stage) = (rules, Stage::There);
                state.answer();
            }
            Err(Lost) => {
                Timeout::new(AGAIN_AFTER, move || server.fetch()).forget();
            }
        });
    }
}

impl State {
    fn take(&mut self, request: Request) {
        if request.reset {
            self.replica = empty();
        }
        if !request.ops.is_empty() {
            self.replica.merge(&snapshot::decode(&request.ops).unwrap_or_default());
        }
        if let Some(draft) = request.draft {
            let draft =
                if draft.is_empty() { Transaction::new() } else { snapshot::decode_draft(&draft).unwrap_or_default() };
            self.replica.set_draft(draft);
        }
        (self.number, self.query) = (request.number, request.query);
    }

    fn answer(&self) {
        let started = clock(&self.scope);
        let report = Prepared::of(self.replica.design()).report_by(self.rules, &self.query);
        let elapsed = clock(&self.scope) - started;
        // Where nothing is drawn there is nothing to find.
        let complete = self.stage == Stage::There || self.replica.design().is_empty();
        send(&self.scope, &Reply { number: self.number, elapsed, report: Some(report), complete });
    }
}

fn empty() -> Replica {
    // The worker never writes, so its peer never shows.
    Replica::new(PeerId::from_bits(0))
}

fn clock(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |performance| performance.now())
}

fn send(scope: &DedicatedWorkerGlobalScope, reply: &Reply) {
    let bytes = Uint8Array::from(encode(reply).as_slice());
    let transfer = js_sys::Array::of1(&bytes.buffer());
    // A page that is gone no longer listens, and then nobody misses the answer.
    let _ = scope.post_message_with_transfer(&bytes, &transfer);
}
