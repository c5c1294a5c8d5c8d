//! Who is on the family's team and how to reach them.

use serde::{Deserialize, Serialize};

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// As they introduce themselves.
    pub name: String,
    /// Playbook key of the role.
    pub role: String,
    /// The agency they work for, an id found in `sources`.
    pub agency: String,
    /// Display form, e.g. `816-555-0111`.
    pub phone: Option<String>,
    /// Extension to dial.
    pub extension: Option<String>,
}

/// A member of the family's team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamMember {
    /// The person.
    #[serde(flatten)]
    pub contact: Contact,
    /// Whether this is the family's own advocate, who is called when nobody else answers.
    pub is_advocate: bool,
}
