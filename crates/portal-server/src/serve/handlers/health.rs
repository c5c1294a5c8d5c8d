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
pub struct Ready {
    /// Whether private answers can be given.
    pub ready: bool,
    /// When the served snapshot was published, RFC 3339.
    pub published_at: Option<String>,
    /// Whether sessions and the access log can be written.
    pub auth: bool,
}

impl Ready {
    /// The status that says the same.
    pub fn status(&self) -> StatusCode {
        if self.ready {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// Whether a snapshot is there and the access log can be written.
pub async fn readiness(app: &App) -> Ready {
    let published_at = match app.private_store().await {
        Ok(store) => store.published_at().await.ok(),
        Err(_) => None,
    };
    let auth = app.auth.probe().await.is_ok();
    Ready {
        ready: published_at.is_some() && auth,
        published_at,
        auth,
    }
}

/// The process lives.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "`ok`")))]
pub async fn read_health() -> &'static str {
    "ok"
}

/// Whether private answers can be given: a snapshot is there and the access log can be written.
#[utoipa::path(get, path = "/readyz", responses((status = 200, description = "Ready"), (status = 503, description = "Not ready")))]
pub async fn read_readiness(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    let ready = readiness(&app).await;
    let status = ready.status();
    let mut response = json(&ready)?;
    *response.status_mut() = status;
    Ok(response.into_response())
}
