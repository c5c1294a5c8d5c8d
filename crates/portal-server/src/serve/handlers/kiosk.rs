//! Enrolling a kiosk, starting it, and knowing that it is there.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use bytes::Bytes;
use portal_types::{
    EnrolledKiosk, EnrolmentCode, KioskChallenge, KioskEnrolment, KioskRef, Problem, StartedKiosk,
};

use super::super::answer::json;
use super::super::error::ApiError;
use super::super::kiosk::read_proof;
use super::super::state::App;
use crate::auth::kiosks::{Kiosk, PublicKey};

/// Takes a one-time code from `portal kiosk`, and the public key of the browser that sends it: from then on that is the
/// kiosk.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/enrol",
    request_body = KioskEnrolment,
    responses((status = 200, body = EnrolledKiosk), (status = 400, body = Problem), (status = 401, body = Problem))
)]
pub async fn enrol_kiosk(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, ApiError> {
    let typed: KioskEnrolment = serde_json::from_slice(&body).map_err(|_| ApiError::BadRequest)?;
    // A key that is none is the browser's mistake and uses no code up.
    let key = PublicKey::parse(&typed.public_key).ok_or(ApiError::BadRequest)?;
    let code = EnrolmentCode::parse(&typed.code).map_err(|_| ApiError::EnrolmentFailed)?;
    let now = app.clock.session_seconds();
    let enrolled = app.kiosks.enrol(&code, &key, now).await?;
    let (kiosk, name) = enrolled.ok_or(ApiError::EnrolmentFailed)?;
    json(&EnrolledKiosk { kiosk, name })
}

/// What a kiosk is to sign when it starts; one that nobody knows gets one as well, and can do nothing with it.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/challenge",
    request_body = KioskRef,
    responses((status = 200, body = KioskChallenge), (status = 400, body = Problem))
)]
pub async fn create_challenge(
    State(app): State<Arc<App>>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let sent: KioskRef = serde_json::from_slice(&body).map_err(|_| ApiError::BadRequest)?;
    let now = app.clock.session_seconds();
    let made = app.kiosks.challenge(&sent.kiosk, now);
    let challenge = made.map_err(|e| ApiError::Internal(e.to_string()))?;
    json(&KioskChallenge { challenge })
}

/// Starts a kiosk: it signs this challenge from now on. Whatever went on at it before is over.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/start",
    params(("portal-kiosk" = String, Header, description = "The kiosk's proof: `CHALLENGE.COUNTER.SIGNATURE`")),
    responses((status = 200, body = StartedKiosk), (status = 401, body = Problem))
)]
pub async fn start_kiosk(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (proof, asked) = read_proof(&headers, &method, &uri).ok_or(ApiError::KioskUnknown)?;
    let now = app.clock.session_seconds();
    let kiosk = app.kiosks.start(&proof, asked, now).await?;
    let Kiosk { name, .. } = kiosk.ok_or(ApiError::KioskUnknown)?;
    json(&StartedKiosk { name })
}

/// Whether this kiosk may go on; asked each minute, so that the centre knows it is there.
#[utoipa::path(
    get,
    path = "/api/v1/kiosk",
    params(("portal-kiosk" = String, Header, description = "The kiosk's proof: `CHALLENGE.COUNTER.SIGNATURE`")),
    responses((status = 200, body = StartedKiosk), (status = 401, body = Problem))
)]
pub async fn read_kiosk(State(app): State<Arc<App>>, kiosk: Kiosk) -> Result<Response, ApiError> {
    let now = app.clock.session_seconds();
    app.kiosks.note_seen(&kiosk, now).await?;
    json(&StartedKiosk { name: kiosk.name })
}
