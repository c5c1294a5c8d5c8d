//! Signing staff in at the centre's identity provider: there, and back.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use portal_types::Problem;

use super::super::cookies::{
    clear_waiting_cookie, cookie, set_cookies, set_waiting_cookie, waiting_cookie,
};
use super::super::error::ApiError;
use super::super::state::App;
use crate::auth::sessions::Token;
use crate::identity::{Refused, Returned};

/// The page of staff.
const STAFF: &str = "/staff";

/// The same, which then says that nobody was let in. A fragment reaches no server and no log.
const STAFF_REFUSED: &str = "/staff#refused";

/// Sends the browser to the centre's identity provider; where there is none, this is not found.
#[utoipa::path(
    get,
    path = "/api/v1/oidc/start",
    responses(
        (status = 302, description = "To the provider; to `/staff#refused` when it cannot be asked"),
        (status = 404, body = Problem)
    )
)]
pub async fn start_sign_in(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    let desk = app.identity.as_ref().ok_or(ApiError::NotFound)?;
    Ok(match desk.begin(app.clock.session_seconds()).await {
        Ok((address, browser)) => {
            let mut response = found(address.as_str());
            set_waiting_cookie(&mut response, app.transport, &browser);
            response
        }
        Err(refused) => turn_away(&refused),
    })
}

/// Takes the provider's answer; opens a session when it vouches for a member of staff.
#[utoipa::path(
    get,
    path = "/api/v1/oidc/return",
    params(
        ("code" = Option<String>, Query, description = "From the provider"),
        ("state" = Option<String>, Query, description = "As the browser was sent with"),
        ("iss" = Option<String>, Query, description = "The provider (RFC 9207)")
    ),
    responses(
        (status = 302, description = "To `/staff` with a session; to `/staff#refused` whatever went wrong"),
        (status = 404, body = Problem)
    )
)]
pub async fn finish_sign_in(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    returned: Result<Query<Returned>, QueryRejection>,
) -> Result<Response, ApiError> {
    let desk = app.identity.as_ref().ok_or(ApiError::NotFound)?;
    let now = app.clock.session_seconds();
    let browser = cookie(&headers, waiting_cookie(app.transport)).and_then(Token::parse);
    // What cannot be read belongs to no sign-in.
    let returned = returned.map_or_else(|_| Returned::default(), |Query(read)| read);
    let taken = match desk.take(&returned, browser.as_ref(), now).await {
        Ok(taken) => taken,
        // Another sign-in of this browser may be under way: its cookie stays.
        Err(refused) => return Ok(turn_away(&refused)),
    };
    let finished = desk.finish(taken, returned, &app.staff_desk, now).await;
    let mut response = match finished {
        Ok(signed_in) => {
            tracing::info!(means = "identity provider", "signed in");
            let mut response = found(STAFF);
            set_cookies(&mut response, app.transport, &signed_in.session, None);
            response
        }
        Err(refused) => turn_away(&refused),
    };
    clear_waiting_cookie(&mut response, app.transport);
    Ok(response)
}

fn turn_away(refused: &Refused) -> Response {
    tracing::warn!("sign-in at the identity provider: {refused}");
    found(STAFF_REFUSED)
}

fn found(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::FOUND, [(header::LOCATION, address)]).into_response(),
        // A parsed URL is ASCII without control characters.
        Err(e) => ApiError::Internal(e.to_string()).into_response(),
    }
}
