//! What a member of staff reads of the families they serve, and the two things they can do about access to them.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use portal_types::{
    Answer, Appointment, Caseload, Emergency, EmergencyReason, FamilyLine, Overview, Problem,
    StaffRole, Updates,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::advocate::Advocate;
use super::super::answer::private;
use super::super::error::ApiError;
use super::super::state::App;
use super::caseload;
use super::told::{self, Appointments, Eyes, Steps, Team, Told};
use crate::auth::access_log;
use crate::auth::cards::{self, CardKey, Change};
use crate::auth::staff::assignments;
use crate::store::caseload::ServedFamily;

/// As whom a family's case is to be read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct As {
    /// A caregiver's opaque id: exactly what they may see today. Left out, the whole case.
    caregiver: Option<String>,
}

/// The families this member of staff serves, those first who need somebody most.
#[utoipa::path(get, path = "/api/v1/advocate/families", responses((status = 200, body = Answer<Caseload>), (status = 401, body = Problem)))]
pub async fn list_families(
    State(app): State<Arc<App>>,
    who: Advocate,
) -> Result<Response, ApiError> {
    let (sources, families) = caseload::all(&app, &who).await?;
    let rows = families
        .iter()
        .map(|line| who.row(&app, &line.id, "advocate/families", "shown"))
        .collect();
    access_log::record_all(&app.auth, rows).await?;
    private(&app, sources, Caseload { families })
}

/// One family as it stands in the list. Reading it counts as opening the family.
#[utoipa::path(get, path = "/api/v1/advocate/families/{id}", params(("id" = String, Path, description = "The family's opaque id")), responses((status = 200, body = Answer<FamilyLine>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_family(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let what = "advocate/families/one";
    let family = who.family(&app, &id, what).await?;
    let told = caseload::one(&app, &who, &family).await?;
    let outcome = if told.is_some() { "shown" } else { "not_found" };
    let row = who.row(&app, &family.id, what, outcome);
    let (staff, at) = (who.session.staff.clone(), app.clock.session_seconds());
    app.auth
        .write(move |c| {
            access_log::append(c, &row)?;
            assignments::note_opened(c, &staff, &family.id, at)
        })
        .await?;
    let (sources, line) = told.ok_or(ApiError::NotFound)?;
    private(&app, sources, line)
}

/// One list of a family's case.
async fn list(
    app: &App,
    who: &Advocate,
    (id, query): (&str, &As),
    told: Told,
    what: &'static str,
) -> Result<Response, ApiError> {
    let family = who.family(app, id, what).await?;
    let Some(eyes) = eyes(app, who, &family, query).await? else {
        who.log(app, &family.id, what, "not_found").await?;
        return Err(ApiError::NotFound);
    };
    let heads = who.store.heads(std::slice::from_ref(&family), app.today());
    let access = heads.await?.pop().ok_or(ApiError::NotFound)?.access();
    let (staff, opened) = (who.session.staff.clone(), family.id.clone());
    let opened = app
        .auth
        .read(move |c| assignments::opened_at(c, &staff, &opened));
    let opened = opened.await?.map(|at| app.day_of(at));
    let answer = told::list(app, &who.store, &eyes, told, &access, opened).await?;
    who.log(app, &family.id, what, "shown").await?;
    Ok(answer)
}

/// Whose eyes: the whole family's, or those of one caregiver who may see something today.
async fn eyes(
    app: &App,
    who: &Advocate,
    family: &ServedFamily,
    query: &As,
) -> Result<Option<Eyes>, ApiError> {
    let Some(id) = &query.caregiver else {
        return Ok(Some(Eyes::Family(family.clone())));
    };
    let Some(caregiver) = who.store.caregiver_of(family, id).await? else {
        return Ok(None);
    };
    let access = who.store.access(&caregiver, app.today()).await?;
    Ok(access.map(|_| Eyes::Caregiver(caregiver)))
}

/// What to do next, the next visit, and what is late or quiet.
#[utoipa::path(get, path = "/api/v1/advocate/families/{id}/overview", operation_id = "read_family_overview", params(("id" = String, Path, description = "The family's opaque id"), As), responses((status = 200, body = Answer<Overview>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_overview(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path(id): Path<String>,
    Query(query): Query<As>,
) -> Result<Response, ApiError> {
    list(
        &app,
        &who,
        (&id, &query),
        Told::Overview,
        "advocate/overview",
    )
    .await
}

/// Every step of the case.
#[utoipa::path(get, path = "/api/v1/advocate/families/{id}/steps", operation_id = "list_family_steps", params(("id" = String, Path, description = "The family's opaque id"), As), responses((status = 200, body = Answer<Steps>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn list_steps(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path(id): Path<String>,
    Query(query): Query<As>,
) -> Result<Response, ApiError> {
    list(&app, &who, (&id, &query), Told::Steps, "advocate/steps").await
}

/// Every visit.
#[utoipa::path(get, path = "/api/v1/advocate/families/{id}/appointments", operation_id = "list_family_appointments", params(("id" = String, Path, description = "The family's opaque id"), As), responses((status = 200, body = Answer<Appointments>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn list_appointments(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path(id): Path<String>,
    Query(query): Query<As>,
) -> Result<Response, ApiError> {
    let what = "advocate/appointments";
    list(&app, &who, (&id, &query), Told::Appointments, what).await
}

/// One visit in full.
#[utoipa::path(get, path = "/api/v1/advocate/families/{id}/appointments/{visit}", operation_id = "read_family_appointment", params(("id" = String, Path, description = "The family's opaque id"), ("visit" = String, Path, description = "The visit's opaque id"), As), responses((status = 200, body = Answer<Appointment>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_appointment(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path((id, visit)): Path<(String, String)>,
    Query(query): Query<As>,
) -> Result<Response, ApiError> {
    let what = "advocate/appointments/one";
    let family = who.family(&app, &id, what).await?;
    let found = match eyes(&app, &who, &family, &query).await? {
        Some(eyes) => told::visit(&app, &who.store, &eyes, &visit).await?,
        None => Default::default(),
    };
    let outcome = if found.1.is_some() {
        "shown"
    } else {
        "not_found"
    };
    who.log(&app, &family.id, what, outcome).await?;
    told::visit_answer(&app, &found.0, &found.1.ok_or(ApiError::NotFound)?)
}

/// Who is on the team.
#[utoipa::path(get, path = "/api/v1/advocate/families/{id}/team", operation_id = "list_family_team", params(("id" = String, Path, description = "The family's opaque id"), As), responses((status = 200, body = Answer<Team>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn list_team(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path(id): Path<String>,
    Query(query): Query<As>,
) -> Result<Response, ApiError> {
    list(&app, &who, (&id, &query), Told::Team, "advocate/team").await
}

/// What changed in the last 60 days; new is what changed since this member of staff opened the family last.
#[utoipa::path(get, path = "/api/v1/advocate/families/{id}/updates", operation_id = "list_family_updates", params(("id" = String, Path, description = "The family's opaque id"), As), responses((status = 200, body = Answer<Updates>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn list_updates(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path(id): Path<String>,
    Query(query): Query<As>,
) -> Result<Response, ApiError> {
    list(&app, &who, (&id, &query), Told::Updates, "advocate/updates").await
}

/// Stops a caregiver's card at once, and ends its sessions. Only staff at the centre's own machine can let it open
/// the portal again (`portal card thaw`).
#[utoipa::path(post, path = "/api/v1/advocate/families/{id}/cards/{selector}/freeze", params(("id" = String, Path, description = "The family's opaque id"), ("selector" = String, Path, description = "The first four symbols of the card's code")), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn freeze_card(
    State(app): State<Arc<App>>,
    who: Advocate,
    Path((id, selector)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let what = "advocate/cards/freeze";
    let family = who.family(&app, &id, what).await?;
    let heads = who.store.heads(std::slice::from_ref(&family), app.today());
    let head = heads.await?.pop().ok_or(ApiError::NotFound)?;
    let own: Vec<String> = head.caregivers.into_iter().map(|c| c.id).collect();
    let today = app.today();
    let cards = app
        .auth
        .read(move |c| cards::of_caregivers(c, &own, today))
        .await?;
    let card = cards.into_iter().find(|card| card.selector == selector);
    let outcome = if card.is_some() { "done" } else { "not_found" };
    let row = who.row(&app, &family.id, what, outcome);
    let at = app.clock.session_seconds();
    let change = app.auth.write(move |c| {
        access_log::append(c, &row)?;
        card.as_ref()
            .map(|card| cards::freeze(c, CardKey::Id(&card.id), at))
            .transpose()
    });
    match change.await? {
        Some(Change::Made | Change::Already) => Ok(StatusCode::NO_CONTENT.into_response()),
        _ => Err(ApiError::NotFound),
    }
}

/// Opens a family that is not one's own until the session ends: for supervisors, for a reason, with a one-time code
/// once more, and in the log before anything is shown.
#[utoipa::path(post, path = "/api/v1/advocate/emergency", request_body = Emergency, responses((status = 200, body = Answer<FamilyLine>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn open_in_emergency(
    State(app): State<Arc<App>>,
    who: Advocate,
    body: Bytes,
) -> Result<Response, ApiError> {
    let asked: Emergency = serde_json::from_slice(&body).map_err(|_| ApiError::BadRequest)?;
    let what = match asked.reason {
        EmergencyReason::Danger => "advocate/emergency/danger",
        EmergencyReason::FamilyAsks => "advocate/emergency/family_asks",
        EmergencyReason::AdvocateAway => "advocate/emergency/advocate_away",
    };
    let now = app.clock.session_seconds();
    if who.session.role != StaffRole::Supervisor {
        who.log(&app, "", what, "refused").await?;
        return Err(ApiError::Forbidden);
    }
    let staff = who.session.staff.clone();
    if let Err(wrong) = app.staff_desk.confirm(&staff, asked.totp.trim(), now).await {
        who.log(&app, "", what, "refused").await?;
        return Err(wrong.into());
    }
    let known = who.store.family_with_number(asked.number.trim()).await?;
    let Some(id) = known else {
        who.log(&app, "", what, "not_found").await?;
        return Err(ApiError::NotFound);
    };
    let row = who.row(&app, &id, what, "opened");
    let (family, until) = (ServedFamily { id }, who.session.expires_at);
    let opened = family.id.clone();
    app.auth
        .write(move |c| {
            access_log::append(c, &row)?;
            assignments::open_until(c, &staff, &opened, until)
        })
        .await?;
    let told = caseload::one(&app, &who, &family).await?;
    let (sources, line) = told.ok_or(ApiError::NotFound)?;
    private(&app, sources, line)
}
