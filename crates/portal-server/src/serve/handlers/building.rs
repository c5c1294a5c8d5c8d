//! The building: where it is, when it is open and who is in which room, for anyone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use portal_types::{Building, Problem};

use super::super::answer::{Keep, etag_of, public};
use super::super::error::ApiError;
use super::super::state::App;
use super::public::JSON;
use crate::building;

/// Where the centre is, when its doors are open, and who is where at this moment; 404 when the centre does not say.
#[utoipa::path(
    get,
    path = "/api/v1/building",
    responses((status = 200, body = Building), (status = 404, body = Problem))
)]
pub async fn read_building(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let config = app.center.building.as_ref().ok_or(ApiError::NotFound)?;
    let building = building::at(config, &app.now());
    let body = serde_json::to_vec(&building).map_err(|e| ApiError::Internal(e.to_string()))?;
    let etag = etag_of(&body);
    let body = body.into();
    Ok(public(&headers, JSON, &etag, Keep::Revalidate, &body, None))
}
