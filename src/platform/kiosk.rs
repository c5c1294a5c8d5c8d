//! The touch screen in the lobby: its key and its clock, which `kiosk.js` and `kiosk-key.js` hold, so that a visit ends
//! even when everything else has failed.

use gloo::utils::window;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::boot;

#[wasm_bindgen(js_namespace = portalKiosk)]
extern "C" {
    /// Somebody has begun: from now on the screen is wiped when nobody touches it.
    pub fn begin();

    /// Wipes the screen, ends the session, and loads the page anew.
    pub fn finish();

    #[wasm_bindgen(js_name = start)]
    fn start_with_key() -> Promise;

    #[wasm_bindgen(js_name = enrol)]
    fn enrol_with_code(code: &str) -> Promise;
}

/// Whether both scripts have run: a browser refuses one that was changed on its way, and without them no visit ends.
#[must_use]
pub fn is_guarded() -> bool {
    // The second script adds this to what the first one made.
    let kiosk = boot::field(window().as_ref(), "portalKiosk");
    kiosk.is_some_and(|kiosk| boot::field(&kiosk, "end").is_some())
}

/// Begins with a new challenge; the word says how it stands (`kiosk-key.js`).
pub async fn start() -> String {
    word(start_with_key()).await
}

/// Has this screen enrolled with a one-time code, and begins; the word says how it stands.
pub async fn enrol(code: &str) -> String {
    word(enrol_with_code(code)).await
}

async fn word(told: Promise) -> String {
    let told = JsFuture::from(told).await.unwrap_or(JsValue::UNDEFINED);
    told.as_string().unwrap_or_default()
}
