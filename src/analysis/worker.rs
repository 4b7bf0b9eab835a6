//! Starting a worker that runs this same module.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, WorkerOptions, WorkerType};

use super::message::{Reply, Request, decode, encode};
use crate::platform;

/// A worker; it ends when this is dropped.
pub struct Worker {
    worker: web_sys::Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Worker {
    /// Starts one. Nothing where the browser refuses. Its first reply says that it is ready.
    pub fn start(name: &str, receive: Box<dyn Fn(Reply)>, lost: Box<dyn Fn()>) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let worker = web_sys::Worker::new_with_options(&address()?, &options).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            if let Some(reply) = decode::<Reply>(&bytes) {
                receive(reply);
            }
        });
        let lost: Rc<dyn Fn()> = lost.into();
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| {
            // Not from inside the dying worker's own event.
            let lost = lost.clone();
            Timeout::new(0, move || lost()).forget();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a request.
    pub fn post(&self, request: &Request) {
        let bytes = Uint8Array::from(encode(request).as_slice());
        let posted = self.worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
        debug_assert!(posted.is_ok(), "bytes can always be posted");
    }
}

/// The address of the script, which imports what the page's own link tags name.
fn address() -> Option<String> {
    thread_local!(static ADDRESS: OnceCell<Option<String>> = const { OnceCell::new() });
    ADDRESS.with(|address| {
        address
            .get_or_init(|| {
                let bag = BlobPropertyBag::new();
                bag.set_type("text/javascript");
                let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script()?.into()), &bag).ok()?;
                Url::create_object_url_with_blob(&blob).ok()
            })
            .clone()
    })
}

fn script() -> Option<String> {
    let address = |selector: &str| {
        let link = platform::document().query_selector(selector).ok()??;
        let path = link.get_attribute("href")?;
        let base = platform::document().base_uri().ok()??;
        Url::new_with_base(&path, &base).ok().map(|url| url.href())
    };
    let module = address("link[rel=modulepreload]")?;
    let wasm = address("link[rel=preload][as=fetch]")?;
    Some(format!("import start from {module:?};\nstart({{ module_or_path: {wasm:?} }});\n"))
}
