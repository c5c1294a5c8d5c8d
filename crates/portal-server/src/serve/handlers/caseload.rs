//! Puts the list of an advocate's families together: cases from the snapshot, cards and assignments from `auth.db`.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use portal_types::{CardLine, CaregiverLine, FamilyLine, SourceState};

use super::super::advocate::Advocate;
use super::super::error::ApiError;
use super::super::state::App;
use super::told::{Eyes, load};
use crate::auth::cards;
use crate::auth::staff::assignments::{self, Served};
use crate::clock::rfc3339;
use crate::facts::{AgencyFact, Right};
use crate::promise;
use crate::promise::caseload::{Beside, family_line, sort};
use crate::store::caseload::{CaregiverHead, FamilyHead, ServedFamily};

/// Everything a line in the list is made of.
const ALL: [Right; 4] = [
    Right::Steps,
    Right::Appointments,
    Right::Team,
    Right::Updates,
];

/// Every family this member of staff serves, and the agencies that are named.
pub async fn all(
    app: &App,
    who: &Advocate,
) -> Result<(Vec<SourceState>, Vec<FamilyLine>), ApiError> {
    let now = app.clock.session_seconds();
    let staff = who.session.staff.clone();
    let served = app
        .auth
        .read(move |c| assignments::of_staff(c, &staff, now))
        .await?;
    lines(app, who, served).await
}

/// One family; nothing when no source tells of it any more.
pub async fn one(
    app: &App,
    who: &Advocate,
    family: &ServedFamily,
) -> Result<Option<(Vec<SourceState>, FamilyLine)>, ApiError> {
    let now = app.clock.session_seconds();
    let staff = who.session.staff.clone();
    let mut served = app
        .auth
        .read(move |c| assignments::of_staff(c, &staff, now))
        .await?;
    served.retain(|one| one.family == family.id);
    let (sources, mut lines) = lines(app, who, served).await?;
    Ok(lines.pop().map(|line| (sources, line)))
}

async fn lines(
    app: &App,
    who: &Advocate,
    served: Vec<Served>,
) -> Result<(Vec<SourceState>, Vec<FamilyLine>), ApiError> {
    let today = app.today();
    let families: Vec<_> = served
        .iter()
        .map(|one| ServedFamily {
            id: one.family.clone(),
        })
        .collect();
    let served: HashMap<_, _> = served.into_iter().map(|s| (s.family.clone(), s)).collect();
    let heads = who.store.heads(&families, today).await?;
    let cards = cards_of(app, &heads, today).await?;
    let mut lines = Vec::with_capacity(heads.len());
    let mut agencies: Arc<[AgencyFact]> = Arc::default();
    for head in &heads {
        let eyes = Eyes::Family(ServedFamily {
            id: head.id.clone(),
        });
        let case = load(app, &who.store, &eyes, &ALL).await?;
        let of = served.get(&head.id);
        let beside = Beside {
            caregivers: head.caregivers.iter().map(|c| line(c, &cards)).collect(),
            opened_on: of.and_then(|s| s.opened_at).map(|at| app.day_of(at)),
            is_emergency: of.is_some_and(|s| s.is_emergency),
        };
        lines.push(family_line(head, &case, beside, &app.zone, &app.now()));
        if agencies.is_empty() {
            agencies = case.agencies;
        }
    }
    sort(&mut lines);
    Ok((every_agency(&agencies), lines))
}

/// Every agency of the centre, as a source: the list names them all.
fn every_agency(agencies: &[AgencyFact]) -> Vec<SourceState> {
    let state = |a: &AgencyFact| SourceState {
        agency: a.id.clone(),
        kind: a.kind.clone(),
        name: a.name.clone(),
        phone: a.phone.clone(),
        last_confirmed: a.last_confirmed_on.map(|day| day.to_string()),
        ok: a.ok,
    };
    agencies.iter().map(state).collect()
}

/// The newest card of every caregiver, by caregiver.
async fn cards_of(
    app: &App,
    heads: &[FamilyHead],
    today: Date,
) -> Result<HashMap<String, CardLine>, ApiError> {
    let caregivers = heads.iter().flat_map(|head| &head.caregivers);
    let ids: Vec<String> = caregivers.map(|c| c.id.clone()).collect();
    let cards = app
        .auth
        .read(move |c| cards::of_caregivers(c, &ids, today))
        .await?;
    let shown = cards.into_iter().map(|card| {
        let ends = card.expires_on.parse().unwrap_or(Date::MIN);
        let opened = |at| -> Timestamp { app.clock.fact_time(at) };
        let line = CardLine {
            selector: card.selector,
            state: card.state,
            ends_in_days: promise::days_between(today, ends),
            ends_on: card.expires_on,
            last_opened: card
                .last_opened_at
                .map(|at| rfc3339(&opened(at).to_zoned(app.zone.clone()))),
            wrong_tries: card.wrong_tries,
        };
        (card.caregiver, line)
    });
    Ok(shown.collect())
}

fn line(head: &CaregiverHead, cards: &HashMap<String, CardLine>) -> CaregiverLine {
    CaregiverLine {
        id: head.id.clone(),
        label: head.label.clone(),
        language: head.language.clone(),
        sees: head.sees,
        barred: head.barred,
        card: cards.get(&head.id).cloned(),
    }
}
