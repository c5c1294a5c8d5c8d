//! The services directory as the portal downloads and searches it.
//!
//! What a family searches for never leaves the device, so the whole directory
//! travels at once, as one immutable file named by its hash.

use serde::{Deserialize, Serialize};

/// The whole directory: what the list and the search need of every service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Directory {
    /// ISO date of the import.
    pub imported_on: String,
    /// BCP 47 tags that [`DirectoryEntry::languages`] points into by position.
    pub languages: Vec<String>,
    /// Towns that [`DirectoryEntry::town`] points into by position.
    pub towns: Vec<String>,
    /// The services.
    pub services: Vec<DirectoryEntry>,
}

/// One service in the list. Field names are short because there are thousands of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryEntry {
    /// Public id, for `services/{id}`.
    #[serde(rename = "i")]
    pub id: String,
    /// Name of the service.
    #[serde(rename = "n")]
    pub name: String,
    /// Name of the organisation, empty when it is the same.
    #[serde(rename = "o", default, skip_serializing_if = "String::is_empty")]
    pub organization: String,
    /// Position in [`Directory::towns`].
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub town: Option<u16>,
    /// Bit set over [`Need::ALL`], the first need in the lowest bit.
    #[serde(rename = "d", default, skip_serializing_if = "is_zero")]
    pub needs: u16,
    /// Positions in [`Directory::languages`].
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<u8>,
    /// What it costs.
    #[serde(rename = "c", default, skip_serializing_if = "Cost::is_unknown")]
    pub cost: Cost,
    /// Weekly hours in the centre's zone; empty when unknown.
    #[serde(rename = "h", default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpeningHours>,
    /// Main phone number, display form.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Days before [`Directory::imported_on`] on which somebody checked this entry; `null` when unknown.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub checked_days_ago: Option<u16>,
}

fn is_zero(bits: &u16) -> bool {
    *bits == 0
}

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
    /// Every need, in the order of the bits of [`DirectoryEntry::needs`] and of the screen.
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

    /// This need's bit in [`DirectoryEntry::needs`].
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceDetail {
    /// Public id.
    pub id: String,
    /// Name of the service.
    pub name: String,
    /// Name of the organisation.
    pub organization: String,
    /// What it does, as the directory says it: plain text, no markup. Public, not case data.
    pub description: Option<String>,
    /// Who can use it, as the directory says it.
    pub eligibility: Option<String>,
    /// How to apply, as the directory says it.
    pub how_to_apply: Option<String>,
    /// What it costs.
    pub cost: Cost,
    /// The cost in the directory's words.
    pub cost_note: Option<String>,
    /// Papers to bring, as the directory says it.
    pub papers: Vec<String>,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// Bit set over [`Need::ALL`].
    pub needs: u16,
    /// Weekly hours in the centre's zone; empty when unknown.
    pub hours: Vec<OpeningHours>,
    /// Hours as the directory says them, when they could not be understood.
    pub hours_note: Option<String>,
    /// Phone numbers, the main one first.
    pub phones: Vec<ServicePhone>,
    /// Address lines; empty when unknown or confidential.
    pub address: Vec<String>,
    /// Whether the address is kept secret for safety.
    pub confidential: bool,
    /// How to get there, as the directory says it.
    pub transport: Option<String>,
    /// `https` address of the service's own page.
    pub website: Option<String>,
    /// A warning of the directory, e.g. "closed this week".
    pub alert: Option<String>,
    /// ISO date somebody last checked this entry.
    pub checked_on: Option<String>,
}

/// A phone number of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServicePhone {
    /// Display form.
    pub number: String,
    /// Extension.
    pub extension: Option<String>,
    /// What it is for, as the directory says it.
    pub label: Option<String>,
}
