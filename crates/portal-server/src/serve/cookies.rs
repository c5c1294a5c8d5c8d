//! The cookies: a session's, those of devices that signed in before, and that of a browser on its way.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::kiosk::has_proof;
use super::state::Transport;
use crate::auth::sessions::{DEVICE, Token};
use crate::auth::staff::waiting::WAITING;

/// Name of the session cookie. `__Host-` binds it to this host over HTTPS (RFC 6265bis, 4.1.3.2).
#[must_use]
pub fn session_cookie(transport: Transport) -> &'static str {
    match transport {
        Transport::Loopback => "portal",
        Transport::Tls => "__Host-portal",
    }
}

/// Name of the cookie of a device a member of staff signed in on.
#[must_use]
pub fn staff_device_cookie(transport: Transport) -> &'static str {
    match transport {
        Transport::Loopback => "portal-staff-device",
        Transport::Tls => "__Host-portal-staff-device",
    }
}

/// Name of the cookie of a remembered device.
#[must_use]
pub fn device_cookie(transport: Transport) -> &'static str {
    match transport {
        Transport::Loopback => "portal-device",
        Transport::Tls => "__Host-portal-device",
    }
}

/// Name of the cookie of a browser that went to the identity provider.
#[must_use]
pub fn waiting_cookie(transport: Transport) -> &'static str {
    match transport {
        Transport::Loopback => "portal-provider",
        Transport::Tls => "__Host-portal-provider",
    }
}

/// The session cookie's token, if it reads as one. A request with a kiosk's proof has none, whatever cookies came along.
#[must_use]
pub fn session_token(headers: &HeaderMap, transport: Transport) -> Option<Token> {
    let cookie = cookie(headers, session_cookie(transport));
    cookie
        .filter(|_| !has_proof(headers))
        .and_then(Token::parse)
}

/// Whether a request says that somebody is signed in, rightly or not.
#[must_use]
pub fn brings_session(headers: &HeaderMap, transport: Transport) -> bool {
    has_proof(headers) || cookie(headers, session_cookie(transport)).is_some()
}

/// A cookie's value by name.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Sets the session's cookie, which dies with the browser, and a device's, which stays for 90 days.
pub fn set_cookies(
    response: &mut Response,
    transport: Transport,
    session: &Token,
    device: Option<(&str, &Token)>,
) {
    let attributes = attributes(transport, "Strict");
    let name = session_cookie(transport);
    append_cookie(
        response,
        &format!("{name}={}{attributes}", session.to_text()),
    );
    if let Some((name, device)) = device {
        let value = device.to_text();
        append_cookie(
            response,
            &format!("{name}={value}; Max-Age={DEVICE}{attributes}"),
        );
    }
}

/// Takes the session's cookie back.
pub fn clear_session_cookie(response: &mut Response, transport: Transport) {
    let name = session_cookie(transport);
    let attributes = attributes(transport, "Strict");
    append_cookie(response, &format!("{name}=; Max-Age=0{attributes}"));
}

/// Sets the cookie that must come back from the identity provider within ten minutes. It is `Lax`: the browser comes
/// back from another site, and would leave a strict one behind (RFC 6265bis, 8.8.2).
pub fn set_waiting_cookie(response: &mut Response, transport: Transport, browser: &Token) {
    let value = browser.to_text();
    append_waiting(response, transport, &value, WAITING);
}

/// Takes that cookie back.
pub fn clear_waiting_cookie(response: &mut Response, transport: Transport) {
    append_waiting(response, transport, "", 0);
}

fn append_waiting(response: &mut Response, transport: Transport, value: &str, seconds: i64) {
    let name = waiting_cookie(transport);
    let attributes = attributes(transport, "Lax");
    append_cookie(
        response,
        &format!("{name}={value}; Max-Age={seconds}{attributes}"),
    );
}

fn attributes(transport: Transport, same_site: &str) -> String {
    let secure = match transport {
        Transport::Loopback => "",
        Transport::Tls => " Secure;",
    };
    format!("; Path=/;{secure} HttpOnly; SameSite={same_site}")
}

fn append_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
