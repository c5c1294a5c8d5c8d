//! Writes the services of a snapshot: the directory for the phone, one detail each, and HSDS.

mod directory;
mod folded;
mod hsds;
mod json;
mod records;
mod secret;
mod stage;
mod terms;

use std::collections::HashSet;
use std::{io, thread};

use jiff::civil::Date;
use portal_hsds::model::Service;
use portal_hsds::pack::{self, public_id};
use rusqlite::{Connection, Transaction, params};

use directory::Growing;
use hsds::Writer;
use records::{Record, each_record};
use secret::SecretPlaces;

use super::PublishError;

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
    let directory = write_details(tx, working, &secret, today)?;
    // Packing takes as long as all the rest, and needs nothing of it.
    let files = thread::scope(|scope| {
        let packing = scope.spawn(|| directory.packed());
        write_hsds(tx, working, &secret)?;
        let broken = |_| Err(io::Error::other("packing the directory broke off"));
        Ok::<_, PublishError>(packing.join().unwrap_or_else(broken)?)
    })?;
    files.write(tx)
}

/// Writes each service in full, and gathers what goes to the phone.
fn write_details(
    tx: &Transaction<'_>,
    working: &Connection,
    secret: &SecretPlaces,
    today: Date,
) -> Result<Growing, PublishError> {
    let mut directory = Growing::begin(today);
    each_told(working, secret, |service| {
        let Some(mut entry) = pack::entry(&service, today) else {
            return Ok(());
        };
        secret.take_from_entry(&service, &mut entry);
        let body = secret.shown(&service, &pack::detail(&service, today))?;
        tx.prepare_cached("INSERT INTO service (id, body) VALUES (?1, ?2)")?
            .execute(params![entry.id, body])?;
        directory.add(entry, body);
        Ok(())
    })?;
    Ok(directory)
}

/// Writes the directory as other programs read it.
fn write_hsds(
    tx: &Transaction<'_>,
    working: &Connection,
    secret: &SecretPlaces,
) -> Result<(), PublishError> {
    let writer = Writer::begin(tx, secret)?;
    each_told(working, secret, |service| writer.add(service))?;
    each_record(working, |record| match record {
        Record::Organization(organization) => writer.add_organization(*organization),
        Record::Taxonomy(taxonomy) => writer.add_taxonomy(&taxonomy),
        Record::Term(term) => writer.add_term(&term),
    })?;
    writer.finish()
}

/// Every service that is told, once, without secret places of others: two sources may list the same
/// service, and the first one is told.
fn each_told(
    working: &Connection,
    secret: &SecretPlaces,
    mut take: impl FnMut(Service) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let mut known = HashSet::new();
    each_service(working, |mut service| {
        if !known.insert(public_id(&service.id)) {
            return Ok(());
        }
        secret.take_from_open(&mut service);
        take(service)
    })
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
