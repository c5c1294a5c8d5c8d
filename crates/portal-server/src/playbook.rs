//! The playbook: the centre's words for every kind of fact, one file per language.
//!
//! A default one ships with the program; a file of the same name in the home's
//! `playbook/` takes its place.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use portal_types::Playbook;

use crate::home::Home;

const DEFAULTS: [(&str, &str); 2] = [
    ("en", include_str!("../../../playbook/en.json")),
    ("es", include_str!("../../../playbook/es.json")),
];

/// The playbooks of one centre by BCP 47 tag.
#[derive(Clone, Debug, Default)]
pub struct Playbooks(BTreeMap<String, Playbook>);

/// Why a playbook cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlaybookError {
    /// The file cannot be read.
    #[error("{0}")]
    Read(#[from] io::Error),
    /// The file is not a playbook.
    #[error("{file}:{line}: {reason}")]
    Invalid {
        /// The file.
        file: String,
        /// Line of the mistake, from 1.
        line: usize,
        /// What was expected.
        reason: String,
    },
}

impl Playbooks {
    /// Reads the default playbooks and the centre's own in place of them.
    ///
    /// # Errors
    /// When a file of the centre's cannot be read or is not a playbook.
    pub fn open(home: &Home) -> Result<Self, PlaybookError> {
        let mut books = BTreeMap::new();
        for (language, text) in DEFAULTS {
            books.insert(language.to_owned(), parse(language, text)?);
        }
        if home.playbook().is_dir() {
            for entry in fs::read_dir(home.playbook())? {
                let path = entry?.path();
                let Some(language) = path.file_stem().and_then(|s| s.to_str()) else {
                    continue;
                };
                if path.extension().is_some_and(|e| e == "json") {
                    let text = fs::read_to_string(&path)?;
                    books.insert(
                        language.to_owned(),
                        parse(&path.display().to_string(), &text)?,
                    );
                }
            }
        }
        Ok(Self(books))
    }

    /// The playbook of a language, by its exact tag.
    #[must_use]
    pub fn get(&self, language: &str) -> Option<&Playbook> {
        self.0.get(language)
    }
}

fn parse(file: &str, text: &str) -> Result<Playbook, PlaybookError> {
    serde_json::from_str(text).map_err(|e| PlaybookError::Invalid {
        file: file.to_owned(),
        line: e.line(),
        reason: e.to_string(),
    })
}
