//! Requests to the server.

use portal_types::{CaregiverSignIn, Handoff, HandoffState, HandoffStatus, Session, StaffSignIn};
use wasm_bindgen::JsValue;

use super::wire::{Wire, sign_in_json, staff_sign_in_json};
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
    open_session(sign_in_json(request)).await
}

/// Signs a member of staff in.
///
/// # Errors
/// A [`SignInError`].
pub async fn sign_staff_in(request: &StaffSignIn) -> Result<Session, SignInError> {
    open_session(staff_sign_in_json(request)).await
}

async fn open_session(json: Option<String>) -> Result<Session, SignInError> {
    let json = json.ok_or(SignInError::Unreachable)?;
    let reply = http::send("POST", endpoints::SESSION, Some(&json), None)
        .await
        .map_err(|_| SignInError::Unreachable)?;
    match SignInError::of_status(reply.status) {
        Some(error) => Err(error),
        None => Session::read(&reply.body).ok_or(SignInError::Unreachable),
    }
}

/// Asks for something to be done: stopping a card, or opening a family in an emergency.
///
/// # Errors
/// An [`ApiError`].
pub async fn post(path: &str, json: &str) -> Result<(), ApiError> {
    let reply = http::send("POST", path, Some(json), None).await?;
    ApiError::of_status(reply.status).map_or(Ok(()), Err)
}

/// Asks for a way to go on with this visit on a phone.
///
/// # Errors
/// An [`ApiError`].
pub async fn hand_over() -> Result<Handoff, ApiError> {
    let reply = http::send("POST", endpoints::HANDOFF, None, None).await?;
    match ApiError::of_status(reply.status) {
        Some(error) => Err(error),
        None => Handoff::read(&reply.body).ok_or(ApiError::BadData),
    }
}

/// What became of it.
///
/// # Errors
/// An [`ApiError`].
pub async fn handoff_state() -> Result<HandoffState, ApiError> {
    let body = get(endpoints::HANDOFF, None).await?;
    HandoffStatus::read(&body)
        .map(|status| status.state)
        .ok_or(ApiError::BadData)
}

/// Ends the session on the server. It ends by itself as well, so nobody waits for the answer.
pub async fn sign_out() {
    let _ = http::send("DELETE", endpoints::SESSION, None, None).await;
}
