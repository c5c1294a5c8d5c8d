//! The lists a case is told in: loaded for whoever may see it, judged by the clock, answered.

use std::sync::Arc;

use axum::response::Response;
use jiff::civil::Date;
use portal_types::{Appointment, Step, TeamMember};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::answer::private;
use super::super::error::ApiError;
use super::super::state::App;
use crate::facts::Right;
use crate::promise;
use crate::store::bodies::Visit;
use crate::store::caseload::ServedFamily;
use crate::store::{Access, Caregiver, CaseFile, Parts, Store};

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

/// Whose eyes a case is read with.
pub enum Eyes {
    /// What this caregiver may see today, and nothing else.
    Caregiver(Caregiver),
    /// The whole case, for staff who serve the family.
    Family(ServedFamily),
}

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// What to do next, the next visit, and what is late or quiet.
    Overview,
    /// Every step.
    Steps,
    /// Every visit.
    Appointments,
    /// Who is on the team.
    Team,
    /// What changed.
    Updates,
}

impl Told {
    /// What has to be read for it.
    fn rights(self) -> &'static [Right] {
        match self {
            Self::Overview => &[Right::Steps, Right::Appointments, Right::Team],
            Self::Steps => &[Right::Steps, Right::Team],
            Self::Appointments => &[Right::Appointments],
            Self::Team => &[Right::Team],
            Self::Updates => &[Right::Updates],
        }
    }
}

/// Reads the parts of a case that a list needs, and lays the rules in force upon them.
pub async fn load(
    app: &App,
    store: &Arc<dyn Store>,
    eyes: &Eyes,
    rights: &[Right],
) -> Result<CaseFile, ApiError> {
    let parts = Parts(rights.iter().fold(0, |bits, right| bits | right.bit()));
    let mut case = match eyes {
        Eyes::Caregiver(caregiver) => store.case_file(caregiver, app.today(), parts).await?,
        Eyes::Family(family) => store.family_file(family, parts).await?,
    };
    let own = store.rules();
    let rules = own.unwrap_or_else(|| app.default_playbook.rules());
    case.agencies = app.ruled.agencies(&rules, &case.agencies);
    promise::apply(&rules, &mut case.steps);
    app.silence.mark(&mut case, &app.now());
    Ok(case)
}

/// The answer to one of the lists. Its row in the access log must be written before it leaves.
/// `access` and `opened_before` are for what changed: whose news, and since when they are new.
pub async fn list(
    app: &App,
    store: &Arc<dyn Store>,
    eyes: &Eyes,
    told: Told,
    access: &Access,
    opened_before: Option<Date>,
) -> Result<Response, ApiError> {
    let mut case = load(app, store, eyes, told.rights()).await?;
    let (now, zone) = (app.now(), &app.zone);
    match told {
        Told::Overview => {
            let facts = promise::overview(&case, zone, &now);
            private(app, promise::sources(&case.agencies, &case), facts)
        }
        Told::Steps => {
            let steps = promise::steps(&case, now.date());
            // The team is there for the advocate's number; its agencies are not where these facts come from.
            case.team.clear();
            let sources = promise::sources(&case.agencies, &case);
            private(app, sources, Steps { steps })
        }
        Told::Appointments => {
            let appointments = promise::appointments(&case.appointments, zone, &now);
            let sources = promise::sources(&case.agencies, &case);
            private(app, sources, Appointments { appointments })
        }
        Told::Team => {
            let sources = promise::sources(&case.agencies, &case);
            let people = team(&case);
            private(app, sources, Team { people })
        }
        Told::Updates => {
            let facts = promise::updates(&case.news, access, opened_before, now.date());
            private(app, promise::sources(&case.agencies, &case), facts)
        }
    }
}

fn team(case: &CaseFile) -> Vec<TeamMember> {
    let mut people: Vec<TeamMember> = case.team.iter().map(|t| t.member.clone()).collect();
    people.sort_by_cached_key(|m| {
        let contact = &m.contact;
        (!m.is_advocate, contact.agency.clone(), contact.name.clone())
    });
    people
}

/// The visits of a case, and the one among them that goes by this id.
pub async fn visit(
    app: &App,
    store: &Arc<dyn Store>,
    eyes: &Eyes,
    id: &str,
) -> Result<(CaseFile, Option<Visit>), ApiError> {
    let case = load(app, store, eyes, &[Right::Appointments]).await?;
    let mut visits = case.appointments.iter();
    let found = visits.find(|visit| visit.ids.iter().any(|known| known == id));
    let found = found.cloned();
    Ok((case, found))
}

/// The answer to one visit.
pub fn visit_answer(app: &App, case: &CaseFile, visit: &Visit) -> Result<Response, ApiError> {
    let facts = promise::appointment(visit, &app.zone, &app.now());
    private(app, promise::sources(&case.agencies, case), facts)
}
