//! Requests to the server.

use portal_types::{CaregiverSignIn, Session};
use wasm_bindgen::JsValue;

use super::wire::{Wire, sign_in_json};
use super::{ApiError, SignInError, endpoints};
use crate::platform::http::{self, AbortSignal};

/// Gets one answer as the browser parsed it; [`Wire`] reads it. Not generic, so that it exists once.
///
/// # Errors
/// An [`ApiError`].
pub async fn get(path: &str, cancel: Option<AbortSignal>) -> Result<JsValue, ApiError> {
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
    let json = sign_in_json(request).ok_or(SignInError::Unreachable)?;
    let reply = http::send("POST", endpoints::SESSION, Some(&json), None)
        .await
        .map_err(|_| SignInError::Unreachable)?;
    match SignInError::of_status(reply.status) {
        Some(error) => Err(error),
        None => Session::read(&reply.body).ok_or(SignInError::Unreachable),
    }
}

/// Ends the session on the server. It ends by itself as well, so nobody waits for the answer.
pub async fn sign_out() {
    let _ = http::send("DELETE", endpoints::SESSION, None, None).await;
}
