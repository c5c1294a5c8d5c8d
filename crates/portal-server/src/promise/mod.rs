//! Promises judged by the clock: on time, due soon, late, without a date, and quiet; kept, missed, moved.
//!
//! Everything here is pure and counts calendar days in the centre's zone, so that the
//! night the clocks change is one day like any other.

mod agree;
pub mod caseload;
mod history;
mod overview;
mod rules;
mod standing;
mod steps;
mod updates;
mod visit;

pub use agree::agree;
pub use history::{First, first};
pub use overview::overview;
pub use rules::{agencies, apply, rule};
pub use standing::DUE_SOON_DAYS;
pub use steps::steps;
pub use updates::{NEWS_DAYS, updates};
pub(crate) use visit::ends_after;
pub use visit::{appointment, appointments};

use std::iter;

use jiff::civil::Date;
use portal_types::{SourceState, Step};

use crate::facts::AgencyFact;
use crate::store::bodies::{ChildBody, StepBody};
use standing::Standing;

/// Calendar days from `from` to `to`; negative when `to` is before.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// What a family reads of a step today.
#[must_use]
pub fn step(body: &StepBody, agencies: &[AgencyFact], today: Date) -> Step {
    told(body, Standing::of(body, agencies, today), today)
}

/// A step that stands like this today, in full.
fn told(body: &StepBody, standing: Standing, today: Date) -> Step {
    let in_force = history::in_force(body);
    let (promise, promise_history) = history::judge(body, today);
    Step {
        id: body.id.clone(),
        kind: body.kind.clone(),
        agency: body.agency.clone(),
        state: standing.state,
        who_acts: body.who_acts,
        children: children(&body.children),
        started_on: body.started_on.map(|d| d.to_string()),
        promised_by: in_force.map(|p| p.by.to_string()),
        promise_source: in_force.map(|p| p.basis),
        promise,
        promise_history,
        due_in_days: standing.due_in_days,
        days_late: standing.days_late,
        done_on: body.done_on.map(|d| d.to_string()),
        last_confirmed_on: body.last_confirmed_on.map(|d| d.to_string()),
        days_quiet: standing.days_quiet,
        asked_on: body.asked_on.map(|d| d.to_string()),
        asked_by: body.asked_by.clone(),
        next_check_on: body.next_check_on.map(|d| d.to_string()),
        reason: body.reason.clone(),
        contact: body.contact.clone(),
        escalation: body.escalation.clone(),
    }
}

fn children(bodies: &[ChildBody]) -> Vec<portal_types::ChildRef> {
    bodies.iter().map(ChildBody::shown).collect()
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
