//! Stands in for the crate `wasm-streams`.
//!
//! Leptos brings it along for server functions, which the portal does not have. Its classes are exports of the wasm, and
//! what is exported is never left out: 5 KB on each family's phone for code that nothing calls. This has the part of its
//! interface that `server_fn` compiles against, and no exports. Whoever begins to use server functions takes the
//! `[patch]` out of `Cargo.toml`.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;
use web_sys::ReadableStream as Raw;

/// A stream of the browser, from which nothing can be read here.
#[derive(Debug)]
pub struct ReadableStream(Raw);

impl ReadableStream {
    /// Wraps a stream of the browser.
    #[must_use]
    pub fn from_raw(raw: Raw) -> Self {
        Self(raw)
    }

    /// There is no way to send a stream from here.
    ///
    /// # Panics
    /// Always: see the crate.
    pub fn from_stream<S: Stream<Item = Result<JsValue, JsValue>> + 'static>(_: S) -> Self {
        unreachable!("the portal has no server functions")
    }

    /// The stream of the browser.
    #[must_use]
    pub fn into_raw(self) -> Raw {
        self.0
    }

    /// What can be read from it: nothing.
    #[must_use]
    pub fn into_stream(self) -> Nothing {
        Nothing
    }
}

/// A stream that is over.
#[derive(Debug)]
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
