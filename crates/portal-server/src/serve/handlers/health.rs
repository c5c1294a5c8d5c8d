//! Whether the process lives, and whether it can answer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::super::answer::json;
use super::super::error::ApiError;
use super::super::state::App;

/// What `/readyz` tells.
#[derive(Serialize)]
struct Ready {
    /// Whether private answers can be given.
    ready: bool,
    /// When the served snapshot was published, RFC 3339.
    published_at: Option<String>,
    /// Whether sessions and the access log can be written.
    auth: bool,
}

/// The process lives.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "`ok`")))]
pub async fn read_health() -> &'static str {
    "ok"
}

/// Whether private answers can be given: a snapshot is there and the access log can be written.
#[utoipa::path(get, path = "/readyz", responses((status = 200, description = "Ready"), (status = 503, description = "Not ready")))]
pub async fn read_readiness(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    let published_at = match app.store() {
        Ok(store) => store.published_at().await.ok(),
        Err(_) => None,
    };
    let auth = app.auth.write(|_| Ok(())).await.is_ok();
    let ready = published_at.is_some() && auth;
    let mut response = json(&Ready {
        ready,
        published_at,
        auth,
    })?;
    if !ready {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    Ok(response.into_response())
}
