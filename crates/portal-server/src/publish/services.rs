//! Writes the services of a snapshot: the directory for the phone, one detail each, and HSDS.

mod directory;
mod folded;
mod hsds;
mod json;
mod reading;
mod records;
mod secret;
mod stage;
mod terms;

use std::collections::HashSet;
use std::{io, thread};

use jiff::civil::Date;
use portal_hsds::model::Service;
use portal_hsds::pack::{self, public_id};
use portal_search::Entry;
use rusqlite::{Connection, Transaction, params};

use directory::Growing;
use hsds::Writer;
use reading::each_service;
use records::{Record, each_record};
use secret::SecretPlaces;
use stage::{Row, Stage};

use super::PublishError;

/// Writes every service; without one there is no directory.
///
/// # Errors
/// When a database cannot be read or written.
pub fn write(tx: &Transaction<'_>, working: &Connection, today: Date) -> Result<(), PublishError> {
    let secret = secret_places(working)?;
    let stage = Stage::begin(tx)?;
    let directory = write_services(tx, &stage, working, &secret, today)?;
    // Packing takes as long as all the rest, and needs nothing of it.
    let files = thread::scope(|scope| {
        let packing = scope.spawn(|| directory.packed());
        write_records(&stage, working, &secret)?;
        stage.finish()?;
        let broken = |_| Err(io::Error::other("packing the directory broke off"));
        Ok::<_, PublishError>(packing.join().unwrap_or_else(broken)?)
    })?;
    files.write(tx)
}

/// What must not be told, of the whole directory.
fn secret_places(working: &Connection) -> Result<SecretPlaces, PublishError> {
    let mut secret = SecretPlaces::default();
    let note = |service: Service| {
        secret.note(&service);
        Ok(())
    };
    each_service(working, note, |()| Ok(()))?;
    each_record(working, |record| {
        if let Record::Organization(organization) = record {
            secret.note_organization(&organization);
        }
        Ok(())
    })?;
    Ok(secret)
}

/// What the snapshot has of one service.
struct Told {
    /// For the portal: what its search needs, and the service in full.
    shown: Option<(Entry, String)>,
    /// For other programs.
    rows: Vec<Row>,
}

/// Writes each service in full and as HSDS, and gathers what goes to the phone.
///
/// Two sources may list the same service: the first one is told.
fn write_services(
    tx: &Transaction<'_>,
    stage: &Stage<'_>,
    working: &Connection,
    secret: &SecretPlaces,
    today: Date,
) -> Result<Growing, PublishError> {
    let mut directory = Growing::begin(today);
    let mut known = HashSet::new();
    let tell_once = |service: Service| {
        let is_new = known.insert(public_id(&service.id));
        is_new.then(|| tell(service, secret, today)).transpose()
    };
    each_service(working, tell_once, |told| {
        let Some(Told { shown, rows }) = told else {
            return Ok(());
        };
        if let Some((entry, body)) = shown {
            tx.prepare_cached("INSERT INTO service (id, body) VALUES (?1, ?2)")?
                .execute(params![entry.id, body])?;
            directory.add(entry, body);
        }
        rows.iter().try_for_each(|row| stage.put(row))
    })?;
    Ok(directory)
}

/// One service, without the secret places of others.
fn tell(mut service: Service, secret: &SecretPlaces, today: Date) -> Result<Told, PublishError> {
    secret.take_from_open(&mut service);
    let shown = match pack::entry(&service, today) {
        Some(mut entry) => {
            secret.take_from_entry(&service, &mut entry);
            let body = secret.shown(&service, &pack::detail(&service, today))?;
            Some((entry, body))
        }
        None => None,
    };
    let rows = Writer::without(secret).service(service)?;
    Ok(Told { shown, rows })
}

/// Writes the records that stand beside the services.
fn write_records(
    stage: &Stage<'_>,
    working: &Connection,
    secret: &SecretPlaces,
) -> Result<(), PublishError> {
    each_record(working, |record| {
        let rows = match record {
            Record::Organization(organization) => {
                Writer::without(secret).organization(*organization)?
            }
            Record::Taxonomy(taxonomy) => vec![hsds::taxonomy(&taxonomy)],
            Record::Term(term) => hsds::term(&term),
        };
        rows.iter().try_for_each(|row| stage.put(row))
    })
}
