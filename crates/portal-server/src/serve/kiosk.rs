//! From a kiosk's proof to a kiosk: what a request with such a proof may reach, and that it is judged once.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use portal_types::kiosk::PROOF_HEADER;

use super::error::ApiError;
use super::state::App;
use crate::auth::kiosks::{Asked, Kiosk, Proof};

/// All that a kiosk reaches, and a family at it. Anything else private is not there for them: the screen stands in a room
/// where others look on.
const REACHED: [(Method, &str); 8] = [
    (Method::GET, "/api/v1/kiosk"),
    (Method::GET, "/api/v1/session"),
    (Method::POST, "/api/v1/session"),
    (Method::DELETE, "/api/v1/session"),
    (Method::GET, "/api/v1/me/overview"),
    (Method::GET, "/api/v1/me/appointments"),
    (Method::GET, "/api/v1/handoff"),
    (Method::POST, "/api/v1/handoff"),
];

/// Judges the proof of a request that has one, and lets requests without one pass as they are.
pub async fn admit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if has_proof(&parts.headers) {
        match judge(&app, &parts).await {
            Ok(kiosk) => {
                parts.extensions.insert(kiosk);
            }
            Err(error) => return error.into_response(),
        }
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Whether a request comes from a kiosk, or says so. Then no cookie of it counts.
pub fn has_proof(headers: &HeaderMap) -> bool {
    headers.contains_key(PROOF_HEADER)
}

/// The proof of a request, and what it must be signed for.
pub fn read_proof<'a>(
    headers: &HeaderMap,
    method: &'a Method,
    uri: &'a Uri,
) -> Option<(Proof, Asked<'a>)> {
    let mut sent = headers.get_all(PROOF_HEADER).iter();
    let (Some(header), None) = (sent.next(), sent.next()) else {
        return None;
    };
    let asked = Asked {
        method: method.as_str(),
        path: uri.path(),
    };
    Some((Proof::parse(header.to_str().ok()?)?, asked))
}

async fn judge(app: &App, asking: &Parts) -> Result<Kiosk, ApiError> {
    let (method, uri) = (&asking.method, &asking.uri);
    let reaches = |(known, path): &(Method, &str)| known == method && *path == uri.path();
    if !REACHED.iter().any(reaches) {
        return Err(ApiError::NotFound);
    }
    let (proof, asked) = read_proof(&asking.headers, method, uri).ok_or(ApiError::KioskUnknown)?;
    let now = app.clock.session_seconds();
    let kiosk = app.kiosks.prove(&proof, asked, now).await?;
    kiosk.ok_or(ApiError::KioskUnknown)
}

impl FromRequestParts<Arc<App>> for Kiosk {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _app: &Arc<App>) -> Result<Self, ApiError> {
        let kiosk = parts.extensions.get::<Self>();
        kiosk.cloned().ok_or(ApiError::KioskUnknown)
    }
}
