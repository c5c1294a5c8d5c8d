//! The centre's playbook: its own plain words for every kind of fact.
//!
//! Written by the centre, never by an agency. One file per language holds the words, and one file
//! for all of them holds what is the same in every language. Maps are ordered, so that the same
//! playbook always has the same bytes and the same `ETag`. Texts may hold glossary marks
//! ([`crate::marks`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod rules;
mod words;

pub use rules::{
    AgencyRules, PlaybookRules, PromiseFrom, PromiseRule, PromiseSourceRules, RightRules,
    StepRules, VisitRules,
};
pub use words::{
    AgencyWords, AppointmentWords, GlossaryWords, PlaybookWords, PromiseSourceWords, ReasonWords,
    RightWords, RoleWords, StepWords,
};

/// Entries by key.
pub type Entries<T> = BTreeMap<String, T>;

/// The playbook in one language, as the portal downloads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Playbook {
    /// The words of the language.
    #[serde(flatten)]
    pub words: PlaybookWords,
    /// What is the same in every language.
    pub rules: PlaybookRules,
}
