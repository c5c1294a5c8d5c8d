//! The home screen's three answers: what to do next, the next visit, and what is late or quiet.

use std::cmp::Reverse;

use jiff::Zoned;
use jiff::tz::TimeZone;
use portal_types::{Overview, QuietAgency, Step, StepState};

use super::standing::Standing;
use super::steps::{advocate, standings, tell};
use super::{appointment, visit};
use crate::store::CaseFile;
use crate::store::bodies::StepBody;

/// A step that is judged and not told yet.
type Judged<'a> = (&'a StepBody, Standing);

/// Puts the home screen's facts together. Most steps are over or ahead and only judged.
#[must_use]
pub fn overview(case: &CaseFile, zone: &TimeZone, now: &Zoned) -> Overview {
    let today = now.date();
    let tell = |(body, standing): Judged<'_>| tell(case, body, standing, today);
    let judged: Vec<Judged<'_>> = standings(case, today).collect();
    let mut late: Vec<Step> = judged
        .iter()
        .filter(|(_, standing)| standing.state == StepState::Late)
        .map(|late| tell(*late))
        .collect();
    late.sort_by_key(|s| Reverse(s.days_late));
    Overview {
        next_step: next_step(&judged).map(tell),
        next_appointment: visit::next(&case.appointments, now.timestamp())
            .map(|a| appointment(a, zone, now)),
        late,
        quiet: quiet(&judged).into_iter().map(tell).map(entry).collect(),
        advocate: advocate(case).cloned(),
    }
}

/// What the family has to do, the most pressing first; else what moves next and has a day;
/// else whatever is being worked on.
fn next_step<'a>(judged: &[Judged<'a>]) -> Option<Judged<'a>> {
    let soonest = |state: StepState| {
        let of_state = judged.iter().filter(|(_, s)| s.state == state);
        of_state.min_by_key(|(_, s)| s.due_in_days.unwrap_or(i32::MAX))
    };
    soonest(StepState::WaitingFamily)
        .or_else(|| soonest(StepState::DueSoon))
        .or_else(|| soonest(StepState::InProgress))
        .or_else(|| soonest(StepState::NoDate))
        .or_else(|| soonest(StepState::NotStarted))
        .or_else(|| soonest(StepState::SourceDown))
        .copied()
}

/// Of each silent agency the step that has been silent for the longest time.
fn quiet<'a>(judged: &[Judged<'a>]) -> Vec<Judged<'a>> {
    let mut quiet: Vec<Judged<'a>> = Vec::new();
    for step in judged.iter().filter(|(_, s)| s.days_quiet.is_some()) {
        let (body, standing) = step;
        match quiet.iter_mut().find(|(q, _)| q.agency == body.agency) {
            Some((_, known)) if known.days_quiet >= standing.days_quiet => {}
            Some(known) => *known = *step,
            None => quiet.push(*step),
        }
    }
    quiet.sort_by_key(|(_, standing)| Reverse(standing.days_quiet));
    quiet
}

/// A silent agency as it is told.
fn entry(step: Step) -> QuietAgency {
    QuietAgency {
        days: step.days_quiet.unwrap_or_default(),
        last_confirmed_on: step
            .last_confirmed_on
            .or(step.started_on)
            .unwrap_or_default(),
        agency: step.agency,
        step_id: step.id,
        step_kind: step.kind,
        contact: step.contact,
        escalation: step.escalation,
    }
}
