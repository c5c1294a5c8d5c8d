//! What a signed-in caregiver reads of their own case.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use portal_types::{Answer, Appointment, Overview, Problem, Updates};

use super::super::error::ApiError;
use super::super::principal::Principal;
use super::super::state::App;
use super::calendar::{Asked, Pairs};
use super::told::{Appointments, Eyes, Steps, Team, Told};
use super::told::{list, visit, visit_answer};

/// One list of the caregiver's own case, its row in the access log first.
async fn own(
    app: &App,
    who: &Principal,
    told: Told,
    what: &'static str,
) -> Result<Response, ApiError> {
    let opened_before = who.session.opened_before.map(|at| app.day_of(at));
    let eyes = Eyes::Caregiver(who.caregiver.clone());
    let answer = list(app, &who.store, &eyes, told, &who.access, opened_before).await?;
    who.log(app, what, true).await?;
    Ok(answer)
}

/// What to do next, the next visit, and what is late or quiet.
#[utoipa::path(get, path = "/api/v1/me/overview", responses((status = 200, body = Answer<Overview>), (status = 401, body = Problem)))]
pub async fn read_overview(
    State(app): State<Arc<App>>,
    who: Principal,
) -> Result<Response, ApiError> {
    own(&app, &who, Told::Overview, "me/overview").await
}

/// Every step of the case.
#[utoipa::path(get, path = "/api/v1/me/steps", responses((status = 200, body = Answer<Steps>), (status = 401, body = Problem)))]
pub async fn list_steps(State(app): State<Arc<App>>, who: Principal) -> Result<Response, ApiError> {
    own(&app, &who, Told::Steps, "me/steps").await
}

/// Every visit.
#[utoipa::path(get, path = "/api/v1/me/appointments", responses((status = 200, body = Answer<Appointments>), (status = 401, body = Problem)))]
pub async fn list_appointments(
    State(app): State<Arc<App>>,
    who: Principal,
) -> Result<Response, ApiError> {
    own(&app, &who, Told::Appointments, "me/appointments").await
}

/// One visit in full; with `.ics` appended to its id, as an entry for the family's own calendar.
#[utoipa::path(
    get,
    path = "/api/v1/me/appointments/{id}",
    params(
        ("id" = String, Path, description = "The visit's opaque id; with `.ics` appended, its calendar file"),
        ("shows" = Option<String>, Query, description = "Of the calendar file: `time` (if left out), `place` or `all`"),
        ("language" = Option<String>, Query, description = "Of the calendar file: a language of the portal; the caregiver's own if left out")
    ),
    responses(
        (status = 200, body = Answer<Appointment>),
        (status = 400, body = Problem),
        (status = 401, body = Problem),
        (status = 404, body = Problem)
    )
)]
pub async fn read_appointment(
    State(app): State<Arc<App>>,
    who: Principal,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, ApiError> {
    if let Some(id) = id.strip_suffix(".ics") {
        return read_calendar_file(&app, &who, id, &pairs).await;
    }
    let eyes = Eyes::Caregiver(who.caregiver.clone());
    let (case, found) = visit(&app, &who.store, &eyes, &id).await?;
    who.log(&app, "me/appointments/one", found.is_some())
        .await?;
    visit_answer(&app, &case, &found.ok_or(ApiError::NotFound)?)
}

async fn read_calendar_file(
    app: &App,
    who: &Principal,
    id: &str,
    pairs: &Pairs,
) -> Result<Response, ApiError> {
    let asked = Asked::read(pairs, &who.access.language, app)?;
    let eyes = Eyes::Caregiver(who.caregiver.clone());
    let (case, found) = visit(app, &who.store, &eyes, id).await?;
    let found = found.filter(|visit| visit.body.starts_at.is_some());
    who.log(app, "me/appointments/ics", found.is_some()).await?;
    let visit = found.ok_or(ApiError::NotFound)?;
    asked.answer(app, &case.agencies, &visit.body).await
}

/// Who is on the team.
#[utoipa::path(get, path = "/api/v1/me/team", responses((status = 200, body = Answer<Team>), (status = 401, body = Problem)))]
pub async fn list_team(State(app): State<Arc<App>>, who: Principal) -> Result<Response, ApiError> {
    own(&app, &who, Told::Team, "me/team").await
}

/// What changed in the last 60 days, the newest first, and since when nothing has.
#[utoipa::path(get, path = "/api/v1/me/updates", responses((status = 200, body = Answer<Updates>), (status = 401, body = Problem)))]
pub async fn list_updates(
    State(app): State<Arc<App>>,
    who: Principal,
) -> Result<Response, ApiError> {
    own(&app, &who, Told::Updates, "me/updates").await
}
