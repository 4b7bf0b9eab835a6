//! Starting workers, each a program of this build.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, WorkerOptions, WorkerType};

use crate::platform;

/// What a worker runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// This same module, which is there already.
    Page,
    /// The program in `study/`, fetched when it is first started.
    Study,
}

/// Gets the bytes of each message of a worker.
pub type Receive = Box<dyn Fn(&[u8])>;

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
    /// Starts one. Nothing where the browser refuses. The first message says that it is ready; `lost` hears
    /// that it could not be fetched or broke off.
    pub fn start(program: Program, name: &str, receive: Receive, lost: Box<dyn Fn()>) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let worker = web_sys::Worker::new_with_options(&address(program)?, &options).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            receive(&Uint8Array::new(&event.data()).to_vec());
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

    /// Sends a message.
    pub fn post(&self, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        let posted = self.worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
        debug_assert!(posted.is_ok(), "bytes can always be posted");
    }
}

/// The address of a script that starts the program; made once.
fn address(program: Program) -> Option<String> {
    thread_local!(static ADDRESSES: RefCell<Vec<(Program, String)>> = const { RefCell::new(Vec::new()) });
    ADDRESSES.with_borrow_mut(|addresses| {
        if let Some((_, address)) = addresses.iter().find(|(known, _)| *known == program) {
            return Some(address.clone());
        }
        let bag = BlobPropertyBag::new();
        bag.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script(program)?.into()), &bag).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        addresses.push((program, address.clone()));
        Some(address)
    })
}

/// A promise that fails in a worker tells the page nothing; an error that nobody catches does.
fn script(program: Program) -> Option<String> {
    let (module, wasm) = match program {
        Program::Page => (named("link[rel=modulepreload]", "href")?, named("link[rel=preload][as=fetch]", "href")?),
        Program::Study => {
            let base = named("meta[name=study]", "content")?;
            (format!("{base}.js"), format!("{base}_bg.wasm"))
        }
    };
    let (module, wasm) = (absolute(&module)?, absolute(&wasm)?);
    // A quotation mark is not among the characters of an address.
    Some(format!(
        "import start from \"{module}\";\n\
         start({{ module_or_path: \"{wasm}\" }}).catch((error) => setTimeout(() => {{ throw error; }}));\n"
    ))
}

/// What the page's own tags name, so that hashed file names need no configuration.
fn named(selector: &str, attribute: &str) -> Option<String> {
    platform::document().query_selector(selector).ok()??.get_attribute(attribute)
}

fn absolute(path: &str) -> Option<String> {
    let base = platform::document().base_uri().ok()??;
    Url::new_with_base(path, &base).ok().map(|url| url.href())
}
