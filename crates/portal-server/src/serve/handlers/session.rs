//! Making, reading and ending a session.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use portal_types::{
    CardCode, CaregiverSignIn, Mode, Pin, PrincipalKind, Problem, Session, SignInRequest,
};

use super::super::answer::json;
use super::super::error::ApiError;
use super::super::principal::{Principal, cookie, device_cookie, session_cookie, session_token};
use super::super::state::{App, Transport};
use crate::auth::sessions::{self, Token};
use crate::auth::{SignedIn, Try};
use crate::clock::rfc3339;
use crate::store::Caregiver;

/// Signs in; every failure answers the same problem after the same time.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    request_body = SignInRequest,
    responses((status = 200, body = Session), (status = 401, body = Problem), (status = 503, body = Problem))
)]
pub async fn create_session(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let attempt = match serde_json::from_slice(&body) {
        Ok(SignInRequest::Caregiver(typed)) => read_try(&app, &headers, &typed),
        // Staff cannot sign in yet, and what cannot be read is a failure like any other.
        Ok(SignInRequest::Staff(_)) | Err(_) => Try {
            code: None,
            pin: None,
            device: None,
            remember: false,
        },
    };
    let today = app.today();
    let store = app.store()?;
    let has_access = async |caregiver: &str| {
        let who = Caregiver {
            id: caregiver.to_owned(),
        };
        store
            .access(&who, today)
            .await
            .is_ok_and(|access| access.is_some())
    };
    let signed_in = app
        .sign_in
        .caregiver(attempt, app.clock.session_seconds(), today, has_access)
        .await?;
    let who = Caregiver {
        id: signed_in.caregiver.clone(),
    };
    let access = store
        .access(&who, today)
        .await?
        .ok_or(ApiError::SignInFailed)?;
    let answer = Session {
        last_opened: signed_in.last_opened_at.map(|at| local(&app, at)),
        wrong_tries: signed_in.wrong_tries,
        ..session(&app, signed_in.expires_at, access.language)
    };
    let mut response = json(&answer)?;
    set_cookies(&mut response, &app, &signed_in);
    Ok(response)
}

fn read_try(app: &App, headers: &HeaderMap, typed: &CaregiverSignIn) -> Try {
    Try {
        code: CardCode::parse(&typed.code).ok(),
        pin: Pin::parse(&typed.pin).ok(),
        device: cookie(headers, device_cookie(app.transport)).and_then(Token::parse),
        remember: typed.remember_device,
    }
}

/// The session of this browser.
#[utoipa::path(get, path = "/api/v1/session", responses((status = 200, body = Session), (status = 401, body = Problem)))]
pub async fn read_session(
    State(app): State<Arc<App>>,
    who: Principal,
) -> Result<Response, ApiError> {
    json(&session(&app, who.session.expires_at, who.access.language))
}

/// Ends the session of this browser; also answers 204 when there is none.
#[utoipa::path(delete, path = "/api/v1/session", responses((status = 204)))]
pub async fn delete_session(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(token) = session_token(&headers, app.transport) {
        let hash = token.hash();
        app.auth.write(move |c| sessions::end(c, &hash)).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    append_cookie(
        &mut response,
        &format!(
            "{}=; Max-Age=0{}",
            session_cookie(app.transport),
            attributes(app.transport)
        ),
    );
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

fn session(app: &App, expires_at: i64, language: String) -> Session {
    Session {
        principal: PrincipalKind::Caregiver,
        mode: Mode::Family,
        expires: local(app, expires_at),
        idle_seconds: u32::try_from(sessions::IDLE).unwrap_or(u32::MAX),
        language: Some(language),
        last_opened: None,
        wrong_tries: 0,
    }
}

fn local(app: &App, seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .map(|at| rfc3339(&at.to_zoned(app.zone.clone())))
        .unwrap_or_default()
}

/// The session's cookie dies with the browser; a remembered device's cookie stays for 90 days.
fn set_cookies(response: &mut Response, app: &App, signed_in: &SignedIn) {
    let attributes = attributes(app.transport);
    let name = session_cookie(app.transport);
    append_cookie(
        response,
        &format!("{name}={}{attributes}", signed_in.session.to_cookie()),
    );
    if let Some(device) = &signed_in.device {
        let name = device_cookie(app.transport);
        append_cookie(
            response,
            &format!(
                "{name}={}; Max-Age={}{attributes}",
                device.to_cookie(),
                sessions::DEVICE
            ),
        );
    }
}

fn attributes(transport: Transport) -> &'static str {
    match transport {
        Transport::Loopback => "; Path=/; HttpOnly; SameSite=Strict",
        Transport::Tls => "; Path=/; Secure; HttpOnly; SameSite=Strict",
    }
}

fn append_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
