//! What changed in the case.

use serde::{Deserialize, Serialize};

/// What changed lately.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Updates {
    /// The newest first, none older than 60 days.
    pub updates: Vec<Update>,
    /// ISO date since which nothing has changed: the day of the newest news of any age, or else the day
    /// the youngest of the family's sources told something for the first time; `null` when neither is known.
    pub unchanged_since: Option<String>,
    /// ISO date a file about this family came in last, whether or not anything changed.
    pub checked_on: Option<String>,
}

/// One piece of news, as a fact; the playbook and the portal have the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Update {
    /// Opaque and stable.
    pub id: String,
    /// ISO date it happened.
    pub on: String,
    /// What happened.
    pub kind: UpdateKind,
    /// The agency that did it, an id found in `sources`.
    pub agency: String,
    /// Kind of the step it is about (`step_*`, `promise_*`).
    pub step_kind: Option<String>,
    /// Kind of the visit it is about (`appointment_*`).
    pub appointment_kind: Option<String>,
    /// New RFC 3339 time (`appointment_booked`, `appointment_moved`) or ISO date (`promise_*`).
    pub to: Option<String>,
    /// Whether it came after this caregiver's sign-in before the present one.
    pub is_new: bool,
}

/// The kinds of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UpdateKind {
    /// A visit was booked.
    AppointmentBooked,
    /// A visit has another time.
    AppointmentMoved,
    /// A visit is at another place.
    AppointmentPlaceChanged,
    /// A visit was called off.
    AppointmentCancelled,
    /// An interpreter is booked for a visit.
    InterpreterBooked,
    /// A step began.
    StepStarted,
    /// The family has something to do.
    StepWaitsForFamily,
    /// A step is on hold.
    StepPaused,
    /// A step is finished.
    StepDone,
    /// A step ended without the action the family may have expected.
    StepClosed,
    /// An agency gave a date.
    PromiseMade,
    /// An agency moved its date.
    PromiseMoved,
    /// Somebody new is on the team.
    TeamChanged,
}
