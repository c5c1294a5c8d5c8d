//! Handing a family over from a kiosk to their own phone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use portal_types::{Handoff, HandoffRedemption, HandoffStatus, Pin, Problem, Session};

use super::super::answer::json;
use super::super::cookies::{cookie, device_cookie};
use super::super::error::ApiError;
use super::super::principal::Principal;
use super::super::state::App;
use super::session::{answer_with_cookies, end_session_before};
use super::sign_in_log::told;
use crate::auth::access_log;
use crate::auth::db::AuthDbError;
use crate::auth::handoffs::{self, TOKEN_BYTES};
use crate::auth::kiosks::Kiosk;
use crate::auth::sessions::Token;
use crate::auth::sql::Sql;
use crate::auth::{Redemption, SignInError};
use crate::store::Caregiver;

/// Makes a way to go on at the family's own phone: a token for two minutes, good once. Those this kiosk showed before are
/// over.
#[utoipa::path(
    post,
    path = "/api/v1/handoff",
    params(("portal-kiosk" = String, Header, description = "The kiosk's proof: `CHALLENGE.COUNTER.SIGNATURE`")),
    responses((status = 201, body = Handoff), (status = 401, body = Problem))
)]
pub async fn create_handoff(
    State(app): State<Arc<App>>,
    kiosk: Kiosk,
    who: Principal,
) -> Result<Response, ApiError> {
    let token = Token::<TOKEN_BYTES>::draw().map_err(SignInError::system)?;
    let (hash, now) = (token.hash(), app.clock.session_seconds());
    let row = who.row(&app, "handoff/made", "done");
    let make = move |c: &dyn Sql| -> Result<i64, AuthDbError> {
        let ends = handoffs::make(c, &hash, &kiosk.challenge, &who.session, now)?;
        access_log::append(c, &row)?;
        Ok(ends)
    };
    let ends = app.auth.write(make).await?;
    let made = Handoff {
        token: token.to_text(),
        expires_in_seconds: u32::try_from(ends - now).unwrap_or(0),
    };
    Ok((StatusCode::CREATED, json(&made)?).into_response())
}

/// What became of the last one this kiosk showed. Asking is no use of the family's session.
#[utoipa::path(
    get,
    path = "/api/v1/handoff",
    params(("portal-kiosk" = String, Header, description = "The kiosk's proof: `CHALLENGE.COUNTER.SIGNATURE`")),
    responses((status = 200, body = HandoffStatus), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn read_handoff(State(app): State<Arc<App>>, kiosk: Kiosk) -> Result<Response, ApiError> {
    let (now, today) = (app.clock.session_seconds(), app.today().to_string());
    let last = app
        .auth
        .read(move |c| handoffs::last_of(c, &kiosk.challenge, now, &today));
    let state = last.await?.ok_or(ApiError::NotFound)?;
    json(&HandoffStatus { state })
}

/// Signs a caregiver in on their own phone, with what they saw at the kiosk and their PIN; at the kiosk they are signed out.
#[utoipa::path(
    post,
    path = "/api/v1/handoff/redeem",
    request_body = HandoffRedemption,
    responses(
        (status = 200, body = Session),
        (status = 401, body = Problem),
        (status = 410, body = Problem, description = "`handoff_used`, or `handoff_over`"),
        (status = 503, body = Problem)
    )
)]
pub async fn redeem_handoff(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let sent: HandoffRedemption =
        serde_json::from_slice(&body).map_err(|_| ApiError::BadRequest)?;
    let typed = Redemption {
        token: Token::parse(&sent.token),
        pin: Pin::parse(&sent.pin).ok(),
        device: cookie(&headers, device_cookie(app.transport)).and_then(Token::parse),
        remember: sent.remember_device,
    };
    let (today, store) = (app.today(), app.private_store().await?);
    let access = async |caregiver: &str| {
        let who = Caregiver {
            id: caregiver.to_owned(),
        };
        store.access(&who, today).await.ok().flatten()
    };
    let family_of = async |caregiver: &str| Some(access(caregiver).await?.family);
    let now = app.clock.session_seconds();
    let judged = app.sign_in.redeem(typed, now, today, family_of).await;
    let signed_in = told("square code", now, judged.map_err(ApiError::from))?;
    let access = access(&signed_in.caregiver).await;
    let access = access.ok_or(ApiError::SignInFailed)?;
    let response = answer_with_cookies(&app, &signed_in, access.language)?;
    end_session_before(&app, &headers).await?;
    Ok(response)
}
