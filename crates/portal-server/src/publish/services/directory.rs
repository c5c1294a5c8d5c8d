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

/// A directory that grows service by service. Of a service, its JSON and its entry of the pack are kept.
pub struct Growing {
    imported_on: String,
    services: Vec<(Entry, String)>,
    in_full: bool,
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
            services: Vec::new(),
            in_full: true,
        }
    }

    /// Adds a service: what its search needs, and the JSON of `portal_types::ServiceDetail`.
    pub fn add(&mut self, entry: Entry, body: String) {
        if self.in_full && self.services.len() == MOST_IN_FULL {
            self.in_full = false;
            self.services.iter_mut().for_each(|(_, body)| body.clear());
        }
        let body = if self.in_full { body } else { String::new() };
        self.services.push((entry, body));
    }

    /// Names and compresses both files, which takes most of the time of a publication.
    ///
    /// # Errors
    /// When compressing fails.
    pub fn packed(self) -> io::Result<Files> {
        let Self {
            imported_on,
            mut services,
            in_full,
        } = self;
        let order = |(entry, _): &(Entry, String)| {
            let agency = Some(&entry.organization).filter(|name| !name.is_empty());
            (
                agency.unwrap_or(&entry.name).clone(),
                entry.name.clone(),
                entry.id.clone(),
            )
        };
        services.sort_by_cached_key(order);
        let (entries, bodies): (Vec<Entry>, Vec<String>) = services.into_iter().unzip();
        let services = u32::try_from(entries.len()).map_err(io::Error::other)?;
        let json = if in_full {
            folded::fold(&imported_on, &bodies)?
        } else {
            Vec::new()
        };
        drop(bodies);
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
