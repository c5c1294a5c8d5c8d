//! What facts point at, looked up by source and id while a snapshot is written.

use std::collections::HashMap;

use portal_types::{ChildRef, Contact, PersonRef, Place};
use rusqlite::{Connection, Row};

use super::PublishError;
use super::past::Past;
use crate::facts::{Fact, PromiseFact};
use crate::secrets::Secrets;
use crate::store::bodies::{ChildBody, PromiseBody, RevisionBody};

/// A key of a fact that belongs to one source.
type Owned = (String, String);

/// Everything steps and visits refer to.
pub struct Lookup<'a> {
    secrets: &'a Secrets,
    contacts: HashMap<Owned, Contact>,
    contact_owner: HashMap<String, String>,
    places: HashMap<Owned, Place>,
    place_owner: HashMap<String, String>,
    children: HashMap<String, ChildRef>,
    promises: HashMap<Owned, Vec<PromiseFact>>,
    /// Promises that are not told any more.
    pub past: Past<'a>,
}

impl<'a> Lookup<'a> {
    /// Reads what can be pointed at.
    ///
    /// # Errors
    /// When the working database cannot be read.
    pub fn read(working: &'a Connection, secrets: &'a Secrets) -> Result<Self, PublishError> {
        let mut lookup = Self {
            secrets,
            contacts: HashMap::new(),
            contact_owner: HashMap::new(),
            places: HashMap::new(),
            place_owner: HashMap::new(),
            children: HashMap::new(),
            promises: HashMap::new(),
            past: Past::of(working)?,
        };
        for_each(
            working,
            "'contact', 'place', 'child', 'promise'",
            |source, fact| {
                lookup.add(source, fact);
                Ok(())
            },
        )?;
        for promises in lookup.promises.values_mut() {
            promises.sort_by(|a, b| (a.made_on, a.by, &a.id).cmp(&(b.made_on, b.by, &b.id)));
        }
        Ok(lookup)
    }

    fn add(&mut self, source: String, fact: Fact) {
        match fact {
            Fact::Contact(c) => {
                self.contact_owner
                    .entry(c.id.clone())
                    .or_insert_with(|| source.clone());
                let contact = Contact {
                    name: c.name,
                    role: c.role,
                    agency: c.agency,
                    phone: c.phone,
                    extension: c.extension,
                };
                self.contacts.insert((source, c.id), contact);
            }
            Fact::Place(p) => {
                self.place_owner
                    .entry(p.id.clone())
                    .or_insert_with(|| source.clone());
                self.places.insert((source, p.id), p.place);
            }
            Fact::Child(c) => {
                self.children.insert(
                    c.id,
                    ChildRef {
                        number: c.number,
                        first_name: c.first_name,
                    },
                );
            }
            Fact::Promise(p) => self
                .promises
                .entry((source, p.step.clone()))
                .or_default()
                .push(p),
            _ => {}
        }
    }

    /// A contact of the same source, or else of the first source that has one by this id.
    pub fn contact(&self, source: &str, id: &str) -> Option<Contact> {
        let own = self.contacts.get(&(source.to_owned(), id.to_owned()));
        own.or_else(|| {
            self.contacts
                .get(&(self.contact_owner.get(id)?.clone(), id.to_owned()))
        })
        .cloned()
    }

    /// Several contacts, in order.
    pub fn contact_list(&self, source: &str, ids: &[String]) -> Vec<Contact> {
        ids.iter()
            .filter_map(|id| self.contact(source, id))
            .collect()
    }

    /// People of a visit.
    pub fn people(&self, source: &str, ids: &[String]) -> Vec<PersonRef> {
        let person = |c: Contact| PersonRef {
            name: c.name,
            role: c.role,
            agency: c.agency,
        };
        self.contact_list(source, ids)
            .into_iter()
            .map(person)
            .collect()
    }

    /// A place of the same source, or else of the first source that has one by this id.
    pub fn place(&self, source: &str, id: &str) -> Option<Place> {
        let own = self.places.get(&(source.to_owned(), id.to_owned()));
        own.or_else(|| {
            self.places
                .get(&(self.place_owner.get(id)?.clone(), id.to_owned()))
        })
        .cloned()
    }

    /// Children by id, in the family's own order.
    pub fn children(&self, ids: &[String]) -> Vec<ChildBody> {
        let mut children: Vec<ChildBody> = ids
            .iter()
            .filter_map(|id| {
                let shown = self.children.get(id)?;
                Some(ChildBody {
                    id: self.opaque("child", "", id),
                    number: shown.number,
                    first_name: shown.first_name.clone(),
                })
            })
            .collect();
        children.sort_by_key(|c| c.number);
        children
    }

    /// The promises made for a step, the oldest first.
    pub fn promises(&self, source: &str, step: &str) -> Vec<PromiseBody> {
        let made = self.promises.get(&(source.to_owned(), step.to_owned()));
        made.into_iter()
            .flatten()
            .map(|p| PromiseBody {
                by: p.by,
                made_on: p.made_on,
                basis: p.basis,
                source_key: p.source_key.clone(),
            })
            .collect()
    }

    /// The opaque id of a fact; `source` is empty for ids that mean the same whichever source names them.
    pub fn opaque(&self, kind: &str, source: &str, id: &str) -> String {
        self.secrets.opaque_id(&[kind, source, id])
    }
}

/// Where each family lies in a snapshot.
const FAMILIES: &str = "CREATE TEMP TABLE IF NOT EXISTS family_place (family TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL) STRICT, WITHOUT ROWID";

/// As [`for_each`], but with the revision of visits, and family by family, in the order they have in the snapshot. Their ids there
/// are digests: written in any other order, each fact of a large centre is another page to be read
/// and written.
///
/// # Errors
/// As [`for_each`].
pub fn by_family(
    working: &Connection,
    lookup: &Lookup<'_>,
    kinds: &'static str,
    mut each: impl FnMut(String, Fact, RevisionBody) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    working.execute_batch(FAMILIES)?;
    working.execute("DELETE FROM family_place", [])?;
    {
        let mut families = working.prepare("SELECT id FROM fact WHERE kind = 'family'")?;
        let mut rows = families.query([])?;
        let mut insert = working.prepare("INSERT OR IGNORE INTO family_place VALUES (?1, ?2)")?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            insert.execute([&id, &lookup.opaque("family", "", &id)])?;
        }
    }
    run(
        working,
        &format!(
            "SELECT source, body, revision, revised_at FROM fact LEFT JOIN family_place USING (family)
             WHERE kind IN ({kinds}) ORDER BY place, kind, id, source"
        ),
        |source, fact, row| {
            let at: Option<String> = row.get(3)?;
            let revision = RevisionBody {
                number: row.get(2)?,
                at: at.and_then(|at| at.parse().ok()),
            };
            each(source, fact, revision)
        },
    )
}

/// Hands every accepted fact of these kinds to `each`, in the order of kind, id and source.
///
/// # Errors
/// When the working database cannot be read, a body is no fact, or `each` fails.
pub fn for_each(
    working: &Connection,
    kinds: &'static str,
    mut each: impl FnMut(String, Fact) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let sql =
        format!("SELECT source, body FROM fact WHERE kind IN ({kinds}) ORDER BY kind, id, source");
    run(working, &sql, |source, fact, _| each(source, fact))
}

fn run(
    working: &Connection,
    sql: &str,
    mut each: impl FnMut(String, Fact, &Row<'_>) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let mut statement = working.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let source: String = row.get(0)?;
        each(
            source,
            serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?,
            row,
        )?;
    }
    Ok(())
}
