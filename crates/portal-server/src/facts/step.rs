//! Facts about steps, the promises made for them, and news.

use jiff::civil::Date;
use portal_types::{PromiseBasis, UpdateKind, WhoActs};
use serde::{Deserialize, Serialize};

/// A step of a family's case, as the agency reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepFact {
    /// The source's id.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Playbook key.
    pub kind: String,
    /// Agency id.
    pub agency: String,
    /// What the agency says; lateness is never reported but computed.
    pub state: StepStage,
    /// Who acts now.
    pub who_acts: WhoActs,
    /// Place in the story; steps without one come last.
    pub order: Option<i32>,
    /// Child ids; empty means all of them.
    pub children: Vec<String>,
    /// Day it began.
    pub started_on: Option<Date>,
    /// Day it was finished.
    pub done_on: Option<Date>,
    /// Day the agency last confirmed it.
    pub last_confirmed_on: Option<Date>,
    /// Day somebody asked for a date.
    pub asked_on: Option<Date>,
    /// Contact id of who asked.
    pub asked_by: Option<String>,
    /// Day of the next check or review.
    pub next_check_on: Option<Date>,
    /// Playbook key.
    pub reason: Option<String>,
    /// Contact id of whom to call first.
    pub contact: Option<String>,
    /// Contact ids of whom to call next.
    pub escalation: Vec<String>,
    /// Caregiver ids; absent means every caregiver with the right.
    pub visible_to: Option<Vec<String>>,
}

/// The state an agency reports for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStage {
    /// Nobody has begun.
    NotStarted,
    /// The family has to do something.
    WaitingFamily,
    /// The agency works on it.
    InProgress,
    /// On hold.
    Paused,
    /// Finished.
    Done,
    /// Ended without action.
    ClosedNoAction,
    /// The agency may not share it.
    CannotSay,
}

/// A promised date for a step. A later promise replaces an earlier one but does not hide it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseFact {
    /// The source's id.
    pub id: String,
    /// Step id.
    pub step: String,
    /// The promised day.
    pub by: Date,
    /// Day the promise was made.
    pub made_on: Option<Date>,
    /// What it rests on.
    pub basis: PromiseBasis,
    /// Playbook key of the law or policy.
    pub source_key: Option<String>,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsFact {
    /// The source's id.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Day it happened.
    pub on: Date,
    /// What happened.
    pub kind: UpdateKind,
    /// Agency id.
    pub agency: String,
    /// Step id.
    pub step: Option<String>,
    /// Appointment id.
    pub appointment: Option<String>,
    /// New date or time.
    pub to: Option<String>,
    /// Caregiver ids; absent means every caregiver with the right.
    pub visible_to: Option<Vec<String>>,
}
