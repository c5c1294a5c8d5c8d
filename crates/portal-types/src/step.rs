//! A step of the case: what happens, who does it, and by when they promised it.

use serde::{Deserialize, Serialize};

use crate::Contact;

/// One step of a family's case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// Opaque and stable; says nothing of the agency's own case number.
    pub id: String,
    /// Key of the playbook's words for this step.
    pub kind: String,
    /// Which agency acts or answers, an id found in `sources`.
    pub agency: String,
    /// The one state the family reads.
    pub state: StepState,
    /// Who has to act now.
    pub who_acts: WhoActs,
    /// The children this step is about; empty when it is about all of them.
    pub children: Vec<crate::ChildRef>,
    /// ISO date the step began.
    pub started_on: Option<String>,
    /// ISO date of the promise in force.
    pub promised_by: Option<String>,
    /// Where the promise comes from.
    pub promise_source: Option<PromiseBasis>,
    /// The promise in full, with the first date when it was moved.
    pub promise: Option<Promise>,
    /// Every other promise made for this step, the oldest first: those it replaced, those the
    /// agency no longer tells, and the day of a law that a worker's later day does not lift.
    pub promise_history: Vec<PastPromise>,
    /// Calendar days from today to `promised_by` in the centre's zone; negative when past.
    pub due_in_days: Option<i32>,
    /// Calendar days since `promised_by` when the step is late, else `null`.
    pub days_late: Option<i32>,
    /// ISO date the step was finished.
    pub done_on: Option<String>,
    /// ISO date the agency last confirmed this step.
    pub last_confirmed_on: Option<String>,
    /// Calendar days without news when that is longer than the agency's limit, else `null`.
    pub days_quiet: Option<i32>,
    /// ISO date somebody asked the agency for a date (state `no_date`).
    pub asked_on: Option<String>,
    /// Who asked (state `no_date`).
    pub asked_by: Option<Contact>,
    /// ISO date of the next check (`no_date`) or review (`paused`).
    pub next_check_on: Option<String>,
    /// Playbook key of the reason for `paused`, `cannot_say` or `closed_no_action`.
    pub reason: Option<String>,
    /// Whom to call about this step first.
    pub contact: Option<Contact>,
    /// Whom to call next, in order.
    pub escalation: Vec<Contact>,
}

/// A promise: a date, where it comes from, and its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    /// ISO date in force.
    pub by: String,
    /// ISO date that was promised first, when the promise has been moved since.
    pub first_by: Option<String>,
    /// ISO date the promise was made.
    pub made_on: Option<String>,
    /// What the promise rests on.
    pub basis: PromiseBasis,
    /// Playbook key of the law or policy (`promise_sources`).
    pub source_key: Option<String>,
    /// What became of it.
    pub outcome: PromiseOutcome,
    /// ISO date the step was done, whether in time or not.
    pub ended_on: Option<String>,
    /// Calendar days from `by` to the day it was done, or to today; only when `missed`.
    pub days_late: Option<i32>,
}

/// A promise that is not the one in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PastPromise {
    /// ISO date that was promised.
    pub by: String,
    /// ISO date the promise was made.
    pub made_on: Option<String>,
    /// What it rests on.
    pub basis: PromiseBasis,
    /// Playbook key of the law or policy (`promise_sources`).
    pub source_key: Option<String>,
    /// What became of it.
    pub outcome: PromiseOutcome,
    /// ISO date the step was done, or another day took this one's place.
    pub ended_on: Option<String>,
    /// Calendar days from `by` to `ended_on`, or to today; only when `missed`.
    pub days_late: Option<i32>,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PromiseOutcome {
    /// Its day has not gone by, or the step ended in a way that keeps and breaks no promise.
    Open,
    /// Done on its day or before.
    Kept,
    /// Its day went by before the step was done or the promise was moved.
    Missed,
    /// Another day took its place before its own had gone by.
    Moved,
}

/// What a promise rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PromiseBasis {
    /// A statute sets the time.
    Law,
    /// The agency's or the centre's own rule sets it.
    Policy,
    /// A worker said so to the family.
    Worker,
}

/// The states of a step, in the words of the product's table of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Nobody has begun.
    NotStarted,
    /// The family has to do something.
    WaitingFamily,
    /// The agency works on it and the promised day is not near.
    InProgress,
    /// The promised day is within the next few days, today included.
    DueSoon,
    /// The promised day has passed.
    Late,
    /// The agency works on it and has given no day.
    NoDate,
    /// On hold, with a day on which it is looked at again.
    Paused,
    /// Finished.
    Done,
    /// Ended without the action the family may have expected.
    ClosedNoAction,
    /// The agency may not share this part.
    CannotSay,
    /// The agency's data did not arrive; the last good facts are shown.
    SourceDown,
}

/// Who has to act on a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhoActs {
    /// The family.
    Family,
    /// The step's agency.
    Agency,
    /// The centre's advocate.
    Center,
}
