//! What staff see of the centre's touch screens. Nothing in it is of a family, so no row of the access log is about it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use portal_types::{KioskLine, Kiosks, Problem};

use super::super::advocate::Advocate;
use super::super::answer::json;
use super::super::error::ApiError;
use super::super::state::App;
use crate::auth::kiosks;
use crate::clock::rfc3339;

/// Every touch screen of the centre, and whether it works, for any member of staff.
#[utoipa::path(get, path = "/api/v1/advocate/kiosks", responses((status = 200, body = Kiosks), (status = 401, body = Problem)))]
pub async fn list_kiosks(
    State(app): State<Arc<App>>,
    _who: Advocate,
) -> Result<Response, ApiError> {
    let now = app.clock.session_seconds();
    let lines = app.auth.read(move |c| kiosks::list(c, now)).await?;
    let told = |seconds: i64| {
        let at = app.clock.fact_time(seconds).to_zoned(app.zone.clone());
        rfc3339(&at)
    };
    let told = |line: kiosks::KioskLine| KioskLine {
        state: line.condition(now),
        code_until: line.code_until.map(told),
        heard_at: line.heard_at().map(told),
        name: line.name,
    };
    json(&Kiosks {
        as_of: rfc3339(&app.now()),
        kiosks: lines.into_iter().map(told).collect(),
    })
}
