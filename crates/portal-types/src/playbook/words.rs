//! The words of one language: what a translator translates.

use serde::{Deserialize, Serialize};

use super::Entries;

/// The words of one language: the content of `playbook/en.json` and its like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaybookWords {
    /// BCP 47 tag.
    pub language: String,
    /// The professional translator who signed this file; `null` until one has.
    pub reviewed_by: Option<String>,
    /// Per kind of step.
    pub steps: Entries<StepWords>,
    /// Per kind of appointment.
    pub appointments: Entries<AppointmentWords>,
    /// Per kind of agency.
    pub agencies: Entries<AgencyWords>,
    /// Per role of a person.
    pub roles: Entries<RoleWords>,
    /// Per law or policy a promise rests on.
    pub promise_sources: Entries<PromiseSourceWords>,
    /// What to bring, per key.
    pub bring: Entries<String>,
    /// Reasons for a pause, a closed step, a silence, a cancelled or moved visit, per key.
    pub reasons: Entries<ReasonWords>,
    /// The family's rights, per key.
    pub rights: Entries<RightWords>,
    /// Hard words that families hear, per key.
    pub glossary: Entries<GlossaryWords>,
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
    /// What will happen, in words for a child.
    pub for_child: Option<String>,
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
    /// What the family can do before or there, starting with a verb.
    pub you_do: Option<String>,
    /// What usually comes next.
    pub next: Option<String>,
    /// What will happen, in words for a child.
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
    /// When to call them.
    pub you_do: Option<String>,
    /// Who they are, in words for a child.
    pub for_child: Option<String>,
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
}

/// Words for a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReasonWords {
    /// Short name: "Worker is sick".
    pub title: String,
    /// What it means.
    pub means: String,
    /// What the family can do, starting with a verb.
    pub you_do: Option<String>,
}

/// Words for a right of the family.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RightWords {
    /// The right as a sentence: "You can ask for the police report".
    pub title: String,
    /// What it means.
    pub means: String,
    /// How to use it, starting with a verb.
    pub you_do: Option<String>,
    /// Whom to go to when that does not work.
    pub next: Option<String>,
}

/// A hard word, said simply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GlossaryWords {
    /// The word as families hear it.
    pub word: String,
    /// What it means.
    pub means: String,
}
