//! Writes the news of a snapshot: those agencies told, and those worked out from differences.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use portal_types::UpdateKind;
use rusqlite::{Connection, Transaction};

use super::PublishError;
use super::items::{Visibility, item};
use super::lookup::Lookup;
use super::sources::Sources;
use super::subjects::{Subject, Subjects};
use crate::facts::{NewsFact, Right};
use crate::promise::NEWS_DAYS;
use crate::store::bodies::NewsBody;

/// News that name neither step nor visit say the same only when they are this near, in days: who
/// joined a team may change again next month.
const NEAR_DAYS: i32 = 7;

/// What news say, whoever says it: family, kind, agency, step, visit, and the new day or time.
type Saying = (
    String,
    UpdateKind,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// Writes news, each of them once.
pub struct News<'a> {
    tx: &'a Transaction<'a>,
    lookup: &'a Lookup<'a>,
    sources: &'a Sources,
    subjects: Subjects,
    told: HashMap<Saying, Vec<Date>>,
}

impl<'a> News<'a> {
    /// Reads what news are about.
    ///
    /// # Errors
    /// When the working database cannot be read.
    pub fn read(
        tx: &'a Transaction<'a>,
        lookup: &'a Lookup<'a>,
        sources: &'a Sources,
        working: &Connection,
    ) -> Result<Self, PublishError> {
        Ok(Self {
            tx,
            lookup,
            sources,
            subjects: Subjects::read(working)?,
            told: HashMap::new(),
        })
    }

    /// Writes what an agency told, unless it names something that is not there: whose it was is not
    /// known then.
    ///
    /// # Errors
    /// When the snapshot cannot be written.
    pub fn told(&mut self, source: &str, fact: NewsFact) -> Result<(), PublishError> {
        let named = [("step", &fact.step), ("appointment", &fact.appointment)];
        let about = named
            .into_iter()
            .find_map(|(kind, id)| Some((kind, id.as_deref()?)));
        let subject = about.map(|(kind, id)| self.subjects.get(kind, source, id));
        if subject.is_some_and(|found| found.is_none()) {
            return Ok(());
        }
        self.told.entry(saying(&fact)).or_default().push(fact.on);
        let id = self.lookup.opaque("news", source, &fact.id);
        self.write(source, id, fact, 0, subject.flatten())
    }

    /// Writes what was worked out, but for what an agency told as well.
    ///
    /// # Errors
    /// When a database cannot be read or written.
    pub fn derived(self, working: &Connection) -> Result<(), PublishError> {
        let mut joined = HashSet::new();
        let mut statement = working.prepare(
            "SELECT source, subject_kind, subject, second, body FROM news
             ORDER BY day DESC, second DESC, source, subject_kind, subject, id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (source, kind, about): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let text = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
            let fact: NewsFact = serde_json::from_str(text)?;
            let Some(subject) = self.subjects.get(&kind, &source, &about) else {
                continue;
            };
            // Two people of one agency who join on one day are one piece of news.
            let is_first = kind != "team_member"
                || joined.insert((
                    fact.family.clone(),
                    fact.agency.clone(),
                    fact.on,
                    subject.visible_to.clone(),
                ));
            if is_first && !self.is_told(&fact) {
                let id = self.lookup.opaque("derived_news", &source, &fact.id);
                self.write(&source, id, fact, row.get(3)?, Some(subject))?;
            }
        }
        Ok(())
    }

    /// Whether an agency told the same, on a day that can be meant.
    fn is_told(&self, fact: &NewsFact) -> bool {
        let most = if fact.step.is_some() || fact.appointment.is_some() {
            NEWS_DAYS
        } else {
            NEAR_DAYS
        };
        let told = self.told.get(&saying(fact));
        told.into_iter()
            .flatten()
            .any(|on| (fact.on - *on).get_days().abs() <= most)
    }

    /// The newest come first; of one day, those that came in last.
    fn write(
        &self,
        source: &str,
        id: String,
        fact: NewsFact,
        second_of_day: i64,
        subject: Option<&Subject>,
    ) -> Result<(), PublishError> {
        let days_before_2100 = i64::from((jiff::civil::date(2100, 1, 1) - fact.on).get_days());
        let sort = days_before_2100 * 24 * 3600 - second_of_day;
        let children = subject
            .map(|s| self.lookup.children(&s.children))
            .unwrap_or_default();
        let sees = Visibility {
            children: &children,
            audience: fact
                .visible_to
                .as_ref()
                .or(subject.and_then(|s| s.visible_to.as_ref())),
            also: subject.map(|s| s.right),
        };
        let kind_where =
            |right: Right| subject.filter(|s| s.right == right).map(|s| s.kind.clone());
        let body = NewsBody {
            id,
            on: fact.on,
            kind: fact.kind,
            step_kind: kind_where(Right::Steps),
            appointment_kind: kind_where(Right::Appointments),
            agency: fact.agency,
            to: fact.to,
            visit: subject
                .and_then(|s| s.same_as.clone())
                .map(|of| (of, self.sources.number(source))),
        };
        item(
            self.tx,
            self.lookup,
            &fact.family,
            Right::Updates,
            sort,
            &body.id,
            &sees,
            &body,
        )
    }
}

/// Times are compared as instants, however they are spelled.
fn saying(fact: &NewsFact) -> Saying {
    let to = fact
        .to
        .as_ref()
        .map(|text| match text.parse::<Timestamp>() {
            Ok(at) => at.to_string(),
            Err(_) => text.clone(),
        });
    (
        fact.family.clone(),
        fact.kind,
        fact.agency.clone(),
        fact.step.clone(),
        fact.appointment.clone(),
        to,
    )
}
