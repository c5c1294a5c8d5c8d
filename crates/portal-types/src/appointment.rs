//! An appointment ("visit" on screen), close to FHIR R4 Appointment.

use serde::{Deserialize, Serialize};

/// One appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appointment {
    /// Opaque and stable.
    pub id: String,
    /// Key of the playbook's words for this kind of visit.
    pub kind: String,
    /// Which agency the visit is with, an id found in `sources`.
    pub agency: String,
    /// FHIR R4 appointment status.
    pub status: AppointmentStatus,
    /// RFC 3339 with the centre's offset; `null` while no time is set (waitlist, proposed).
    pub starts_at: Option<String>,
    /// RFC 3339; `null` when the end is not known.
    pub ends_at: Option<String>,
    /// Calendar days from today in the centre's zone; negative when past.
    pub in_days: Option<i32>,
    /// Whole minutes between start and end.
    pub minutes: Option<i32>,
    /// IANA name of the centre's time zone.
    pub time_zone: String,
    /// Where; `null` for a call or while unknown.
    pub place: Option<Place>,
    /// Whom the family meets.
    pub people: Vec<PersonRef>,
    /// The children who come; empty when all or none in particular.
    pub children: Vec<ChildRef>,
    /// Whether an interpreter is needed and booked.
    pub interpreter: Interpreter,
    /// Playbook keys of what to bring.
    pub bring: Vec<String>,
    /// What changed last, until the visit is over.
    pub changed: Option<AppointmentChange>,
    /// What another source says of this visit, where it says otherwise and not all is over. The
    /// fields above are the newer word.
    pub differs: Option<Difference>,
}

/// An older word on the same visit, from another source, that does not agree with the newer one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// Which agency the other source says the visit is with, an id found in `sources`.
    pub agency: String,
    /// ISO date the other word is from.
    pub on: String,
    /// ISO date the newer word is from, which is the one shown.
    pub shown_on: String,
    /// The status the other source gives.
    pub status: AppointmentStatus,
    /// The start the other source gives, RFC 3339.
    pub starts_at: Option<String>,
    /// The end the other source gives, RFC 3339.
    pub ends_at: Option<String>,
    /// Name of the other source's place, if it is another place.
    pub place: Option<String>,
}

/// FHIR R4 appointment status without `entered-in-error`, which is never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AppointmentStatus {
    /// Being arranged.
    Proposed,
    /// Waits for somebody to confirm.
    Pending,
    /// Fixed.
    Booked,
    /// The family is there.
    Arrived,
    /// The family is checked in.
    CheckedIn,
    /// It took place.
    Fulfilled,
    /// It will not take place.
    Cancelled,
    /// The family could not come.
    Noshow,
    /// On the waiting list.
    Waitlist,
}

/// A place as structured facts; the words around them are the portal's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// Name on the door.
    pub name: String,
    /// Street and number; `null` for a confidential place.
    pub street: Option<String>,
    /// Floor, suite or room.
    pub unit: Option<String>,
    /// Town; `null` for a confidential place.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code; `null` for a confidential place.
    pub postal_code: Option<String>,
    /// Phone at the place, display form.
    pub phone: Option<String>,
    /// Bus lines that stop there.
    pub bus_lines: Vec<String>,
    /// Parking at the place.
    pub parking: Option<Parking>,
    /// Whether one can get in without steps.
    pub step_free: Option<bool>,
    /// Whether the address is kept secret for safety; then no street is given.
    pub confidential: bool,
}

/// Parking at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Parking {
    /// Free of charge.
    Free,
    /// Has to be paid.
    Paid,
    /// None.
    None,
}

/// A person by name and role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// As they introduce themselves.
    pub name: String,
    /// Playbook key of the role.
    pub role: String,
    /// The agency they work for.
    pub agency: String,
}

/// A child as the family chose to have them called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChildRef {
    /// Position among the family's children, from 1.
    pub number: u8,
    /// Set only when the family chose to show it; else the screen says "your child".
    pub first_name: Option<String>,
}

/// Whether an interpreter is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Interpreter {
    /// One is booked.
    Booked,
    /// One is needed and not booked: a visible problem.
    NotYet,
    /// None is needed.
    NotNeeded,
}

/// The latest change to an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentChange {
    /// What changed.
    pub what: ChangeKind,
    /// ISO date of the change.
    pub on: String,
    /// RFC 3339 start before it was moved.
    pub from: Option<String>,
    /// Playbook key of the reason, where there is one that helps the family.
    pub reason: Option<String>,
}

/// What a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Another time.
    Moved,
    /// Another place.
    Place,
    /// Called off.
    Cancelled,
}
