//! Requests to the server.

use portal_types::{
    CaregiverSignIn, Handoff, HandoffRedemption, HandoffState, HandoffStatus, Session, StaffSignIn,
};
use wasm_bindgen::JsValue;

use super::wire::{Wire, problem_code, redemption_json, sign_in_json, staff_sign_in_json};
use super::{ApiError, HandoffError, SignInError, endpoints};
use crate::platform::http::{self, AbortSignal, Reply};

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
    let opened = open_session(endpoints::SESSION, sign_in_json(request)).await;
    opened.map_err(|refusal| SignInError::of_status(refusal.status))
}

/// Signs a member of staff in.
///
/// # Errors
/// A [`SignInError`].
pub async fn sign_staff_in(request: &StaffSignIn) -> Result<Session, SignInError> {
    let opened = open_session(endpoints::SESSION, staff_sign_in_json(request)).await;
    opened.map_err(|refusal| SignInError::of_status(refusal.status))
}

/// Takes a visit over from the touch screen.
///
/// # Errors
/// A [`HandoffError`].
pub async fn redeem(request: &HandoffRedemption) -> Result<Session, HandoffError> {
    let opened = open_session(endpoints::REDEEM, redemption_json(request)).await;
    opened
        .map_err(|refusal| HandoffError::of(refusal.status, problem_code(&refusal.body).as_deref()))
}

/// A session, or what came instead of one; status 0 where that was nothing to read.
async fn open_session(path: &str, json: Option<String>) -> Result<Session, Reply> {
    let nothing = Reply {
        status: 0,
        body: JsValue::UNDEFINED,
    };
    let Some(json) = json else {
        return Err(nothing);
    };
    match http::send("POST", path, Some(&json), None).await {
        Ok(reply) if reply.status == 200 => Session::read(&reply.body).ok_or(nothing),
        reply => Err(reply.unwrap_or(nothing)),
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
