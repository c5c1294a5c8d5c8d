//! What every private answer carries around its facts.

use serde::{Deserialize, Serialize};

/// Facts with their age: when they were put together and which agencies fed them.
///
/// The facts' own fields stand beside `as_of` and `sources` (interface: `{"as_of":…,"sources":[…],…}`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer<T> {
    /// The server's clock at the answer, RFC 3339 in the centre's time zone.
    pub as_of: String,
    /// Every agency that takes part in this case, also those that did not answer.
    pub sources: Vec<SourceState>,
    /// The facts.
    #[serde(flatten)]
    pub facts: T,
}

/// One agency as a source of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceState {
    /// The agency's id within the centre; steps and visits refer to it.
    pub agency: String,
    /// The kind of agency; the playbook has its words.
    pub kind: String,
    /// The agency's proper name, as it stands on its door.
    pub name: String,
    /// The agency's main phone number in display form, if it has one.
    pub phone: Option<String>,
    /// ISO date of the last confirmation of anything in this case.
    pub last_confirmed: Option<String>,
    /// Whether the agency's latest data arrived; `false` means older facts are shown.
    pub ok: bool,
}
