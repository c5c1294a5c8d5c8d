//! The centre's playbook: its own plain words for every kind of fact, in one language.
//!
//! Written by the centre, never by an agency. Maps are ordered, so that the same
//! playbook always has the same bytes and the same `ETag`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// BCP 47 tag.
    pub language: String,
    /// The professional translator who signed this file; `null` until one has.
    pub reviewed_by: Option<String>,
    /// Per kind of step.
    pub steps: BTreeMap<String, StepWords>,
    /// Per kind of appointment.
    pub appointments: BTreeMap<String, AppointmentWords>,
    /// Per kind of agency.
    pub agencies: BTreeMap<String, AgencyWords>,
    /// Per role of a person.
    pub roles: BTreeMap<String, RoleWords>,
    /// Per law or policy a promise rests on.
    pub promise_sources: BTreeMap<String, PromiseSourceWords>,
    /// What to bring, per key.
    pub bring: BTreeMap<String, String>,
    /// Reasons for a pause, a closed step, a silence or a change, per key.
    pub reasons: BTreeMap<String, String>,
}

/// Words for a kind of step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepWords {
    /// Short name: "Police look into what happened".
    pub title: String,
    /// What it means.
    pub means: String,
    /// What the family can do, starting with a verb.
    pub you_do: Option<String>,
    /// What usually comes next.
    pub next: Option<String>,
    /// What to say on the phone when it is late or quiet.
    pub say: Option<String>,
}

/// Words for a kind of appointment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppointmentWords {
    /// Short name: "Medical check-up".
    pub title: String,
    /// What happens there.
    pub what_happens: String,
    /// The same in words for a child.
    pub for_child: Option<String>,
}

/// Words for a kind of agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgencyWords {
    /// Name in a sentence, at its start: "The police".
    pub name: String,
    /// What they do, in one line.
    pub does: String,
}

/// Words for a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleWords {
    /// Title: "Detective".
    pub title: String,
    /// What this person does for the family, in one line.
    pub does: String,
}

/// Words for a law or policy a promise rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PromiseSourceWords {
    /// In plain words: "State law says they must finish in 45 days."
    pub says: String,
    /// Where it stands: `RSMo 210.183`.
    pub citation: Option<String>,
    /// ISO date somebody checked it.
    pub date_checked: Option<String>,
}
