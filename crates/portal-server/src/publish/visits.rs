//! Writes the visits of a snapshot, family by family, and marks those that several sources tell of.

use std::collections::{BTreeMap, HashSet};
use std::mem;

use portal_types::AppointmentStatus;
use rusqlite::Transaction;

use super::PublishError;
use super::items::{Visibility, item};
use super::lookup::Lookup;
use super::sources::Sources;
use crate::facts::{AppointmentFact, Right, StatusFact};
use crate::store::bodies::{AppointmentBody, ChangeBody, RevisionBody, WordBody};

/// A visit with its source and how often it changed.
type Row = (String, AppointmentFact, RevisionBody);

/// Takes visits in and writes them once their family is complete.
pub struct Visits<'a> {
    tx: &'a Transaction<'a>,
    lookup: &'a Lookup<'a>,
    sources: &'a Sources,
    of_family: Vec<Row>,
}

impl<'a> Visits<'a> {
    /// Nothing is taken in yet.
    pub fn new(tx: &'a Transaction<'a>, lookup: &'a Lookup<'a>, sources: &'a Sources) -> Self {
        Self {
            tx,
            lookup,
            sources,
            of_family: Vec::new(),
        }
    }

    /// Takes a visit of a source in. Those of one family come one after the other.
    ///
    /// # Errors
    /// When the snapshot cannot be written.
    pub fn take(
        &mut self,
        source: String,
        fact: AppointmentFact,
        revision: RevisionBody,
    ) -> Result<(), PublishError> {
        let before = self.of_family.first();
        if before.is_some_and(|(_, before, _)| before.family != fact.family) {
            self.finish()?;
        }
        self.of_family.push((source, fact, revision));
        Ok(())
    }

    /// Writes what was taken in.
    ///
    /// # Errors
    /// When the snapshot cannot be written.
    pub fn finish(&mut self) -> Result<(), PublishError> {
        let visits = mem::take(&mut self.of_family);
        let shared = shared(&visits);
        for (source, fact, revision) in visits {
            let is_shared = fact.same_as.as_ref().is_some_and(|of| shared.contains(of));
            self.write(&source, fact, revision, is_shared)?;
        }
        Ok(())
    }

    /// A visit that was entered by mistake is written only where it takes back another source's word.
    fn write(
        &self,
        source: &str,
        f: AppointmentFact,
        revision: RevisionBody,
        is_shared: bool,
    ) -> Result<(), PublishError> {
        let lookup = self.lookup;
        let at = self.sources.said_at(source, f.updated_at);
        let taken_back = matches!(f.status, StatusFact::Hidden(_));
        let word = f.same_as.filter(|_| is_shared).zip(at);
        let word = word.map(|(of, at)| WordBody {
            of,
            at,
            source: self.sources.number(source),
            taken_back,
        });
        let status = match f.status {
            StatusFact::Shown(status) => status,
            // Never shown; whoever forgot that would at least send nobody there.
            StatusFact::Hidden(_) if word.is_some() => AppointmentStatus::Cancelled,
            StatusFact::Hidden(_) => return Ok(()),
        };
        let body = AppointmentBody {
            id: lookup.opaque("appointment", source, &f.id),
            place: f.place.as_deref().and_then(|id| lookup.place(source, id)),
            people: lookup.people(source, &f.people),
            children: lookup.children(&f.children),
            kind: f.kind,
            agency: f.agency,
            status,
            starts_at: f.starts_at,
            ends_at: f.ends_at,
            interpreter: f.interpreter,
            bring: f.bring,
            changed: f.changed.map(|c| ChangeBody {
                what: c.what,
                on: c.on,
                from: c.from,
                reason: c.reason,
            }),
            revision,
            word,
        };
        let sees = Visibility {
            children: &body.children,
            audience: f.visible_to.as_ref(),
            also: None,
        };
        item(
            self.tx,
            lookup,
            &f.family,
            Right::Appointments,
            f.starts_at.map_or(i64::MAX, jiff::Timestamp::as_second),
            &body.id,
            &sees,
            &body,
        )
    }
}

/// What several sources call a visit of one family. A name that one source uses for two visits
/// does not say which of them another source means.
fn shared(visits: &[Row]) -> HashSet<String> {
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (source, fact, _) in visits {
        if let Some(name) = &fact.same_as {
            named.entry(name).or_default().push(source);
        }
    }
    let once_each = |sources: &[&str]| {
        let different: HashSet<_> = sources.iter().collect();
        sources.len() > 1 && different.len() == sources.len()
    };
    let shared = named.into_iter().filter(|(_, sources)| once_each(sources));
    shared.map(|(name, _)| name.to_owned()).collect()
}
