//! Requests to the server.

use portal_types::{Handoff, HandoffState, HandoffStatus, Session, StaffSignIn};
use wasm_bindgen::JsValue;

use super::wire::{Wire, problem_code, sign_in_json, staff_sign_in_json};
use super::{ApiError, EntryError, SignInError, endpoints};
use crate::platform::http::{self, AbortSignal, Reply};

/// What a caregiver signs in with, beside the PIN. No `Debug`: neither may reach a log.
#[derive(PartialEq, Eq)]
pub enum Entry {
    /// A card's code.
    Card(String),
    /// The token that takes a visit over from the touch screen.
    Visit(String),
}

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

/// Asks who is signed in; nobody is an answer too.
///
/// # Errors
/// An [`ApiError`].
pub async fn session() -> Result<Option<Session>, ApiError> {
    match get(endpoints::SESSION, None).await {
        Ok(body) if body.is_undefined() => Ok(None),
        Ok(body) => Session::read(&body).map(Some).ok_or(ApiError::BadData),
        Err(ApiError::SessionEnded) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Signs a caregiver in.
///
/// # Errors
/// An [`EntryError`].
pub async fn sign_in(entry: Entry, pin: &str, remember: bool) -> Result<Session, EntryError> {
    let (path, by, value) = match &entry {
        Entry::Card(code) => (endpoints::SESSION, "code", code),
        Entry::Visit(token) => (endpoints::REDEEM, "token", token),
    };
    let opened = open_session(path, sign_in_json(by, value, pin, remember)).await;
    opened.map_err(|refusal| EntryError::of(refusal.status, problem_code(&refusal.body).as_deref()))
}

/// Signs a member of staff in.
///
/// # Errors
/// A [`SignInError`].
pub async fn sign_staff_in(request: &StaffSignIn) -> Result<Session, SignInError> {
    let opened = open_session(endpoints::SESSION, staff_sign_in_json(request)).await;
    opened.map_err(|refusal| SignInError::of_status(refusal.status))
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
