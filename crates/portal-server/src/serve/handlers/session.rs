//! Making, reading and ending a session, of a caregiver or of a member of staff.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use portal_types::{
    CardCode, Mode, Pin, PrincipalKind, Problem, Session, SignInRequest, StaffRef, StaffSignIn,
};

use super::super::advocate::Advocate;
use super::super::answer::json;
use super::super::cookies::{
    brings_session, clear_session_cookie, cookie, device_cookie, session_token, set_cookies,
    staff_device_cookie,
};
use super::super::error::ApiError;
use super::super::headers::is_from_a_page;
use super::super::principal::Principal;
use super::super::state::App;
use super::sign_in_log::told;
use crate::auth::kiosks::Kiosk;
use crate::auth::sessions::{self, Token};
use crate::auth::sql::Sql;
use crate::auth::staff::sessions::{self as staff_sessions, STAFF_IDLE};
use crate::auth::staff::{StaffSignedIn, StaffTry};
use crate::auth::{Place, SignedIn, Try};
use crate::clock::rfc3339;
use crate::store::Caregiver;

/// Signs in; every failure answers the same problem after the same time. With a kiosk's proof the session is at that kiosk,
/// and no cookie is set.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    request_body = SignInRequest,
    responses((status = 200, body = Session), (status = 401, body = Problem), (status = 503, body = Problem))
)]
pub async fn create_session(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    kiosk: Option<Extension<Kiosk>>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let now = app.clock.session_seconds();
    let device = |name| cookie(&headers, name).and_then(Token::parse);
    let typed = serde_json::from_slice(&body).ok();
    let typed = match (typed, &kiosk) {
        (Some(SignInRequest::Staff(typed)), None) => {
            let device = device(staff_device_cookie(app.transport));
            let response = told("passphrase", now, sign_staff_in(&app, typed, device).await)?;
            end_session_before(&app, &headers).await?;
            return Ok(response);
        }
        (Some(SignInRequest::Caregiver(typed)), _) => Some(typed),
        // What cannot be read is a failure like any other, and so is staff at a kiosk.
        _ => None,
    };
    let place = match kiosk {
        Some(Extension(kiosk)) => Place::Kiosk(kiosk),
        None => Place::Device {
            cookie: device(device_cookie(app.transport)),
            remember: typed.as_ref().is_some_and(|typed| typed.remember_device),
        },
    };
    let attempt = Try {
        code: typed.as_ref().and_then(|t| CardCode::parse(&t.code).ok()),
        pin: typed.as_ref().and_then(|t| Pin::parse(&t.pin).ok()),
        place,
    };
    let response = told("card", now, sign_caregiver_in(&app, attempt).await)?;
    end_session_before(&app, &headers).await?;
    Ok(response)
}

/// Ends the session of the cookie that a request brought, whoever's it is; at a kiosk there is none.
pub async fn end_session_before(app: &App, headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(token) = session_token(headers, app.transport) else {
        return Ok(());
    };
    let hash = token.hash();
    let end = move |c: &dyn Sql| {
        sessions::end(c, &hash)?;
        staff_sessions::end(c, &hash)
    };
    Ok(app.auth.write(end).await?)
}

async fn sign_caregiver_in(app: &App, attempt: Try) -> Result<Response, ApiError> {
    let at_kiosk = matches!(attempt.place, Place::Kiosk(_));
    let today = app.today();
    let store = app.private_store().await?;
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
    if at_kiosk {
        return json(&opened_session(app, &signed_in, true, access.language));
    }
    answer_with_cookies(app, &signed_in, access.language)
}

/// The session a caregiver has just opened on a device of their own.
pub fn answer_with_cookies(
    app: &App,
    signed_in: &SignedIn,
    language: String,
) -> Result<Response, ApiError> {
    let mut response = json(&opened_session(app, signed_in, false, language))?;
    let device = signed_in.device.as_ref();
    let device = device.map(|token| (device_cookie(app.transport), token));
    set_cookies(&mut response, app.transport, &signed_in.session, device);
    Ok(response)
}

fn opened_session(app: &App, signed_in: &SignedIn, at_kiosk: bool, language: String) -> Session {
    Session {
        last_opened: signed_in.last_opened_at.map(|at| local(app, at)),
        wrong_tries: signed_in.wrong_tries,
        ..caregiver_session(app, signed_in.expires_at, at_kiosk, language)
    }
}

async fn sign_staff_in(
    app: &App,
    typed: StaffSignIn,
    device: Option<Token>,
) -> Result<Response, ApiError> {
    let attempt = StaffTry {
        user: typed.user,
        passphrase: typed.passphrase,
        totp: typed.totp.trim().to_owned(),
        device,
    };
    let now = app.clock.session_seconds();
    let signed_in = app.staff_desk.sign_in(attempt, now).await?;
    let mut response = json(&opened_staff_session(app, &signed_in))?;
    let device = signed_in.device.as_ref();
    let device = device.map(|token| (staff_device_cookie(app.transport), token));
    set_cookies(&mut response, app.transport, &signed_in.session, device);
    Ok(response)
}

fn opened_staff_session(app: &App, signed_in: &StaffSignedIn) -> Session {
    let staff = &signed_in.staff;
    Session {
        last_opened: staff.last_opened_at.map(|at| local(app, at)),
        wrong_tries: staff.wrong_tries,
        ..staff_session(
            app,
            signed_in.expires_at,
            &staff.language,
            StaffRef {
                id: staff.id.clone(),
                name: staff.name.clone(),
                role: staff.role,
            },
        )
    }
}

/// The session of this browser.
///
/// A page of the portal whose browser brings none is told so without an error, which the browser would print: most people who
/// open a page that is for everybody were never signed in.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    responses((status = 200, body = Session), (status = 204, description = "To a page of the portal: there is none"), (status = 401, body = Problem))
)]
pub async fn read_session(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    caregiver: Result<Principal, ApiError>,
    staff: Result<Advocate, ApiError>,
) -> Result<Response, ApiError> {
    if is_from_a_page(&headers) && !brings_session(&headers, app.transport) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let who = match (caregiver, staff) {
        (Ok(who), _) => {
            return json(&caregiver_session(
                &app,
                who.session.expires_at,
                who.session.at_kiosk,
                who.access.language,
            ));
        }
        (Err(ApiError::NoSession), Ok(who)) => who.session,
        (Err(ApiError::NoSession), Err(error)) | (Err(error), _) => return Err(error),
    };
    let staff = StaffRef {
        id: who.staff,
        name: who.name,
        role: who.role,
    };
    json(&staff_session(&app, who.expires_at, &who.language, staff))
}

/// Ends the session of this browser, or the one at this kiosk; also answers 204 when there is none.
#[utoipa::path(delete, path = "/api/v1/session", responses((status = 204)))]
pub async fn delete_session(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    kiosk: Option<Extension<Kiosk>>,
) -> Result<Response, ApiError> {
    if let Some(Extension(kiosk)) = kiosk {
        let end = move |c: &dyn Sql| sessions::end_at_kiosk(c, &kiosk.challenge);
        app.auth.write(end).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    end_session_before(&app, &headers).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    clear_session_cookie(&mut response, app.transport);
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

fn caregiver_session(app: &App, expires_at: i64, at_kiosk: bool, language: String) -> Session {
    let (mode, idle) = match at_kiosk {
        true => (Mode::Kiosk, sessions::KIOSK_IDLE),
        false => (Mode::Family, sessions::IDLE),
    };
    Session {
        principal: PrincipalKind::Caregiver,
        mode,
        expires: local(app, expires_at),
        expires_in_seconds: left(app, expires_at),
        idle_seconds: u32::try_from(idle).unwrap_or(u32::MAX),
        language: Some(language),
        last_opened: None,
        wrong_tries: 0,
        staff: None,
    }
}

fn staff_session(app: &App, expires_at: i64, language: &str, staff: StaffRef) -> Session {
    Session {
        principal: PrincipalKind::Advocate,
        mode: Mode::Advocate,
        expires: local(app, expires_at),
        expires_in_seconds: left(app, expires_at),
        idle_seconds: u32::try_from(STAFF_IDLE).unwrap_or(u32::MAX),
        language: Some(language.to_owned()),
        last_opened: None,
        wrong_tries: 0,
        staff: Some(staff),
    }
}

/// Seconds until a moment of the session clock.
fn left(app: &App, until: i64) -> u32 {
    u32::try_from(until - app.clock.session_seconds()).unwrap_or(0)
}

fn local(app: &App, seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .map(|at| rfc3339(&at.to_zoned(app.zone.clone())))
        .unwrap_or_default()
}
