//! Serving many centres: who is asked, and what holds for all of them.

use std::fmt::{self, Write};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use tower::ServiceExt;

use super::admin::with_checks;
use super::answer::json;
use super::centers::Centers;
use super::error::ApiError;
use super::handlers::health;
use super::headers::Every;

/// The router over many centres. Whether the process lives and can answer it says at any address.
pub fn router_of_many(centers: Arc<Centers>) -> Router {
    Router::new()
        .route("/healthz", get(health::read_health))
        .route("/readyz", get(read_readiness))
        .fallback(answer)
        .with_state(centers)
}

/// The router of the admin address: no centre's name stands in its answers.
pub fn admin_router_of_many(centers: Arc<Centers>) -> Router {
    Router::new()
        .route("/healthz", get(health::read_health))
        .route("/readyz", get(read_readiness))
        .route("/metrics", get(read_metrics))
        .with_state(centers)
}

/// An unknown host learns nothing of which centres there are.
async fn answer(State(centers): State<Arc<Centers>>, request: Request) -> Response {
    match centers.asked(&request) {
        Some(router) => match router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        },
        None => {
            let mut response = ApiError::Misdirected.into_response();
            Every::of_no_center(centers.transport()).secure(&mut response);
            response
        }
    }
}

/// What holds for all centres.
#[derive(Serialize)]
struct Ready {
    /// Whether private answers can be given.
    ready: bool,
    /// Whether sessions and the access logs can be written.
    auth: bool,
    /// How many centres are served.
    centers: usize,
    /// How many of them have published something.
    published: usize,
}

impl Ready {
    async fn of(centers: &Centers) -> Self {
        let published = centers.apps().filter(|app| app.store().is_ok()).count();
        // All are written in one database: what holds for one of them holds for the others.
        let auth = match centers.apps().next() {
            Some(app) => app.auth.probe().await.is_ok(),
            None => false,
        };
        Self {
            ready: auth && published > 0,
            auth,
            centers: centers.apps().count(),
            published,
        }
    }
}

async fn read_readiness(State(centers): State<Arc<Centers>>) -> Result<Response, ApiError> {
    let ready = Ready::of(&centers).await;
    let mut response = json(&ready)?;
    if !ready.ready {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    Ok(response)
}

async fn read_metrics(State(centers): State<Arc<Centers>>) -> Response {
    let text = metrics(&Ready::of(&centers).await);
    match text.and_then(|text| with_checks(text, centers.hashing().checked())) {
        Ok(text) => {
            let kind = "text/plain; version=0.0.4; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn metrics(ready: &Ready) -> Result<String, fmt::Error> {
    let mut text = String::new();
    for (name, help, value) in [
        (
            "portal_ready",
            "Whether private answers can be given.",
            usize::from(ready.ready),
        ),
        (
            "portal_auth_writable",
            "Whether sessions and the access logs can be written.",
            usize::from(ready.auth),
        ),
        ("portal_centers", "Centres that are served.", ready.centers),
        (
            "portal_centers_published",
            "Centres that have published something.",
            ready.published,
        ),
    ] {
        writeln!(
            text,
            "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}"
        )?;
    }
    Ok(text)
}
