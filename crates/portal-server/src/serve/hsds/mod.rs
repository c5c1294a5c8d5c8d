//! The services directory as the API of HSDS 3.1, for other programs.
//!
//! Read from the snapshot, where every object lies ready-made. The official description is
//! `openapi.json` of the specification; where it contradicts itself, `docs/api.md` says what is done.

mod answer;
mod family;
mod parameters;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use serde_json::json;

use super::answer::json;
use super::error::ApiError;
use super::state::App;
use family::{FAMILIES, Family};
use parameters::{Asked, Pairs};

/// The version of the standard.
const VERSION: &str = "3.1";

/// The standard as it is, without a profile of our own.
const PROFILE: &str = "https://docs.openreferral.org/en/latest/";

/// The official description of the API.
const OPENAPI: &str =
    "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json";

/// All paths under `/hsds/v3`.
pub fn routes() -> Router<Arc<App>> {
    let root = Router::new()
        .route("/hsds/v3", get(read_root))
        .route("/hsds/v3/", get(read_root));
    FAMILIES.iter().fold(root, |router, family| {
        let list = format!("/hsds/v3/{}", family.path);
        let one = format!("{list}/{{id}}");
        router
            .route(&list, many(family))
            .route(&one, one_of(family))
    })
}

/// What this API is.
async fn read_root() -> Result<Response, ApiError> {
    json(&json!({"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI}))
}

type Read = (State<Arc<App>>, HeaderMap, Query<Pairs>);

/// GET asks in the address, POST in the body as well: what somebody searches for stays out of logs.
fn many(family: &'static Family) -> MethodRouter<Arc<App>> {
    get(
        async move |State(app): State<Arc<App>>, headers: HeaderMap, Query(pairs): Query<Pairs>| {
            let asked = Asked::read(&pairs, family.of_list)?;
            answer::list(&app, Some(&headers), family, asked).await
        },
    )
    .post(
        async move |State(app): State<Arc<App>>, Query(mut pairs): Query<Pairs>, body: Bytes| {
            pairs.extend(parameters::of_body(&body)?);
            let asked = Asked::read(&pairs, family.of_list)?;
            answer::list(&app, None, family, asked).await
        },
    )
}

fn one_of(family: &'static Family) -> MethodRouter<Arc<App>> {
    get(
        async move |Path(id): Path<String>, (State(app), headers, Query(pairs)): Read| {
            let asked = Asked::read(&pairs, family.of_one)?;
            answer::one(&app, &headers, family, &id, &asked).await
        },
    )
}
