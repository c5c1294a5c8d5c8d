//! Requests to our own server: with a time-out, and cut off when nobody waits for them any more.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestInit, Response};

pub use web_sys::AbortSignal;

use super::{boot, clock};

const TIME_OUT_MS: u32 = 10_000;

/// What came back: the status, and the body if it was JSON.
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The body; `undefined` when it was no JSON.
    pub body: JsValue,
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReply {
    /// The server could not be reached.
    Unreachable,
    /// The server took too long.
    TimedOut,
    /// The view that asked is gone.
    Cancelled,
}

/// Cuts its request off when dropped.
#[derive(Clone)]
pub struct Cancel(Rc<AbortOnDrop>);

struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

impl Cancel {
    /// A handle for one or more requests.
    #[must_use]
    pub fn new() -> Self {
        Self(Rc::new(AbortOnDrop(AbortController::new().ok())))
    }

    /// The part a request listens to. It does not keep the handle alive.
    #[must_use]
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.0.as_ref().map(AbortController::signal)
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends a request; `json` is its body. A `GET` that the page has already started is taken over.
///
/// # Errors
/// [`NoReply`] when no answer arrived. A status of 500 is an answer.
pub async fn send(
    method: &str,
    path: &str,
    json: Option<&str>,
    cancel: Option<AbortSignal>,
) -> Result<Reply, NoReply> {
    let late = Rc::new(Cell::new(false));
    let controller = AbortController::new().map_err(|_| NoReply::Unreachable)?;
    let (abort, ran_out) = (controller.clone(), late.clone());
    let timer = clock::after(TIME_OUT_MS, move || {
        ran_out.set(true);
        abort.abort();
    });
    let left = cancel.clone();
    let listener = cancel.map(|signal| {
        let abort = controller.clone();
        gloo::events::EventListener::new(&signal, "abort", move |_| abort.abort())
    });
    let result = exchange(method, path, json, &controller.signal()).await;
    drop((timer, listener));
    result.map_err(|_| match left {
        Some(signal) if signal.aborted() => NoReply::Cancelled,
        _ if late.get() => NoReply::TimedOut,
        _ => NoReply::Unreachable,
    })
}

async fn exchange(
    method: &str,
    path: &str,
    json: Option<&str>,
    signal: &AbortSignal,
) -> Result<Reply, JsValue> {
    let early = if method == "GET" {
        boot::take_early(path)
    } else {
        None
    };
    let promise = match early {
        Some(promise) => promise,
        None => boot::fetch(&request(method, path, json, signal)?),
    };
    let response: Response = JsFuture::from(promise).await?.dyn_into()?;
    let status = response.status();
    let body = match response.json() {
        Ok(body) => JsFuture::from(body).await,
        Err(error) => Err(error),
    };
    // A body that is cut off is no answer; an empty body of a status without one is.
    match body {
        Ok(body) => Ok(Reply { status, body }),
        Err(_) if status != 200 => Ok(Reply {
            status,
            body: JsValue::UNDEFINED,
        }),
        Err(error) => Err(error),
    }
}

fn request(
    method: &str,
    path: &str,
    json: Option<&str>,
    signal: &AbortSignal,
) -> Result<Request, JsValue> {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_signal(Some(signal));
    if let Some(json) = json {
        init.set_body(&JsValue::from_str(json));
    }
    let request = Request::new_with_str_and_init(path, &init)?;
    if json.is_some() {
        request.headers().set("Content-Type", "application/json")?;
    }
    Ok(request)
}
