//! What a playbook says in every language alike: where laws stand, and what belongs to what.

use serde::{Deserialize, Serialize};

use super::Entries;

/// The content of `playbook/rules.json`. Every key is one of the words' keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaybookRules {
    /// Per kind of step.
    pub steps: Entries<VisitRules>,
    /// Per kind of appointment.
    pub appointments: Entries<VisitRules>,
    /// Per law or policy a promise rests on.
    pub promise_sources: Entries<PromiseSourceRules>,
    /// Per right of the family.
    pub rights: Entries<RightRules>,
}

/// What belongs to a kind of step or appointment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitRules {
    /// What to bring where the agency named nothing, as keys of `bring`.
    pub bring: Vec<String>,
}

/// Where a law or policy stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PromiseSourceRules {
    /// Where it stands: `RSMo 210.183`; `null` for the centre's own rules.
    pub citation: Option<String>,
    /// ISO date a lawyer last checked it for this centre; `null` until one has.
    pub date_checked: Option<String>,
}

/// Where a right stands and which steps it touches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RightRules {
    /// Where it stands: `RSMo 595.209`; `null` for the centre's own rules.
    pub citation: Option<String>,
    /// ISO date a lawyer last checked it for this centre; `null` until one has.
    pub date_checked: Option<String>,
    /// Kinds of steps beside which it is shown.
    pub steps: Vec<String>,
    /// Kinds of agencies it is about.
    pub agencies: Vec<String>,
}
