//! Writes the services of a snapshot: the pack the portal searches, one detail each, and HSDS.

mod hsds;
mod json;
mod records;
mod secret;
mod stage;
mod terms;

use std::collections::HashSet;

use jiff::civil::Date;
use portal_hsds::model::Service;
use portal_hsds::pack::{Packer, detail};
use portal_types::DirectoryRef;
use rusqlite::{Connection, Transaction, params};

use hsds::Writer;
use records::{Record, each_record};
use secret::SecretPlaces;

use super::PublishError;
use crate::packed::Packed;

/// Writes every service; without one there is no directory.
///
/// # Errors
/// When a database cannot be read or written.
pub fn write(tx: &Transaction<'_>, working: &Connection, today: Date) -> Result<(), PublishError> {
    let mut secret = SecretPlaces::default();
    each_service(working, |service| {
        secret.note(&service);
        Ok(())
    })?;
    each_record(working, |record| {
        if let Record::Organization(organization) = record {
            secret.note_organization(&organization);
        }
        Ok(())
    })?;
    let writer = Writer::begin(tx, &secret)?;
    let mut packer = Packer::new(today);
    let (mut count, mut known) = (0, HashSet::new());
    each_service(working, |mut service| {
        secret.take_from_open(&mut service);
        let shown = detail(&service, today);
        // Two sources may list the same service: the first one is shown, once.
        if !known.insert(shown.id.clone()) {
            return Ok(());
        }
        if packer.add(&service) {
            let mut body = serde_json::to_value(&shown)?;
            secret.take_words(&service, &mut body);
            tx.prepare_cached("INSERT INTO service (id, body) VALUES (?1, ?2)")?
                .execute(params![shown.id, body.to_string()])?;
            count += 1;
        }
        writer.add(service)
    })?;
    each_record(working, |record| match record {
        Record::Organization(organization) => writer.add_organization(*organization),
        Record::Taxonomy(taxonomy) => writer.add_taxonomy(&taxonomy),
        Record::Term(term) => writer.add_term(&term),
    })?;
    writer.finish()?;
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

/// Every accepted service, source by source.
fn each_service(
    working: &Connection,
    mut take: impl FnMut(Service) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let mut statement = working.prepare("SELECT body FROM service ORDER BY source, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        take(serde_json::from_str(body)?)?;
    }
    Ok(())
}
