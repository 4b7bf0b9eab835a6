//! What Leptos needs of the crate `wasm-streams` to be compiled: the workspace's Cargo.toml puts this in its place.
//!
//! Leptos links that crate for server functions. The page has neither a server nor such functions, but what a crate
//! exports to the script stays in the program whether or not anything calls it: classes, their methods and the
//! futures behind them.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser. There is none.
pub enum ReadableStream {}

impl ReadableStream {
    /// Never called: only answers of servers have streams.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unreachable!("there is no server")
    }

    /// Never called: only requests to servers have streams.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unreachable!("there is no server")
    }

    /// What comes out of it.
    pub fn into_stream(self) -> Chunks {
        match self {}
    }

    /// The browser's own.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self {}
    }
}

/// What comes out of a stream.
pub enum Chunks {}

impl Stream for Chunks {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match *self {}
    }
}
