//! Promises judged by the clock: on time, due soon, late, without a date, and quiet; kept, missed, moved.
//!
//! Everything here is pure and counts calendar days in the centre's zone, so that the
//! night the clocks change is one day like any other.

mod agree;
pub mod caseload;
mod history;
mod overview;
mod rules;
mod steps;
mod updates;
mod visit;

pub use agree::agree;
pub use history::{First, first};
pub use overview::overview;
pub use rules::{apply, rule};
pub use steps::steps;
pub use updates::{NEWS_DAYS, updates};
pub(crate) use visit::ends_after;
pub use visit::{appointment, appointments};

use std::iter;

use jiff::civil::Date;
use portal_types::{SourceState, Step, StepState};

use crate::facts::{AgencyFact, StepStage};
use crate::store::bodies::{ChildBody, StepBody};

/// A promise counts as due soon on its day and this many calendar days before:
/// on a Friday, what is due on Monday is near.
pub const DUE_SOON_DAYS: i32 = 3;

/// Calendar days from `from` to `to`; negative when `to` is before.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// What a family reads of a step today.
#[must_use]
pub fn step(body: &StepBody, agencies: &[AgencyFact], today: Date) -> Step {
    let agency = agencies.iter().find(|a| a.id == body.agency);
    let in_force = history::in_force(body);
    let (promise, promise_history) = history::judge(body, today);
    let due_in_days = in_force.map(|p| days_between(today, p.by));
    let reached = body.reached.unwrap_or(agency.is_none_or(|a| a.ok));
    let state = state(body, due_in_days, reached);
    Step {
        id: body.id.clone(),
        kind: body.kind.clone(),
        agency: body.agency.clone(),
        state,
        who_acts: body.who_acts,
        children: children(&body.children),
        started_on: body.started_on.map(|d| d.to_string()),
        promised_by: in_force.map(|p| p.by.to_string()),
        promise_source: in_force.map(|p| p.basis),
        promise,
        promise_history,
        due_in_days: if is_open(body.stage) {
            due_in_days
        } else {
            None
        },
        days_late: due_in_days
            .filter(|_| state == StepState::Late)
            .map(|days| -days),
        done_on: body.done_on.map(|d| d.to_string()),
        last_confirmed_on: body.last_confirmed_on.map(|d| d.to_string()),
        days_quiet: agency.and_then(|a| days_quiet(body, a, today)),
        asked_on: body.asked_on.map(|d| d.to_string()),
        asked_by: body.asked_by.clone(),
        next_check_on: body.next_check_on.map(|d| d.to_string()),
        reason: body.reason.clone(),
        contact: body.contact.clone(),
        escalation: body.escalation.clone(),
    }
}

/// The one state of a step. A promise that has run out is late even when the agency's data
/// did not arrive: the family was told a day, and nobody has told them otherwise.
fn state(body: &StepBody, due_in_days: Option<i32>, agency_ok: bool) -> StepState {
    match (body.stage, due_in_days) {
        (StepStage::Done, _) => StepState::Done,
        (StepStage::ClosedNoAction, _) => StepState::ClosedNoAction,
        (StepStage::CannotSay, _) => StepState::CannotSay,
        (StepStage::Paused, _) => StepState::Paused,
        (StepStage::WaitingFamily, _) => StepState::WaitingFamily,
        (StepStage::NotStarted | StepStage::InProgress, Some(days)) if days < 0 => StepState::Late,
        (StepStage::NotStarted | StepStage::InProgress, _) if !agency_ok => StepState::SourceDown,
        (StepStage::NotStarted | StepStage::InProgress, Some(days)) if days <= DUE_SOON_DAYS => {
            StepState::DueSoon
        }
        (StepStage::NotStarted, None) if body.asked_on.is_some() => StepState::NoDate,
        (StepStage::NotStarted, _) => StepState::NotStarted,
        (StepStage::InProgress, Some(_)) => StepState::InProgress,
        (StepStage::InProgress, None) => StepState::NoDate,
    }
}

/// Whether the agency still has something to do or to say.
fn is_open(stage: StepStage) -> bool {
    matches!(
        stage,
        StepStage::NotStarted | StepStage::InProgress | StepStage::WaitingFamily
    )
}

/// Calendar days since the last news, when the agency has been silent for longer than its limit.
/// A step nobody ever confirmed counts from the day it began.
fn days_quiet(body: &StepBody, agency: &AgencyFact, today: Date) -> Option<i32> {
    if !matches!(body.stage, StepStage::NotStarted | StepStage::InProgress) {
        return None;
    }
    let days = days_between(body.last_confirmed_on.or(body.started_on)?, today);
    (days > agency.quiet_after_days?).then_some(days)
}

fn children(bodies: &[ChildBody]) -> Vec<portal_types::ChildRef> {
    bodies.iter().map(|c| c.shown.clone()).collect()
}

/// The agencies of this case, each with the last day anything in the case was confirmed.
/// Agencies that have nothing to do with what this caregiver sees are left out.
#[must_use]
pub fn sources(agencies: &[AgencyFact], case: &crate::store::CaseFile) -> Vec<SourceState> {
    let named = |agency: &AgencyFact| {
        case.steps.iter().any(|s| {
            s.agency == agency.id
                || s.contact
                    .iter()
                    .chain(&s.escalation)
                    .chain(&s.asked_by)
                    .any(|c| c.agency == agency.id)
        }) || case
            .appointments
            .iter()
            .flat_map(|visit| iter::once(&visit.body).chain(&visit.other))
            .any(|a| a.agency == agency.id || a.people.iter().any(|p| p.agency == agency.id))
            || case
                .team
                .iter()
                .any(|t| t.member.contact.agency == agency.id)
            || case.news.iter().any(|n| n.agency == agency.id)
    };
    let confirmed = |agency: &AgencyFact| {
        let in_case = case
            .steps
            .iter()
            .filter(|s| s.agency == agency.id)
            .filter_map(|s| s.last_confirmed_on)
            .max();
        in_case.or(agency.last_confirmed_on).map(|d| d.to_string())
    };
    agencies
        .iter()
        .filter(|a| named(a))
        .map(|a| SourceState {
            agency: a.id.clone(),
            kind: a.kind.clone(),
            name: a.name.clone(),
            phone: a.phone.clone(),
            last_confirmed: confirmed(a),
            ok: a.ok,
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests;
