//! How a step stands on a day: what decides whether and where it is shown, without a word of it.

use jiff::civil::Date;
use portal_types::StepState;

use super::{days_between, history};
use crate::facts::{AgencyFact, StepStage};
use crate::store::bodies::StepBody;

/// A promise counts as due soon on its day and this many calendar days before:
/// on a Friday, what is due on Monday is near.
pub const DUE_SOON_DAYS: i32 = 3;

/// A step judged by the clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Its one state.
    pub state: StepState,
    /// Calendar days to the promised day, while something is still to come.
    pub due_in_days: Option<i32>,
    /// Calendar days since the promised day, when it is late.
    pub days_late: Option<i32>,
    /// Calendar days since the last news, when the agency has been silent for longer than its limit.
    pub days_quiet: Option<i32>,
}

impl Standing {
    /// Judges a step.
    pub fn of(body: &StepBody, agencies: &[AgencyFact], today: Date) -> Self {
        let agency = agencies.iter().find(|a| a.id == body.agency);
        let due_in_days = history::in_force(body).map(|p| days_between(today, p.by));
        let reached = body.reached.unwrap_or(agency.is_none_or(|a| a.ok));
        let state = state(body, due_in_days, reached);
        Self {
            state,
            due_in_days: due_in_days.filter(|_| is_open(body.stage)),
            days_late: due_in_days
                .filter(|_| state == StepState::Late)
                .map(|days| -days),
            days_quiet: agency.and_then(|a| days_quiet(body, a, today)),
        }
    }

    /// Whether the family should call somebody now.
    pub fn is_pressing(self) -> bool {
        self.state == StepState::Late || self.days_quiet.is_some()
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
