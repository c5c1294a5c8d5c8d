//! Requests with typed answers.

use portal_types::{CaregiverSignIn, Session};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::{ApiError, SignInError, endpoints};
use crate::platform::http::{self, AbortSignal};

/// Gets and reads one answer.
///
/// # Errors
/// An [`ApiError`]; a body of the wrong shape is [`ApiError::BadData`], never half an answer.
pub async fn get<T: DeserializeOwned>(
    path: &str,
    cancel: Option<AbortSignal>,
) -> Result<T, ApiError> {
    let body = get_value(path, cancel).await?;
    serde_wasm_bindgen::from_value(body).map_err(|_| ApiError::BadData)
}

/// The part of [`get`] that is the same for every type, so that it exists once.
async fn get_value(path: &str, cancel: Option<AbortSignal>) -> Result<JsValue, ApiError> {
    let reply = http::send("GET", path, None, cancel).await?;
    match ApiError::of_status(reply.status) {
        Some(error) => Err(error),
        None => Ok(reply.body),
    }
}

/// Signs a caregiver in.
///
/// # Errors
/// A [`SignInError`].
pub async fn sign_in(request: &CaregiverSignIn) -> Result<Session, SignInError> {
    let json = serde_wasm_bindgen::to_value(request)
        .ok()
        .and_then(|value| js_sys::JSON::stringify(&value).ok())
        .and_then(|text| text.as_string())
        .ok_or(SignInError::Unreachable)?;
    let reply = http::send("POST", endpoints::SESSION, Some(&json), None)
        .await
        .map_err(|_| SignInError::Unreachable)?;
    match SignInError::of_status(reply.status) {
        Some(error) => Err(error),
        None => serde_wasm_bindgen::from_value(reply.body).map_err(|_| SignInError::Unreachable),
    }
}

/// Ends the session on the server. It ends by itself as well, so nobody waits for the answer.
pub async fn sign_out() {
    let _ = http::send("DELETE", endpoints::SESSION, None, None).await;
}
