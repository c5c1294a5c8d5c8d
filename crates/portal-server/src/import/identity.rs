//! Which family a row belongs to, by what an agency calls that family. Never guessed.

use std::collections::HashMap;

use rusqlite::Connection;

use super::report::ImportError;
use crate::facts::Fact;
use crate::secrets::Secrets;

/// Whom an agency's number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Family id.
    pub family: String,
    /// Child id, when it is a child's number.
    pub child: Option<String>,
}

/// Every number that is known, of every agency, and what language the families speak.
pub struct Identities<'a> {
    known: HashMap<(String, String), Known>,
    languages: HashMap<String, String>,
    secrets: &'a Secrets,
}

impl<'a> Identities<'a> {
    /// Reads what earlier imports brought.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn read(connection: &Connection, secrets: &'a Secrets) -> Result<Self, ImportError> {
        let (mut known, mut languages) = (HashMap::new(), HashMap::new());
        let mut statement =
            connection.prepare("SELECT body FROM fact WHERE kind IN ('identifier', 'family')")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let body = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            match serde_json::from_str(body)? {
                Fact::Identifier(fact) => {
                    let whom = Known {
                        family: fact.family,
                        child: fact.child,
                    };
                    known.insert((fact.agency, fact.value), whom);
                }
                Fact::Family(fact) => {
                    languages.insert(fact.id, fact.language);
                }
                _ => {}
            }
        }
        Ok(Self {
            known,
            languages,
            secrets,
        })
    }

    /// Whom this agency means.
    #[must_use]
    pub fn find(&self, agency: &str, value: &str) -> Option<&Known> {
        let sealed = seal(self.secrets, agency, value);
        self.known.get(&(agency.to_owned(), sealed))
    }

    /// The language of a family, BCP 47.
    #[must_use]
    pub fn language(&self, family: &str) -> Option<&str> {
        self.languages.get(family).map(String::as_str)
    }
}

/// A keyed digest of what several systems call one visit: what they call it may be private.
#[must_use]
pub fn seal_visit(secrets: &Secrets, name: &str) -> String {
    secrets.opaque_id(&["same_as", name])
}

/// A keyed digest of an agency's number: it can be compared, and not read. Case and spaces do not count.
#[must_use]
pub fn seal(secrets: &Secrets, agency: &str, value: &str) -> String {
    let words: Vec<String> = value.split_whitespace().map(str::to_lowercase).collect();
    secrets.opaque_id(&["identifier", agency, &words.join(" ")])
}
