//! The desk of staff: passphrase and one-time code together, one kind of failure, always after the same time.

use std::sync::Arc;

use tokio::time::Instant;

use super::rows::{self, Staff};
use super::sessions::{self, STAFF_ABSOLUTE};
use super::totp;
use crate::auth::db::{AuthDb, AuthDbError};
use crate::auth::lanes::{Hashing, Lanes, Turn};
use crate::auth::sessions::{DEVICE, Token};
use crate::auth::sign_in::{SignInError, wait_for_tick};
use crate::auth::sql::{Sql, values};
use crate::auth::verifier::Verifier;
use crate::auth::{known_device, throttle};
use crate::secrets::Secrets;

/// What was typed, and on which device. No `Debug`: none of it may reach a log.
pub struct StaffTry {
    /// User name.
    pub user: String,
    /// Passphrase.
    pub passphrase: String,
    /// One-time code.
    pub totp: String,
    /// The device's cookie.
    pub device: Option<Token>,
}

/// A successful sign-in.
pub struct StaffSignedIn {
    /// The session's cookie.
    pub session: Token,
    /// The device's cookie, if the device is new: strangers' wrong tries cannot block it.
    pub device: Option<Token>,
    /// Who.
    pub staff: Staff,
    /// Unix seconds at which the session ends at the latest.
    pub expires_at: i64,
}

/// The desk.
pub struct StaffDesk {
    db: Arc<AuthDb>,
    secrets: Secrets,
    lanes: Lanes,
}

impl StaffDesk {
    /// A desk over a database.
    #[must_use]
    pub fn new(db: Arc<AuthDb>, secrets: Secrets, hashing: &Arc<Hashing>) -> Self {
        Self {
            db,
            secrets,
            lanes: Lanes::new(hashing),
        }
    }

    /// Signs a member of staff in.
    ///
    /// # Errors
    /// [`SignInError`]; [`SignInError::Failed`] comes on a tick, whatever was wrong.
    pub async fn sign_in(&self, typed: StaffTry, now: i64) -> Result<StaffSignedIn, SignInError> {
        let came = Instant::now();
        let result = self.attempt(typed, now).await;
        if !matches!(result, Err(SignInError::Busy)) {
            wait_for_tick(came).await;
        }
        result
    }

    async fn attempt(&self, typed: StaffTry, now: i64) -> Result<StaffSignedIn, SignInError> {
        let user = typed.user.trim().to_lowercase();
        let staff = self.db.read(move |c| rows::find(c, &user)).await?;
        let (id, cookie) = (staff.as_ref().map(|s| s.id.clone()), typed.device.clone());
        let known = move |c: &dyn Sql| known_device(c, id.as_deref(), cookie.as_ref(), now);
        let device = self.db.read(known).await?;
        let turn = self.lanes.enter(device.is_some()).await?;
        let allowed = match &staff {
            Some(staff) => self.take_try(&staff.id, device.clone(), now).await?,
            None => true,
        };
        let step = self.check(staff.as_ref(), &typed, now, turn).await?;
        match staff.zip(step) {
            Some((staff, step)) if allowed && !staff.disabled => {
                self.open_session(staff, Some(step), device, now).await
            }
            _ => Err(SignInError::Failed),
        }
    }

    async fn take_try(
        &self,
        id: &str,
        device: Option<Vec<u8>>,
        now: i64,
    ) -> Result<bool, SignInError> {
        let id = id.to_owned();
        let count = "UPDATE staff SET wrong_tries = wrong_tries + 1
            WHERE /*!center_id = :center AND*/ id = ?1";
        let job = move |c: &dyn Sql| {
            c.execute(count, values![&id])?;
            throttle::take(c, &id, device.as_deref(), now)
        };
        Ok(self.db.write(job).await?)
    }

    /// The step of the one-time code, if both it and the passphrase are right. Both are judged in any case.
    async fn check(
        &self,
        staff: Option<&Staff>,
        typed: &StaffTry,
        now: i64,
        turn: Turn,
    ) -> Result<Option<i64>, SignInError> {
        let verifier = staff.map_or_else(Verifier::unmeetable, |s| s.verifier.clone());
        let (secrets, passphrase) = (self.secrets.clone(), typed.passphrase.clone());
        let met = tokio::task::spawn_blocking(move || {
            turn.meets(&verifier, &secrets, &[passphrase.as_bytes()])
        })
        .await
        .map_err(|e| SignInError::System(e.to_string()))?;
        let step = staff.and_then(|s| self.step_of(s, &typed.totp, now));
        Ok(step.filter(|_| met))
    }

    fn step_of(&self, staff: &Staff, typed: &str, now: i64) -> Option<i64> {
        let (id, salt, last) = (&staff.id, &staff.totp_salt, staff.totp_step);
        totp::step_of(&self.secrets, id, salt, last, typed, now)
    }

    /// Whether a one-time code is right once more: asked for before something grave. It is used up by that,
    /// and a wrong one counts as a wrong try.
    ///
    /// # Errors
    /// [`SignInError::Failed`] when it is not.
    pub async fn confirm(&self, staff: &str, typed: &str, now: i64) -> Result<(), SignInError> {
        let id = staff.to_owned();
        let known = self.db.read(move |c| rows::by_id(c, &id)).await?;
        let staff = known.ok_or(SignInError::Failed)?;
        // Whoever is signed in is no stranger; their tries are counted apart from those at the door.
        let lane = Some(b"confirm".to_vec());
        let allowed = self.take_try(&staff.id, lane.clone(), now).await?;
        let step = self.step_of(&staff, typed, now).filter(|_| allowed);
        let step = step.ok_or(SignInError::Failed)?;
        let take = move |c: &dyn Sql| -> Result<bool, AuthDbError> {
            throttle::give_back(c, &staff.id, lane.as_deref())?;
            take_step(c, &staff.id, step)
        };
        if self.db.write(take).await? {
            Ok(())
        } else {
            Err(SignInError::Failed)
        }
    }

    /// Opens a session for somebody whose keys were judged, here or by the centre's identity provider.
    ///
    /// # Errors
    /// [`SignInError::Failed`] when the code was taken meanwhile by another sign-in.
    pub async fn open_session(
        &self,
        staff: Staff,
        step: Option<i64>,
        device: Option<Vec<u8>>,
        now: i64,
    ) -> Result<StaffSignedIn, SignInError> {
        let draw = || Token::draw().map_err(|e| SignInError::System(e.to_string()));
        let session = draw()?;
        let remembered = if device.is_none() {
            Some(draw()?)
        } else {
            None
        };
        let hashes = (session.hash(), remembered.as_ref().map(Token::hash));
        let row = staff.clone();
        let open = move |c: &dyn Sql| -> Result<bool, AuthDbError> {
            if let Some(step) = step
                && !take_step(c, &row.id, step)?
            {
                return Ok(false);
            }
            throttle::give_back(c, &row.id, device.as_deref())?;
            c.execute(
                "UPDATE staff SET last_opened_at = ?2, wrong_tries = 0
             WHERE /*!center_id = :center AND*/ id = ?1",
                values![row.id, now],
            )?;
            if let Some(hash) = &hashes.1 {
                c.execute(
                    "INSERT INTO device (/*!center_id,*/ token_hash, card_id, expires_at)
             VALUES (/*!:center,*/ ?1, ?2, ?3)",
                    values![hash, row.id, now + DEVICE],
                )?;
            }
            sessions::insert(c, &hashes.0, &row, now)?;
            Ok(true)
        };
        if !self.db.write(open).await? {
            return Err(SignInError::Failed);
        }
        Ok(StaffSignedIn {
            session,
            device: remembered,
            staff,
            expires_at: now + STAFF_ABSOLUTE,
        })
    }
}

/// Takes the code of a step, once: of two sign-ins at the same moment one succeeds.
fn take_step(sql: &dyn Sql, id: &str, step: i64) -> Result<bool, AuthDbError> {
    let taken = sql.execute(
        "UPDATE staff SET totp_step = ?2
             WHERE /*!center_id = :center AND*/ id = ?1 AND totp_step < ?2",
        values![id, step],
    )?;
    Ok(taken > 0)
}
