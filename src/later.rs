//! Parts of the page's program that are fetched when they are first needed, or once the page is idle.
//!
//! A function marked `#[wasm_split(part)]` stands where the program is cut: it and all that only it leads to end
//! up in the file of that part (xtask/src/program/parts.rs). It hands out what the part can do as plain functions, so
//! that once a part is there, using it takes no waiting at all.

use std::pin::Pin;
use std::task::{Context, Waker};

use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;

/// A part could not be fetched. It is tried again whenever it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

impl From<SplitLoaderError> for Lost {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

impl std::fmt::Display for Lost {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("This part of the page could not be loaded. Is there a connection? All else goes on.")
    }
}

/// What a part can do, on its way.
pub type Coming<P> = Pin<Box<dyn Future<Output = Result<P, Lost>>>>;

/// Does something with a part: at once if it is there.
pub fn with_part<P: 'static>(coming: Coming<P>, then: impl FnOnce(Result<P, Lost>) + 'static) {
    fn start(mut work: Pin<Box<dyn Future<Output = ()>>>) {
        if work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            soon(work);
        }
    }
    start(Box::pin(async move { then(coming.await) }));
}

/// Lets work go on by itself. Its kind is forgotten first: what runs futures is compiled once for each kind.
pub fn soon(work: impl Future<Output = ()> + 'static) {
    fn start(work: Pin<Box<dyn Future<Output = ()>>>) {
        spawn_local(work);
    }
    start(Box::pin(work));
}
