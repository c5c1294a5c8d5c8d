//! Facts about visits and the places they happen at.

use jiff::Timestamp;
use jiff::civil::Date;
use portal_types::{ChangeKind, Interpreter, Place};
use serde::{Deserialize, Serialize};

/// A visit, with FHIR R4 Appointment's states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentFact {
    /// The source's id.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Playbook key.
    pub kind: String,
    /// Agency id.
    pub agency: String,
    /// FHIR R4 status.
    pub status: StatusFact,
    /// Start.
    pub starts_at: Option<Timestamp>,
    /// End.
    pub ends_at: Option<Timestamp>,
    /// Place id.
    pub place: Option<String>,
    /// Contact ids of whom the family meets.
    pub people: Vec<String>,
    /// Child ids; empty means none in particular.
    pub children: Vec<String>,
    /// Whether an interpreter is needed and booked.
    pub interpreter: Interpreter,
    /// Playbook keys.
    pub bring: Vec<String>,
    /// The latest change.
    pub changed: Option<Change>,
    /// Caregiver ids; absent means every caregiver with the right.
    pub visible_to: Option<Vec<String>>,
    /// When the source changed it last, if the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Keyed digest of the name other systems know the visit by: equal where two sources speak of one visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
}

/// FHIR R4 appointment status, `entered-in-error` included: such a visit is kept and never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StatusFact {
    /// A status a family may read.
    Shown(portal_types::AppointmentStatus),
    /// Entered by mistake.
    Hidden(HiddenStatus),
}

/// The one status that hides a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HiddenStatus {
    /// Entered by mistake.
    #[serde(rename = "entered-in-error")]
    EnteredInError,
}

/// The latest change of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What changed.
    pub what: ChangeKind,
    /// Day of the change.
    pub on: Date,
    /// Start before it was moved.
    pub from: Option<Timestamp>,
    /// Playbook key.
    pub reason: Option<String>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceFact {
    /// The source's id.
    pub id: String,
    /// The place as a family reads it; a confidential one carries no address.
    pub place: Place,
}
