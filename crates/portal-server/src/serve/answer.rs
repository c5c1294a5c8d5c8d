//! How answers leave: private ones never stored, public ones with an `ETag`.

use std::fmt::Write;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use portal_types::{Answer, SourceState};
use serde::Serialize;

use super::error::ApiError;
use super::state::{App, Fixed};
use crate::clock::rfc3339;

/// A private answer with its age and sources.
pub fn private<T: Serialize>(
    app: &App,
    sources: Vec<SourceState>,
    facts: T,
) -> Result<Response, ApiError> {
    json(&Answer {
        as_of: rfc3339(&app.now()),
        sources,
        facts,
    })
}

/// JSON that no cache keeps.
pub fn json<T: Serialize>(body: &T) -> Result<Response, ApiError> {
    let body = serde_json::to_vec(body).map_err(|e| ApiError::Internal(e.to_string()))?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, body).into_response())
}

/// `Cache-Control` of what is named by its content.
pub const KEPT_FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// How long a public answer may be kept.
#[derive(Clone, Copy)]
pub enum Keep {
    /// Kept, and asked for anew each time by its `ETag`.
    Revalidate,
    /// Kept for ever: its URL names its content.
    Immutable,
}

/// A body that was made once.
pub fn fixed(
    request: &HeaderMap,
    content_type: &'static str,
    body: &Fixed,
) -> Result<Response, ApiError> {
    let brotli = match takes_brotli(request) {
        true => Some(body.brotli()?),
        false => None,
    };
    let keep = Keep::Revalidate;
    Ok(public(
        request,
        content_type,
        &body.etag,
        keep,
        &body.plain,
        brotli,
    ))
}

/// A public body: `304` when the client has it, brotli when the client takes it.
pub fn public(
    request: &HeaderMap,
    content_type: &'static str,
    etag: &str,
    keep: Keep,
    plain: &Bytes,
    brotli: Option<&Bytes>,
) -> Response {
    let cache = match keep {
        Keep::Revalidate => "no-cache",
        Keep::Immutable => KEPT_FOR_GOOD,
    };
    let mut response = if matches_etag(request, etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if let Some(brotli) = brotli.filter(|_| takes_brotli(request)) {
        (
            [(header::CONTENT_ENCODING, HeaderValue::from_static("br"))],
            brotli.clone(),
        )
            .into_response()
    } else {
        plain.clone().into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(value) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, value);
    }
    response
}

/// Bytes of the hash that name a body.
const ETAG_BYTES: usize = 12;

/// A strong `ETag` of a body.
#[must_use]
pub fn etag_of(body: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(body);
    let mut etag = String::with_capacity(2 + 2 * ETAG_BYTES);
    etag.push('"');
    for byte in &digest[..ETAG_BYTES] {
        // Writing to a string cannot fail.
        let _ = write!(etag, "{byte:02x}");
    }
    etag.push('"');
    etag
}

/// Whether the client has the answer already.
pub fn matches_etag(request: &HeaderMap, etag: &str) -> bool {
    let sent = request
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    sent.split(',')
        .any(|tag| tag.trim().trim_start_matches("W/") == etag)
}

/// Whether the client takes brotli.
pub fn takes_brotli(request: &HeaderMap) -> bool {
    let accepted = request
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    accepted.split(',').any(|part| {
        let mut parts = part.split(';').map(str::trim);
        parts.next() == Some("br") && parts.next() != Some("q=0")
    })
}
