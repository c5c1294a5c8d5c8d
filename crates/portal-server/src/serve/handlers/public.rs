//! What anyone may read: the centre, its words, and the services directory.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use portal_types::{Center, Playbook, Problem, ServiceDetail};

use super::super::answer::{Keep, etag_of, json, public};
use super::super::error::ApiError;
use super::super::state::App;
use crate::clock::rfc3339;
use crate::packed::Packed;

/// Content type of what is told as JSON.
pub(super) const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

/// The centre: name, phone, languages, time zone, and where the directory is.
#[utoipa::path(get, path = "/api/v1/center", responses((status = 200, body = Center), (status = 503, body = Problem)))]
pub async fn read_center(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    // The phone number must be there even when nothing can be served.
    let directory = match app.store() {
        Ok(store) => store.directory_ref().await?,
        Err(_) => None,
    };
    json(&Center {
        name: app.center.name.clone(),
        phone: app.center.phone.clone(),
        time_zone: app.center.time_zone.clone(),
        as_of: rfc3339(&app.now()),
        languages: app.languages().await?,
        leave_url: app.center.leave_url.clone(),
        place: app.center.place(),
        directory,
        demo: app.center.demo,
        identity_provider: app.identity.is_some(),
    })
}

/// The centre's words in one language.
#[utoipa::path(
    get,
    path = "/api/v1/playbook/{language}",
    params(("language" = String, Path, description = "BCP 47 tag, one of the centre's languages")),
    responses((status = 200, body = Playbook), (status = 404, body = Problem))
)]
pub async fn read_playbook(
    State(app): State<Arc<App>>,
    Path(language): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let playbook = app.playbook(&language).await?;
    Ok(packed(&headers, JSON, Keep::Revalidate, &playbook))
}

/// The whole services directory by its current name: every service in full.
#[utoipa::path(get, path = "/api/v1/directory", responses((status = 200, body = serde_json::Value), (status = 404, body = Problem)))]
pub async fn read_current_directory(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let current = app
        .store()?
        .directory_ref()
        .await?
        .ok_or(ApiError::NotFound)?;
    directory(&app, &current.hash, &headers, Keep::Revalidate).await
}

/// The whole services directory by its hash: every service in full; never changes.
#[utoipa::path(
    get,
    path = "/api/v1/directory/{hash}",
    params(("hash" = String, Path, description = "`directory.hash` of the centre")),
    responses((status = 200, body = serde_json::Value), (status = 404, body = Problem))
)]
pub async fn read_directory(
    State(app): State<Arc<App>>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    directory(&app, &hash, &headers, Keep::Immutable).await
}

/// The pack of the services directory by its hash: what lists and searches need of every service, in the bytes
/// that `crates/portal-search` describes; never changes.
#[utoipa::path(
    get,
    path = "/api/v1/directory/{hash}/pack",
    params(("hash" = String, Path, description = "`directory.hash` of the centre")),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, body = Problem)
    )
)]
pub async fn read_directory_pack(
    State(app): State<Arc<App>>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let file = app.store()?.directory_pack(&hash).await?;
    let file = file.ok_or(ApiError::NotFound)?;
    Ok(packed(&headers, BYTES, Keep::Immutable, &file))
}

async fn directory(
    app: &App,
    hash: &str,
    headers: &HeaderMap,
    keep: Keep,
) -> Result<Response, ApiError> {
    let file = app
        .store()?
        .directory(hash)
        .await?
        .ok_or(ApiError::NotFound)?;
    Ok(packed(headers, JSON, keep, &file))
}

/// A body that was packed when the snapshot was made.
pub(super) fn packed(
    headers: &HeaderMap,
    content_type: &'static str,
    keep: Keep,
    body: &Packed,
) -> Response {
    let etag = format!("\"{}\"", body.hash);
    let brotli = Some(&body.brotli);
    public(headers, content_type, &etag, keep, &body.plain, brotli)
}

/// One service in full.
#[utoipa::path(
    get,
    path = "/api/v1/services/{id}",
    params(("id" = String, Path, description = "The service's public id")),
    responses((status = 200, body = ServiceDetail), (status = 404, body = Problem))
)]
pub async fn read_service(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let body = app.store()?.service(&id).await?.ok_or(ApiError::NotFound)?;
    let etag = etag_of(body.as_bytes());
    Ok(public(
        &headers,
        JSON,
        &etag,
        Keep::Revalidate,
        &body.into(),
        None,
    ))
}
