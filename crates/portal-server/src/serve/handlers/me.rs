//! What a signed-in caregiver reads of their own case.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use portal_types::{Answer, Appointment, Overview, Problem, Step, TeamMember, Updates};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::answer::private;
use super::super::error::ApiError;
use super::super::principal::Principal;
use super::super::state::App;
use super::calendar::{Asked, Pairs};
use crate::facts::Right;
use crate::promise;
use crate::store::bodies::Visit;
use crate::store::{CaseFile, Parts};

/// The steps of the case.
#[derive(Serialize, ToSchema)]
pub struct Steps {
    /// In the order of the story.
    steps: Vec<Step>,
}

/// All visits.
#[derive(Serialize, ToSchema)]
pub struct Appointments {
    /// Ahead, without a time, over.
    appointments: Vec<Appointment>,
}

/// The team.
#[derive(Serialize, ToSchema)]
pub struct Team {
    /// The advocate first, then agency by agency.
    people: Vec<TeamMember>,
}

async fn case(app: &App, who: &Principal, rights: &[Right]) -> Result<CaseFile, ApiError> {
    let parts = Parts(rights.iter().fold(0, |bits, right| bits | right.bit()));
    let mut case = who
        .store
        .case_file(&who.caregiver, app.today(), parts)
        .await?;
    app.silence.mark(&mut case, &app.now());
    let own = who.store.rules();
    let rules = own.unwrap_or_else(|| app.default_playbook.rules());
    promise::apply(&rules, &mut case);
    Ok(case)
}

/// What to do next, the next visit, and what is late or quiet.
#[utoipa::path(get, path = "/api/v1/me/overview", responses((status = 200, body = Answer<Overview>), (status = 401, body = Problem)))]
pub async fn read_overview(
    State(app): State<Arc<App>>,
    who: Principal,
) -> Result<Response, ApiError> {
    let case = case(
        &app,
        &who,
        &[Right::Steps, Right::Appointments, Right::Team],
    )
    .await?;
    let overview = promise::overview(&case, &app.zone, &app.now());
    who.log(&app, "me/overview", true).await?;
    private(&app, promise::sources(&case.agencies, &case), overview)
}

/// Every step of the case.
#[utoipa::path(get, path = "/api/v1/me/steps", responses((status = 200, body = Answer<Steps>), (status = 401, body = Problem)))]
pub async fn list_steps(State(app): State<Arc<App>>, who: Principal) -> Result<Response, ApiError> {
    let mut case = case(&app, &who, &[Right::Steps, Right::Team]).await?;
    let steps = promise::steps(&case, app.today());
    // The team is there for the advocate's number; its agencies are not where these facts come from.
    case.team.clear();
    who.log(&app, "me/steps", true).await?;
    private(
        &app,
        promise::sources(&case.agencies, &case),
        Steps { steps },
    )
}

/// Every visit.
#[utoipa::path(get, path = "/api/v1/me/appointments", responses((status = 200, body = Answer<Appointments>), (status = 401, body = Problem)))]
pub async fn list_appointments(
    State(app): State<Arc<App>>,
    who: Principal,
) -> Result<Response, ApiError> {
    let case = case(&app, &who, &[Right::Appointments]).await?;
    let appointments = promise::appointments(&case.appointments, &app.zone, &app.now());
    who.log(&app, "me/appointments", true).await?;
    private(
        &app,
        promise::sources(&case.agencies, &case),
        Appointments { appointments },
    )
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
    let case = case(&app, &who, &[Right::Appointments]).await?;
    let found = find(&case, &id);
    who.log(&app, "me/appointments/one", found.is_some())
        .await?;
    let visit = found.ok_or(ApiError::NotFound)?;
    let appointment = promise::appointment(visit, &app.zone, &app.now());
    private(&app, promise::sources(&case.agencies, &case), appointment)
}

async fn read_calendar_file(
    app: &App,
    who: &Principal,
    id: &str,
    pairs: &Pairs,
) -> Result<Response, ApiError> {
    let asked = Asked::read(pairs, &who.access.language, app)?;
    let case = case(app, who, &[Right::Appointments]).await?;
    let found = find(&case, id).filter(|visit| visit.body.starts_at.is_some());
    who.log(app, "me/appointments/ics", found.is_some()).await?;
    let visit = found.ok_or(ApiError::NotFound)?;
    asked.answer(app, &case.agencies, &visit.body).await
}

/// The visit that goes by this id.
fn find<'a>(case: &'a CaseFile, id: &str) -> Option<&'a Visit> {
    let mut visits = case.appointments.iter();
    visits.find(|visit| visit.ids.iter().any(|known| known == id))
}

/// Who is on the team.
#[utoipa::path(get, path = "/api/v1/me/team", responses((status = 200, body = Answer<Team>), (status = 401, body = Problem)))]
pub async fn list_team(State(app): State<Arc<App>>, who: Principal) -> Result<Response, ApiError> {
    let case = case(&app, &who, &[Right::Team]).await?;
    let mut people: Vec<TeamMember> = case.team.iter().map(|t| t.member.clone()).collect();
    let order = |m: &TeamMember| {
        (
            !m.is_advocate,
            m.contact.agency.clone(),
            m.contact.name.clone(),
        )
    };
    people.sort_by_cached_key(order);
    who.log(&app, "me/team", true).await?;
    private(
        &app,
        promise::sources(&case.agencies, &case),
        Team { people },
    )
}

/// What changed in the last 60 days, the newest first, and since when nothing has.
#[utoipa::path(get, path = "/api/v1/me/updates", responses((status = 200, body = Answer<Updates>), (status = 401, body = Problem)))]
pub async fn list_updates(
    State(app): State<Arc<App>>,
    who: Principal,
) -> Result<Response, ApiError> {
    let case = case(&app, &who, &[Right::Updates]).await?;
    let opened_before = who.session.opened_before.map(|at| app.day_of(at));
    let updates = promise::updates(&case.news, &who.access, opened_before, app.today());
    who.log(&app, "me/updates", true).await?;
    private(&app, promise::sources(&case.agencies, &case), updates)
}
