//! The worker that runs studies: requests in, replies out, until the page ends it.

use js_sys::{Array, Function, Reflect, Uint8Array, global};
use linchpin_analysis::Probe;
use linchpin_format::file;
use linchpin_studies::{Reply, Request, decode, encode, run};
use wasm_bindgen::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    let on_message = Closure::<dyn FnMut(JsValue)>::new(|event: JsValue| {
        let Ok(data) = Reflect::get(&event, &"data".into()) else { return };
        if let Some(request) = decode::<Request>(&Uint8Array::new(&data).to_vec()) {
            answer(&request);
        }
    });
    // A worker's scope takes any property.
    let _ = Reflect::set(&global(), &"onmessage".into(), on_message.as_ref());
    // It serves as long as the worker lives.
    on_message.forget();
    send(&Reply::Ready);
}

fn answer(request: &Request) {
    let (number, started) = (request.number, clock());
    let mut tell = |progress| send(&Reply::Progress { number, progress });
    let answer = run(&request.design(), &request.study, &mut tell);
    send(&Reply::Answer { number, elapsed: clock() - started, answer });
}

/// Milliseconds since the worker started.
fn clock() -> f64 {
    let performance = Reflect::get(&global(), &"performance".into()).unwrap_or_default();
    let now = call(&performance, "now", &Array::new());
    now.and_then(|now| now.as_f64()).unwrap_or(0.0)
}

fn send(reply: &Reply) {
    let bytes = Uint8Array::from(encode(reply).as_slice());
    let transfer = Array::of1(&bytes.buffer());
    // A page that is gone no longer listens, and then nobody misses the reply.
    let _ = call(&global(), "postMessage", &Array::of2(&bytes, &transfer));
}

/// Calls a method by its name: all this program needs of the browser's interfaces.
fn call(target: &JsValue, method: &str, arguments: &Array) -> Option<JsValue> {
    let method = Reflect::get(target, &method.into()).ok()?;
    method.dyn_ref::<Function>()?.apply(target, arguments).ok()
}

/// For the end-to-end tests: the bytes of the reports on the design of a file, to be compared with those
/// of the native build; nothing where the file cannot be read.
#[wasm_bindgen]
pub fn probe(text: &str) -> Option<Vec<u8>> {
    file::read(text).ok().map(|imported| encode(&Probe::of(&imported.design())))
}
