//! What changed in the case.

use serde::{Deserialize, Serialize};

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
    /// A visit was called off.
    AppointmentCancelled,
    /// A step began.
    StepStarted,
    /// A step is finished.
    StepDone,
    /// An agency gave a date.
    PromiseMade,
    /// An agency moved its date.
    PromiseMoved,
    /// Somebody new is on the team.
    TeamChanged,
}
