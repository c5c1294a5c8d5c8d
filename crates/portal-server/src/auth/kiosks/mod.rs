//! The centre's touch screens: how one is enrolled, and how it shows with each request that it is the one.
//!
//! A kiosk has a key that its browser does not give away, and no cookie. What it signs is a challenge of ours, a number that
//! is taken once, the method and the path: whoever sees a request can do nothing with it elsewhere, or again.

mod challenge;
mod condition;
mod proof;
mod rows;
mod started;
mod window;

use std::sync::Arc;

use portal_types::EnrolmentCode;

use super::db::{AuthDb, AuthDbError};
use super::sql::{Sql, values};
use crate::secrets::Secrets;
use challenge::Challenge;
use window::Window;

pub use proof::{Asked, Proof, PublicKey};
pub use rows::{CODE_GOOD_FOR, KioskError, KioskLine, add, list, renew, revoke};

/// A kiosk that has shown that it is the one.
#[derive(Clone, Debug)]
pub struct Kiosk {
    /// Opaque id.
    pub id: String,
    /// What the centre calls it.
    pub name: String,
    /// What it signs since it started.
    pub challenge: String,
}

/// Where kiosks come to.
pub struct KioskDesk {
    db: Arc<AuthDb>,
    secrets: Secrets,
}

impl KioskDesk {
    /// A desk over a database.
    #[must_use]
    pub fn new(db: Arc<AuthDb>, secrets: Secrets) -> Self {
        Self { db, secrets }
    }

    /// Takes a one-time code and keeps the key: id and name of the kiosk. Nothing for a code that is wrong, used or too
    /// old. Whatever went on with the key it had is over.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn enrol(
        &self,
        code: &EnrolmentCode,
        key: &PublicKey,
        now: i64,
    ) -> Result<Option<(String, String)>, AuthDbError> {
        let (hash, key) = (rows::code_hash(&self.secrets, code), key.to_bytes());
        let enrol = move |c: &dyn Sql| -> Result<_, AuthDbError> {
            let found = c.one(
                "SELECT id, name FROM kiosk
             WHERE /*!center_id = :center AND*/ code_hash = ?1 AND code_until > ?2",
                values![hash, now],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let Some((id, name)): Option<(String, String)> = found else {
                return Ok(None);
            };
            c.execute(
                "UPDATE kiosk
                 SET public_key = ?2, enrolled_at = ?3, code_hash = NULL, code_until = NULL, revoked_at = NULL
                 WHERE /*!center_id = :center AND*/ id = ?1",
                values![id, key, now],
            )?;
            rows::end_sessions(c, &id, now)?;
            Ok(Some((id, name)))
        };
        self.db.write(enrol).await
    }

    /// What a kiosk is to sign when it starts; the same for one that nobody knows.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn challenge(&self, kiosk: &str, now: i64) -> Result<String, getrandom::Error> {
        Challenge::make(&self.secrets, kiosk, now)
    }

    /// Starts the kiosk that signed a fresh challenge. Nothing for any other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn start(
        &self,
        proof: &Proof,
        asked: Asked<'_>,
        now: i64,
    ) -> Result<Option<Kiosk>, AuthDbError> {
        let (Some(challenge), Some(window)) = (
            Challenge::read(&proof.challenge, now),
            Window::first(proof.counter),
        ) else {
            return Ok(None);
        };
        // A centre has a handful of kiosks: the challenge says whose it is without naming it.
        let known = self.db.read(started::enrolled).await?.into_iter();
        let mut known = known.filter(|kiosk| challenge.is_of(&self.secrets, &kiosk.id));
        let Some(known) = known.next().filter(|k| proof.is_signed_by(&k.key, asked)) else {
            return Ok(None);
        };
        let (id, name, key) = (known.id, known.name, known.key);
        let challenge = challenge.text().to_owned();
        let kiosk = Kiosk {
            id,
            name,
            challenge,
        };
        let row = kiosk.clone();
        let start = self
            .db
            .write(move |c| started::start(c, &row, &key, window, now));
        Ok(start.await?.then_some(kiosk))
    }

    /// The kiosk that signed a request, whose number is taken by that. Nothing for any other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn prove(
        &self,
        proof: &Proof,
        asked: Asked<'_>,
        now: i64,
    ) -> Result<Option<Kiosk>, AuthDbError> {
        let challenge = proof.challenge.clone();
        let known = self
            .db
            .read(move |c| started::find(c, &challenge, now))
            .await?
            .filter(|known| proof.is_signed_by(&known.key, asked));
        let Some(known) = known else {
            return Ok(None);
        };
        let kiosk = Kiosk {
            id: known.id,
            name: known.name,
            challenge: proof.challenge.clone(),
        };
        let (challenge, counter) = (proof.challenge.clone(), proof.counter);
        let take = self
            .db
            .write(move |c| started::take(c, &challenge, counter));
        Ok(take.await?.then_some(kiosk))
    }

    /// Notes that a kiosk is there.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn note_seen(&self, kiosk: &Kiosk, now: i64) -> Result<(), AuthDbError> {
        let id = kiosk.id.clone();
        self.db
            .write(move |c| started::note_seen(c, &id, now))
            .await
    }
}
