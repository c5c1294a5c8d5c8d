//! The sources a snapshot is made of: their numbers, and when each last said something.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, params};

use super::PublishError;

/// Sources by name.
pub struct Sources(HashMap<String, Source>);

struct Source {
    number: u32,
    last_good_at: Option<Timestamp>,
    as_of: Option<Timestamp>,
}

impl Sources {
    /// Reads which sources delivered something, and writes them down in the order of their names.
    ///
    /// # Errors
    /// When a database cannot be read or written.
    pub fn write(tx: &Transaction<'_>, working: &Connection) -> Result<Self, PublishError> {
        let mut sources = HashMap::new();
        let mut statement =
            working.prepare("SELECT name, last_good_at, as_of FROM source ORDER BY name")?;
        let mut rows = statement.query([])?;
        let mut number = 0;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let time = |column| {
                let text: Option<String> = row.get(column)?;
                Ok::<_, rusqlite::Error>(text.and_then(|text| text.parse().ok()))
            };
            let source = Source {
                number,
                last_good_at: time(1)?,
                as_of: time(2)?,
            };
            tx.execute(
                "INSERT INTO source (n, name) VALUES (?1, ?2)",
                params![number, name],
            )?;
            sources.insert(name, source);
            number += 1;
        }
        Ok(Self(sources))
    }

    /// A source's place in the list; past its end for one that is not in it.
    #[must_use]
    pub fn number(&self, name: &str) -> u32 {
        self.0.get(name).map_or(u32::MAX, |source| source.number)
    }

    /// When a source said something: when it changed it last, or else when its file was made or came.
    /// Nothing is newer than the file that says it, whatever a wrong clock wrote into it.
    #[must_use]
    pub fn said_at(&self, name: &str, updated_at: Option<Timestamp>) -> Option<Timestamp> {
        let source = self.0.get(name)?;
        let came = source.last_good_at?;
        Some(updated_at.or(source.as_of).unwrap_or(came).min(came))
    }
}
