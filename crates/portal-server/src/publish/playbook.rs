//! Writes the centre's own playbook into a snapshot, as it is sent; without one there is none in it,
//! and the server has the one that came with the program.

use std::io;
use std::thread;

use rusqlite::{Connection, Transaction, params};

use super::PublishError;
use crate::import::playbook::stored;
use crate::packed::Packed;
use crate::playbook::read;

/// Writes every language.
///
/// # Errors
/// When a database cannot be read or written, or the playbook does not fit this program any more.
pub fn write(tx: &Transaction<'_>, working: &Connection) -> Result<(), PublishError> {
    let Some(files) = stored(working)? else {
        return Ok(());
    };
    let mut bodies = Vec::new();
    for (language, playbook) in read(&files)
        .map_err(PublishError::Playbook)?
        .into_playbooks()
    {
        bodies.push((language, serde_json::to_vec(&playbook)?));
    }
    for (language, packed) in pack(bodies) {
        let Packed {
            hash,
            plain,
            brotli,
        } = packed?;
        tx.execute(
            "INSERT INTO playbook (language, hash, json, brotli) VALUES (?1, ?2, ?3, ?4)",
            params![language, hash, &plain[..], &brotli[..]],
        )?;
    }
    Ok(())
}

/// Packs side by side: a language takes a good part of a second.
fn pack(bodies: Vec<(String, Vec<u8>)>) -> Vec<(String, io::Result<Packed>)> {
    thread::scope(|scope| {
        let started: Vec<_> = bodies
            .into_iter()
            .map(|(language, json)| (language, scope.spawn(|| Packed::of(json))))
            .collect();
        let broken = |_| Err(io::Error::other("packing a playbook broke off"));
        let done = started.into_iter();
        done.map(|(language, thread)| (language, thread.join().unwrap_or_else(broken)))
            .collect()
    })
}
