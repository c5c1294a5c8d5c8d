//! The services directory. What a family searches for never leaves the device, so the whole of it
//! travels at once, as a pack to search (`portal-search`) and folded for when there is no signal.

use serde::{Deserialize, Serialize};

/// The needs a family can pick from; the words are the portal's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// A place to stay, now or for longer.
    Housing,
    /// Somebody to talk to: counselling and therapy.
    Counselling,
    /// Doctors, clinics, dentists.
    Medical,
    /// Lawyers, protection orders, immigration.
    Legal,
    /// Food and meals.
    Food,
    /// Getting there.
    Transport,
    /// Money, benefits, compensation.
    Money,
    /// Being safe from somebody.
    Safety,
    /// Child care, school, children's activities.
    Children,
}

impl Need {
    /// Every need, in the order of the bits of [`ServiceDetail::needs`] and of the screen.
    pub const ALL: [Need; 9] = [
        Need::Housing,
        Need::Counselling,
        Need::Medical,
        Need::Legal,
        Need::Food,
        Need::Transport,
        Need::Money,
        Need::Safety,
        Need::Children,
    ];

    /// This need's bit in [`ServiceDetail::needs`].
    #[must_use]
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// What a service costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// The directory does not say.
    #[default]
    Unknown,
    /// Free of charge for a family.
    Free,
    /// Sliding scale, or free for some.
    Some,
    /// Has to be paid.
    Paid,
}

impl Cost {
    /// Whether the directory says nothing.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Cost::Unknown)
    }
}

/// Open from one minute of the week to another, `(weekday, opens, closes)`.
///
/// Weekday 1 is Monday (ISO 8601); minutes count from midnight, and 1440 is the
/// end of the day. A night shift is two entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningHours(pub u8, pub u16, pub u16);

/// One service in full, the answer of `services/{id}`.
///
/// What is empty or unknown is left out: a whole directory of these goes to the phone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ServiceDetail {
    /// Public id.
    pub id: String,
    /// Name of the service.
    pub name: String,
    /// Name of the organisation.
    pub organization: String,
    /// What it does, as the directory says it: plain text, no markup. Public, not case data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who can use it, as the directory says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligibility: Option<String>,
    /// How to apply, as the directory says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how_to_apply: Option<String>,
    /// What it costs.
    #[serde(skip_serializing_if = "Cost::is_unknown")]
    pub cost: Cost,
    /// The cost in the directory's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_note: Option<String>,
    /// Papers to bring, as the directory says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
    /// BCP 47 tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Bit set over [`Need::ALL`].
    #[serde(skip_serializing_if = "is_zero")]
    pub needs: u16,
    /// Weekly hours in the centre's zone; empty when unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpeningHours>,
    /// Hours as the directory says them, when they could not be understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_note: Option<String>,
    /// Phone numbers, the main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<ServicePhone>,
    /// Address lines; empty when unknown or confidential.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Whether the address is kept secret for safety.
    #[serde(skip_serializing_if = "is_false")]
    pub confidential: bool,
    /// How to get there, as the directory says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport: Option<String>,
    /// How people with disabilities get in and along, as the directory says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accessibility: Vec<String>,
    /// 9 in 10 families wait less than this many days; nothing when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_days: Option<u16>,
    /// How long one waits, as the directory says it, when no number is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_note: Option<String>,
    /// `https` address of the service's own page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// A warning of the directory, e.g. "closed this week".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// ISO date somebody last checked this entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<String>,
}

fn is_zero(bits: &u16) -> bool {
    *bits == 0
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// A phone number of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ServicePhone {
    /// Display form.
    pub number: String,
    /// Extension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// What it is for, as the directory says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}
