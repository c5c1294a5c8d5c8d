//! Writes the services of a snapshot: the pack the portal searches, and one detail each.

use std::collections::HashSet;

use jiff::civil::Date;
use portal_hsds::model::Service;
use portal_hsds::pack::{Packer, detail};
use portal_types::DirectoryRef;
use rusqlite::{Connection, Transaction, params};

use super::PublishError;
use crate::packed::Packed;

/// Writes every service; without one there is no directory.
///
/// # Errors
/// When a database cannot be read or written.
pub fn write(tx: &Transaction<'_>, working: &Connection, today: Date) -> Result<(), PublishError> {
    let mut packer = Packer::new(today);
    let (mut count, mut known) = (0, HashSet::new());
    let mut statement = working.prepare("SELECT body FROM service ORDER BY source, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let service: Service =
            serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        let shown = detail(&service, today);
        // Two sources may list the same service: the first one is shown, once.
        if known.insert(shown.id.clone()) && packer.add(&service) {
            tx.prepare_cached("INSERT INTO service (id, body) VALUES (?1, ?2)")?
                .execute(params![shown.id, serde_json::to_string(&shown)?])?;
            count += 1;
        }
    }
    if count == 0 {
        return Ok(());
    }
    let directory = packer.finish().directory;
    let json = serde_json::to_vec(&directory)?;
    let Packed { hash, json, brotli } = Packed::of(json)?;
    tx.execute(
        "INSERT INTO directory (hash, json, brotli) VALUES (?1, ?2, ?3)",
        params![hash, &json[..], &brotli[..]],
    )?;
    let reference = DirectoryRef {
        hash,
        services: count,
        imported_on: directory.imported_on,
    };
    tx.execute(
        "INSERT INTO meta (key, value) VALUES ('directory', ?1)",
        [serde_json::to_string(&reference)?],
    )?;
    Ok(())
}
