//! What `boot.js` prepared while the portal was still loading: `window.portalBoot`.

use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Request;

pub(super) fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()
        .filter(|v| !v.is_undefined() && !v.is_null())
}

fn prepared() -> Option<JsValue> {
    field(window().as_ref(), "portalBoot")
}

/// The request for `path` that the page started before the portal did. Each is taken once.
#[must_use]
pub fn take_early(path: &str) -> Option<Promise> {
    let early = field(&prepared()?, "early")?;
    let promise = field(&early, path)?.dyn_into().ok()?;
    let early: &js_sys::Object = early.unchecked_ref();
    let _ = Reflect::delete_property(early, &JsValue::from_str(path));
    Some(promise)
}

/// Sends a request the way this page does: that of the lobby adds its proof.
pub fn fetch(request: &Request) -> Promise {
    let own = field(window().as_ref(), "portalFetch").and_then(|own| own.dyn_into().ok());
    let sent = own.and_then(|own: Function| own.call1(&JsValue::NULL, request).ok());
    match sent {
        Some(promise) => promise.unchecked_into(),
        None => window().fetch_with_request(request),
    }
}

/// Calls `offered` when a newer version of the portal is ready, now or later, as long as the app runs.
pub fn on_update(offered: impl Fn() + 'static) {
    if update().is_some() {
        offered();
    }
    EventListener::new(&window(), "portal-update", move |_| offered()).forget();
}

/// Loads the newer version in place of this one.
pub fn load_update() {
    if let Some(update) = update() {
        let _ = update.call0(&JsValue::NULL);
    }
}

fn update() -> Option<Function> {
    field(&prepared()?, "update")?.dyn_into().ok()
}

/// Begins to fetch the search without a directory: it also makes square codes.
#[must_use]
pub fn code() -> Option<Promise> {
    let code: Function = field(&prepared()?, "code")?.dyn_into().ok()?;
    code.call0(&JsValue::NULL).ok()?.dyn_into().ok()
}

/// Begins to open the search over the directory of this address.
#[must_use]
pub fn search(pack: &str) -> Option<Promise> {
    let search: Function = field(&prepared()?, "search")?.dyn_into().ok()?;
    search
        .call1(&JsValue::NULL, &JsValue::from_str(pack))
        .ok()?
        .dyn_into()
        .ok()
}

/// The language the page chose from the phone's list.
#[must_use]
pub fn language() -> Option<String> {
    field(&prepared()?, "language")?.as_string()
}

/// Where a language's table is; its name carries a content hash in a release.
#[must_use]
pub fn locale_url(tag: &str) -> Option<String> {
    field(&field(&prepared()?, "locales")?, tag)?.as_string()
}

/// Where the texts of a language are that some screens fetch for themselves: beside its own table, and of the same name, so
/// that no page has to list them.
#[must_use]
pub fn later_url(tag: &str) -> Option<String> {
    Some(locale_url(tag)?.replacen("/locales/", "/locales/later/", 1))
}

/// The texts of a fetched table, in the order of the program.
#[must_use]
pub fn texts(table: &JsValue) -> Vec<String> {
    let text = |text: JsValue| text.as_string().unwrap_or_default();
    js_sys::Array::from(table).iter().map(text).collect()
}
