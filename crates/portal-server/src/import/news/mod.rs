//! News from differences: what a source says now, compared with what it said before.
//!
//! SQL finds the facts that changed, so that an import of a million facts of which ten changed reads
//! ten. What a family is told of a change is decided in [`compare`].

mod compare;
mod promises;
mod visits;

use jiff::Zoned;
use jiff::civil::Date;
use rusqlite::{Connection, Row, Transaction, params};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::report::ImportError;
use crate::facts::{NewsFact, StepFact, TeamMemberFact};

/// Facts of a kind that are new or different, before and after. Families this source had told
/// nothing of are left out: the first delivery is no news.
const CHANGED: &str =
    "FROM stage s LEFT JOIN fact f ON f.kind = s.kind AND f.id = s.id AND f.source = ?1
    WHERE s.kind = ?2 AND (f.digest IS NULL OR f.digest <> s.digest)
      AND s.family IN (SELECT family FROM heard WHERE source = ?1)";

/// Writes the news of one import; runs between staging and replacing.
///
/// # Errors
/// When a database cannot be read or written.
pub fn derive(tx: &Transaction<'_>, source: &str, now: &Zoned) -> Result<(), ImportError> {
    let desk = Desk { tx, source, now };
    let heard_before: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM heard WHERE source = ?1)",
        [source],
        |row| row.get(0),
    )?;
    if heard_before {
        visits::derive(&desk)?;
        desk.steps()?;
        promises::derive(&desk)?;
        desk.team()?;
    }
    note_families(tx, source, now.date())?;
    Ok(())
}

/// Forgets news that are too old to be shown, and those about what is not there any more. The last
/// one about a step or visit stays: it says since when nothing has changed.
///
/// # Errors
/// When the database cannot be written.
pub fn forget(connection: &Connection, before: Date) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM news WHERE day < ?1 AND EXISTS (
            SELECT 1 FROM news later WHERE later.source = news.source AND later.subject_kind = news.subject_kind
              AND later.subject = news.subject AND (later.day, later.id) > (news.day, news.id))",
        [before.to_string()],
    )?;
    connection.execute(
        "DELETE FROM news WHERE NOT EXISTS (
            SELECT 1 FROM fact f WHERE f.kind = news.subject_kind AND f.id = news.subject AND f.source = news.source)",
        [],
    )?;
    Ok(())
}

/// Notes for each family of this file when the source told something of it first and last.
fn note_families(tx: &Transaction<'_>, source: &str, day: Date) -> rusqlite::Result<()> {
    tx.execute_batch(
        "CREATE TEMP TABLE told AS SELECT DISTINCT family FROM stage WHERE family IS NOT NULL",
    )?;
    tx.execute(
        "DELETE FROM heard WHERE source = ?1 AND family NOT IN (SELECT family FROM told)",
        [source],
    )?;
    tx.execute(
        "INSERT INTO heard (source, family, first_on, last_on) SELECT ?1, family, ?2, ?2 FROM told WHERE true
         ON CONFLICT (source, family) DO UPDATE SET last_on = excluded.last_on",
        params![source, day.to_string()],
    )?;
    Ok(())
}

/// One import: where its news are written and what they have in common.
struct Desk<'a> {
    tx: &'a Transaction<'a>,
    source: &'a str,
    now: &'a Zoned,
}

/// The step, visit or team member that news are about.
struct Subject<'a> {
    kind: &'static str,
    id: &'a str,
    family: &'a str,
    agency: &'a str,
}

impl Desk<'_> {
    fn steps(&self) -> Result<(), ImportError> {
        // Most steps change in nothing but the day they were last confirmed.
        let state = "json_extract(f.body, '$.state') IS NOT json_extract(s.body, '$.state')";
        let sql = format!("SELECT f.body, s.body {CHANGED} AND {state}");
        let mut statement = self.tx.prepare(&sql)?;
        let mut rows = statement.query(params![self.source, "step"])?;
        while let Some(row) = rows.next()? {
            let (before, after): (Option<StepFact>, StepFact) = pair(row)?;
            if let Some(kind) = compare::step(before.map(|step| step.state), after.state) {
                self.write(&subject_of(&after), kind, None)?;
            }
        }
        Ok(())
    }

    /// People who joined a team; the agency is that of the contact, which may be another source's.
    fn team(&self) -> Result<(), ImportError> {
        let of_contact = "c.kind = 'contact' AND c.id = json_extract(s.body, '$.contact')";
        let sql = format!(
            "SELECT s.body, coalesce(
                (SELECT json_extract(c.body, '$.agency') FROM stage c WHERE {of_contact}),
                (SELECT json_extract(c.body, '$.agency') FROM fact c WHERE {of_contact} AND c.source <> ?1 ORDER BY c.source))
             {CHANGED} AND f.digest IS NULL"
        );
        let mut statement = self.tx.prepare(&sql)?;
        let mut rows = statement.query(params![self.source, "team_member"])?;
        while let Some(row) = rows.next()? {
            let member: TeamMemberFact = body(row, 0)?;
            let agency: Option<String> = row.get(1)?;
            let subject = Subject {
                kind: "team_member",
                id: &member.id,
                family: &member.family,
                agency: agency.as_deref().unwrap_or_default(),
            };
            self.write(&subject, portal_types::UpdateKind::TeamChanged, None)?;
        }
        Ok(())
    }

    /// Writes one piece of news. The same change seen twice on a day is one.
    fn write(
        &self,
        subject: &Subject<'_>,
        kind: portal_types::UpdateKind,
        to: Option<String>,
    ) -> Result<(), ImportError> {
        let on = self.now.date();
        let about = |kind| (subject.kind == kind).then(|| subject.id.to_owned());
        let mut fact = NewsFact {
            id: String::new(),
            family: subject.family.to_owned(),
            on,
            kind,
            agency: subject.agency.to_owned(),
            step: about("step"),
            appointment: about("appointment"),
            to,
            visible_to: None,
        };
        let said = serde_json::to_vec(&(kind, subject.kind, subject.id, &fact.to, on))?;
        let digest = Sha256::digest(said);
        fact.id = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
        self.tx
            .prepare_cached(
                "INSERT OR REPLACE INTO news (source, subject_kind, subject, id, day, second, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                self.source,
                subject.kind,
                subject.id,
                fact.id,
                on.to_string(),
                second_of_day(self.now),
                serde_json::to_string(&fact)?
            ])?;
        Ok(())
    }
}

fn subject_of(step: &StepFact) -> Subject<'_> {
    Subject {
        kind: "step",
        id: &step.id,
        family: &step.family,
        agency: &step.agency,
    }
}

/// Seconds since midnight by the clock on the wall, for the order of what came in on one day.
pub(super) fn second_of_day(now: &Zoned) -> i64 {
    i64::from(now.hour()) * 3600 + i64::from(now.minute()) * 60 + i64::from(now.second())
}

fn pair<T: DeserializeOwned>(row: &Row<'_>) -> Result<(Option<T>, T), ImportError> {
    let before = match row
        .get_ref(0)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?
    {
        Some(text) => Some(serde_json::from_str(text)?),
        None => None,
    };
    Ok((before, body(row, 1)?))
}

fn body<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, ImportError> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(rusqlite::Error::from)?;
    Ok(serde_json::from_str(text)?)
}
