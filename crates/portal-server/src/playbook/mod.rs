//! The playbook: the centre's words for every kind of fact, one file per language, and one file of
//! rules for all of them.
//!
//! A default one is compiled into the program. A centre that imports its own
//! ([`crate::import::import_playbook`]) is served that one instead, whole.

mod check;
mod defaults;
mod entries;
#[cfg(test)]
mod fixture;
mod lines;
mod read;
mod warnings;

use std::collections::BTreeMap;

use portal_types::{Playbook, PlaybookRules, PlaybookWords};

pub use defaults::{Defaults, default_files};
pub use entries::differences;
pub use read::read;
pub use warnings::warnings;

/// Name of the file that holds what is the same in every language.
pub const RULES: &str = "rules.json";

/// The language whose file decides which entries there are.
pub const FIRST_LANGUAGE: &str = "en";

/// The files of a playbook by name (`en.json`, `rules.json`), as they were written.
pub type Files = BTreeMap<String, String>;

/// A playbook without a mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Words by BCP 47 tag.
    pub words: BTreeMap<String, PlaybookWords>,
    /// What is the same in every language.
    pub rules: PlaybookRules,
}

impl Book {
    /// The playbook of every language, as it is sent.
    pub fn into_playbooks(self) -> impl Iterator<Item = (String, Playbook)> {
        let Self { words, rules } = self;
        words.into_iter().map(move |(language, words)| {
            let rules = rules.clone();
            (language, Playbook { words, rules })
        })
    }
}

/// Name of the file that holds a language's words.
#[must_use]
pub fn file_of(language: &str) -> String {
    format!("{language}.json")
}
