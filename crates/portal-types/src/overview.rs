//! The home screen's facts.

use serde::{Deserialize, Serialize};

use crate::{Appointment, Contact, Step};

/// What to do next, the next visit, and what is late or quiet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// What the family does next, or else the step that moves next.
    pub next_step: Option<Step>,
    /// The soonest visit that is still ahead and not cancelled.
    pub next_appointment: Option<Appointment>,
    /// Late steps, the latest first.
    pub late: Vec<Step>,
    /// Agencies without news for longer than their limit, the quietest first.
    pub quiet: Vec<QuietAgency>,
    /// The family's advocate, for every case where nothing else is known.
    pub advocate: Option<Contact>,
}

/// An agency that has been silent on an open step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuietAgency {
    /// The agency, an id found in `sources`.
    pub agency: String,
    /// The step nobody has confirmed for the longest time.
    pub step_id: String,
    /// Kind of that step.
    pub step_kind: String,
    /// Calendar days without news.
    pub days: i32,
    /// ISO date of the last news.
    pub last_confirmed_on: String,
    /// Whom to call first.
    pub contact: Option<Contact>,
    /// Whom to call next, in order.
    pub escalation: Vec<Contact>,
}
