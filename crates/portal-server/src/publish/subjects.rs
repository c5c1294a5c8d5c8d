//! The steps and visits that news are about, and what news take over from them.

use std::collections::HashMap;

use rusqlite::Connection;

use super::PublishError;
use crate::facts::Fact;

/// The steps and visits that news point at, by type, source and id.
pub struct Subjects(HashMap<(String, String, String), Subject>);

/// What news take over from the step or visit they are about: nobody learns of a visit from the
/// news who may not see the visit.
pub struct Subject {
    /// Playbook key.
    pub kind: String,
    /// Child ids.
    pub children: Vec<String>,
    /// Caregiver ids; absent means every caregiver with the right.
    pub visible_to: Option<Vec<String>>,
}

impl Subjects {
    /// Reads what news point at.
    ///
    /// # Errors
    /// When the working database cannot be read.
    pub fn read(working: &Connection) -> Result<Self, PublishError> {
        let sql = "SELECT f.source, f.body FROM fact f
             JOIN fact n ON n.kind = 'news' AND n.source = f.source
              AND f.id IN (json_extract(n.body, '$.step'), json_extract(n.body, '$.appointment'))
             WHERE f.kind IN ('step', 'appointment')";
        let mut statement = working.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut subjects = HashMap::new();
        while let Some(row) = rows.next()? {
            let source: String = row.get(0)?;
            let fact: Fact =
                serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            let key = (fact.kind().to_owned(), source, fact.id().to_owned());
            let subject = match fact {
                Fact::Step(f) => Subject {
                    kind: f.kind,
                    children: f.children,
                    visible_to: f.visible_to,
                },
                Fact::Appointment(f) => Subject {
                    kind: f.kind,
                    children: f.children,
                    visible_to: f.visible_to,
                },
                _ => continue,
            };
            subjects.insert(key, subject);
        }
        Ok(Self(subjects))
    }

    /// The step or visit (`kind`) of a source by its id.
    pub fn get(&self, kind: &str, source: &str, id: Option<&str>) -> Option<&Subject> {
        self.0
            .get(&(kind.to_owned(), source.to_owned(), id?.to_owned()))
    }
}
