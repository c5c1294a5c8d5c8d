//! The directory as it goes to the phone: the pack that is searched, and every service in full.

use std::io;

use jiff::civil::Date;
use portal_search::Entry;
use portal_types::DirectoryRef;
use rusqlite::{Transaction, params};

use super::folded;
use crate::packed::{brotli, hash};
use crate::publish::PublishError;

/// Services of which a phone keeps all in full: 2 MB. Of more it keeps what the pack tells, and asks for the rest.
const MOST_IN_FULL: usize = 20_000;

/// A directory that grows service by service.
pub struct Growing {
    imported_on: String,
    entries: Vec<Entry>,
    /// The JSON of each, until there are too many.
    bodies: Option<Vec<String>>,
}

/// The two files, ready to be sent.
pub struct Files {
    reference: DirectoryRef,
    json: Vec<u8>,
    json_brotli: Vec<u8>,
    pack: Vec<u8>,
    pack_brotli: Vec<u8>,
}

impl Growing {
    /// A directory without services, imported today.
    pub fn begin(today: Date) -> Self {
        Self {
            imported_on: today.to_string(),
            entries: Vec::new(),
            bodies: Some(Vec::new()),
        }
    }

    /// Adds a service: what its search needs, and the JSON of `portal_types::ServiceDetail`.
    pub fn add(&mut self, entry: Entry, body: String) {
        self.entries.push(entry);
        match &mut self.bodies {
            Some(bodies) if bodies.len() < MOST_IN_FULL => bodies.push(body),
            bodies => *bodies = None,
        }
    }

    /// Names and compresses both files, which takes most of the time of a publication.
    ///
    /// # Errors
    /// When compressing fails.
    pub fn packed(self) -> io::Result<Files> {
        let Self {
            imported_on,
            entries,
            bodies,
        } = self;
        let services = u32::try_from(entries.len()).map_err(io::Error::other)?;
        let json = match bodies {
            Some(bodies) => folded::fold(&imported_on, &in_order(&entries, &bodies))?,
            None => Vec::new(),
        };
        let pack = portal_search::write(entries);
        Ok(Files {
            reference: DirectoryRef {
                hash: hash(&[&json, &pack]),
                services,
                imported_on,
            },
            json_brotli: brotli(&json)?,
            pack_brotli: brotli(&pack)?,
            json,
            pack,
        })
    }
}

/// The bodies by agency and name, like the pack.
fn in_order<'a>(entries: &[Entry], bodies: &'a [String]) -> Vec<&'a str> {
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    let key = |at: &usize| {
        let entry = &entries[*at];
        let agency = Some(&entry.organization).filter(|name| !name.is_empty());
        (agency.unwrap_or(&entry.name), &entry.name, &entry.id)
    };
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    order.iter().map(|at| bodies[*at].as_str()).collect()
}

impl Files {
    /// Writes them into the snapshot; without services there is no directory.
    ///
    /// # Errors
    /// When the snapshot cannot be written.
    pub fn write(&self, tx: &Transaction<'_>) -> Result<(), PublishError> {
        if self.reference.services == 0 {
            return Ok(());
        }
        tx.execute(
            "INSERT INTO directory (hash, json, json_brotli, pack, pack_brotli) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.reference.hash,
                self.json,
                self.json_brotli,
                self.pack,
                self.pack_brotli
            ],
        )?;
        tx.execute(
            "INSERT INTO meta (key, value) VALUES ('directory', ?1)",
            [serde_json::to_string(&self.reference)?],
        )?;
        Ok(())
    }
}
