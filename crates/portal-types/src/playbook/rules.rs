//! What a playbook says in every language alike: where laws stand, and what belongs to what.

use serde::{Deserialize, Serialize};

use super::Entries;

/// The content of `playbook/rules.json`. Every key is one of the words' keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaybookRules {
    /// Per kind of step.
    pub steps: Entries<StepRules>,
    /// Per kind of appointment.
    pub appointments: Entries<VisitRules>,
    /// Per kind of agency. Playbooks of an earlier version have none.
    #[serde(default)]
    pub agencies: Entries<AgencyRules>,
    /// Per law or policy a promise rests on.
    pub promise_sources: Entries<PromiseSourceRules>,
    /// Per right of the family.
    pub rights: Entries<RightRules>,
}

/// What belongs to a kind of step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepRules {
    /// What to bring where the agency named nothing, as keys of `bring`.
    #[serde(default)]
    pub bring: Vec<String>,
    /// The day that holds where the agency gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<PromiseRule>,
}

/// A day that a law or policy sets for every step of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PromiseRule {
    /// Calendar days, 1 to 1000; hours are rounded up to whole days.
    pub days: i32,
    /// The day they are counted from; the step has no such promise while that is not known.
    pub from: PromiseFrom,
    /// Key of `promise_sources`. With a citation there it is a law, else a policy.
    pub source: String,
}

/// A day of a step that a promise is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PromiseFrom {
    /// The day the step began.
    StartedOn,
    /// The day somebody asked for a date.
    AskedOn,
}

/// What belongs to a kind of agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgencyRules {
    /// Calendar days, 1 to 1000, after which an open step nobody confirmed is quiet. The agency's
    /// own number, where its file has one, comes first.
    pub quiet_after_days: Option<i32>,
}

/// What belongs to a kind of appointment.
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
