//! What a family is told when a step, a visit or a promise is different. Pure.

use jiff::Timestamp;
use jiff::civil::Date;
use portal_types::{AppointmentStatus, Interpreter, UpdateKind};

use crate::facts::{AppointmentFact, StatusFact, StepStage};
use crate::promise::ends_after;

/// What is told of a step. One that is new counts as not started before; that it is over already,
/// or on hold, is how it came and no change.
pub fn step(before: Option<StepStage>, after: StepStage) -> Option<UpdateKind> {
    use StepStage::{
        CannotSay, ClosedNoAction, Done, InProgress, NotStarted, Paused, WaitingFamily,
    };
    if before == Some(after) {
        return None;
    }
    match (before, after) {
        (_, WaitingFamily) => Some(UpdateKind::StepWaitsForFamily),
        (None | Some(NotStarted), InProgress) => Some(UpdateKind::StepStarted),
        (Some(_), Paused) => Some(UpdateKind::StepPaused),
        (Some(_), Done) => Some(UpdateKind::StepDone),
        (Some(_), ClosedNoAction) => Some(UpdateKind::StepClosed),
        (_, NotStarted | InProgress | CannotSay) | (None, Paused | Done | ClosedNoAction) => None,
    }
}

/// What is told of the promised day in force. Once a step is over its promises are history.
pub fn promise(before: Option<Date>, after: Date, stage: StepStage) -> Option<UpdateKind> {
    if matches!(stage, StepStage::Done | StepStage::ClosedNoAction) {
        return None;
    }
    match before {
        None => Some(UpdateKind::PromiseMade),
        Some(before) if before != after => Some(UpdateKind::PromiseMoved),
        Some(_) => None,
    }
}

/// The most important thing that is told of a visit, with its new start where that is the news.
/// A visit that was called off, missed or hidden before counts as not there before; one that is over
/// is told nothing of.
pub fn visit(
    before: Option<&AppointmentFact>,
    after: &AppointmentFact,
    now: Timestamp,
) -> Option<(UpdateKind, Option<Timestamp>)> {
    let over = after
        .starts_at
        .is_some_and(|start| !ends_after(start, after.ends_at, now));
    let StatusFact::Shown(status) = after.status else {
        return None;
    };
    if over {
        return None;
    }
    let before = before.filter(|before| stands(before.status));
    if status == AppointmentStatus::Cancelled {
        return before.map(|_| (UpdateKind::AppointmentCancelled, None));
    }
    if !stands(after.status) {
        return None;
    }
    let booked = status == AppointmentStatus::Booked && after.starts_at.is_some();
    let Some(before) = before else {
        return booked.then_some((UpdateKind::AppointmentBooked, after.starts_at));
    };
    let had_start = before.starts_at.is_some();
    if had_start && before.starts_at != after.starts_at {
        return Some((UpdateKind::AppointmentMoved, after.starts_at));
    }
    let newly_booked = booked && is_open(before.status);
    let first_place = newly_booked && before.place.is_none();
    if before.place != after.place && !first_place {
        return Some((UpdateKind::AppointmentPlaceChanged, None));
    }
    if newly_booked {
        return Some((UpdateKind::AppointmentBooked, after.starts_at));
    }
    (before.interpreter != Interpreter::Booked && after.interpreter == Interpreter::Booked)
        .then_some((UpdateKind::InterpreterBooked, None))
}

/// Whether a visit is arranged or takes place.
fn stands(status: StatusFact) -> bool {
    use AppointmentStatus::{Arrived, Booked, CheckedIn, Pending, Proposed, Waitlist};
    matches!(
        status,
        StatusFact::Shown(Proposed | Pending | Waitlist | Booked | Arrived | CheckedIn)
    )
}

/// Whether a visit waits for being booked.
fn is_open(status: StatusFact) -> bool {
    use AppointmentStatus::{Pending, Proposed, Waitlist};
    matches!(status, StatusFact::Shown(Proposed | Pending | Waitlist))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
