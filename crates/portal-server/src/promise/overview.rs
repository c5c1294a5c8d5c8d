//! The home screen's three answers: what to do next, the next visit, and what is late or quiet.

use std::cmp::Reverse;

use jiff::Zoned;
use jiff::tz::TimeZone;
use portal_types::{Overview, QuietAgency, Step, StepState};

use super::{appointment, steps, visit};
use crate::store::CaseFile;

/// Puts the home screen's facts together.
#[must_use]
pub fn overview(case: &CaseFile, zone: &TimeZone, now: &Zoned) -> Overview {
    let steps = steps(case, now.date());
    let mut late: Vec<Step> = steps
        .iter()
        .filter(|s| s.state == StepState::Late)
        .cloned()
        .collect();
    late.sort_by_key(|s| Reverse(s.days_late));
    Overview {
        next_step: next_step(&steps).cloned(),
        next_appointment: visit::next(&case.appointments, now.timestamp())
            .map(|a| appointment(a, zone, now)),
        late,
        quiet: quiet(&steps),
        advocate: super::steps::advocate(case).cloned(),
    }
}

/// What the family has to do, the most pressing first; else what moves next and has a day;
/// else whatever is being worked on.
fn next_step(steps: &[Step]) -> Option<&Step> {
    let soonest = |state: StepState| {
        steps
            .iter()
            .filter(|s| s.state == state)
            .min_by_key(|s| s.due_in_days.unwrap_or(i32::MAX))
    };
    soonest(StepState::WaitingFamily)
        .or_else(|| soonest(StepState::DueSoon))
        .or_else(|| soonest(StepState::InProgress))
        .or_else(|| soonest(StepState::NoDate))
        .or_else(|| soonest(StepState::NotStarted))
        .or_else(|| soonest(StepState::SourceDown))
}

/// One entry per silent agency: the step that has been silent for the longest time.
fn quiet(steps: &[Step]) -> Vec<QuietAgency> {
    let mut quiet: Vec<QuietAgency> = Vec::new();
    for s in steps {
        let Some(days) = s.days_quiet else { continue };
        let entry = QuietAgency {
            agency: s.agency.clone(),
            step_id: s.id.clone(),
            step_kind: s.kind.clone(),
            days,
            last_confirmed_on: s
                .last_confirmed_on
                .clone()
                .or_else(|| s.started_on.clone())
                .unwrap_or_default(),
            contact: s.contact.clone(),
            escalation: s.escalation.clone(),
        };
        match quiet.iter_mut().find(|q| q.agency == s.agency) {
            Some(known) if known.days >= days => {}
            Some(known) => *known = entry,
            None => quiet.push(entry),
        }
    }
    quiet.sort_by_key(|q| Reverse(q.days));
    quiet
}
