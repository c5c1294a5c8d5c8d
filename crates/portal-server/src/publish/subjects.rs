//! The steps, visits and people that news are about, and what news take over from them.

use std::collections::HashMap;

use rusqlite::Connection;

use super::PublishError;
use crate::facts::{Fact, Right, StatusFact};

/// What news point at, by type, source and id.
pub struct Subjects(HashMap<(String, String, String), Subject>);

/// What news take over from what they are about: nobody learns of a visit from the news who may not
/// see the visit.
pub struct Subject {
    /// Playbook key; empty for a person.
    pub kind: String,
    /// The right it takes to see it.
    pub right: Right,
    /// Child ids.
    pub children: Vec<String>,
    /// Caregiver ids; absent means every caregiver with the right.
    pub visible_to: Option<Vec<String>>,
    /// What other systems call the visit, as a digest.
    pub same_as: Option<String>,
}

/// Facts that an agency's news or the portal's own name.
const NAMED: &str = "
    SELECT f.source, f.body FROM fact n
    JOIN fact f ON f.kind IN ('step', 'appointment') AND f.source = n.source
      AND f.id IN (json_extract(n.body, '$.step'), json_extract(n.body, '$.appointment'))
    WHERE n.kind = 'news'
    UNION ALL
    SELECT f.source, f.body FROM (SELECT DISTINCT source, subject_kind, subject FROM news) n
    JOIN fact f ON f.kind = n.subject_kind AND f.id = n.subject AND f.source = n.source";

impl Subjects {
    /// Reads what news point at.
    ///
    /// # Errors
    /// When the working database cannot be read.
    pub fn read(working: &Connection) -> Result<Self, PublishError> {
        let mut statement = working.prepare(NAMED)?;
        let mut rows = statement.query([])?;
        let mut subjects = HashMap::new();
        while let Some(row) = rows.next()? {
            let source: String = row.get(0)?;
            let fact: Fact =
                serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            let key = (fact.kind().to_owned(), source, fact.id().to_owned());
            subjects.extend(subject(fact).map(|subject| (key, subject)));
        }
        Ok(Self(subjects))
    }

    /// The step, visit or team member (`kind`) of a source by its id; a visit entered by mistake is
    /// not there.
    pub fn get(&self, kind: &str, source: &str, id: &str) -> Option<&Subject> {
        self.0
            .get(&(kind.to_owned(), source.to_owned(), id.to_owned()))
    }
}

fn subject(fact: Fact) -> Option<Subject> {
    Some(match fact {
        Fact::Step(f) => Subject {
            kind: f.kind,
            right: Right::Steps,
            children: f.children,
            visible_to: f.visible_to,
            same_as: None,
        },
        Fact::Appointment(f) if matches!(f.status, StatusFact::Shown(_)) => Subject {
            kind: f.kind,
            right: Right::Appointments,
            children: f.children,
            visible_to: f.visible_to,
            same_as: f.same_as,
        },
        Fact::TeamMember(f) => Subject {
            kind: String::new(),
            right: Right::Team,
            children: Vec::new(),
            visible_to: f.visible_to,
            same_as: None,
        },
        _ => return None,
    })
}
